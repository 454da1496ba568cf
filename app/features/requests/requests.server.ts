import { and, asc, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { type Actor, activeAffiliations, can } from '#app/features/accounts/actor.ts';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { geodesicAreaM2, hectares } from '#app/features/areas/area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { prepared } from '#app/lib/prepared.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import {
  entities,
  joinShares,
  joins,
  requestEvents,
  requests,
  requestVersions,
  sensors,
  users,
} from '#db/schema.ts';
import type { RequestForm } from './request-schema.ts';
import { isEditable, type Relation, type RequestState } from './workflow.ts';

export type RequestRow = typeof requests.$inferSelect;

/** What this person is to this request. An owner who works at the desk does not judge their own request. */
export function relationsTo(
  actor: Actor | null,
  request: Pick<RequestRow, 'ownerId' | 'entityId'>,
): Relation[] {
  if (!actor) return [];
  if (actor.id === request.ownerId) return ['owner'];
  if (actor.roles.includes('officer')) return ['officer', 'reader'];
  const refers = actor.affiliations.some(
    (a) => a.entityId === request.entityId && a.role === 'referent',
  );
  if (refers) return ['referent', 'reader'];
  return can(actor, 'desk:read') ? ['reader'] : [];
}

/**
 * The rows this person may see: their own; their entities' as référent; those that one of these was joined into; for the
 * desk, all that were ever sent.
 */
function visibleTo(actor: Actor) {
  const referentOf = actor.affiliations.filter((a) => a.role === 'referent').map((a) => a.entityId);
  const sent = sql`${requests.submittedAt} is not null`;
  return or(
    eq(requests.ownerId, actor.id),
    can(actor, 'desk:read') ? sent : undefined,
    referentOf.length > 0 ? and(inArray(requests.entityId, referentOf), sent) : undefined,
    sql`${requests.id} in (${leadsFollowedBy(actor, referentOf)})`,
  );
}

/** The requests that go on for one of this person's, or of the entities they are référent of, since they were joined. */
function leadsFollowedBy(actor: Actor, referentOf: readonly string[]) {
  const theirs = or(
    sql`own.owner_id = ${actor.id}`,
    referentOf.length > 0 ? inArray(joinShares.entityId, [...referentOf]) : undefined,
  );
  return sql`select ${joins.leadRequestId} from ${joins}
    inner join ${joinShares} on ${joinShares.joinId} = ${joins.id}
    inner join ${requests} as own on own.id = ${joinShares.requestId}
    where ${joins.state} = 'agreed' and ${theirs}`;
}

/**
 * Keeps a draft as it is being filled in: makes it under the id that the page minted, or changes it while its owner may
 * still edit it. Nothing is checked but ownership: a draft may be wrong. Gives the area that was measured.
 */
export async function saveDraft(
  db: Db,
  actor: Actor,
  given: { id: string; form: Partial<RequestForm>; aoi: AreaGeometry | null },
): Promise<{ areaHa: number }> {
  const mine = activeAffiliations(actor);
  const entityId =
    mine.find((a) => a.entityId === given.form.entityId)?.entityId ?? mine[0]?.entityId;
  if (!entityId) refuse('forbidden', 'not-a-member-entity');
  const areaHa = given.aoi ? hectares(geodesicAreaM2(given.aoi)) : 0;
  const now = new Date();
  const content = {
    title: given.form.title?.trim() ?? '',
    form: { ...given.form, entityId },
    aoi: given.aoi,
    areaHa,
    entityId,
    updatedAt: now,
  };
  await db.tx(async (t) => {
    const [known] = await t.select().from(requests).where(eq(requests.id, given.id));
    if (!known) {
      await t.insert(requests).values({
        id: given.id,
        ownerId: actor.id,
        state: 'draft',
        turn: 'requester',
        turnSince: now,
        version: 0,
        createdAt: now,
        ...content,
      });
      return;
    }
    if (known.ownerId !== actor.id) refuse('not-found', 'no-request');
    if (!isEditable(known.state)) refuse('conflict', 'not-editable');
    await t.update(requests).set(content).where(eq(requests.id, given.id));
  });
  return { areaHa };
}

