import { asc, gt } from 'drizzle-orm';
import { postingsOf } from '#app/features/catalogue/postings.server.ts';
import type { Db } from '#db/client.server.ts';
import { itemCells, items } from '#db/schema.ts';

const perRead = 2000;

/**
 * Every scene has exactly the postings that its box, moment and cloud cover ask for, and no posting is of another: else a
 * search would miss it, or find it twice.
 */
export async function checkPostings(db: Db): Promise<{ checked: number; faults: string[] }> {
  const faults: string[] = [];
  let checked = 0;
  let expected = 0;
  for (let last = 0; ; ) {
    const rows = await db
      .select()
      .from(items)
      .where(gt(items.rowNo, last))
      .orderBy(asc(items.rowNo))
      .limit(perRead);
    if (rows.length === 0) break;
    last = rows.at(-1)?.rowNo ?? last;
    checked += rows.length;
    for (const row of rows) {
      const wanted = postingsOf(row);
      expected += wanted.length;
      const there = await countThere(db, wanted);
      if (there !== wanted.length) {
        faults.push(
          `Scene ${row.id} has ${there} of its ${wanted.length} postings: searches miss it.`,
        );
      }
    }
  }
  const all = await count(db, 'select count(*) from item_cells', []);
  const missing = faults.length > 0;
  if (!missing && all !== expected) {
    faults.push(
      `${all - expected} postings are of no scene, or of another place or time than its own.`,
    );
  }
  return { checked, faults };
}

type Posting = ReturnType<typeof postingsOf>[number];

/** All of one scene: they differ in their cell alone. */
async function countThere(db: Db, wanted: readonly Posting[]): Promise<number> {
  const [first] = wanted;
  if (!first) return 0;
  const place = (rank: number) => (db.engine === 'postgres' ? `$${rank}` : `?${rank}`);
  const cells = wanted.map((_, rank) => place(rank + 4)).join(', ');
  const text = `select count(*) from item_cells
    where acquired_at = ${place(1)} and row_no = ${place(2)} and cloud_rank = ${place(3)} and cell in (${cells})`;
  const at = itemCells.acquiredAt.mapToDriverValue(first.acquiredAt);
  return count(db, text, [at, first.rowNo, first.cloudRank, ...wanted.map(({ cell }) => cell)]);
}

async function count(db: Db, text: string, values: readonly unknown[]): Promise<number> {
  const [row] = await db.rows(text, values);
  return Number(row?.[0] ?? 0);
}
