import { and, type SQL, sql } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { SqlText } from '#db/sql-text.ts';
import { type Filter, passes, placeConditions, timeConditions } from './item-filters.server.ts';
import { type Candidate, readCandidates } from './item-rows.server.ts';
import { fromItems } from './item-source.server.ts';

/** All that the database can say of a filter, over `items`. */
export const conditionOf = (filter: Filter): SQL =>
  and(...filter.conditions, ...timeConditions(filter), ...placeConditions(filter)) ?? sql`1 = 1`;

const perRead = 1000;

/** Every scene that meets the filter, in no order. */
export async function matchingRows(db: Db, filter: Filter): Promise<Candidate[]> {
  const text = new SqlText();
  const from = fromItems(text, filter);
  const numbers = await db.rows(`select items.row_no ${from}`, text.values);
  const found: Candidate[] = [];
  for (let at = 0; at < numbers.length; at += perRead) {
    const part = numbers.slice(at, at + perRead).map(([rowNo]) => Number(rowNo));
    const candidates = await readCandidates(db, part);
    found.push(...candidates.filter((candidate) => passes(filter, candidate)));
  }
  return found;
}
