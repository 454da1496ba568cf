import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { RunningApp } from './app.ts';

/** Reads rows of a running application's own database, from outside and without writing. Column names are the database's. */
export function look<T>(app: Pick<RunningApp, 'folder'>, query: string, ...params: unknown[]): T[] {
  const file = new Database(join(app.folder, 'desk.sqlite'), { readonly: true });
  try {
    return file.prepare(query).all(...params) as T[];
  } finally {
    file.close();
  }
}
