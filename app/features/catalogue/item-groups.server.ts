import { inArray, type SQL, sql } from 'drizzle-orm';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { items } from '#db/schema.ts';
import { SqlText } from '#db/sql-text.ts';
import { partsOf } from './bounds.ts';
import { type Filter, timeConditions } from './item-filters.server.ts';
import { fromItems, type Part, type Time, tilesOf } from './item-source.server.ts';
import { matchingRows } from './matching-rows.server.ts';
import { meets } from './meets.ts';
import { catalogueVersion, worldCell } from './postings.server.ts';

/** How many scenes have the same values of some keys, and when the first and the last of them were acquired (ms). */
export type Group = { values: unknown[]; count: number; from: number; to: number };

/**
 * The scenes that meet a filter, counted by keys: exact. The database counts what lies within the box asked for and
 * all that needs no look at a footprint; the rest is looked at here. A figure is kept until the catalogue changes.
 */
export async function readGroups(db: Db, filter: Filter, keys: readonly SQL[]): Promise<Group[]> {
  if (filter.isVoid) return [];
  if (filter.matches) return groupsOfMatching(db, filter, keys);
  const known = kept.get(db) ?? { version: -1, groups: new Map<string, Group[]>() };
  kept.set(db, known);
  const version = await catalogueVersion(db);
  if (known.version !== version) {
    known.version = version;
    known.groups.clear();
  }
  const name = nameOf(filter, keys);
  const held = known.groups.get(name);
  if (held) return held;
  const groups = await countedGroups(db, filter, keys);
  if (known.groups.size >= maxKept) known.groups.clear();
  if (groups.length <= maxGroups && known.version === version) known.groups.set(name, groups);
  return groups;
}

/** By database, and by the whole of the question: who asks is part of it. */
const kept = new WeakMap<Db, { version: number; groups: Map<string, Group[]> }>();
const maxKept = 200;
const maxGroups = 20_000;

function nameOf(filter: Filter, keys: readonly SQL[]): string {
  const text = new SqlText();
  const parts = [...keys, ...filter.conditions, ...timeConditions(filter)].map((p) =>
    text.piece(p),
  );
  return JSON.stringify([parts, text.values, filter.shapes.map(({ source }) => source)]);
}

async function countedGroups(db: Db, filter: Filter, keys: readonly SQL[]): Promise<Group[]> {
  await othersTurn();
  if (filter.shapes.length === 0) return grouped(db, filter, keys, {});
  const sum = new Map<string, Group>();
  for (const part of await partsOfWork(db, filter)) {
    const inside = insideBox(filter);
    if (inside) add(sum, await grouped(db, filter, keys, { ...part, and: inside }));
    const edge = inside ? sql`not ${inside}` : undefined;
    add(sum, await lookedAt(db, filter, keys, { ...part, and: edge }));
    await othersTurn();
  }
  return [...sum.values()];
}

/** What of a filter is counted: a part, and a further condition. */
type Counted = Part & { and?: SQL | undefined };

function add(sum: Map<string, Group>, groups: readonly Group[]): void {
  for (const group of groups) {
    const name = JSON.stringify(group.values);
    const there = sum.get(name);
    if (!there) sum.set(name, { ...group });
    else {
      there.count += group.count;
      there.from = Math.min(there.from, group.from);
      there.to = Math.max(there.to, group.to);
    }
  }
}

const othersTurn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * SQLite counts in this process, which answers nothing else meanwhile: what may be a large count is done in parts, others
 * having their turn between. Tiles are kept by time; where a place is most of the world, all rows are read as they lie.
 */
async function partsOfWork(db: Db, filter: Filter): Promise<Part[]> {
  const tiles = tilesOf(filter);
  const isFine = tiles.some((cell) => Math.floor(cell / 2 ** 24) === finestLevel);
  if (usesPostgres || isFine || filter.isNamed) return [{}];
  if (!tiles.includes(worldCell)) return yearsOf(filter).map((time) => ({ time }));
  const [row] = await db.rows('select max(row_no) from items', []);
  const parts = Math.ceil((Number(row?.[0] ?? 0) + 1) / rowsAtOnce);
  return Array.from({ length: parts }, (_, n) => ({
    rows: [n * rowsAtOnce, (n + 1) * rowsAtOnce] as [number, number],
  }));
}

