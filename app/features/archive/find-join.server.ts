import { and, desc, eq, inArray } from 'drizzle-orm';
import { listShares } from '#app/features/requests/open-joins.server.ts';
import { sensorsOf } from '#app/features/requests/request-schema.ts';
import { listSensors } from '#app/features/sensors/sensors.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { joinShares, joins, requests, users } from '#db/schema.ts';

/** The joint order that a request is in: proposed, or agreed to. Null when there is none. The caller has found the request. */
export async function findJoin(db: Db, requestId: string) {
  const [row] = await db
    .select({ join: joins, proposedByName: users.name })
    .from(joins)
    .innerJoin(joinShares, eq(joinShares.joinId, joins.id))
    .innerJoin(users, eq(users.id, joins.proposedBy))
    .where(and(eq(joinShares.requestId, requestId), inArray(joins.state, ['proposed', 'agreed'])))
    .orderBy(desc(joins.at))
    .limit(1);
  if (!row) return null;
  const { join, proposedByName } = row;
  const [lead] = await db.select().from(requests).where(eq(requests.id, join.leadRequestId));
  const names = new Map((await listSensors(db)).map(({ id, name }) => [id, name]));
  const form = lead?.form ?? {};
  const members = (await listShares(db, join)).map(({ share, entityName, number }) => ({
    requestId: share.requestId,
    entityName,
    number: number ?? '',
    shareHa: share.shareHa,
    answer: share.answer,
    isLead: share.requestId === join.leadRequestId,
    isOwn: share.requestId === requestId,
  }));
  return {
    id: join.id,
    state: join.state === 'agreed' ? ('agreed' as const) : ('proposed' as const),
    text: join.text,
    at: join.at,
    proposedByName,
    leadId: join.leadRequestId,
    leadNumber: members[0]?.number ?? '',
    /** What the lead asks, which holds for all. */
    terms: {
      sensorNames: sensorsOf(form).map((id) => names.get(id) ?? id),
      windowFrom: form.windowFrom ?? '',
      windowTo: form.windowTo ?? '',
      mode: form.mode ?? ('mono' as const),
      maxCloudPct: form.maxCloudPct ?? 100,
    },
    unionHa: members.reduce((sum, { shareHa }) => sum + shareHa, 0),
    members,
  };
}
export type JoinView = NonNullable<Awaited<ReturnType<typeof findJoin>>>;
