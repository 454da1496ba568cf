// Written by scripts/i18n-index.mjs; do not edit.
import areas from './en/areas.json' with { type: 'json' };
import quotas from './en/quotas.json' with { type: 'json' };
import requests from './en/requests.json' with { type: 'json' };

export default { areas, quotas, requests };
