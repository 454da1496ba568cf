// Written by scripts/i18n-index.mjs; do not edit.
import curation from './fr/curation.json' with { type: 'json' };
import deliveries from './fr/deliveries.json' with { type: 'json' };
import desk from './fr/desk.json' with { type: 'json' };
import dimap from './fr/dimap.json' with { type: 'json' };
import ingest from './fr/ingest.json' with { type: 'json' };
import offers from './fr/offers.json' with { type: 'json' };
import orders from './fr/orders.json' with { type: 'json' };
import reviews from './fr/reviews.json' with { type: 'json' };

export default { curation, deliveries, desk, dimap, ingest, offers, orders, reviews };
