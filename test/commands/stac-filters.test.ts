import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { checkFilter } from '#app/features/stac/cql2/check-filter.ts';
import { evaluate, type RecordOf } from '#app/features/stac/cql2/evaluate.ts';
import { parseCql2Text } from '#app/features/stac/cql2/parse-text.ts';
import { loadSpatial, type Spatial } from '#app/features/stac/cql2/relate.server.ts';
import { planSearch } from '#app/features/stac/plan-search.server.ts';
import { queryables } from '#app/features/stac/queryables.ts';
import type { Db } from '#db/client.server.ts';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let spatial: Spatial;
let records: { id: string; of: RecordOf }[];

const clouds = [null, 0, 5, 5, 20, 99.5];
const platforms = ['pleiades-1a', 'Pleiades-1B', 'spot-6', 'x_y%z*[a]?'];

beforeAll(async () => {
  db = await openTestDatabase();
  spatial = await loadSpatial();
  await makeWorld(db);
  await plantItems(
    db,
    Array.from({ length: 120 }, (_, n) => ({
      id: `scene-${n}`,
      box:
        n % 9 === 0
          ? null
          : ([n % 10, n % 7, (n % 10) + 2, (n % 7) + 2] as [number, number, number, number]),
      acquiredAt: new Date(Date.UTC(2024, n % 12, 1 + (n % 28), n % 24)).toISOString(),
      sensorId: ['pleiades', 'spot-6', 'spot-7'][n % 3] ?? 'pleiades',
      platform: platforms[n % 4] ?? '',
      cloudCoverPct: clouds[n % 6] ?? null,
      gsdM: n % 5 === 0 ? null : (n % 5) / 2,
      createdAt: new Date(Date.UTC(2024, (n * 5) % 12, 3)),
    })),
  );
  const { items } = await searchItems(db, null, { limit: 1000 });
  records = items.map((row) => {
    const at = (date: Date) => ({ ms: date.getTime(), day: false });
    const known: Record<string, ReturnType<RecordOf>> = {
      id: row.id,
      collection: row.sensorId,
      geometry: row.footprint,
      datetime: at(row.acquiredAt),
      created: at(row.createdAt),
      platform: row.platform,
      gsd: row.gsdM,
      'eo:cloud_cover': row.cloudCoverPct,
    };
    return { id: row.id, of: (name) => known[name] };
  });
});

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const word = fc.constantFrom(...platforms, 'spot-7', 'scene-5', 'SPOT-6', '', 'é', "o'clock");
const pattern = fc
  .array(fc.constantFrom('%', '_', 's', 'P', '-', '\\%', '\\_', '*', '[a]', '?', '1', 'scene'), {
    maxLength: 5,
  })
  .map((parts) => quoted(parts.join('')));
