import fc from 'fast-check';
import type { Geometry } from 'geojson';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#app/features/accounts/actor.ts';
import { type AreaGeometry, type BBox, boxPolygon } from '#app/features/areas/area.ts';
import { aggregateItems } from '#app/features/catalogue/aggregate-items.server.ts';
import { partsOf } from '#app/features/catalogue/bounds.ts';
import { countItems } from '#app/features/catalogue/count-items.server.ts';
import { type SortKey, sortFields } from '#app/features/catalogue/item-sort.ts';
import { meets, shapeOf, shapeOfBox } from '#app/features/catalogue/meets.ts';
import {
  type CatalogueRow,
  type FoundItems,
  type ItemSearch,
  searchItems,
} from '#app/features/catalogue/search-items.server.ts';
import { footprintOfRing } from '#app/features/deliveries/dimap/footprint.ts';
import { foldText } from '#app/lib/fold-text.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { openTestDatabase } from '../support/database.ts';
import { type PlantedItem, plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

/** Against a look at every scene, in the plainest way: nothing here asks the database. */

let db: Db;
let people: People;
const all: CatalogueRow[] = [];
const now = Date.now();

/** Plants scenes and remembers them as the catalogue gives them. */
async function plant(list: readonly PlantedItem[]): Promise<void> {
  await plantItems(db, list);
  const known = new Set(all.map(({ id }) => id));
  let after: string | null = '';
  const fresh: CatalogueRow[] = [];
  while (after !== null) {
    const page: FoundItems = await searchItems(db, people.odile, { limit: 1000, after });
    fresh.push(...page.items.filter(({ id }) => !known.has(id)));
    after = page.next;
  }
  all.push(...fresh.sort((a, b) => a.rowNo - b.rowNo));
}

/** A swath of 30 to 300 km, anywhere from pole to pole and across the antimeridian. */
const footprint = fc
  .record({
    lon: fc.oneof(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: 178.5, max: 181, noNaN: true }),
      fc.double({ min: 4, max: 7, noNaN: true }),
    ),
    lat: fc.oneof(
      fc.double({ min: -89.5, max: 89.5, noNaN: true }),
      fc.double({ min: 44, max: 46, noNaN: true }),
    ),
    width: fc.double({ min: 0.2, max: 2, noNaN: true }),
    turn: fc.double({ min: 0, max: 6, noNaN: true }),
  })
  .map(({ lon, lat, width, turn }): AreaGeometry | null =>
    footprintOfRing(
      [0, 1, 2, 3].map((n) => [
        lon + width * Math.cos(turn + (n * Math.PI) / 2),
        Math.max(-90, Math.min(90, lat + width * Math.sin(turn + (n * Math.PI) / 2))),
      ]),
    ),
  );

const day = 86_400_000;
const item = fc.record({
  footprint: fc.option(footprint, { freq: 12 }),
  // Many of one moment, so that ties matter.
  acquiredAt: fc
    .integer({ min: 0, max: 40 })
    .map((n) => new Date(Date.UTC(2024, 0, 1) + n * 9 * day).toISOString()),
  createdAt: fc.integer({ min: 0, max: 9 }).map((n) => new Date(Date.UTC(2025, 0, 1) + n * day)),
  sensorId: fc.constantFrom('pleiades', 'spot-6', 'co3d'),
  platform: fc.constantFrom('pleiades-1a', 'spot-6', 'co3d-2'),
  cloudCoverPct: fc.option(
    fc.integer({ min: 0, max: 20 }).map((n) => n * 5),
    { freq: 5 },
  ),
  incidenceDeg: fc.option(fc.integer({ min: 0, max: 5 }), { freq: 5 }),
  gsdM: fc.option(fc.constantFrom(0.3, 0.5, 1.5), { freq: 5 }),
  visibility: fc.constantFrom('public', 'public', 'public', 'members', 'entity'),
  entityId: fc.option(fc.constantFrom('lgv', 'ale')),
  embargoUntil: fc.option(fc.constantFrom(new Date(now - day), new Date(now + day)), { freq: 1 }),
  withdrawnAt: fc.option(fc.constant(new Date(now - day)), { freq: 1 }),
});
const world = (seed: number, count: number, name: string): PlantedItem[] =>
  fc.sample(item, { seed, numRuns: count }).map(({ footprint: shape, ...own }, n) => ({
    ...own,
    ...(shape && { footprint: shape }),
    embargoUntil: n % 7 === 0 ? own.embargoUntil : null,
    withdrawnAt: n % 11 === 0 ? own.withdrawnAt : null,
    id: `${name}-${String((n * 7919) % 1000).padStart(3, '0')}`,
  })) as PlantedItem[];

