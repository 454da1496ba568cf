import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { addItems, type NewItem } from '#app/features/catalogue/postings.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { plantWorld } from '#db/plant-world.ts';
import { scenes } from './catalogue-world.ts';
import { figure } from './measure.ts';

const folder = 'var/bench';
/** Part of the file's name: to be raised when the scenes or the schema change. */
const version = 1;
const perBatch = 5000;

/** A database of so many scenes: made once, then kept. On PostgreSQL, the one that DATABASE_URL names, filled if it is empty. */
export async function catalogueDatabase(count: number): Promise<{ url: string; db: Db }> {
  if (usesPostgres) {
    const url = process.env.DATABASE_URL ?? '';
    const db = await openDatabase(url);
    const [row] = await db.rows('select count(*) from items', []);
    const there = Number(row?.[0]);
    if (there === 0) await fill(db, count);
    else if (there !== count) throw new Error(`${url} has ${there} scenes and not ${count}.`);
    return { url, db };
  }
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `catalogue-${count}-${version}.sqlite`);
  if (!existsSync(file)) await make(file, count);
  return { url: file, db: await openDatabase(file) };
}

/** Under another name until it is whole. */
async function make(file: string, count: number): Promise<void> {
  const unfinished = `${file}.part`;
  for (const end of ['', '-wal', '-shm']) rmSync(unfinished + end, { force: true });
  const db = await openDatabase(unfinished, { bulk: true });
  await fill(db, count);
  await db.close();
  renameSync(unfinished, file);
}

async function fill(db: Db, count: number): Promise<void> {
  await plantWorld(db, new Date());
  const began = performance.now();
  let batch: NewItem[] = [];
  let done = 0;
  const flush = async () => {
    await db.tx((t) => addItems(t, batch));
    done += batch.length;
    batch = [];
    if (done % 100_000 === 0) console.log(`  ${done} scenes catalogued`);
  };
  for (const scene of scenes(count)) {
    batch.push(scene);
    if (batch.length === perBatch) await flush();
  }
  if (batch.length > 0) await flush();
  const seconds = (performance.now() - began) / 1000;
  console.log(`made in ${figure(seconds)} s, ${figure(count / seconds, 0)} scenes a second`);
}

/**
 * The peer: SQLite's own R*Tree over the boxes of the same rows, beside the file. A box across the antimeridian is two. It
 * finds by place, then sorts: what a spatial index gives out of the box.
 */
export function openRTree(file: string): Database.Database {
  const beside = file.replace(/\.sqlite$/, '.rtree.sqlite');
  const isThere = existsSync(beside);
  const client = new Database(beside);
  client.pragma('journal_mode = WAL');
  client.pragma('mmap_size = 2147418112');
  client.prepare('attach database ? as catalogue').run(file);
  if (isThere) return client;
  client.exec('create virtual table boxes using rtree(id, west, east, south, north)');
  const select = `insert into boxes select row_no * 2 + ?, ?, ?, south, north from items`;
  const put = (side: 0 | 1, west: string, east: string, where: string) =>
    client.exec(
      select
        .replace('?', String(side))
        .replace('?', west)
        .replace('?', east)
        .concat(` where west is not null and ${where}`),
    );
  put(0, 'west', 'east', 'west <= east');
  put(0, 'west', '180', 'west > east');
  put(1, '-180', 'east', 'west > east');
  return client;
}
