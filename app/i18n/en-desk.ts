// Written by scripts/i18n-index.mjs; do not edit.
import deliveries from './en/deliveries.json' with { type: 'json' };
import desk from './en/desk.json' with { type: 'json' };
import dimap from './en/dimap.json' with { type: 'json' };
import ingest from './en/ingest.json' with { type: 'json' };
import orders from './en/orders.json' with { type: 'json' };
import reviews from './en/reviews.json' with { type: 'json' };

export default { deliveries, desk, dimap, ingest, orders, reviews };
