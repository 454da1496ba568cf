import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { env } from '#app/lib/env.server.ts';
import { type Command, withDatabase, wrongUse } from './command.ts';

export const backup: Command = {
  summary: 'Copies the SQLite database while it is in use, and checks the copy.',
  usage: 'backup FILE',
  async run(args) {
    const file = oneFile(args);
    if (existsSync(file)) throw new Error(`${file} exists already: nothing was written.`);
    await withDatabase((db) => db.backup(file));
    checkCopy(file);
    console.log(`${file} is a sound copy of the database. Imagery (STORAGE_DIR) is apart.`);
    return 0;
  },
};

export const restore: Command = {
  summary:
    'Puts a backup in the place of the SQLite database, which is kept beside. Stop the desk first.',
  usage: 'restore FILE',
  async run(args) {
    const file = oneFile(args);
    const target = env().DATABASE_URL.replace(/^file:/, '');
    if (target.startsWith('postgres')) throw new Error('Restore PostgreSQL with its own tools.');
    if (!existsSync(file)) throw new Error(`There is no ${file}.`);
    checkCopy(file);
    const beside = `${target}.restoring`;
    copyFileSync(file, beside);
    if (existsSync(target)) {
      refuseInUse(target);
      const kept = `${target}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
      renameSync(target, kept);
      console.log(`The database as it was: ${kept}`);
    }
    renameSync(beside, target);
    // Opening brings an older backup's schema up to date.
    await withDatabase(async () => undefined);
    console.log(`${target} is now what ${file} holds.`);
    return 0;
  },
};

function oneFile(args: string[]): string {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [file] = positionals;
  if (!file || positionals.length > 1) wrongUse('One file is needed.');
  return file;
}

function checkCopy(file: string): void {
  const copy = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const verdict: unknown = copy.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok') throw new Error(`${file} is damaged: ${verdict}`);
    const [table] = copy.prepare("select name from sqlite_master where name = 'requests'").all();
    if (!table) throw new Error(`${file} is not a database of the desk.`);
  } finally {
    copy.close();
  }
}

/** Takes the file for itself for a moment, which folds its journal into it; refused while anybody has it open. */
function refuseInUse(target: string): void {
  const own = new Database(target, { timeout: 0 });
  try {
    own.pragma('locking_mode = EXCLUSIVE');
    own.exec('BEGIN EXCLUSIVE; COMMIT');
    own.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    throw new Error('The database is in use: stop the desk first. Nothing was changed.');
  } finally {
    own.close();
  }
}
