import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateSqliteFile } from '#db/client.server.ts';
import { openTestDatabase } from '../support/database.ts';

let folder = '';
let client: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desk-migrations-'));
  client = new Database(':memory:');
});
afterEach(() => {
  client.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A folder of migrations as drizzle-kit writes it: the statements of each, and the journal that names them in order. */
function writeMigrations(...migrations: string[][]) {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const entries = migrations.map((statements, idx) => {
    const tag = `000${idx}_step`;
    writeFileSync(join(folder, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'));
    return { idx, version: '6', when: 1_700_000_000_000 + idx, tag, breakpoints: true };
  });
  const journal = { version: '7', dialect: 'sqlite', entries };
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
}

const first = [
  'CREATE TABLE `parents` (`id` text PRIMARY KEY NOT NULL, `name` text)',
  'CREATE TABLE `children` (`id` text PRIMARY KEY NOT NULL, `parent_id` text NOT NULL, FOREIGN KEY (`parent_id`) REFERENCES `parents`(`id`) ON DELETE cascade)',
];
/** What drizzle-kit generates when a column changes: a new table, the rows copied, the old one dropped, the name taken. */
const rebuild = [
  'PRAGMA foreign_keys=OFF;',
  'CREATE TABLE `__new_parents` (`id` text PRIMARY KEY NOT NULL, `name` text NOT NULL)',
  'INSERT INTO `__new_parents`("id", "name") SELECT "id", "name" FROM `parents`;',
  'DROP TABLE `parents`;',
  'ALTER TABLE `__new_parents` RENAME TO `parents`;',
  'PRAGMA foreign_keys=ON;',
];
const count = (table: string) => client.prepare(`select count(*) from ${table}`).pluck().get();

describe('a migration that rebuilds a table', () => {
  beforeEach(() => {
    writeMigrations(first);
    migrateSqliteFile(client, folder);
    client.exec(
      "insert into parents values ('p', 'Parent'); insert into children values ('c', 'p')",
    );
  });

  it('keeps the rows that refer to it, and the rule that binds them', () => {
    writeMigrations(first, rebuild);
    migrateSqliteFile(client, folder);
    expect([count('parents'), count('children')]).toEqual([1, 1]);
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(() => client.exec("insert into children values ('d', 'nobody')")).toThrow('FOREIGN KEY');
    client.exec("delete from parents where id = 'p'");
    expect(count('children')).toBe(0);
  });

  it('fails loudly when it leaves a reference to nothing', () => {
    const losing = rebuild.filter((statement) => !statement.startsWith('INSERT'));
    writeMigrations(first, losing);
    expect(() => migrateSqliteFile(client, folder)).toThrow('1 broken references');
  });

  it('is done once', () => {
    writeMigrations(first, rebuild);
    migrateSqliteFile(client, folder);
    migrateSqliteFile(client, folder);
    expect(count('parents')).toBe(1);
  });
});

describe('the desk’s own migrations', () => {
  it('make the same tables and columns for both engines', () => {
    const [sqlite, postgres] = [lastSnapshot('sqlite'), lastSnapshot('postgres')];
    expect(Object.keys(postgres)).toEqual(Object.keys(sqlite));
    expect(postgres).toEqual(sqlite);
  });

  it('make the tables that the schema names, on the engine in use', async () => {
    const db = await openTestDatabase();
    for (const table of Object.keys(lastSnapshot('sqlite'))) {
      await db
        .select({ n: sql<number>`count(*)` })
        .from(sql`${sql.identifier(table)}`)
        .limit(1);
    }
  });
});

describe('a catalogue of before there were row numbers', () => {
  it('keeps its scenes, numbered as they came, with their STAC items apart', () => {
    const upTo = (count: number) => {
      cpSync('db/migrations/sqlite', folder, { recursive: true });
      const journal = readJson(join(folder, 'meta/_journal.json'));
      journal.entries = journal.entries.slice(0, count);
      writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
      migrateSqliteFile(client, folder);
    };
    upTo(4);
    client.exec(`
      insert into sensors (id, name, family, status, gsd_ms_m, swath_km, max_incidence_deg, modes, bands, platforms, position)
        values ('s', 'S', 's', 'operational', 1, 1, 1, '[]', '[]', '[]', 1);
      insert into licences (id, name, summary, credit_template) values ('l', '{}', '{}', '');`);
    const insert = client.prepare(`insert into items
      (id, sensor_id, licence_id, platform, acquired_at, footprint_approximate, area_ha, synthetic, visibility, stac, created_at)
      values (?, 's', 'l', 'p', 5, 0, 1, 0, 'public', ?, ?)`);
    insert.run('newer', '{"id":"newer"}', 20);
    insert.run('older', '{"id":"older"}', 10);
    client.exec("insert into item_cells (cell, acquired_at, item_id) values (1, 5, 'newer')");
    upTo(99);
    expect(client.prepare('select row_no, id from items order by row_no').raw().all()).toEqual([
      [1, 'older'],
      [2, 'newer'],
    ]);
    expect(
      client.prepare('select row_no, stac from item_documents order by 1').raw().all(),
    ).toEqual([
      [1, '{"id":"older"}'],
      [2, '{"id":"newer"}'],
    ]);
    expect(count('item_cells')).toBe(0);
    client.exec("delete from items where id = 'older'");
    expect(count('item_documents')).toBe(1);
  });
});

type Column = { name: string; notNull: boolean; primaryKey: boolean };
type Snapshot = {
  tables: Record<string, { name: string; columns: Record<string, Column>; indexes: object }>;
};

/** Tables by name: their columns with what may be null, and the names of their indexes. */
function lastSnapshot(engine: 'sqlite' | 'postgres') {
  const meta = `db/migrations/${engine}/meta`;
  const journal: { entries: { idx: number }[] } = readJson(`${meta}/_journal.json`);
  const last = String(journal.entries.at(-1)?.idx ?? 0).padStart(4, '0');
  const { tables }: Snapshot = readJson(`${meta}/${last}_snapshot.json`);
  return Object.fromEntries(
    Object.values(tables)
      .map(({ name, columns, indexes }) => {
        const shape = Object.values(columns)
          .map((c) => `${c.name}${c.notNull ? '' : '?'}${c.primaryKey ? ' key' : ''}`)
          .sort();
        return [name, { columns: shape, indexes: Object.keys(indexes).sort() }] as const;
      })
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