beforeAll(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  await plant(world(1, 260, 'scène'.normalize('NFD').replace(/\p{M}/gu, '')));
}, 60_000);

const box = fc
  .record({
    west: fc.oneof(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: 3, max: 6, noNaN: true }),
    ),
    south: fc.oneof(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: 43, max: 45, noNaN: true }),
    ),
    width: fc.oneof(
      fc.constant(0),
      fc.double({ min: 0.01, max: 4, noNaN: true }),
      fc.double({ min: 0, max: 350, noNaN: true }),
    ),
    height: fc.oneof(
      fc.constant(0),
      fc.double({ min: 0.01, max: 4, noNaN: true }),
      fc.double({ min: 0, max: 180, noNaN: true }),
    ),
  })
  .map(({ west, south, width, height }): BBox => {
    const east = west + width;
    return [west, south, east > 180 ? east - 360 : east, Math.min(90, south + height)];
  });
const place = fc.tuple(
  fc.double({ min: 2, max: 8, noNaN: true }),
  fc.double({ min: 42, max: 48, noNaN: true }),
);
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  box.map(
    (b): Geometry => ({
      type: 'MultiPolygon',
      coordinates: partsOf(b).map((part) => boxPolygon(part).coordinates),
    }),
  ),
  place.map((coordinates): Geometry => ({ type: 'Point', coordinates })),
  fc
    .array(place, { minLength: 2, maxLength: 6 })
    .map((coordinates): Geometry => ({ type: 'LineString', coordinates })),
  fc
    .tuple(place, place, place)
    .map(([a, b, c]): Geometry => ({ type: 'Polygon', coordinates: [[a, b, c, a]] })),
);
const moment = fc
  .integer({ min: 0, max: 40 })
  .map((n) => new Date(Date.UTC(2024, 0, 1) + n * 9 * day));
const sort = fc.array(fc.record({ by: fc.constantFrom(...sortFields), descending: fc.boolean() }), {
  maxLength: 2,
});
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 1) =>
  fc.option(arbitrary, { freq, nil: undefined });
const search: fc.Arbitrary<Omit<ItemSearch, 'limit'>> = fc
  .record({
    bbox: maybe(box),
    intersects: maybe(geometry),
    from: maybe(moment),
    to: maybe(moment),
    sensorIds: maybe(fc.subarray(['pleiades', 'spot-6', 'co3d'])),
    maxCloudPct: maybe(fc.integer({ min: 0, max: 100 })),
    text: maybe(
      fc.constantFrom('', 'PLÉIADES', 'spot 6', 'scene-1', '%', 'Scène-00 1a', 'nothing'),
    ),
    sort: maybe(sort, 3),
  })
  .map((given) =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );

const viewers = () => [null, people.ana, people.nora, people.odile];

function maySee(viewer: Actor | null, row: CatalogueRow): boolean {
  if (row.withdrawnAt) return false;
  if (viewer?.roles.some((role) => role !== 'expert')) return true;
  if (viewer?.affiliations.some(({ entityId }) => entityId === row.entityId)) return true;
  if (row.embargoUntil && row.embargoUntil.getTime() > now) return false;
  const isMember = viewer?.affiliations.some(({ active }) => active) ?? false;
  return row.visibility === 'public' || (row.visibility === 'members' && isMember);
}

