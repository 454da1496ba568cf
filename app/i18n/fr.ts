// Written by scripts/i18n-index.mjs; do not edit.
import cart from './fr/cart.json' with { type: 'json' };
import catalogue from './fr/catalogue.json' with { type: 'json' };
import common from './fr/common.json' with { type: 'json' };
import devmail from './fr/devmail.json' with { type: 'json' };
import home from './fr/home.json' with { type: 'json' };
import licences from './fr/licences.json' with { type: 'json' };
import map from './fr/map.json' with { type: 'json' };
import refusals from './fr/refusals.json' with { type: 'json' };

export default { cart, catalogue, common, devmail, home, licences, map, refusals };
