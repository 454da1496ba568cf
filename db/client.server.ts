import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { migrate as migrateSqlite } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { migrate as migratePostgres } from 'drizzle-orm/node-postgres/migrator';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import pg from 'pg';

type Drizzle = BaseSQLiteDatabase<'async', unknown>;

/**
 * The database, or a transaction on it: a command that is called inside another command's transaction joins it.
 * Reads may use it as it is; every write goes through `tx`.
 */
export type Db = Drizzle & {
  /** One transaction: all that `work` writes is kept, or none of it. What it throws is thrown again after the rollback. */
  tx<T>(work: (db: Db) => Promise<T>): Promise<T>;
  readonly engine: 'sqlite' | 'postgres';
  /**
   * Runs a statement that is kept prepared under its text, its parameters as the engine writes them (`?1` or `?`, `$1`), and
   * gives rows as arrays of what the driver gives. For hot paths, where building a query costs more than running it.
   */
  rows(text: string, values: readonly unknown[]): Promise<unknown[][]>;
  /** Writes an SQLite copy that can be opened on its own. Refused on PostgreSQL, which has its own tools. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
};

const migrations = path.resolve('db/migrations');

/**
 * Opens the database that `url` names (a file path, `file:…`, `:memory:` or `postgres://…`) and brings its schema up to date.
 * `bulk` is for a process that writes a great deal: it keeps more in memory and tidies the file less often.
 */
export function openDatabase(url: string, options: { bulk?: boolean } = {}): Promise<Db> {
  if (url.startsWith('postgres')) return openPostgres(url);
  return openSqlite(url.replace(/^file:/, ''), options.bulk ?? false);
}

/** The migrations alone, on an SQLite connection, from any folder. */
export function migrateSqliteFile(client: Database.Database, folder: string): void {
  // Off while migrating: the migrator works inside a transaction, where the pragma that a generated table rebuild
  // writes does nothing, and its DROP TABLE would cascade into the children.
  client.pragma('foreign_keys = OFF');
  migrateSqlite(drizzleSqlite(client), { migrationsFolder: folder });
  const broken = client.pragma('foreign_key_check') as unknown[];
  client.pragma('foreign_keys = ON');
  if (broken.length > 0) throw new Error(`migration left ${broken.length} broken references`);
}

async function openSqlite(file: string, bulk: boolean): Promise<Db> {
  const inMemory = file === ':memory:';
  if (!inMemory && !existsSync(path.dirname(file))) {
    mkdirSync(path.dirname(file), { recursive: true });
  }
  const writer = new Database(file);
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = FULL');
  writer.pragma('busy_timeout = 5000');
  migrateSqliteFile(writer, path.join(migrations, 'sqlite'));
  if (bulk) {
    writer.pragma('cache_size = -524288');
    writer.pragma('wal_autocheckpoint = 65536');
  }
  // Readers may not write: a write beside an open transaction would stall the whole process until the busy timeout.
  const reader = inMemory ? writer : new Database(file, { readonly: true });
  if (reader !== writer) {
    reader.pragma('busy_timeout = 5000');
    // Pages are read where the system has them, up to SQLite's own limit: a search touches hundreds.
    reader.pragma('mmap_size = 2147418112');
  }

  let tail: Promise<unknown> = Promise.resolve();
  const writing = extend(drizzleSqlite(writer, { casing: 'snake_case' }), {
    engine: 'sqlite',
    tx: (work) => work(writing),
    rows: keptStatements(writer),
    backup: (to) => writer.backup(to).then(() => undefined),
    close: async () => undefined,
  });
  const transaction = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    writer.exec('BEGIN IMMEDIATE');
    try {
      const value = await work(writing);
      writer.exec('COMMIT');
      return value;
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      throw error;
    }
  };
  return extend(drizzleSqlite(reader, { casing: 'snake_case' }), {
    engine: 'sqlite',
    // One writer connection and a queue: the driver's own transactions refuse asynchronous bodies.
    tx: (work) => {
      const result = tail.then(() => transaction(work));
      tail = result.catch(() => undefined);
      return result;
    },
    rows: keptStatements(reader),
    backup: (to) => writer.backup(to).then(() => undefined),
    close: async () => {
      await tail;
      if (reader !== writer) reader.close();
      writer.close();
    },
  });
}

/** So many texts are kept compiled; the one that was used longest ago goes first. */
const maxStatements = 300;

function keptStatements(client: Database.Database): Db['rows'] {
  const kept = new Map<string, (values: readonly unknown[]) => unknown[][]>();
  return async (text, values) => {
    const run = kept.get(text) ?? prepared(client, text);
    kept.delete(text);
    kept.set(text, run);
    for (const oldest of kept.keys()) {
      if (kept.size <= maxStatements) break;
      kept.delete(oldest);
    }
    return run(values);
  };
}

function prepared(client: Database.Database, text: string) {
  const statement = client.prepare(text);
  const isNumbered = /\?\d/.test(text);
  if (statement.reader) statement.raw();
  return (values: readonly unknown[]): unknown[][] => {
    // To the driver `?1` is a parameter whose name is 1.
    const given = isNumbered ? Object.fromEntries(values.map((v, rank) => [rank + 1, v])) : values;
    if (statement.reader) return statement.all(given) as unknown[][];
    statement.run(given);
    return [];
  };
}

async function openPostgres(url: string): Promise<Db> {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  // An idle connection that the server closed (a restart, a failover) is replaced at the next query, which says so if it cannot.
  pool.on('error', () => undefined);
  const drizzle = drizzlePostgres(pool, { casing: 'snake_case' });
  await migratePostgres(drizzle, { migrationsFolder: path.join(migrations, 'postgres') });
  const refuseBackup = async () => {
    throw new Error('Back up PostgreSQL with pg_dump or pg_basebackup.');
  };
  const begin = async <T>(work: (db: Db) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    const inner: Db = extend(drizzlePostgres(client, { casing: 'snake_case' }), {
      engine: 'postgres',
      tx: (nested) => nested(inner),
      rows: namedStatements(client),
      backup: refuseBackup,
      close: async () => undefined,
    });
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const value = await work(inner);
      await client.query('commit');
      return value;
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
  return extend(drizzle, {
    engine: 'postgres',
    tx: (work) => retried(() => begin(work)),
    rows: namedStatements(pool),
    backup: refuseBackup,
    close: () => pool.end(),
  });
}

const names = new Map<string, string>();

/** The first texts get names, under which each connection keeps them prepared; later ones are parsed each time. */
function namedStatements(client: pg.Pool | pg.PoolClient): Db['rows'] {
  return async (text, values) => {
    if (!names.has(text) && names.size < maxStatements) names.set(text, `kept_${names.size}`);
    const name = names.get(text);
    const query = { text, values: [...values], rowMode: 'array' as const, ...(name && { name }) };
    return (await client.query<unknown[]>(query)).rows;
  };
}

/** PostgreSQL may choose a transaction as the victim of a deadlock; it was rolled back whole and can be tried again. */
async function retried<T>(work: () => Promise<T>, tries = 5): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries <= 1 || !isTransient(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    return retried(work, tries - 1);
  }
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === '40001' || code === '40P01' || isTransient(error.cause);
}

/** Both engines' handles answer the same calls; rows have the same shape by the kit. */
function extend(
  drizzle: unknown,
  own: Pick<Db, 'tx' | 'engine' | 'rows' | 'backup' | 'close'>,
): Db {
  return Object.assign(drizzle as Drizzle, own) as Db;
}