function isWanted(row: CatalogueRow, given: Omit<ItemSearch, 'limit'>): boolean {
  const { bbox, intersects, from, to, sensorIds = [], maxCloudPct, text = '' } = given;
  const { footprint: shape } = row;
  const words = foldText(text).split(' ');
  const told = foldText(
    `${row.id} ${row.platform} ${row.platform.replaceAll('-', ' ')} ${row.sensorName}`,
  );
  return (
    (!bbox || (shape !== null && meets(shape, shapeOfBox(bbox)))) &&
    (!intersects || (shape !== null && meets(shape, shapeOf(intersects)))) &&
    (!from || row.acquiredAt >= from) &&
    (!to || row.acquiredAt <= to) &&
    (sensorIds.length === 0 || sensorIds.includes(row.sensorId)) &&
    (maxCloudPct === undefined ||
      (row.cloudCoverPct !== null && row.cloudCoverPct <= maxCloudPct)) &&
    words.every((word) => told.includes(word))
  );
}

function inOrder(keys: readonly SortKey[]) {
  const used = keys.length > 0 ? keys : [{ by: 'acquiredAt', descending: true } as const];
  return (a: CatalogueRow, b: CatalogueRow): number => {
    for (const { by, descending } of used) {
      const [x, y] = [a[by], b[by]];
      if (x === null || y === null) {
        if (x !== y) return x === null ? 1 : -1;
        continue;
      }
      if (x < y) return descending ? 1 : -1;
      if (x > y) return descending ? -1 : 1;
    }
    return used[0]?.descending ? b.rowNo - a.rowNo : a.rowNo - b.rowNo;
  };
}

const bruteForce = (viewer: Actor | null, given: Omit<ItemSearch, 'limit'>) =>
  all
    .filter((row) => maySee(viewer, row) && isWanted(row, given))
    .sort(inOrder(given.sort ?? []))
    .map(({ id }) => id);

async function walk(viewer: Actor | null, given: ItemSearch, between?: () => Promise<void>) {
  const seen: string[] = [];
  let after: string | null = '';
  for (let pages = 0; after !== null; pages += 1) {
    if (pages > 400) throw new Error('the pages never end');
    const page: FoundItems = await searchItems(db, viewer, { ...given, after });
    expect(page.items.length).toBeLessThanOrEqual(given.limit);
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
    await between?.();
  }
  return seen;
}

