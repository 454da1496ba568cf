import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { countItems } from '#app/features/catalogue/count-items.server.ts';
import {
  catalogueVersion,
  fillPostings,
  removePostings,
} from '#app/features/catalogue/postings.server.ts';
import type { Db } from '#db/client.server.ts';
import { counters, itemCells, items } from '#db/schema.ts';
import { checkPostings } from '../../scripts/admin/check-postings.ts';
import { openTestDatabase } from '../support/database.ts';
import { type PlantedItem, plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
const scenes: PlantedItem[] = Array.from({ length: 30 }, (_, n) => ({
  id: `scene-${n}`,
  box: n === 7 ? null : [5 + n / 10, 45, 5.1 + n / 10, 45.1],
  acquiredAt: new Date(Date.UTC(2025, 0, 1 + n)).toISOString(),
}));
beforeEach(async () => {
  db = await openTestDatabase();
  await makeWorld(db);
  await plantItems(db, scenes);
});

const postings = async () =>
  (await db.select().from(itemCells)).map((row) => JSON.stringify(row)).sort();

describe('scenes that were catalogued before there were postings', () => {
  it('are given theirs once, and what words are looked for in', async () => {
    const before = await postings();
    await db.tx(async (t) => {
      await t.delete(itemCells).where(sql`${itemCells.rowNo} > 10`);
      await t.update(items).set({ searchText: '' });
    });
    expect((await checkPostings(db)).faults).toHaveLength(20);
    expect(await countItems(db, null, { text: 'scene-21' })).toBe(0);
    expect(await fillPostings(db)).toBe(20);
    expect(await postings()).toEqual(before);
    expect(await countItems(db, null, { text: 'scene-21' })).toBe(1);
    expect(await fillPostings(db)).toBe(0);
    expect(
      await db.select().from(counters).where(eq(counters.name, 'catalogue-postings')),
    ).toHaveLength(1);
  });
});

describe('the check of the postings', () => {
  it('finds nothing in a catalogue that is whole', async () => {
    expect(await checkPostings(db)).toEqual({ checked: 30, faults: [] });
  });

  it('finds a scene that searches would miss, and a posting of no scene', async () => {
    const [row] = await db.select().from(items).where(eq(items.id, 'scene-3'));
    await db.tx(async (t) => {
      if (row) await removePostings(t, [row]);
    });
    expect((await checkPostings(db)).faults).toEqual([
      expect.stringContaining('scene-3 has 0 of its'),
    ]);
    await db.tx(async (t) => {
      if (row) await t.delete(items).where(eq(items.id, 'scene-3'));
      await t.insert(itemCells).values({ cell: 5, acquiredAt: new Date(), cloudRank: 1, rowNo: 4 });
    });
    expect((await checkPostings(db)).faults).toEqual([
      '1 postings are of no scene, or of another place or time than its own.',
    ]);
  });
});

describe('a figure of the catalogue', () => {
  it('is kept until the catalogue changes, or an embargo ends', async () => {
    expect(await countItems(db, null, {})).toBe(30);
    const version = await catalogueVersion(db);
    await plantItems(db, [
      {
        id: 'late',
        box: [5, 45, 6, 46],
        acquiredAt: '2025-06-01T00:00:00Z',
        embargoUntil: new Date(Date.now() + 1500),
      },
    ]);
    expect(await catalogueVersion(db)).toBeGreaterThan(version);
    expect(await countItems(db, null, {})).toBe(30);
    expect(await countItems(db, null, { bbox: [4, 44, 7, 47] })).toBe(21 - 1);
    await new Promise((resolve) => setTimeout(resolve, 1600));
    expect(await countItems(db, null, {})).toBe(31);
    expect(await countItems(db, null, { bbox: [4, 44, 7, 47] })).toBe(21);
  });
});
