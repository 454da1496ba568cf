import { and, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { type Actor, activeAffiliations } from '#app/features/accounts/actor.ts';
import { type AreaGeometry, areaHaOf } from '#app/features/areas/area.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { entities, savedAreas, users } from '#db/schema.ts';
import { type AreaAct, maxSavedAreas, type SavedArea, type Sharing } from './saved-area.ts';

/** The rows that this person may know of: their own, those shared with an entity they act for, those shared with all. */
function visibleTo(actor: Actor) {
  const own = activeAffiliations(actor).map(({ entityId }) => entityId);
  return or(
    eq(savedAreas.ownerId, actor.id),
    eq(savedAreas.sharing, 'public'),
    own.length > 0
      ? and(eq(savedAreas.sharing, 'entity'), inArray(savedAreas.entityId, own))
      : undefined,
  );
}

const shown = {
  id: savedAreas.id,
  name: savedAreas.name,
  sharing: savedAreas.sharing,
  entityName: entities.name,
  ownerId: savedAreas.ownerId,
  ownerName: users.name,
  areaHa: savedAreas.areaHa,
  updatedAt: savedAreas.updatedAt,
};

/** The areas that this person keeps, then those that others share with them; each latest first, 500 at most. */
export async function listSavedAreas(db: Db, actor: Actor): Promise<SavedArea[]> {
  const rows = await db
    .select(shown)
    .from(savedAreas)
    .innerJoin(users, eq(users.id, savedAreas.ownerId))
    .leftJoin(entities, eq(entities.id, savedAreas.entityId))
    .where(visibleTo(actor))
    .orderBy(
      sql`case when ${savedAreas.ownerId} = ${actor.id} then 0 else 1 end`,
      desc(savedAreas.updatedAt),
      desc(savedAreas.id),
    )
    .limit(500);
  return rows.map(({ ownerId, ...row }) => ({ ...row, mine: ownerId === actor.id }));
}

/** One saved area with its outline; refuses (404) what this person may not know of as what is not there. */
export async function findSavedArea(
  db: Db,
  actor: Actor,
  id: string,
): Promise<SavedArea & { geometry: AreaGeometry }> {
  const [row] = await db
    .select({ ...shown, geometry: savedAreas.geometry })
    .from(savedAreas)
    .innerJoin(users, eq(users.id, savedAreas.ownerId))
    .leftJoin(entities, eq(entities.id, savedAreas.entityId))
    .where(and(eq(savedAreas.id, id), visibleTo(actor)));
  if (!row) refuse('not-found', 'no-saved-area');
  const { ownerId, ...area } = row;
  return { ...area, mine: ownerId === actor.id };
}

/**
 * Keeps an area for later. With an id that the person has used already nothing is done. Refuses (400) an area that is not
 * sound, (409) one too many, (403) sharing with an entity that the person does not act for.
 */
export async function saveArea(
  db: Db,
  actor: Actor,
  given: {
    id?: string | undefined;
    name: string;
    sharing: Sharing;
    entityId?: string | undefined;
    geometry: AreaGeometry;
  },
): Promise<{ id: string }> {
  const { id = newId(), name, sharing, geometry } = given;
  if (await checkArea(geometry)) refuse('invalid', 'area-unsound');
  const now = new Date();
  const row = {
    id,
    ownerId: actor.id,
    name,
    sharing,
    entityId: sharedWith(actor, sharing, given.entityId),
    geometry,
    areaHa: areaHaOf(geometry),
    createdAt: now,
    updatedAt: now,
  };
  await db.tx(async (t) => {
    // Touching the owner's row makes two savings wait for each other, so that the limit holds.
    await t.update(users).set({ id: actor.id }).where(eq(users.id, actor.id));
    const [known] = await t.select().from(savedAreas).where(eq(savedAreas.id, id));
    if (known && known.ownerId !== actor.id) refuse('not-found', 'no-saved-area');
    if (known) return;
    const [kept] = await t
      .select({ count: sql<number>`count(*)` })
      .from(savedAreas)
      .where(eq(savedAreas.ownerId, actor.id));
    if (Number(kept?.count ?? 0) >= maxSavedAreas) {
      refuse('conflict', 'too-many-saved-areas', { max: maxSavedAreas });
    }
    await t.insert(savedAreas).values(row);
  });
  return { id };
}

/** The entity that an area is shared with: the one named, or the person's only one. */
function sharedWith(actor: Actor, sharing: Sharing, asked: string | undefined): string | null {
  if (sharing !== 'entity') return null;
  const own = activeAffiliations(actor).map(({ entityId }) => entityId);
  const entityId = asked ? own.find((id) => id === asked) : own[0];
  if (!entityId) refuse('forbidden', 'not-a-member-entity');
  return entityId;
}

/** Gives an area of one's own another name. Refuses (404) anybody else's. */
export const renameArea = (db: Db, actor: Actor, given: { id: string; name: string }) =>
  change(db, actor, given.id, { name: given.name });

/** Shares an area of one's own, or takes it back. Refuses as `saveArea` does, and (404) anybody else's. */
export const shareArea = (
  db: Db,
  actor: Actor,
  given: { id: string; sharing: Sharing; entityId?: string | undefined },
) => {
  const { id, sharing, entityId } = given;
  return change(db, actor, id, { sharing, entityId: sharedWith(actor, sharing, entityId) });
};

async function change(
  db: Db,
  actor: Actor,
  id: string,
  changed: Partial<Pick<typeof savedAreas.$inferInsert, 'name' | 'sharing' | 'entityId'>>,
): Promise<void> {
  await db.tx(async (t) => {
    const done = await t
      .update(savedAreas)
      .set({ ...changed, updatedAt: new Date() })
      .where(and(eq(savedAreas.id, id), eq(savedAreas.ownerId, actor.id)))
      .returning({ id: savedAreas.id });
    if (done.length === 0) refuse('not-found', 'no-saved-area');
  });
}

/** Deletes an area of one's own for good; requests that began from it keep theirs. Refuses (404) anybody else's. */
export async function deleteArea(db: Db, actor: Actor, id: string): Promise<void> {
  await db.tx(async (t) => {
    const done = await t
      .delete(savedAreas)
      .where(and(eq(savedAreas.id, id), eq(savedAreas.ownerId, actor.id)))
      .returning({ id: savedAreas.id });
    if (done.length === 0) refuse('not-found', 'no-saved-area');
  });
}

/** Does what the owner posted to a saved area. */
export function actOnArea(db: Db, actor: Actor, id: string, act: AreaAct): Promise<void> {
  if (act.intent === 'rename') return renameArea(db, actor, { id, name: act.name });
  if (act.intent === 'share') return shareArea(db, actor, { ...act, id });
  return deleteArea(db, actor, id);
}
