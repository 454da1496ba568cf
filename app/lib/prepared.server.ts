import type { Db } from './db.server.ts';

/**
 * A query of a page that is asked for all day: built once for each database handle, then run with its placeholders. Building
 * the SQL costs more than running it.
 */
export function prepared<Query extends object>(build: (db: Db) => Query): (db: Db) => Query {
  const made = new WeakMap<Db, Query>();
  return (db) => {
    const known = made.get(db) ?? build(db);
    made.set(db, known);
    return known;
  };
}
