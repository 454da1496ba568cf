import type { Polygon } from 'geojson';
import type { BBox } from '#app/features/areas/area.ts';
import type { NewItem } from '#app/features/catalogue/postings.server.ts';
import { footprintOfRing } from '#app/features/deliveries/dimap/footprint.ts';

/**
 * A catalogue as it might be after fifteen years: swaths along sun-synchronous tracks (98.2° of inclination), strips cut
 * into tiles of one moment, stereo pairs and triplets, seven tenths of it around 400 places that everybody wants (Zipf).
 * The same for the same number, on every machine.
 */

const satellites = [
  { sensorId: 'pleiades', platforms: ['pleiades-1a', 'pleiades-1b'], gsdM: 0.5, swathKm: 20 },
  {
    sensorId: 'pleiades-neo',
    platforms: ['pleiades-neo-3', 'pleiades-neo-4'],
    gsdM: 0.3,
    swathKm: 14,
  },
  { sensorId: 'spot-6', platforms: ['spot-6'], gsdM: 1.5, swathKm: 60 },
  { sensorId: 'spot-7', platforms: ['spot-7'], gsdM: 1.5, swathKm: 60 },
  { sensorId: 'co3d', platforms: ['co3d-1', 'co3d-2', 'co3d-3', 'co3d-4'], gsdM: 0.5, swathKm: 7 },
] as const;
/** How many of a hundred scenes each took. */
const shares = [46, 24, 18, 9, 3];

const firstMs = Date.UTC(2011, 11, 1);
const lastMs = Date.UTC(2026, 10, 1);
const rad = Math.PI / 180;

/** Numbers in [0, 1), the same after the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** The places that everybody wants, the most wanted first. */
const wanted = (() => {
  const random = randomOf(7);
  return Array.from({ length: 400 }, (): [number, number] => {
    const lat = 54 * (Math.asin(2 * random() - 1) / (Math.PI / 2)) + 8;
    return [random() * 352 - 176, Math.max(-55, Math.min(70, lat))];
  });
})();
const cumulated = (() => {
  let sum = 0;
  return wanted.map((_, rank) => {
    sum += 1 / (rank + 3);
    return sum;
  });
})();

function wantedPlace(random: Random): [number, number] {
  const at = random() * (cumulated.at(-1) ?? 0);
  return wanted[cumulated.findIndex((sum) => sum > at)] ?? [0, 0];
}

/** So many scenes, as they are catalogued. */
export function* scenes(count: number, seed = 1): Generator<NewItem> {
  const random = randomOf(seed);
  for (let made = 0; made < count; ) {
    for (const scene of pass(random, made)) {
      yield scene;
      made += 1;
      if (made === count) return;
    }
  }
}

/** One satellite over one place: a scene, a pair, a triplet, or a strip that is cut into tiles. */
function pass(random: Random, from: number): NewItem[] {
  const [lon, lat] = placeOf(random);
  const at = firstMs + (lastMs - firstMs) * Math.sqrt(random());
  const rank = sharedRank(random() * 100);
  const rollDeg = (random() * 2 - 1) * 30;
  const cloud = random() < 0.45 ? random() * 10 : 100 * random() ** 1.5;
  const kind = random();
  const length = random() < 0.7 ? 1 : 1 + random() * 5;
  const common = { random, rank, lon, lat, rollDeg, cloud };
  if (kind < 0.12) {
    const tiles = 2 + Math.floor(random() * 4);
    const moment = Math.floor(at / 1000) * 1000;
    return Array.from({ length: tiles }, (_, n) =>
      scene({ ...common, at: moment, shift: n - tiles / 2, length: 1, number: from + n }),
    );
  }
  const views = kind < 0.27 ? 2 : kind < 0.3 ? 3 : 1;
  return Array.from({ length: views }, (_, n) =>
    scene({ ...common, at: at + n * 38_400, shift: 0, length, number: from + n }),
  );
}

function placeOf(random: Random): [number, number] {
  if (random() < 0.7) {
    const [lon, lat] = wantedPlace(random);
    return [lon + normal(random) * 0.5, lat + normal(random) * 0.4];
  }
  return [random() * 360 - 180, (Math.asin(2 * random() - 1) / rad) * 0.92];
}

