import type { BBox } from '#app/features/areas/area.ts';
import { queryablesRel } from './links.ts';
import { authSchemes } from './present-item.ts';

/** What the scenes of a sensor have in common, of those that somebody may know of. */
export type CollectionFacts = {
  platforms: string[];
  from: Date;
  to: Date;
  bbox: BBox | null;
  gsdM: { minimum: number; maximum: number } | null;
  cloudPct: { minimum: number; maximum: number } | null;
};

export type CollectionSource = {
  sensor: {
    id: string;
    name: string;
    gsdPanM: number | null;
    gsdMsM: number;
    bands: string[];
    platforms: string[];
    note: { en: string } | null;
  };
  /** Those under which its scenes are on offer. */
  licences: readonly { id: string; title: string }[];
  /** Null where there is no scene. */
  facts: CollectionFacts | null;
};

/** The STAC collection 1.1.0 of a sensor. */
export function collectionDocument(
  source: CollectionSource,
  base: string,
): Record<string, unknown> {
  const { sensor, facts, licences } = source;
  const self = `${base}/stac/collections/${encodeURIComponent(sensor.id)}`;
  const orderable = licences.length > 0;
  return {
    type: 'Collection',
    stac_version: '1.1.0',
    stac_extensions: [
      'https://stac-extensions.github.io/authentication/v1.1.0/schema.json',
      ...(orderable ? ['https://stac-extensions.github.io/order/v1.1.0/schema.json'] : []),
    ],
    id: sensor.id,
    title: sensor.name,
    description: descriptionOf(sensor),
    keywords: ['DINAMIS', 'satellite imagery', sensor.name],
    license: 'other',
    providers: [{ name: 'DINAMIS', roles: ['host'], url: base }],
    extent: extentOf(facts),
    summaries: summariesOf(source),
    item_assets: {
      thumbnail: { title: 'Quicklook', type: 'image/jpeg', roles: ['thumbnail'] },
    },
    'auth:schemes': authSchemes(base),
    ...(orderable && { 'order:status': 'orderable' }),
    links: [
      { rel: 'self', href: self, type: 'application/json' },
      { rel: 'root', href: `${base}/stac`, type: 'application/json' },
      { rel: 'parent', href: `${base}/stac`, type: 'application/json' },
      { rel: 'items', href: `${self}/items`, type: 'application/geo+json' },
      { rel: queryablesRel, href: `${self}/queryables`, type: 'application/schema+json' },
      { rel: 'aggregate', href: `${self}/aggregate`, type: 'application/json' },
      { rel: 'aggregations', href: `${self}/aggregations`, type: 'application/json' },
      ...licences.map(({ id, title }) => ({
        rel: 'license',
        href: `${base}/licences/${encodeURIComponent(id)}`,
        type: 'text/html',
        title,
      })),
    ],
  };
}

function descriptionOf({ name, gsdPanM, gsdMsM, note }: CollectionSource['sensor']): string {
  const pan = gsdPanM === null ? '' : `${gsdPanM} m panchromatic, `;
  const about = `Scenes of ${name} that DINAMIS holds for its members: ${pan}${gsdMsM} m multispectral.`;
  return note ? `${about} ${note.en}` : about;
}

/** The whole Earth and all time where there is nothing: an extent has to be given, and says nothing then. */
function extentOf(facts: CollectionFacts | null) {
  const interval = facts ? [facts.from.toISOString(), facts.to.toISOString()] : [null, null];
  return {
    spatial: { bbox: [facts?.bbox ?? [-180, -90, 180, 90]] },
    temporal: { interval: [interval] },
  };
}

function summariesOf({ sensor, facts }: CollectionSource): Record<string, unknown> {
  return {
    platform: [...new Set([...sensor.platforms, ...(facts?.platforms ?? [])])],
    bands: sensor.bands.map((name) => ({ name })),
    ...(facts?.gsdM && { gsd: facts.gsdM }),
    ...(facts?.cloudPct && { 'eo:cloud_cover': facts.cloudPct }),
  };
}
