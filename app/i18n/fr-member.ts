// Written by scripts/i18n-index.mjs; do not edit.
import areas from './fr/areas.json' with { type: 'json' };
import quotas from './fr/quotas.json' with { type: 'json' };
import requests from './fr/requests.json' with { type: 'json' };

export default { areas, quotas, requests };
