// Written by scripts/i18n-index.mjs; do not edit.
import archive from './fr/archive.json' with { type: 'json' };
import areafile from './fr/areafile.json' with { type: 'json' };
import areas from './fr/areas.json' with { type: 'json' };
import editor from './fr/editor.json' with { type: 'json' };
import places from './fr/places.json' with { type: 'json' };
import quotas from './fr/quotas.json' with { type: 'json' };
import requests from './fr/requests.json' with { type: 'json' };
import searches from './fr/searches.json' with { type: 'json' };

export default { archive, areafile, areas, editor, places, quotas, requests, searches };
