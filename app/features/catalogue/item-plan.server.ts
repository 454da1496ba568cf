import { and, type SQL, sql } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { itemCells, items } from '#db/schema.ts';
import { SqlText } from '#db/sql-text.ts';
import { type Filter, placeConditions, timeConditions } from './item-filters.server.ts';
import type { Cursor, SortKey } from './item-sort.ts';
import { readSorted } from './item-sorted.server.ts';
import { tilesOf } from './item-source.server.ts';
import { unknownCloud, worldCell } from './postings.server.ts';

/**
 * How a search reads: by tiles in the order of time or of cloud, which ends as soon as enough is found however much there
 * is; or, in any other order, all that meets the conditions, sorted. No planner of a database is needed for the first.
 */

/** The numbers of the next scenes that meet the conditions, in order: footprints are still to be compared. */
export function readNumbers(
  db: Db,
  filter: Filter,
  page: { sort: readonly SortKey[]; cursor: Cursor | null; count: number },
): Promise<number[]> {
  const lane = filter.isNamed ? null : laneOf(page.sort);
  return lane ? readLane(db, filter, lane, page) : readSorted(db, filter, page);
}

/** An order in which tiles are kept, read forwards or backwards. */
type Lane = { descending: boolean; isTime: boolean };

function laneOf(sort: readonly SortKey[]): Lane | null {
  const [first, second] = sort;
  if (!first || second) return null;
  const { by, descending } = first;
  if (by === 'acquiredAt') return { descending, isTime: true };
  // What is not known comes last: backwards it would come first.
  return by === 'cloudCoverPct' && !descending ? { descending, isTime: false } : null;
}

async function readLane(
  db: Db,
  filter: Filter,
  lane: Lane,
  { cursor, count }: { cursor: Cursor | null; count: number },
): Promise<number[]> {
  const text = new SqlText();
  const arms = armsOf(text, filter, lane, cursor);
  const way = lane.descending ? 'desc' : 'asc';
  const order = `order by 1 ${way}, 2 ${way} limit ${text.value(count)}`;
  const rows = await db.rows(merged(arms, order), text.values);
  return rows.map((row) => Number(row[1]));
}

/** One reading in order of each tile; or of each sensor, where no place but sensors are asked for. */
function armsOf(text: SqlText, filter: Filter, lane: Lane, cursor: Cursor | null): string[] {
  const cells = tilesOf(filter);
  const bySensor = lane.isTime && filter.sensorIds.length > 0 && cells.includes(worldCell);
  const at = bySensor ? ofItems : ofCells;
  const conditions = and(
    ...(bySensor ? [] : [sql`${items.rowNo} = ${itemCells.rowNo}`]),
    ...laneConditions(filter, lane, cursor, at),
    ...placeConditions(filter),
    ...filter.conditions,
  );
  const where = text.piece(conditions ?? sql`1 = 1`);
  const key = text.piece(lane.isTime ? sql`${at.time}` : sql`${itemCells.cloudRank}`);
  if (!bySensor) {
    const select = `select ${key} as k, item_cells.row_no as r from item_cells cross join items
      where ${where} and item_cells.cell = `;
    return cells.map((cell) => select + text.value(cell));
  }
  const index = usesPostgres ? '' : 'indexed by items_by_sensor';
  const select = `select ${key} as k, items.row_no as r from items ${index}
    where ${where} and items.sensor_id = `;
  return filter.sensorIds.map((sensorId) => select + text.value(sensorId));
}

/** Where an arm reads moments and numbers. */
const ofCells = { time: itemCells.acquiredAt, rowNo: itemCells.rowNo };
const ofItems = { time: items.acquiredAt, rowNo: items.rowNo };
type Read = typeof ofCells | typeof ofItems;

/**
 * The arms as one, each scene once. SQLite merges arms that are in order and stops at the limit; PostgreSQL would read
 * each to its end, so each gets the limit too.
 */
function merged(arms: readonly string[], order: string): string {
  if (arms.length === 1) return `${arms[0]} ${order}`;
  if (usesPostgres) return `${arms.map((arm) => `(${arm} ${order})`).join(' union ')} ${order}`;
  return `${arms.join(' union ')} ${order}`;
}

function laneConditions(filter: Filter, lane: Lane, cursor: Cursor | null, at: Read): SQL[] {
  const after = cursor ? [afterInLane(lane, cursor, at)] : [];
  if (!lane.isTime) return [...after, ...timeConditions(filter)];
  const { from, to } = filter;
  return [
    ...after,
    ...(from ? [sql`${at.time} >= ${sql.param(from, at.time)}`] : []),
    ...(to ? [sql`${at.time} <= ${sql.param(to, at.time)}`] : []),
  ];
}

function afterInLane({ descending, isTime }: Lane, { values, rowNo }: Cursor, at: Read): SQL {
  const [value = null] = values;
  const way = sql.raw(descending ? '<' : '>');
  const place = isTime ? sql.param(new Date(Number(value)), at.time) : (value ?? unknownCloud);
  const key = isTime ? sql`${at.time}` : sql`${itemCells.cloudRank}`;
  return sql`(${key}, ${at.rowNo}) ${way} (${place}, ${rowNo})`;
}
