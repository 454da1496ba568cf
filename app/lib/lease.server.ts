import { and, eq, lt, sql } from 'drizzle-orm';
import { leases } from '#db/schema.ts';
import type { Db } from './db.server.ts';

/**
 * Takes or renews a lease by one guarded statement: true for at most one holder until it runs out. A holder that dies is
 * replaced after `forMs` at most.
 */
export async function takeLease(
  db: Db,
  given: { name: string; holder: string; forMs: number },
): Promise<boolean> {
  const now = new Date();
  const { name, holder } = given;
  const until = new Date(now.getTime() + given.forMs);
  const rows = await db.tx((t) =>
    t
      .insert(leases)
      .values({ name, holder, until })
      .onConflictDoUpdate({
        target: leases.name,
        set: { holder, until },
        setWhere: sql`${lt(leases.until, now)} or ${eq(leases.holder, holder)}`,
      })
      .returning()
      .then((taken) => taken),
  );
  return rows.length > 0;
}

/** Gives a lease up before its time. Harmless where it is another's. */
export async function dropLease(
  db: Db,
  { name, holder }: { name: string; holder: string },
): Promise<void> {
  await db.tx(async (t) => {
    await t.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)));
  });
}
