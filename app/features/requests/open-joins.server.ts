import { and, eq } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { entities, joinShares, joins, requests } from '#db/schema.ts';

/** What a request has to do with joins, as the acts on it need to know. Proposing and answering are the archive's. */

export type JoinRow = typeof joins.$inferSelect;
export type ShareRow = typeof joinShares.$inferSelect;

/** The proposal that a request is in and that is not decided yet, or null. */
export async function findOpenJoin(db: Db, requestId: string): Promise<JoinRow | null> {
  const [row] = await db
    .select({ join: joins })
    .from(joins)
    .innerJoin(joinShares, eq(joinShares.joinId, joins.id))
    .where(and(eq(joinShares.requestId, requestId), eq(joins.state, 'proposed')));
  return row?.join ?? null;
}

/** Who takes part in a join, with the number of each request and the entity's name; the lead first. */
export async function listShares(db: Db, join: Pick<JoinRow, 'id' | 'leadRequestId'>) {
  const rows = await db
    .select({
      share: joinShares,
      entityName: entities.name,
      number: requests.number,
      ownerId: requests.ownerId,
      version: requests.version,
    })
    .from(joinShares)
    .innerJoin(entities, eq(entities.id, joinShares.entityId))
    .innerJoin(requests, eq(requests.id, joinShares.requestId))
    .where(eq(joinShares.joinId, join.id));
  const isLead = (row: { share: ShareRow }) => row.share.requestId === join.leadRequestId;
  return rows.sort(
    (a, b) =>
      Number(isLead(b)) - Number(isLead(a)) || (a.number ?? '').localeCompare(b.number ?? ''),
  );
}

/** The shares of those for whom this request goes on since they agreed; none when it was never joined. */
export async function agreedShares(db: Db, leadRequestId: string): Promise<ShareRow[]> {
  const rows = await db
    .select({ share: joinShares })
    .from(joins)
    .innerJoin(joinShares, eq(joinShares.joinId, joins.id))
    .where(and(eq(joins.leadRequestId, leadRequestId), eq(joins.state, 'agreed')));
  return rows.map(({ share }) => share);
}

/** Ends a proposal, inside the caller's transaction. Gives the requests that took part in it. */
export async function closeJoin(
  t: Db,
  joinId: string,
  state: 'agreed' | 'declined' | 'withdrawn',
): Promise<string[]> {
  await t
    .update(joins)
    .set({ state, decidedAt: new Date() })
    .where(and(eq(joins.id, joinId), eq(joins.state, 'proposed')));
  const rows = await t.select().from(joinShares).where(eq(joinShares.joinId, joinId));
  return rows.map(({ requestId }) => requestId);
}
