import { and, type SQL, sql } from 'drizzle-orm';
import { cellsFor } from '#app/features/areas/cells.ts';
import { usesPostgres } from '#db/kit.ts';
import { itemCells, items } from '#db/schema.ts';
import type { SqlText } from '#db/sql-text.ts';
import { type Filter, placeConditions, timeConditions } from './item-filters.server.ts';
import type { SortField } from './item-sort.ts';
import { worldCell } from './postings.server.ts';

/** A place that covers more tiles than this of the coarsest level is most of the world. */
const maxTiles = 48;

/** The tiles under which everything that may meet the filter is posted. */
export function tilesOf({ shapes }: Filter): number[] {
  const lists = shapes.flatMap(({ bounds }) => (bounds ? [cellsFor(bounds)] : []));
  const [fewest = [worldCell]] = lists.toSorted((a, b) => a.length - b.length);
  return fewest.length > maxTiles ? [worldCell] : fewest;
}

/** From a moment on, and before another; null is open. */
export type Time = { from: Date | null; to: Date | null };
const always: Time = { from: null, to: null };

/** A part of what is read: of the time, and of the rows by their numbers, from one on and before another. */
export type Part = { time?: Time; rows?: [from: number, to: number] };

/**
 * `from items … where …` of all that the database can say of a filter, in the order of nothing. What is read first is said here
 * and not left to the engine's guess, which takes an index that tells next to nothing.
 */
export function fromItems(
  text: SqlText,
  filter: Filter,
  { time = always, rows, inOrderOf }: Part & { inOrderOf?: SortField } = {},
): string {
  const tiles = readsTiles(filter) ? tilesOf(filter) : null;
  const near = tiles
    ? `(select distinct row_no as near_no from item_cells
        where item_cells.cell in (${tiles.map((cell) => text.value(cell)).join(', ')})
          and ${text.piece(allOf(timeIn(itemCells.acquiredAt, span(filter, time))))}) as near cross join `
    : '';
  const conditions = allOf([
    ...(tiles ? [sql`${items.rowNo} = near_no`] : timeIn(items.acquiredAt, time)),
    ...(rows ? [sql`${items.rowNo} >= ${rows[0]} and ${items.rowNo} < ${rows[1]}`] : []),
    ...filter.conditions,
    ...timeConditions(filter),
    ...placeConditions(filter),
  ]);
  return `from ${near}items ${tiles ? '' : readBy(filter, inOrderOf)} where ${text.piece(conditions)}`;
}

const readsTiles = (filter: Filter) =>
  filter.shapes.length > 0 && !filter.isNamed && !tilesOf(filter).includes(worldCell);

/** SQLite is told by which index to read where it would guess wrong; PostgreSQL knows its rows. */
function readBy({ isNamed, isFactual }: Filter, inOrderOf: SortField | undefined): string {
  if (usesPostgres) return '';
  if (isNamed || inOrderOf === 'id') return 'indexed by items_id';
  if (inOrderOf === 'createdAt') return 'indexed by items_by_creation';
  // Counting reads the facts' own index alone, unless something else is asked for.
  return inOrderOf !== undefined || !isFactual ? 'not indexed' : '';
}

/** What both the filter and the part allow: the tiles are kept in the order of time. */
function span(filter: Filter, { from, to }: Time): Time & { last: Date | null } {
  const later = [filter.from, from].flatMap((at) => at ?? []).sort((a, b) => +b - +a)[0];
  return { from: later ?? null, to, last: filter.to };
}

const timeIn = (
  column: typeof items.acquiredAt | typeof itemCells.acquiredAt,
  { from, to, last = null }: Time & { last?: Date | null },
): SQL[] => [
  ...(from ? [sql`${column} >= ${sql.param(from, column)}`] : []),
  ...(to ? [sql`${column} < ${sql.param(to, column)}`] : []),
  ...(last ? [sql`${column} <= ${sql.param(last, column)}`] : []),
];

const allOf = (conditions: readonly SQL[]) => and(...conditions) ?? sql`1 = 1`;