const rowsAtOnce = 50_000;
const finestLevel = 10;
const firstYear = 2005;

/** Years from the first to the last that the filter allows; what lies before or after all of them is in the outermost. */
function yearsOf({ from, to }: Filter): Time[] {
  const first = Math.max(firstYear, from?.getUTCFullYear() ?? firstYear);
  const last = Math.max(first, Math.min((to ?? new Date()).getUTCFullYear(), 2200));
  return Array.from({ length: last - first + 1 }, (_, n) => ({
    from: n === 0 ? null : new Date(Date.UTC(first + n, 0, 1)),
    to: first + n === last ? null : new Date(Date.UTC(first + n + 1, 0, 1)),
  }));
}

/** The scene's box lies in the box asked for, so that its footprint need not be looked at; null for other shapes. */
function insideBox({ shapes }: Filter): SQL | null {
  const [box] = shapes;
  if (shapes.length !== 1 || !box?.isBox || !box.bounds) return null;
  const parts = partsOf(box.bounds).map(
    ([west, south, east, north]) => sql`(${items.west} <= ${items.east} and ${items.west} >= ${west}
      and ${items.east} <= ${east} and ${items.south} >= ${south} and ${items.north} <= ${north})`,
  );
  return sql`(${sql.join(parts, sql` or `)})`;
}

async function grouped(
  db: Db,
  filter: Filter,
  keys: readonly SQL[],
  part: Counted,
): Promise<Group[]> {
  const text = new SqlText();
  const list = keys.map((key) => `${text.piece(key)}, `).join('');
  const by = keys.length > 0 ? `group by ${keys.map((_, rank) => rank + 1).join(', ')}` : '';
  const rows = await db.rows(
    `select ${list}count(*), min(items.acquired_at), max(items.acquired_at) ${fromPart(text, filter, part)} ${by}`,
    text.values,
  );
  return rows.map((row) => groupOf(row, keys.length)).filter(({ count }) => count > 0);
}

function fromPart(text: SqlText, filter: Filter, { and: more, ...part }: Counted): string {
  const from = fromItems(text, filter, part);
  return more ? `${from} and ${text.piece(more)}` : from;
}

function groupOf(row: unknown[], keys: number): Group {
  const [count, from, to] = row.slice(keys);
  return {
    values: row.slice(0, keys),
    count: Number(count),
    from: momentOf(from),
    to: momentOf(to),
  };
}

/** Milliseconds on SQLite, a Date on PostgreSQL. */
const momentOf = (value: unknown) => (value instanceof Date ? value.getTime() : Number(value));

async function lookedAt(
  db: Db,
  filter: Filter,
  keys: readonly SQL[],
  part: Counted,
): Promise<Group[]> {
  const text = new SqlText();
  const list = keys.map((key) => `${text.piece(key)}, `).join('');
  const rows = await db.rows(
    `select ${list}items.footprint, items.acquired_at ${fromPart(text, filter, part)}`,
    text.values,
  );
  return rows.flatMap((row) => {
    const [written, moment] = row.slice(keys.length);
    const footprint = items.footprint.mapFromDriverValue(written) as AreaGeometry;
    if (!filter.shapes.every((shape) => meets(footprint, shape))) return [];
    const at = momentOf(moment);
    return [{ values: row.slice(0, keys.length), count: 1, from: at, to: at }];
  });
}

async function groupsOfMatching(db: Db, filter: Filter, keys: readonly SQL[]): Promise<Group[]> {
  const numbers = (await matchingRows(db, filter)).map(({ rowNo }) => rowNo);
  const sum = new Map<string, Group>();
  for (let at = 0; at < numbers.length; at += numbersAtOnce) {
    const part = inArray(items.rowNo, numbers.slice(at, at + numbersAtOnce));
    const text = new SqlText();
    const list = keys.map((key) => `${text.piece(key)}, `).join('');
    const rows = await db.rows(
      `select ${list}1, items.acquired_at, items.acquired_at from items where ${text.piece(part)}`,
      text.values,
    );
    add(
      sum,
      rows.map((row) => groupOf(row, keys.length)),
    );
  }
  return [...sum.values()];
}

const numbersAtOnce = 5000;