/** A request as its page shows it, or a refusal (404) for whoever may not see it. */
export async function findRequest(db: Db, actor: Actor, id: string) {
  const [row] = await db
    .select({
      request: requests,
      ownerName: users.name,
      ownerEmail: users.email,
      ownerLocale: users.locale,
      entityName: entities.name,
      sensorName: sensors.name,
    })
    .from(requests)
    .innerJoin(users, eq(users.id, requests.ownerId))
    .innerJoin(entities, eq(entities.id, requests.entityId))
    .leftJoin(sensors, eq(sensors.id, requests.sensorId))
    .where(and(eq(requests.id, id), visibleTo(actor)))
    .limit(1);
  if (!row) refuse('not-found', 'no-request');
  const relations = relationsTo(actor, row.request);
  // Whoever sees it only because theirs was joined into it reads it.
  return { ...row, relations: relations.length > 0 ? relations : (['reader'] as Relation[]) };
}

/** The acts done on a request, oldest first, with the names of who did them. The caller has found the request first. */
export async function listEvents(db: Db, requestId: string) {
  const rows = await eventsOf(db).execute({ requestId });
  return rows.map(({ event, actorName }) => ({ ...event, actorName }));
}

const eventsOf = prepared((db) =>
  db
    .select({ event: requestEvents, actorName: users.name })
    .from(requestEvents)
    .leftJoin(users, eq(users.id, requestEvents.actorId))
    .where(eq(requestEvents.requestId, sql.placeholder('requestId')))
    .orderBy(asc(requestEvents.at), asc(requestEvents.id))
    .prepare(),
);

/** What was sent at each submission, newest first. */
export async function listVersions(db: Db, requestId: string) {
  return versionsOf(db).execute({ requestId });
}

const versionsOf = prepared((db) =>
  db
    .select()
    .from(requestVersions)
    .where(eq(requestVersions.requestId, sql.placeholder('requestId')))
    .orderBy(desc(requestVersions.version))
    .prepare(),
);

const listed = {
  id: requests.id,
  number: requests.number,
  title: requests.title,
  state: requests.state,
  turn: requests.turn,
  turnSince: requests.turnSince,
  areaHa: requests.areaHa,
  form: requests.form,
  updatedAt: requests.updatedAt,
  ownerId: requests.ownerId,
  ownerName: users.name,
  entityName: entities.name,
};
export type ListedRequest = Awaited<ReturnType<typeof listOwn>>[number];

/** A member's requests and, for a référent, those of their entities; latest first. */
export function listOwn(db: Db, actor: Actor) {
  const referentOf = actor.affiliations.filter((a) => a.role === 'referent').map((a) => a.entityId);
  const ofEntities =
    referentOf.length > 0
      ? and(inArray(requests.entityId, referentOf), ne(requests.state, 'draft'))
      : undefined;
  return db
    .select(listed)
    .from(requests)
    .innerJoin(users, eq(users.id, requests.ownerId))
    .innerJoin(entities, eq(entities.id, requests.entityId))
    .where(or(eq(requests.ownerId, actor.id), ofEntities))
    .orderBy(desc(requests.updatedAt))
    .limit(200)
    .then((rows) => rows);
}

/** The desk's inbox: all that was sent, of one turn or state, the longest waiting first. */
export async function listInbox(
  db: Db,
  actor: Actor,
  filter: { turn?: 'desk' | 'requester' | 'provider'; state?: RequestState },
) {
  if (!can(actor, 'desk:read')) refuse('forbidden', 'no-permission');
  return db
    .select({ ...listed, aoi: requests.aoi, submittedAt: requests.submittedAt })
    .from(requests)
    .innerJoin(users, eq(users.id, requests.ownerId))
    .innerJoin(entities, eq(entities.id, requests.entityId))
    .where(
      and(
        sql`${requests.submittedAt} is not null`,
        filter.turn && eq(requests.turn, filter.turn),
        filter.state && eq(requests.state, filter.state),
      ),
    )
    .orderBy(asc(requests.turnSince))
    .limit(500);
}

/** How many requests wait on whom, for the inbox's tabs. */
export async function countByTurn(
  db: Db,
): Promise<Record<'desk' | 'requester' | 'provider', number>> {
  const rows = await db
    .select({ turn: requests.turn, n: sql<number>`count(*)` })
    .from(requests)
    .where(sql`${requests.submittedAt} is not null`)
    .groupBy(requests.turn);
  const count = (turn: string) => Number(rows.find((r) => r.turn === turn)?.n ?? 0);
  return { desk: count('desk'), requester: count('requester'), provider: count('provider') };
}
