// Written by scripts/i18n-index.mjs; do not edit.
import archive from './en/archive.json' with { type: 'json' };
import areafile from './en/areafile.json' with { type: 'json' };
import areas from './en/areas.json' with { type: 'json' };
import editor from './en/editor.json' with { type: 'json' };
import places from './en/places.json' with { type: 'json' };
import quotas from './en/quotas.json' with { type: 'json' };
import requests from './en/requests.json' with { type: 'json' };
import searches from './en/searches.json' with { type: 'json' };

export default { archive, areafile, areas, editor, places, quotas, requests, searches };