const textTerm = fc.constantFrom(
  'id',
  'collection',
  'platform',
  'casei(platform)',
  'accenti(casei(id))',
);
const textValue = fc.oneof(
  word.map(quoted),
  word.map((text) => `casei(${quoted(text)})`),
  textTerm,
);
const numberTerm = fc.constantFrom(
  'eo:cloud_cover',
  'gsd',
  'properties.gsd',
  'gsd * 2',
  'eo:cloud_cover / gsd',
  '-gsd',
);
const number = fc.constantFrom('0', '0.5', '1', '5', '99.5', '-1', '2*2', 'gsd', 'eo:cloud_cover');
const timeTerm = fc.constantFrom('datetime', 'created');
const moment = fc.constantFrom(
  "DATE('2024-03-03')",
  "TIMESTAMP('2024-03-03T00:00:00Z')",
  "'2024-06-01'",
  "'2024-09-10T09:00:00Z'",
  'created',
);
const interval = fc.constantFrom(
  "INTERVAL('..','2024-05-05')",
  "INTERVAL('2024-02-01T00:00:00Z','..')",
  "INTERVAL('2024-02-01','2024-08-31')",
  'INTERVAL(created,datetime)',
  "INTERVAL('..','..')",
);
const place = fc.constantFrom(
  'BBOX(0,0,3,3)',
  'POINT(2.5 2.5)',
  'LINESTRING(0 0,5 5)',
  'POLYGON((1 1,6 1,6 6,1 6,1 1))',
  'MULTIPOINT(1 1,8 3)',
  'BBOX(5,5,5,5)',
  'GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(7 0,7 9))',
);
const comparison = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');
const leaf: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(textTerm, comparison, textValue).map((parts) => parts.join(' ')),
  fc.tuple(textValue, comparison, textTerm).map((parts) => parts.join(' ')),
  fc.tuple(textTerm, pattern).map(([term, like]) => `${term} like ${like}`),
  fc
    .tuple(textTerm, fc.array(textValue, { minLength: 1, maxLength: 4 }))
    .map(([term, list]) => `${term} in (${list.join(', ')})`),
  fc.tuple(numberTerm, comparison, number).map((parts) => parts.join(' ')),
  fc
    .tuple(numberTerm, number, number)
    .map(([term, low, high]) => `${term} between ${low} and ${high}`),
  fc
    .tuple(numberTerm, fc.array(number, { minLength: 1, maxLength: 4 }))
    .map(([term, list]) => `${term} in (${list.join(', ')})`),
  fc.tuple(timeTerm, comparison, moment).map((parts) => parts.join(' ')),
  fc.tuple(moment, comparison, timeTerm).map((parts) => parts.join(' ')),
  fc
    .tuple(timeTerm, fc.array(moment, { minLength: 1, maxLength: 3 }))
    .map(([term, list]) => `${term} in (${list.join(', ')})`),
  fc
    .tuple(
      fc.constantFrom(
        't_after',
        't_before',
        't_during',
        't_intersects',
        't_disjoint',
        't_equals',
        't_starts',
        't_finishes',
        't_meets',
        't_overlaps',
        't_contains',
      ),
      fc.oneof(timeTerm, interval),
      fc.oneof(interval, moment),
    )
    .map(([op, a, b]) => `${op}(${a}, ${b})`),
  fc
    .constantFrom(
      'gsd',
      'eo:cloud_cover',
      'geometry',
      'platform',
      'datetime',
      'gsd + 1',
      '(gsd > 1)',
    )
    .map((term) => `${term} is null`),
  fc
    .tuple(
      fc.constantFrom(
        's_intersects',
        's_within',
        's_contains',
        's_disjoint',
        's_overlaps',
        's_touches',
        's_crosses',
        's_equals',
      ),
      place,
    )
    .map(([op, at]) => `${op}(geometry, ${at})`),
  fc
    .tuple(place, place)
    .map(([a, b]) => `s_intersects(${a}, geometry) or s_within(geometry, ${b})`),
  fc.constantFrom('true', 'false', "'a' < 'b'", '1 = 2', "DATE('2024-01-01') < '2024-02-01'"),
);
const { filter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .array(tie('filter'), { minLength: 2, maxLength: 3 })
      .map((parts) => `(${parts.join(' and ')})`),
    fc
      .array(tie('filter'), { minLength: 2, maxLength: 3 })
      .map((parts) => `(${parts.join(' or ')})`),
    tie('filter').map((part) => `not (${part})`),
  ),
}));

describe('any filter', () => {
  it('finds by the database exactly what it says of each scene', async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (text) => {
        const condition = checkFilter(parseCql2Text(text), queryables);
        const expected = records.filter(
          ({ of }) => evaluate(condition, of, spatial.relate) === true,
        );
        const nothing = {
          bbox: null,
          intersects: null,
          interval: null,
          ids: null,
          collections: null,
        };
        const asked = await planSearch({ ...nothing, filter: condition });
        const { items, next } = await searchItems(db, null, { ...asked, limit: 1000 });
        expect(next).toBe(null);
        expect(items.map(({ id }) => id).toSorted()).toEqual(
          expected.map(({ id }) => id).toSorted(),
        );
      }),
      { numRuns: 700 },
    );
  }, 120_000);

  it('of more values than a statement holds is asked of the rows', async () => {
    const ids = Array.from({ length: 900 }, (_, n) => `'scene-${n + 60}'`).join(', ');
    const condition = checkFilter(parseCql2Text(`id in (${ids}) and gsd = 0.5`), queryables);
    const nothing = { bbox: null, intersects: null, interval: null, ids: null, collections: null };
    const asked = await planSearch({ ...nothing, filter: condition });
    expect(asked.matches).toBeDefined();
    const { items } = await searchItems(db, null, { ...asked, limit: 1000 });
    expect(items).toHaveLength(12);
  });
});