function sharedRank(at: number): number {
  let sum = 0;
  return shares.findIndex((share) => {
    sum += share;
    return sum > at;
  });
}

type View = {
  random: Random;
  rank: number;
  lon: number;
  lat: number;
  rollDeg: number;
  cloud: number;
  at: number;
  /** Along the track, in lengths. */
  shift: number;
  length: number;
  number: number;
};

function scene(view: View): NewItem {
  const { random, rank, rollDeg, number } = view;
  const satellite = satellites[rank] ?? satellites[0];
  const platform = satellite.platforms[number % satellite.platforms.length] ?? '';
  const acquiredAt = new Date(Math.floor(view.at / 100) * 100);
  const stamp = acquiredAt.toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();
  const id = `${platform}_${stamp}_${number.toString(36).padStart(5, '0')}`;
  const footprint = footprintOf(view, satellite.swathKm);
  const isKnown = random() < 0.96;
  const cloudCoverPct = isKnown
    ? round(Math.max(0, Math.min(100, view.cloud + normal(random) * 2)), 1)
    : null;
  const incidenceDeg = round(Math.abs(rollDeg) * 1.12, 2);
  const openness = random();
  const createdAt = new Date(acquiredAt.getTime() + random() * 5 * 86_400_000);
  const item: Omit<NewItem, 'stac'> = {
    id,
    sensorId: satellite.sensorId,
    licenceId: 'dsp-pleiades',
    platform,
    acquiredAt,
    cloudCoverPct,
    incidenceDeg,
    gsdM: satellite.gsdM,
    footprint,
    footprintApproximate: false,
    areaHa: Math.round(satellite.swathKm ** 2 * 100 * view.length),
    synthetic: true,
    visibility: openness < 0.9 ? 'public' : openness < 0.96 ? 'members' : 'entity',
    entityId: openness < 0.9 ? null : 'lgv',
    embargoUntil: random() < 0.02 ? new Date(Date.UTC(2030, 0, 1)) : null,
    withdrawnAt: random() < 0.004 ? createdAt : null,
    createdAt,
  };
  return { ...item, stac: stacOf(item, view.random) };
}

/** A swath along the track: sin(azimuth) = cos(inclination) / cos(latitude), descending. */
function footprintOf({ random, lon, lat, rollDeg, shift, length }: View, swathKm: number) {
  const turn = Math.max(-1, Math.min(1, Math.cos(98.2 * rad) / Math.cos(lat * rad)));
  const azimuth = Math.PI - Math.asin(turn);
  const width = swathKm / Math.cos(rollDeg * rad);
  const along = swathKm * length;
  const skew = (random() - 0.5) * 0.15 * width;
  const y0 = shift * along;
  const corners = [
    [-width / 2, y0 - along / 2],
    [width / 2, y0 - along / 2 + skew],
    [width / 2, y0 + along / 2 + skew],
    [-width / 2, y0 + along / 2],
  ].map(([x = 0, y = 0]): [number, number] => {
    const east = x * Math.cos(azimuth) + y * Math.sin(azimuth);
    const north = y * Math.cos(azimuth) - x * Math.sin(azimuth);
    const kmPerDegree = 111.32 * Math.max(0.05, Math.cos(lat * rad));
    return [
      round(lon + east / kmPerDegree, 6),
      round(Math.max(-90, Math.min(90, lat + north / 110.57)), 6),
    ];
  });
  return footprintOfRing(corners);
}

