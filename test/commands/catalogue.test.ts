import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type BBox, boxesMeet, boxPolygon } from '#app/features/areas/area.ts';
import { findItem, heldOver } from '#app/features/catalogue/catalogue.server.ts';
import { type ItemSearch, searchItems } from '#app/features/catalogue/search-items.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import { openTestDatabase } from '../support/database.ts';
import { type PlantedItem, plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDatabase();
  await makeWorld(db);
});

const scenes: PlantedItem[] = [
  {
    id: 'alps-new',
    box: [5.7, 45.1, 5.9, 45.3],
    acquiredAt: '2026-05-01T10:30:00Z',
    cloudCoverPct: 30,
  },
  { id: 'alps-old', box: [5.8, 45.2, 6.0, 45.4], acquiredAt: '2024-05-01T10:30:00Z' },
  {
    id: 'brittany',
    box: [-4.5, 48.3, -4.3, 48.5],
    acquiredAt: '2025-05-01T10:30:00Z',
    sensorId: 'spot-6',
  },
  {
    id: 'cloudless',
    box: [5.7, 45.1, 5.8, 45.2],
    acquiredAt: '2023-05-01T10:30:00Z',
    cloudCoverPct: null,
  },
  { id: 'fiji', box: [179.8, -17, -179.8, -16.8], acquiredAt: '2022-05-01T10:30:00Z' },
  { id: 'nowhere', box: null, acquiredAt: '2025-06-01T10:30:00Z' },
];

async function ids(search: Partial<ItemSearch>): Promise<string[]> {
  const { items } = await searchItems(db, null, { limit: 50, ...search });
  return items.map(({ id }) => id);
}

describe('a search', () => {
  beforeEach(() => plantItems(db, scenes));

  it('gives all scenes, newest first, placed or not', async () => {
    expect(await ids({})).toEqual([
      'alps-new',
      'nowhere',
      'brittany',
      'alps-old',
      'cloudless',
      'fiji',
    ]);
  });

  it('finds what lies in a box, however large, and each scene once', async () => {
    expect(await ids({ bbox: [5.85, 45.25, 5.86, 45.26] })).toEqual(['alps-new', 'alps-old']);
    expect(await ids({ bbox: [-10, 40, 10, 55] })).toEqual([
      'alps-new',
      'brittany',
      'alps-old',
      'cloudless',
    ]);
    expect(await ids({ bbox: [-180, -90, 180, 90] })).toHaveLength(5);
    expect(await ids({ bbox: [20, 20, 20.1, 20.1] })).toEqual([]);
  });

  it('filters by time, sensor and cloud; unknown cloud is left out only when cloud is asked', async () => {
    expect(await ids({ from: new Date('2025-05-01T10:30:00Z') })).toEqual([
      'alps-new',
      'nowhere',
      'brittany',
    ]);
    expect(await ids({ to: new Date('2023-12-31T00:00:00Z') })).toEqual(['cloudless', 'fiji']);
    expect(await ids({ sensorIds: ['spot-6'] })).toEqual(['brittany']);
    const alps: BBox = [5, 45, 7, 46];
    expect(await ids({ bbox: alps, maxCloudPct: 10 })).toEqual(['alps-old']);
    expect(await ids({ bbox: alps })).toEqual(['alps-new', 'alps-old', 'cloudless']);
  });

  it('sees across the antimeridian, from either side', async () => {
    expect(await ids({ bbox: [179, -18, -179, -16] })).toEqual(['fiji']);
    expect(await ids({ bbox: [177, -20, 179, -10] })).toEqual([]);
  });

  it('gives no STAC item with a list, and it with a scene', async () => {
    const { items } = await searchItems(db, null, { limit: 1 });
    expect(items[0]).not.toHaveProperty('stac');
    expect(items[0]?.sensorName).toBe('Pléiades 1A/1B');
    const found = await findItem(db, null, 'alps-new');
    expect(found).toMatchObject({ item: { stac: {} }, requestNumber: null, files: [] });
    expect((await refusalOf(await findItem(db, null, 'unknown').catch((e) => e)))?.code).toBe(
      'not-found',
    );
  });

  it('begins at the first page when the cursor is none of ours', async () => {
    expect(await ids({ after: 'nonsense' })).toHaveLength(6);
  });
});

describe('paging', () => {
  const many: PlantedItem[] = Array.from({ length: 95 }, (_, n) => ({
    id: `scene-${String(n).padStart(3, '0')}`,
    box: [5 + (n % 10) * 0.1, 45, 5.05 + (n % 10) * 0.1, 45.05],
    // Several of one moment, so that the order within it matters.
    acquiredAt: new Date(Date.UTC(2026, 0, 1 + Math.floor(n / 7))).toISOString(),
  }));

  it('gives every scene once, in order, with and without a box', async () => {
    await plantItems(db, many);
    for (const bbox of [undefined, [4, 44, 7, 46] as BBox]) {
      const seen: string[] = [];
      let after: string | null = '';
      for (let pages = 0; after !== null && pages < 20; pages += 1) {
        const page: Awaited<ReturnType<typeof searchItems>> = await searchItems(db, null, {
          limit: 10,
          after,
          ...(bbox && { bbox }),
        });
        expect(page.items.length).toBeLessThanOrEqual(10);
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      }
      expect(seen).toEqual(many.map(({ id }) => id).reverse());
    }
  });

  it('finds in any box what a look at every scene would find', async () => {
    await plantItems(db, many);
    const box = fc
      .tuple(
        fc.double({ min: 4.9, max: 6, noNaN: true }),
        fc.double({ min: 44.9, max: 45.06, noNaN: true }),
        fc.double({ min: 0.001, max: 3, noNaN: true }),
      )
      .map(([west, south, size]): BBox => [west, south, west + size, south + size]);
    await fc.assert(
      fc.asyncProperty(box, async (bbox) => {
        const expected = many.filter(({ box: b }) => b && boxesMeet(b, bbox)).map(({ id }) => id);
        expect((await ids({ bbox, limit: 200 })).sort()).toEqual(expected.sort());
      }),
      { numRuns: 40 },
    );
  });
});

describe('what is held over an area', () => {
  it('is its scenes and the part that they cover together', async () => {
    await plantItems(db, scenes);
    const { items, coverage } = await heldOver(db, null, boxPolygon([5.7, 45.1, 6.1, 45.3]));
    expect(items.map(({ id }) => id)).toEqual(['alps-new', 'alps-old', 'cloudless']);
    expect(coverage.heldPct).toBeGreaterThan(50);
    expect(coverage.heldPct).toBeLessThan(80);
    const none = await heldOver(db, null, boxPolygon([0, 0, 1, 1]));
    expect(none).toMatchObject({ items: [], coverage: { heldPct: 0, held: null } });
  });
});
