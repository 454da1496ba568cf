import { type Db, openDatabase } from '#db/client.server.ts';
import { env } from './env.server.ts';

export type { Db } from '#db/client.server.ts';

// Kept over reloads of the development server, which loads this module anew.
const held = globalThis as typeof globalThis & { deskDatabase?: Promise<Db> };

/** The process's one database, opened and migrated at the first call. */
export function database(): Promise<Db> {
  held.deskDatabase ??= openDatabase(env().DATABASE_URL);
  return held.deskDatabase;
}