function stacOf(item: Omit<NewItem, 'stac'>, random: Random): Record<string, unknown> {
  const datetime = item.acquiredAt.toISOString();
  const base = `https://images.example.test/${item.sensorId}/${item.id}`;
  const tif = 'image/tiff; application=geotiff; profile=cloud-optimized';
  const asset = (name: string, type: string, role: string) => ({
    href: `${base}/${name}`,
    type,
    roles: [role],
  });
  return {
    type: 'Feature',
    stac_version: '1.1.0',
    stac_extensions: [
      'https://stac-extensions.github.io/eo/v2.0.0/schema.json',
      'https://stac-extensions.github.io/view/v1.0.0/schema.json',
      'https://stac-extensions.github.io/sat/v1.0.0/schema.json',
    ],
    id: item.id,
    collection: item.sensorId,
    geometry: item.footprint,
    properties: {
      datetime,
      created: item.createdAt.toISOString(),
      updated: item.createdAt.toISOString(),
      platform: item.platform,
      constellation: item.sensorId,
      instruments: ['pan', 'ms'],
      gsd: item.gsdM,
      ...(item.cloudCoverPct !== null && { 'eo:cloud_cover': item.cloudCoverPct }),
      'view:incidence_angle': item.incidenceDeg,
      'view:azimuth': round(random() * 360, 3),
      'view:sun_azimuth': round(random() * 360, 3),
      'view:sun_elevation': round(20 + random() * 60, 3),
      'sat:orbit_state': 'descending',
      'sat:absolute_orbit': 1000 + Math.floor(random() * 60_000),
      'processing:level': 'L1C',
    },
    assets: {
      thumbnail: asset('thumb.jpg', 'image/jpeg', 'thumbnail'),
      overview: asset('overview.jpg', 'image/jpeg', 'overview'),
      ms: {
        ...asset('ms.tif', tif, 'data'),
        bands: ['blue', 'green', 'red', 'nir'].map((name) => ({ name, 'eo:common_name': name })),
      },
      pan: asset('pan.tif', tif, 'data'),
      metadata: asset('metadata.xml', 'application/xml', 'metadata'),
    },
    links: [],
  };
}

const round = (value: number, digits: number) => Number(value.toFixed(digits));

/** What is asked of the catalogue: the mix of a portal. */
export type Query = {
  kind: string;
  bbox?: BBox;
  intersects?: Polygon;
  from?: Date;
  to?: Date;
  maxCloudPct?: number;
  leastCloudFirst?: boolean;
  limit: number;
};

/** So many of each kind. */
export function queries(each: number, seed = 99): Query[] {
  const random = randomOf(seed);
  return Array.from({ length: each }, () => oneOfEach(random)).flat();
}

const dayMs = 86_400_000;

function oneOfEach(random: Random): Query[] {
  const box = ([lon, lat]: [number, number], reach: number): BBox => [
    round(Math.max(-180, lon - reach), 5),
    round(lat - reach * 0.8, 5),
    round(Math.min(180, lon + reach), 5),
    round(lat + reach * 0.8, 5),
  ];
  const near = (spread: number): [number, number] => {
    const [lon, lat] = wantedPlace(random);
    return [lon + normal(random) * spread, lat + normal(random) * spread];
  };
  const area = ([lon, lat]: [number, number], reach: number): Polygon => {
    const ring = Array.from({ length: 8 }, (_, n) => {
      const distance = reach * (0.6 + 0.4 * random());
      const angle = (2 * Math.PI * n) / 8;
      return [
        round(lon + distance * Math.cos(angle), 6),
        round(lat + distance * Math.sin(angle), 6),
      ];
    });
    return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] };
  };
  const between = (days: number) => {
    const from = firstMs + random() * (lastMs - firstMs - days * dayMs);
    return { from: new Date(from), to: new Date(from + days * dayMs) };
  };
  const anywhere = (): [number, number] => [random() * 350 - 175, random() * 120 - 55];
  return [
    { kind: 'city box 0.2°, newest 10', bbox: box(near(0.3), 0.1), limit: 10 },
    {
      kind: 'area 0.3° + 1 year, 10',
      intersects: area(near(0.3), 0.3),
      ...between(365),
      limit: 10,
    },
    {
      kind: 'area 0.3° + cloud < 20, 100',
      intersects: area(near(0.3), 0.3),
      maxCloudPct: 20,
      limit: 100,
    },
    {
      kind: 'country 10° + 3 months + cloud < 20, 100',
      bbox: box(near(2), 5),
      ...between(92),
      maxCloudPct: 20,
      limit: 100,
    },
    { kind: 'country 10°, newest 10', bbox: box(near(2), 5), limit: 10 },
    { kind: 'world, one month, 10', ...between(30), limit: 10 },
    { kind: 'remote box 0.1°, few or none, 10', bbox: box(anywhere(), 0.05), limit: 10 },
    {
      kind: 'area 0.3°, least cloud first, 10',
      intersects: area(near(0.3), 0.3),
      leastCloudFirst: true,
      limit: 10,
    },
  ];
}
