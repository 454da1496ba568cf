import type { Db } from '#db/client.server.ts';
import { plantItems } from './plant-items.ts';
import type { StacServer } from './stac.ts';
import { makeWorld } from './world.ts';

/** Mutated searches: what scripts with faults and people with bad intentions send. The same seed sends the same. */

type Random = () => number;

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T; // The lists here are never empty.

const square = (side: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [0, 40],
      [side, 40],
      [side, 40 + side],
      [0, 40 + side],
      [0, 40],
    ],
  ],
});

const filters = [
  "eo:cloud_cover < 10 AND platform LIKE 'pleiades%'",
  "casei(collection) = casei('SPOT-6') or gsd between 0.3 and 1.5",
  "id in ('scene-1','scene-2') and not eo:cloud_cover is null",
  "t_during(datetime, INTERVAL('2024-01-01T00:00:00Z','2024-06-30T00:00:00Z'))",
  's_intersects(geometry, POLYGON((0 40,10 40,10 50,0 50,0 40)))',
  's_within(geometry, BBOX(0,40,10,50)) or s_touches(geometry, LINESTRING(0 40,10 50))',
  "accenti(platform) = accenti('pléiades-1a') and gsd * 2 + 1 < 5 ^ 2",
  "datetime >= DATE('2024-01-01') and created > datetime",
];

const trees: unknown[] = [
  { op: '<=', args: [{ property: 'eo:cloud_cover' }, 10] },
  { op: 's_intersects', args: [{ property: 'geometry' }, square(5)] },
  {
    op: 'and',
    args: [
      { op: 'isNull', args: [{ property: 'gsd' }] },
      { op: 'like', args: [{ property: 'id' }, 'sc%'] },
    ],
  },
  { op: 't_after', args: [{ property: 'datetime' }, { interval: ['..', '2024-03-01'] }] },
  { op: 'in', args: [{ property: 'collection' }, ['spot-6', 'pleiades']] },
  { op: 'between', args: [{ property: 'gsd' }, 0.2, { op: '*', args: [2, 1.5] }] },
  {
    op: 'not',
    args: [{ op: '=', args: [{ op: 'casei', args: [{ property: 'platform' }] }, 'x'] }],
  },
];

const bodies: Record<string, unknown>[] = [
  { bbox: [0, 40, 10, 50], limit: 5, datetime: '2024-01-01T00:00:00Z/..' },
  { intersects: square(3), sortby: [{ field: 'eo:cloud_cover', direction: 'desc' }] },
  {
    ids: ['scene-1', 'scene-2'],
    collections: ['spot-6'],
    fields: { include: ['id'], exclude: ['links'] },
  },
  {
    intersects: {
      type: 'GeometryCollection',
      geometries: [square(1), { type: 'Point', coordinates: [1, 44] }],
    },
  },
  {
    query: { 'eo:cloud_cover': { lt: 10 }, platform: { startsWith: 'ple', in: ['x', 'y'] } },
    limit: 4,
  },
  ...trees.map((filter) => ({ filter, 'filter-lang': 'cql2-json' })),
  ...filters.map((filter) => ({ filter, 'filter-lang': 'cql2-text', limit: 3 })),
];

const queries: [string, string][][] = [
  [
    ['bbox', '0,40,10,50'],
    ['limit', '5'],
    ['datetime', '2024-01-01T00:00:00Z/2024-06-01T00:00:00Z'],
  ],
  [
    ['intersects', JSON.stringify(square(4))],
    ['sortby', '-datetime,+id'],
  ],
  [
    ['ids', 'scene-1,scene-2'],
    ['collections', 'spot-6,pleiades'],
    ['fields', 'id,-links,properties.gsd'],
  ],
  [
    ['token', 'AAAA'],
    ['limit', '2'],
  ],
  ...filters.map((filter): [string, string][] => [
    ['filter', filter],
    ['filter-lang', 'cql2-text'],
  ]),
  ...trees.map((tree): [string, string][] => [
    ['filter', JSON.stringify(tree)],
    ['filter-lang', 'cql2-json'],
  ]),
];

const nasty = [
  '\0',
  '%00',
  '\u{1F600}',
  '\ud800',
  '"',
  "'",
  "''",
  '\\',
  '(',
  ')',
  '((((',
  '))))',
  '[',
  ']',
  '{',
  '}',
  ',',
  ',,',
  '/',
  '..',
  '%',
  '_',
  '*',
  '-',
  '--',
  '+',
  '=',
  '<>',
  ';',
  'NaN',
  'Infinity',
  '-0',
  '1e308',
  '1e999',
  '-1',
  '0',
  '99999999999999999999',
  '180.0000001',
  '-90.1',
  'null',
  'true',
  'NOT ',
  ' AND ',
  ' OR ',
  ' IN ',
  ' LIKE ',
  ' BETWEEN ',
  ' IS NULL',
  'T_AFTER(',
  'S_CROSSES(',
  'POINT EMPTY',
  'POLYGON((',
  'BBOX(',
  'DATE(',
  "TIMESTAMP('",
  'INTERVAL(',
  'casei(',
  'a_equals(',
  '__proto__',
  'constructor',
  'properties.',
  '9999-12-31T23:59:59-23:59',
  '0000-01-01T00:00:00Z',
  '2024-02-30',
  "'; drop table items; --",
  '{"op":',
  '"args":',
  '{"$ref":"#"}',
  'geometry',
  'div ',
  '^',
];

