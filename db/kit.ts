import * as pg from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';

/** Column makers of SQLite. Each table is written once over these names. */
const sqliteKit = {
  table: sqlite.sqliteTable,
  index: sqlite.index,
  unique: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  check: sqlite.check,
  text: () => sqlite.text(),
  int: () => sqlite.integer(),
  /** The primary key that counts rows in the order of their insertion; never given again. */
  rowNo: () => sqlite.integer().primaryKey({ autoIncrement: true }),
  /** Bytes and cells: past 32 bits. */
  big: () => sqlite.integer(),
  num: () => sqlite.real(),
  flag: () => sqlite.integer({ mode: 'boolean' }),
  /** A moment, to the millisecond, in UTC. */
  at: () => sqlite.integer({ mode: 'timestamp_ms' }),
  json: <T>() => sqlite.text({ mode: 'json' }).$type<T>(),
};
export type Kit = typeof sqliteKit;

/** The same names in PostgreSQL's types. The one cast of the project: rows have the same TypeScript shape on both engines. */
const postgresKit = {
  table: pg.pgTable,
  index: pg.index,
  unique: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  check: pg.check,
  text: () => pg.text(),
  int: () => pg.integer(),
  rowNo: () => pg.integer().primaryKey().generatedByDefaultAsIdentity(),
  big: () => pg.bigint({ mode: 'number' }),
  num: () => pg.doublePrecision(),
  flag: () => pg.boolean(),
  at: () => pg.timestamp({ withTimezone: true, precision: 3, mode: 'date' }),
  json: <T>() => pg.jsonb().$type<T>(),
} as unknown as Kit;

/** Chosen once, at load: tables are plain module exports, so a process speaks to one engine only. */
export const usesPostgres = process.env.DATABASE_URL?.startsWith('postgres') ?? false;
export const kit: Kit = usesPostgres ? postgresKit : sqliteKit;
