import type { AreaGeometry } from '#app/features/areas/area.ts';

/** What the catalogue's row says of a scene: it stands above what the stored document says. */
export type PresentedRow = {
  id: string;
  sensorId: string;
  licenceId: string;
  deliveryId: string | null;
  platform: string;
  acquiredAt: Date;
  createdAt: Date;
  cloudCoverPct: number | null;
  incidenceDeg: number | null;
  gsdM: number | null;
  footprint: AreaGeometry | null;
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
  quicklookKey: string | null;
  visibility: 'public' | 'members' | 'entity';
};

type Dictionary = Record<string, unknown>;
type Link = Dictionary & { rel: string; href: string };

const extension = (path: string) => `https://stac-extensions.github.io/${path}/schema.json`;

/** How a machine signs in: by the cookie that the sign-in page gives. Named by `auth:refs` of what needs it. */
export const authSchemes = (base: string) => ({
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'dinamis_session',
    description: `Sign in at ${base}/login and send the cookie. A scene is retrieved by members who accepted its licence.`,
  },
});

/**
 * The STAC item 1.1.0 of a scene as it is served at `base` (without a final slash): the stored document with the links of
 * this API, addresses made whole, and what the extensions authentication, order and timestamps have to say. The one place
 * where items are put into words for machines: searches, pages and downloads show this.
 */
export function presentItem(stac: Dictionary, row: PresentedRow, base: string): Dictionary {
  const assets = presentAssets(recordOf(stac.assets), row, base);
  const properties = presentProperties(recordOf(stac.properties), assets, row, base);
  return {
    type: 'Feature',
    stac_version: '1.1.0',
    stac_extensions: extensionsOf(stac, properties),
    id: row.id,
    collection: row.sensorId,
    geometry: row.footprint,
    ...boxOf(row),
    properties,
    links: presentLinks(stac, row, base),
    assets,
  };
}

const boxOf = ({ west, south, east, north, footprint }: PresentedRow) =>
  footprint && west !== null ? { bbox: [west, south, east, north] } : {};

function presentProperties(
  stored: Dictionary,
  assets: Dictionary,
  row: PresentedRow,
  base: string,
): Dictionary {
  const status = orderStatus(assets, row);
  const created = row.createdAt.toISOString();
  return {
    platform: row.platform,
    ...known({
      gsd: row.gsdM,
      'eo:cloud_cover': row.cloudCoverPct,
      'view:incidence_angle': row.incidenceDeg,
    }),
    license: 'other',
    ...stored,
    datetime: typeof stored.datetime === 'string' ? stored.datetime : row.acquiredAt.toISOString(),
    created,
    published: created,
    ...(status && { 'order:status': status }),
    ...(needsSession(assets) && { 'auth:schemes': authSchemes(base) }),
  };
}

const known = (fields: Dictionary) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** What is held is delivered already; what was catalogued without files can be ordered; else its files are elsewhere. */
function orderStatus(assets: Dictionary, { deliveryId }: PresentedRow): string | null {
  if (deliveryId !== null) return 'succeeded';
  const roles = Object.values(assets).flatMap((asset) => recordOf(asset).roles ?? []);
  return roles.includes('data') ? null : 'orderable';
}

const needsSession = (assets: Dictionary) =>
  Object.values(assets).some((asset) => 'auth:refs' in recordOf(asset));

function presentAssets(stored: Dictionary, row: PresentedRow, base: string): Dictionary {
  const assets = Object.entries(stored).map(([key, value]) => {
    const asset = recordOf(value);
    const href = typeof asset.href === 'string' ? asset.href : '';
    const ours = href.startsWith('/downloads/');
    return [key, { ...asset, href: whole(href, base), ...(ours && { 'auth:refs': ['session'] }) }];
  });
  const named: Dictionary = Object.fromEntries(assets);
  if (row.quicklookKey === null || 'thumbnail' in named) return named;
  const thumbnail = {
    href: `${base}/quicklooks/${encodeURIComponent(row.id)}.jpg`,
    type: 'image/jpeg',
    title: 'Quicklook',
    roles: ['thumbnail'],
    ...(row.visibility !== 'public' && { 'auth:refs': ['session'] }),
  };
  return { thumbnail, ...named };
}

/** Those that say where an item stands among others are ours to make. */
const structural = new Set(['self', 'root', 'parent', 'collection', 'items', 'next', 'prev']);

function presentLinks(stac: Dictionary, row: PresentedRow, base: string): Link[] {
  const collection = `${base}/stac/collections/${encodeURIComponent(row.sensorId)}`;
  const id = encodeURIComponent(row.id);
  const stored = linksOf(stac);
  const kept = stored.filter(({ rel, href }) => {
    const madeHere = rel === 'alternate' || rel === 'license';
    return !structural.has(rel) && !(madeHere && href.startsWith('/'));
  });
  // Where an imported scene was described first.
  const origin = stored.find(({ rel, href }) => rel === 'self' && /^https?:/.test(href));
  return [
    { rel: 'self', href: `${collection}/items/${id}`, type: 'application/geo+json' },
    { rel: 'root', href: `${base}/stac`, type: 'application/json' },
    { rel: 'parent', href: collection, type: 'application/json' },
    { rel: 'collection', href: collection, type: 'application/json' },
    {
      rel: 'license',
      href: `${base}/licences/${encodeURIComponent(row.licenceId)}`,
      type: 'text/html',
    },
    { rel: 'alternate', href: `${base}/catalogue/${id}`, type: 'text/html' },
    ...(origin ? [{ rel: 'via', href: origin.href, type: 'application/json' }] : []),
    ...kept.map((link) => ({ ...link, href: whole(link.href, base) })),
  ];
}

function linksOf({ links }: Dictionary): Link[] {
  const list = Array.isArray(links) ? links.map(recordOf) : [];
  return list.flatMap((link) => {
    const { rel, href } = link;
    return typeof rel === 'string' && typeof href === 'string' ? [{ ...link, rel, href }] : [];
  });
}

/** Addresses of this site are stored without its name. */
const whole = (href: string, base: string) => (href.startsWith('/') ? base + href : href);

/** Each extension whose fields are there, beside those that the document names. */
function extensionsOf(stac: Dictionary, properties: Dictionary): string[] {
  const stored = Array.isArray(stac.stac_extensions) ? stac.stac_extensions : [];
  const names = new Set(stored.filter((name) => typeof name === 'string'));
  const add = (field: string, path: string) => {
    const there = [...names].some((name) =>
      name.startsWith(extension(path).slice(0, -'/v1.0.0/schema.json'.length)),
    );
    if (field in properties && !there) names.add(extension(path));
  };
  add('eo:cloud_cover', 'eo/v2.0.0');
  add('view:incidence_angle', 'view/v1.0.0');
  add('published', 'timestamps/v1.1.0');
  add('order:status', 'order/v1.1.0');
  add('auth:schemes', 'authentication/v1.1.0');
  return [...names];
}

const recordOf = (value: unknown): Dictionary =>
  typeof value === 'object' && value !== null ? { ...value } : {};
