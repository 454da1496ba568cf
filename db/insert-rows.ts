import {
  type Column,
  getTableColumns,
  getTableName,
  type InferInsertModel,
  type Table,
} from 'drizzle-orm';
import { CasingCache } from 'drizzle-orm/casing';
import type { Db } from './client.server.ts';
import { usesPostgres } from './kit.ts';

const casing = new CasingCache('snake_case');

/** Values of one statement: SQLite takes 32,766 at most, PostgreSQL 65,535. */
const maxValues = 4000;

/**
 * Inserts many rows by few statements that are kept prepared: several times faster than drizzle's own insert. Every row has the
 * keys of the first. Gives the columns named, in no order.
 */
export async function insertRows<T extends Table>(
  t: Db,
  table: T,
  rows: readonly InferInsertModel<T>[],
  options: { returning?: readonly Column[]; skipKnown?: boolean } = {},
): Promise<unknown[][]> {
  const known: Record<string, Column> = getTableColumns(table);
  const keys = Object.keys(rows[0] ?? {}).filter((key) => key in known);
  const columns = keys.flatMap((key) => known[key] ?? []);
  const into = `insert into "${getTableName(table)}" (${columns.map(nameOf).join(', ')}) values `;
  const conflict = options.skipKnown ? ' on conflict do nothing' : '';
  const returned = options.returning?.map(nameOf).join(', ');
  const end = conflict + (returned ? ` returning ${returned}` : '');
  const perInsert = Math.max(1, Math.floor(maxValues / Math.max(1, columns.length)));
  const given: unknown[][] = [];
  for (let at = 0; at < rows.length; at += perInsert) {
    const part: readonly Record<string, unknown>[] = rows.slice(at, at + perInsert);
    const values = part.flatMap((row) =>
      columns.map((column, n) => encoded(column, row[keys[n] ?? ''])),
    );
    given.push(...(await t.rows(into + places(part.length, columns.length) + end, values)));
  }
  return given;
}

const nameOf = (column: Column) => `"${casing.getColumnCasing(column)}"`;

const encoded = (column: Column, value: unknown) =>
  value === null || value === undefined ? null : column.mapToDriverValue(value);

/** `(?, ?), (?, ?)`, or with PostgreSQL's numbers. */
function places(rows: number, columns: number): string {
  let rank = 0;
  const place = () => {
    rank += 1;
    return usesPostgres ? `$${rank}` : '?';
  };
  const row = () => `(${Array.from({ length: columns }, place).join(', ')})`;
  return Array.from({ length: rows }, row).join(', ');
}