/** One to three small changes: letters, pieces from elsewhere, repeats, cuts. */
function mutated(random: Random, text: string): string {
  let result = text;
  for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) {
    const at = Math.floor(random() * (result.length + 1));
    const to = Math.min(result.length, at + Math.floor(random() * 12));
    const [head, middle, tail] = [result.slice(0, at), result.slice(at, to), result.slice(to)];
    result = pick(random, [
      () => head + tail,
      () => head + pick(random, nasty) + middle + tail,
      () => head + pick(random, nasty) + tail,
      () => head + middle.repeat(1 + Math.floor(random() * 40)) + tail,
      () => head + String.fromCharCode(32 + Math.floor(random() * 95)) + middle + tail,
      () => head + [...middle].toReversed().join('') + tail,
      () => head + pick(random, filters).slice(0, Math.floor(random() * 30)) + tail,
    ])();
    if (result.length > 6000) result = result.slice(0, 6000);
  }
  return result;
}

/** The same tree with one of its values exchanged for something else. */
function mutatedTree(random: Random, value: unknown): unknown {
  if (random() < 0.15) return pick(random, odd)(value);
  if (Array.isArray(value)) {
    const at = Math.floor(random() * value.length);
    return value.map((item, n) => (n === at ? mutatedTree(random, item) : item));
  }
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value);
    const name = pick(random, names.length > 0 ? names : ['x']);
    return { ...value, [name]: mutatedTree(random, (value as Record<string, unknown>)[name]) };
  }
  return pick(random, odd)(value);
}

const nested = (value: unknown, depth: number): unknown =>
  depth === 0 ? value : { op: 'not', args: [nested(value, depth - 1)] };

const odd: ((value: unknown) => unknown)[] = [
  () => null,
  () => -1,
  () => 1e308,
  () => '',
  () => 'x'.repeat(3000),
  () => '\0',
  () => [],
  () => ({}),
  () => true,
  () => [[[[[]]]]],
  (value) => [value, value],
  (value) => ({ op: 'and', args: [value] }),
  (value) => nested(value, 60),
  (value) => Array(400).fill(value),
  (value) => (typeof value === 'number' ? value * 1000 : value),
  (value) => (typeof value === 'string' ? value.toUpperCase() : String(value)),
  () => ({ property: 'geometry' }),
  () => ({
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  }),
  () => ({ type: 'Point', coordinates: ['a', 0] }),
  () => ({ date: '2024-13-01' }),
];

type Request = {
  what: string;
  send: (stac: StacServer) => Promise<{ status: number; body: unknown }>;
};

const paths = [
  '/stac/search',
  '/stac/search',
  '/stac/collections/pleiades/items',
  '/stac/aggregate',
];

function nextRequest(random: Random): Request {
  const who: Record<string, string> = random() < 0.2 ? { cookie: 'odile' } : {};
  if (random() < 0.5) {
    const given = pick(random, queries).map(([name, value]): [string, string] => [
      random() < 0.03 ? mutated(random, name) : name,
      random() < 0.45 ? mutated(random, value) : value,
    ]);
    const path = `${pick(random, paths)}?${new URLSearchParams(given)}`;
    return { what: `GET ${path}`, send: (stac) => stac.get(path, who) };
  }
  const body = pick(random, bodies);
  const text =
    random() < 0.6
      ? JSON.stringify(mutatedTree(random, body))
      : mutated(random, JSON.stringify(body));
  const path = random() < 0.8 ? '/stac/search' : '/stac/aggregate';
  return { what: `POST ${path} ${text}`, send: (stac) => stac.post(path, text, who) };
}

/** A catalogue that searches have something to do in. */
export async function plantForFuzzing(db: Db, count: number): Promise<void> {
  await makeWorld(db);
  await plantItems(
    db,
    Array.from({ length: count }, (_, n) => ({
      id: `scene-${n}`,
      box:
        n % 11 === 0
          ? null
          : ([n % 30, 35 + (n % 17), (n % 30) + 0.3, 35.2 + (n % 17)] as [
              number,
              number,
              number,
              number,
            ]),
      acquiredAt: new Date(Date.UTC(2023, n % 24, 1 + (n % 28), n % 24)).toISOString(),
      sensorId: n % 3 === 0 ? 'spot-6' : 'pleiades',
      cloudCoverPct: n % 7 === 0 ? null : n % 100,
      gsdM: (n % 4) / 2,
    })),
  );
}

export type FuzzFigures = {
  sent: number;
  byStatus: Record<number, number>;
  slowestMs: number;
  p99Ms: number;
};

/** Sends so many, a few at a time. Throws at the first that is answered with a fault of ours, wrongly, or late. */
export async function fuzzStac(
  stac: StacServer,
  seed: number,
  count: number,
): Promise<FuzzFigures> {
  const random = randomFrom(seed);
  const took: number[] = [];
  const byStatus: Record<number, number> = {};
  const sendOne = async () => {
    const { what, send } = nextRequest(random);
    const started = performance.now();
    const { status, body } = await send(stac);
    const ms = performance.now() - started;
    took.push(ms);
    byStatus[status] = (byStatus[status] ?? 0) + 1;
    const explained =
      status === 200 || typeof (body as { description?: unknown }).description === 'string';
    if (![200, 400, 413].includes(status) || !explained || ms > 2000) {
      throw new Error(
        `${status} after ${Math.round(ms)} ms: ${what.slice(0, 2000)}\n${JSON.stringify(body).slice(0, 500)}`,
      );
    }
  };
  for (let sent = 0; sent < count; sent += 4) {
    await Promise.all([sendOne(), sendOne(), sendOne(), sendOne()]);
  }
  took.sort((a, b) => a - b);
  const slowestMs = Math.round(took.at(-1) ?? 0);
  const p99Ms = Math.round(took[Math.floor(took.length * 0.99)] ?? 0);
  return { sent: took.length, byStatus, slowestMs, p99Ms };
}
