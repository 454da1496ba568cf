import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { items } from '#db/schema.ts';
import { SqlText } from '#db/sql-text.ts';
import type { Filter } from './item-filters.server.ts';
import type { Cursor, SortField, SortKey, SortValue } from './item-sort.ts';
import { fromItems } from './item-source.server.ts';

/** The numbers of the next scenes in an order in which tiles are not kept: all that meets the conditions is sorted. */
export async function readSorted(
  db: Db,
  filter: Filter,
  { sort, cursor, count }: { sort: readonly SortKey[]; cursor: Cursor | null; count: number },
): Promise<number[]> {
  const text = new SqlText();
  const [first] = sort;
  const from = fromItems(text, filter, first ? { inOrderOf: first.by } : {});
  const after = cursor ? `and ${text.piece(afterSorted(sort, cursor))}` : '';
  const order = [...sort.map(orderBy), ties(sort)].map((key) => text.piece(key)).join(', ');
  const rows = await db.rows(
    `select items.row_no ${from} ${after} order by ${order} limit ${text.value(count)}`,
    text.values,
  );
  return rows.map(([rowNo]) => Number(rowNo));
}

const columns = {
  acquiredAt: items.acquiredAt,
  createdAt: items.createdAt,
  cloudCoverPct: items.cloudCoverPct,
  incidenceDeg: items.incidenceDeg,
  gsdM: items.gsdM,
  id: items.id,
  sensorId: items.sensorId,
} as const satisfies Record<SortField, unknown>;

const nullable: readonly SortField[] = ['cloudCoverPct', 'incidenceDeg', 'gsdM'];
const textual: readonly SortField[] = ['id', 'sensorId'];

/** Texts in the order of their bytes on every engine, which in PostgreSQL is a collation and not the default. */
function columnOf(by: SortField): SQL {
  return textual.includes(by) && usesPostgres
    ? sql`${columns[by]} collate "C"`
    : sql`${columns[by]}`;
}

function orderBy({ by, descending }: SortKey): SQL {
  const key = sql`${columnOf(by)} ${sql.raw(descending ? 'desc' : 'asc')}`;
  return nullable.includes(by) ? sql`${columns[by]} is null, ${key}` : key;
}

const ties = ([first]: readonly SortKey[]) =>
  sql`${items.rowNo} ${sql.raw(first?.descending ? 'desc' : 'asc')}`;

/** What comes after the cursor: greater in the first key, or equal there and greater in the next, and so on. */
function afterSorted(sort: readonly SortKey[], { values, rowNo }: Cursor): SQL {
  const way = sql.raw(sort[0]?.descending ? '<' : '>');
  const last = sql`${items.rowNo} ${way} ${rowNo}`;
  return sort.reduceRight<SQL>((rest, key, rank) => {
    const value = values[rank] ?? null;
    const { later, same } = comparedTo(key, value);
    return sql`(${later} or (${same} and ${rest}))`;
  }, last);
}

function comparedTo({ by, descending }: SortKey, value: SortValue): { later: SQL; same: SQL } {
  const column = columnOf(by);
  if (value === null) return { later: sql`1 = 0`, same: sql`${columns[by]} is null` };
  const isMoment = by === 'acquiredAt' || by === 'createdAt';
  const place = isMoment ? sql.param(new Date(value), columns[by]) : value;
  const later = sql`${column} ${sql.raw(descending ? '<' : '>')} ${place}`;
  return {
    later: nullable.includes(by) ? sql`(${later} or ${columns[by]} is null)` : later,
    same: sql`${column} = ${place}`,
  };
}
