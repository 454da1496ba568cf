// Written by scripts/i18n-index.mjs; do not edit.
import curation from './en/curation.json' with { type: 'json' };
import deliveries from './en/deliveries.json' with { type: 'json' };
import desk from './en/desk.json' with { type: 'json' };
import dimap from './en/dimap.json' with { type: 'json' };
import ingest from './en/ingest.json' with { type: 'json' };
import offers from './en/offers.json' with { type: 'json' };
import orders from './en/orders.json' with { type: 'json' };
import reviews from './en/reviews.json' with { type: 'json' };

export default { curation, deliveries, desk, dimap, ingest, offers, orders, reviews };
