import { env } from '#app/lib/env.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';

/** One command of the operator's tool. */
export type Command = {
  /** One sentence. */
  summary: string;
  /** Its arguments, after its name. */
  usage: string;
  /** Gives the exit code. What it throws is printed, with exit code 1; a wrong use exits with 2. */
  run(args: string[]): Promise<number>;
};

/** Opens the database of the environment for one piece of work, and closes it whatever happens. */
export async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(env().DATABASE_URL);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** A wrong use of a command: printed with its usage. */
export function wrongUse(message: string): never {
  throw Object.assign(new TypeError(message), { code: 'wrong-use' });
}
