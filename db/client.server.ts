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
  /** Writes an SQLite copy that can be opened on its own. Refused on PostgreSQL, which has its own tools. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
};

const migrations = path.resolve('db/migrations');

/** Opens the database that `url` names (a file path, `file:…`, `:memory:` or `postgres://…`) and brings its schema up to date. */
export function openDatabase(url: string): Promise<Db> {
  return url.startsWith('postgres') ? openPostgres(url) : openSqlite(url.replace(/^file:/, ''));
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

async function openSqlite(file: string): Promise<Db> {
  const inMemory = file === ':memory:';
  if (!inMemory && !existsSync(path.dirname(file))) {
    mkdirSync(path.dirname(file), { recursive: true });
  }
  const writer = new Database(file);
  writer.pragma('journal_mode = WAL');
  writer.pragma('synchronous = FULL');
  writer.pragma('busy_timeout = 5000');
  migrateSqliteFile(writer, path.join(migrations, 'sqlite'));
  // Readers may not write: a write beside an open transaction would stall the whole process until the busy timeout.
  const reader = inMemory ? writer : new Database(file, { readonly: true });
  if (reader !== writer) reader.pragma('busy_timeout = 5000');

  let tail: Promise<unknown> = Promise.resolve();
  const writing = extend(drizzleSqlite(writer, { casing: 'snake_case' }), {
    engine: 'sqlite',
    tx: (work) => work(writing),
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
    backup: (to) => writer.backup(to).then(() => undefined),
    close: async () => {
      await tail;
      if (reader !== writer) reader.close();
      writer.close();
    },
  });
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
  const begin = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
    drizzle.transaction((handle) => {
      const inner: Db = extend(handle, {
        engine: 'postgres',
        tx: (nested) => nested(inner),
        backup: refuseBackup,
        close: async () => undefined,
      });
      return work(inner);
    });
  return extend(drizzle, {
    engine: 'postgres',
    tx: (work) => retried(() => begin(work)),
    backup: refuseBackup,
    close: () => pool.end(),
  });
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
function extend(drizzle: unknown, own: Pick<Db, 'tx' | 'engine' | 'backup' | 'close'>): Db {
  return Object.assign(drizzle as Drizzle, own) as Db;
}
