import { and, asc, eq, gt, notExists, sql } from 'drizzle-orm';
import { boundingBox } from '#app/features/areas/area.ts';
import { cellsOf } from '#app/features/areas/cells.ts';
import type { Db } from '#app/lib/db.server.ts';
import { foldText } from '#app/lib/fold-text.ts';
import { insertRows } from '#db/insert-rows.ts';
import { counters, itemCells, itemDocuments, items } from '#db/schema.ts';

/**
 * What is catalogued is written here, and only here: the row, its STAC item, and the postings by which searches find it.
 * Each function works inside the caller's transaction.
 */

/** A scene to be catalogued. Its box and search text are made here. */
export type NewItem = Omit<
  typeof items.$inferInsert,
  'rowNo' | 'searchText' | 'west' | 'south' | 'east' | 'north'
> & { stac: Record<string, unknown> };

/** The tile that is the whole world: every scene has a posting there, also one without a footprint. */
export const worldCell = 0;

/** Where cloud cover is not known, the scene comes after all whose cover is. */
export const unknownCloud = 1000;

/** Catalogues scenes whose ids are new. */
export async function addItems(t: Db, list: readonly NewItem[]): Promise<void> {
  if (list.length === 0) return;
  const known = await insertRows(t, items, list.map(rowOf), { returning: [items.id, items.rowNo] });
  const numbers = new Map(known.map(([id, rowNo]) => [String(id), Number(rowNo)]));
  const numbered = list.map((item) => ({ ...item, rowNo: numbers.get(item.id) ?? lost(item.id) }));
  await insertRows(
    t,
    itemDocuments,
    numbered.map(({ rowNo, stac }) => ({ rowNo, stac })),
  );
  await addPostings(
    t,
    numbered.map((item) => ({
      ...item,
      ...boxOf(item),
      cloudCoverPct: item.cloudCoverPct ?? null,
    })),
  );
  await catalogueChanged(t);
}

/** Writes scenes that are there anew, and their postings; what was withdrawn stays so. */
export async function changeItems(t: Db, list: readonly NewItem[]): Promise<void> {
  if (list.length === 0) return;
  for (const item of list) {
    const [before] = await t.select().from(items).where(eq(items.id, item.id));
    if (!before) throw lost(item.id);
    const { withdrawnAt: _at, withdrawnReason: _reason, ...row } = rowOf(item);
    await removePostings(t, [before]);
    const [after] = await t.update(items).set(row).where(eq(items.id, item.id)).returning();
    if (after) await addPostings(t, [after]);
    await t
      .update(itemDocuments)
      .set({ stac: item.stac })
      .where(eq(itemDocuments.rowNo, before.rowNo));
  }
  await catalogueChanged(t);
}

function lost(id: string): never {
  throw new Error(`${id} could not be catalogued`);
}

type Row = Required<Omit<typeof items.$inferInsert, 'rowNo'>>;

/** Every column named, so that all rows have the same. */
function rowOf({ stac: _apart, ...item }: NewItem): Row {
  return {
    deliveryId: null,
    requestId: null,
    cloudCoverPct: null,
    incidenceDeg: null,
    gsdM: null,
    quicklookKey: null,
    entityId: null,
    embargoUntil: null,
    withdrawnAt: null,
    withdrawnReason: null,
    ...item,
    footprint: item.footprint ?? null,
    searchText: searchTextOf(item),
    ...boxOf(item),
  };
}

function boxOf({ footprint }: Pick<NewItem, 'footprint'>) {
  const [west = null, south = null, east = null, north = null] =
    (footprint && boundingBox(footprint)) ?? [];
  return { west, south, east, north };
}

type Posted = Pick<
  typeof items.$inferSelect,
  'rowNo' | 'acquiredAt' | 'cloudCoverPct' | 'west' | 'south' | 'east' | 'north'
>;

/** The postings of rows; those that are there already stay. */
export async function addPostings(t: Db, list: readonly Posted[]): Promise<void> {
  // In the order of the tree, which then grows without jumping.
  const rows = list.flatMap(postingsOf).sort((a, b) => a.cell - b.cell);
  await insertRows(t, itemCells, rows, { skipKnown: true });
}

/** Takes the postings of rows away: before what they are made of changes. */
export async function removePostings(t: Db, list: readonly Posted[]): Promise<void> {
  for (const { cell, acquiredAt, rowNo } of list.flatMap(postingsOf)) {
    await t
      .delete(itemCells)
      .where(
        and(
          eq(itemCells.cell, cell),
          eq(itemCells.acquiredAt, acquiredAt),
          eq(itemCells.rowNo, rowNo),
        ),
      );
  }
}

/** What the postings of a row have to be. */
export function postingsOf(row: Posted): (typeof itemCells.$inferInsert)[] {
  const { rowNo, acquiredAt, west, south, east, north } = row;
  const isPlaced = west !== null && south !== null && east !== null && north !== null;
  const cells = [worldCell, ...(isPlaced ? cellsOf([west, south, east, north]) : [])];
  const cloudRank = row.cloudCoverPct ?? unknownCloud;
  return cells.map((cell) => ({ cell, acquiredAt, cloudRank, rowNo }));
}

/**
 * Says that what may be found has changed: figures that are kept of the catalogue are made anew. Called in the
 * transaction of every change of `items`, be it of visibility alone.
 */
export async function catalogueChanged(t: Db): Promise<void> {
  await t
    .insert(counters)
    .values({ name: 'catalogue', value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } });
}

/** How often the catalogue has changed. */
export async function catalogueVersion(db: Db): Promise<number> {
  const [row] = await db
    .select({ value: counters.value })
    .from(counters)
    .where(eq(counters.name, 'catalogue'));
  return row?.value ?? 0;
}

const batch = 2000;
const filled = 'catalogue-postings';

/**
 * Makes the postings and search texts of scenes that were catalogued before there were any. Once: what was done is kept
 * when it is interrupted. Gives how many scenes it found.
 */
export async function fillPostings(db: Db): Promise<number> {
  const [done] = await db.select().from(counters).where(eq(counters.name, filled));
  if (done) return 0;
  let count = 0;
  for (let last = 0; ; ) {
    const written = await db.tx((t) => fillBatch(t, last));
    if (written.length === 0) break;
    count += written.length;
    last = written.at(-1)?.rowNo ?? last;
  }
  await db.tx(async (t) => {
    await t.insert(counters).values({ name: filled, value: 1 }).onConflictDoNothing();
    if (count > 0) await catalogueChanged(t);
  });
  return count;
}

async function fillBatch(t: Db, after: number): Promise<(typeof items.$inferSelect)[]> {
  const own = t
    .select()
    .from(itemCells)
    .where(
      and(
        eq(itemCells.cell, worldCell),
        eq(itemCells.acquiredAt, items.acquiredAt),
        eq(itemCells.rowNo, items.rowNo),
      ),
    );
  const rows = await t
    .select()
    .from(items)
    .where(and(gt(items.rowNo, after), notExists(own)))
    .orderBy(asc(items.rowNo))
    .limit(batch);
  for (const row of rows) {
    const searchText = searchTextOf(row);
    if (searchText === row.searchText) continue;
    await t.update(items).set({ searchText }).where(eq(items.rowNo, row.rowNo));
  }
  await addPostings(t, rows);
  return rows;
}

/** What words are looked for in, besides the sensor's name. */
export const searchTextOf = ({ id, platform }: { id: string; platform: string }) =>
  foldText(`${id} ${platform} ${platform.replaceAll('-', ' ')}`);
