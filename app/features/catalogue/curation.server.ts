import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { entities, itemEvents, items, users } from '#db/schema.ts';
import type { Visibility } from './curation.ts';
import { catalogueChanged } from './postings.server.ts';

/** What the desk does with a scene after it was catalogued. Each act is one transaction with its event. */

type ItemRow = typeof items.$inferSelect;

/**
 * Says who may know of a scene. An embargo ends at the beginning of its day in UTC. Refuses (400) `entity` or an embargo
 * without an entity that may know meanwhile.
 */
export async function changeVisibility(
  db: Db,
  actor: Actor,
  id: string,
  given: { visibility: Visibility; entityId: string | null; embargoUntil: Date | null },
): Promise<void> {
  const { visibility, entityId, embargoUntil } = given;
  await db.tx(async (t) => {
    const item = await findForChange(t, actor, id);
    if (entityId === null && (visibility === 'entity' || embargoUntil !== null)) {
      refuse('invalid', 'scene-entity-needed');
    }
    if (entityId !== null) {
      const [entity] = await t.select().from(entities).where(eq(entities.id, entityId));
      if (!entity) refuse('invalid', 'scene-entity-needed');
    }
    await t.update(items).set({ visibility, entityId, embargoUntil }).where(eq(items.id, item.id));
    await noteEvent(t, actor, item, 'visibility', {
      from: item.visibility,
      to: visibility,
      entityId,
      embargoUntil: embargoUntil?.toISOString() ?? null,
    });
  });
}

/** Withdraws a scene: nobody finds or retrieves it any more, and its page says since when and why. Refuses (409) twice. */
export async function withdrawItem(
  db: Db,
  actor: Actor,
  id: string,
  reason: string,
): Promise<void> {
  await db.tx(async (t) => {
    const item = await findForChange(t, actor, id);
    const withdrawn = await t
      .update(items)
      .set({ withdrawnAt: new Date(), withdrawnReason: reason })
      .where(and(eq(items.id, item.id), isNull(items.withdrawnAt)))
      .returning({ id: items.id });
    if (withdrawn.length === 0) refuse('conflict', 'scene-withdrawn');
    await noteEvent(t, actor, item, 'withdraw', { reason });
  });
}

/** Takes a withdrawal back; what was withdrawn is as it was. Refuses (409) a scene that is not withdrawn. */
export async function restoreItem(db: Db, actor: Actor, id: string): Promise<void> {
  await db.tx(async (t) => {
    const item = await findForChange(t, actor, id);
    const restored = await t
      .update(items)
      .set({ withdrawnAt: null, withdrawnReason: null })
      .where(and(eq(items.id, item.id), isNotNull(items.withdrawnAt)))
      .returning({ id: items.id });
    if (restored.length === 0) refuse('conflict', 'scene-not-withdrawn');
    await noteEvent(t, actor, item, 'restore', { reason: item.withdrawnReason });
  });
}

/** What the desk did with a scene, latest first. */
export async function listItemEvents(db: Db, actor: Actor, itemId: string) {
  if (!can(actor, 'desk:read')) refuse('forbidden', 'no-permission');
  return db
    .select({ event: itemEvents, actorName: users.name })
    .from(itemEvents)
    .innerJoin(users, eq(users.id, itemEvents.actorId))
    .where(eq(itemEvents.itemId, itemId))
    .orderBy(desc(itemEvents.at), desc(itemEvents.id))
    .then((rows) => rows);
}

async function findForChange(t: Db, actor: Actor, id: string): Promise<ItemRow> {
  if (!can(actor, 'catalogue:manage')) refuse('forbidden', 'no-permission');
  const [item] = await t.select().from(items).where(eq(items.id, id));
  return item ?? refuse('not-found', 'no-item');
}

async function noteEvent(
  t: Db,
  actor: Actor,
  item: ItemRow,
  act: (typeof itemEvents.$inferInsert)['act'],
  detail: Record<string, string | null>,
): Promise<void> {
  const at = new Date();
  await t
    .insert(itemEvents)
    .values({ id: newId(), itemId: item.id, actorId: actor.id, act, detail, at });
  await catalogueChanged(t);
}