describe('a search of any kind, by anyone', () => {
  it('finds what a look at every scene finds, in the same order, page after page', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        search,
        fc.nat(3),
        fc.integer({ min: 1, max: 80 }),
        async (given, who, limit) => {
          const viewer = viewers()[who] ?? null;
          const expected = bruteForce(viewer, given);
          found += expected.length;
          expect(await walk(viewer, { ...given, limit })).toEqual(expected);
          expect(await countItems(db, viewer, given)).toBe(expected.length);
        },
      ),
      { numRuns: 250 },
    );
    expect(found).toBeGreaterThan(1000);
  }, 120_000);

  it('finds at the antimeridian and at the poles', async () => {
    const boxes: BBox[] = [
      [179, -90, -179, 90],
      [-180, -90, -179.5, 90],
      [179.9, -90, 180, 90],
      [-180, 85, 180, 90],
      [-180, -90, 180, -85],
      [-180, -90, 180, 90],
      [170, 60, -170, 90],
    ];
    for (const bbox of boxes) {
      const expected = bruteForce(null, { bbox });
      expect(expected.length, String(bbox)).toBeGreaterThan(0);
      expect(await walk(null, { bbox, limit: 7 })).toEqual(expected);
    }
  });

  it('tells each what they may know of, and counts no more than that', async () => {
    const known = await Promise.all(viewers().map((viewer) => countItems(db, viewer, {})));
    expect(known).toEqual(viewers().map((viewer) => bruteForce(viewer, {}).length));
    expect(new Set(known).size).toBeGreaterThan(2);
    const { total, buckets } = await aggregateItems(db, null, {});
    expect(total).toBe(bruteForce(null, {}).length);
    expect(buckets.visibility).toEqual([{ value: 'public', count: total }]);
  });

  it('is counted by facets as by hand', async () => {
    await fc.assert(
      fc.asyncProperty(search, fc.nat(3), async (given, who) => {
        const viewer = viewers()[who] ?? null;
        const rows = all.filter((row) => maySee(viewer, row) && isWanted(row, given));
        const { total, from, to, buckets } = await aggregateItems(db, viewer, given);
        expect(total).toBe(rows.length);
        const times = rows.map(({ acquiredAt }) => acquiredAt.getTime());
        expect(from?.getTime()).toBe(times.length > 0 ? Math.min(...times) : undefined);
        expect(to?.getTime()).toBe(times.length > 0 ? Math.max(...times) : undefined);
        const byHand = (value: (row: CatalogueRow) => string | null) => {
          const counts = new Map<string | null, number>();
          for (const row of rows) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
          return counts;
        };
        const told = (facet: keyof typeof buckets) =>
          new Map((buckets[facet] ?? []).map(({ value, count }) => [value, count]));
        expect(told('sensor')).toEqual(byHand(({ sensorId }) => sensorId));
        expect(told('month')).toEqual(
          byHand(({ acquiredAt }) => acquiredAt.toISOString().slice(0, 7)),
        );
        expect(told('year')).toEqual(
          byHand(({ acquiredAt }) => acquiredAt.toISOString().slice(0, 4)),
        );
        expect(told('cloud')).toEqual(
          byHand(({ cloudCoverPct: pct }) =>
            pct === null ? null : String(10 * Math.min(9, Math.floor(pct / 10))),
          ),
        );
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe('paging while scenes are being added', () => {
  it('neither loses nor repeats one that was there at the start', async () => {
    const orders: SortKey[][] = [
      [],
      [{ by: 'acquiredAt', descending: false }],
      [{ by: 'cloudCoverPct', descending: false }],
      [
        { by: 'gsdM', descending: true },
        { by: 'id', descending: false },
      ],
    ];
    const bbox: BBox = [-20, 30, 60, 60];
    for (const [n, keys] of orders.entries()) {
      const expected = bruteForce(people.odile, { bbox, sort: keys });
      let added = 0;
      const seen = await walk(people.odile, { bbox, sort: keys, limit: 5 }, async () => {
        if (added < 8) await plant(world(100 + added + n * 10, 5, `late-${n}-${added}`));
        added += 1;
      });
      expect(seen).toHaveLength(new Set(seen).size);
      const before = new Set(expected);
      expect(seen.filter((id) => before.has(id))).toEqual(expected);
    }
  }, 120_000);

  it('begins anew with a cursor of another order, or with one that was touched', async () => {
    const first = await searchItems(db, null, { limit: 3 });
    const other = await searchItems(db, null, {
      limit: 3,
      sort: [{ by: 'id', descending: false }],
      after: first.next ?? '',
    });
    expect(other.items.map(({ id }) => id)).toEqual(
      bruteForce(null, { sort: [{ by: 'id', descending: false }] }).slice(0, 3),
    );
    const touched = `${first.next?.slice(0, -1)}${first.next?.endsWith('A') ? 'B' : 'A'}`;
    const again = await searchItems(db, null, { limit: 3, after: touched });
    expect(again.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id));
  });
});

describe('further conditions', () => {
  it('ids are found whatever their order; none asked, none found', async () => {
    const [a, b] = bruteForce(null, {});
    const found = await searchItems(db, null, { ids: [b ?? '', 'unknown', a ?? ''], limit: 10 });
    expect(found.items.map(({ id }) => id)).toEqual([a, b]);
    expect((await searchItems(db, null, { ids: [], limit: 10 })).items).toEqual([]);
  });

  it('`matches` is asked of every row, across pages', async () => {
    const odd = (row: CatalogueRow) => row.rowNo % 13 === 1;
    const expected = all
      .filter((row) => maySee(null, row) && odd(row))
      .sort(inOrder([]))
      .map(({ id }) => id);
    expect(await walk(null, { matches: odd, limit: 4 })).toEqual(expected);
    expect(await countItems(db, null, { matches: odd })).toBe(expected.length);
  });

  it('STAC items come only when asked for', async () => {
    const plain = await searchItems(db, null, { limit: 2 });
    expect(plain.items[0]).not.toHaveProperty('stac');
    const whole = await searchItems(db, null, { limit: 2 }, { withStac: true });
    expect(whole.items.map(({ id, stac }) => [id, stac])).toEqual(
      plain.items.map(({ id }) => [id, {}]),
    );
  });
});
