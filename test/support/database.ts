import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, onTestFinished } from 'vitest';
import { type Db, openDatabase } from '#db/client.server.ts';

/**
 * An empty, migrated database of its own: an SQLite file in a fresh folder or, where DATABASE_URL names a PostgreSQL
 * server, a fresh database of that server. Closed and removed when the test ends, or with its file when it was opened
 * outside a test.
 */
export async function openTestDatabase(): Promise<Db> {
  const server = process.env.DATABASE_URL ?? '';
  const { db, remove } = server.startsWith('postgres')
    ? await onPostgres(server)
    : await onSqlite();
  atTheEnd(async () => {
    await db.close().catch(() => undefined);
    await remove();
  });
  return db;
}

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'desk-db-'));
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  return { db: await openDatabase(join(folder, 'desk.sqlite')), remove };
}

async function onPostgres(server: string) {
  const name = `desk_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await administer(server, `create database ${name} template ${await templateOf(server)}`);
  const remove = () => dropDatabase(server, name);
  return { db: await openDatabase(addressOf(server, name)), remove };
}

function addressOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The migrated, empty database that the others are copied from: made by whoever asks first, once for each set of migrations. */
async function templateOf(server: string): Promise<string> {
  const folder = 'db/migrations/postgres';
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(join(folder, file)));
  }
  const name = `desk_template_${hash.digest('hex').slice(0, 16)}`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(20261124)');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(`drop database if exists ${name}_draft`);
      await client.query(`create database ${name}_draft`);
      await (await openDatabase(addressOf(server, `${name}_draft`))).close();
      await client.query(`alter database ${name}_draft rename to ${name}`);
    }
    return name;
  } finally {
    await client.end();
  }
}

/** The server notices a moment late that the pool's connections have gone. */
async function dropDatabase(server: string, name: string, tries = 100): Promise<void> {
  try {
    await administer(server, `drop database if exists ${name}`);
  } catch (error) {
    if (tries <= 1) throw error;
    await new Promise((done) => setTimeout(done, 20));
    await dropDatabase(server, name, tries - 1);
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

const openedOutsideTests: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of openedOutsideTests.splice(0)) await close();
});

function atTheEnd(close: () => Promise<void>): void {
  try {
    onTestFinished(close);
  } catch {
    openedOutsideTests.push(close);
  }
}
