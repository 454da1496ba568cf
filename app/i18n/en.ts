// Written by scripts/i18n-index.mjs; do not edit.
import cart from './en/cart.json' with { type: 'json' };
import catalogue from './en/catalogue.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import devmail from './en/devmail.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import licences from './en/licences.json' with { type: 'json' };
import map from './en/map.json' with { type: 'json' };
import refusals from './en/refusals.json' with { type: 'json' };

export default { cart, catalogue, common, devmail, home, licences, map, refusals };
