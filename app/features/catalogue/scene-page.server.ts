import { countDistinct, eq } from 'drizzle-orm';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { deliveries, downloads, orders } from '#db/schema.ts';
import type { findItem } from './catalogue.server.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { Restriction } from './scene-notes.tsx';
import { searchItems } from './search-items.server.ts';
import type { Viewer } from './visibility.server.ts';

type Found = Awaited<ReturnType<typeof findItem>>;

type Step = { label: string; href: string | null };

/** Where a scene comes from and where it went; a link is given to those who may follow it. */
export type Provenance = {
  entityName: string | null;
  request: Step | null;
  order: Step | null;
  delivery: Step | null;
  cataloguedAt: Date;
  /** How many different structures have retrieved any of it. */
  retrievedBy: number;
};

export async function provenanceOf(
  db: Db,
  actor: Actor | null,
  { item, entityName, requestNumber, deliveryId }: Found,
): Promise<Provenance> {
  const [delivery] = deliveryId
    ? await db
        .select({ orderId: deliveries.orderId, reference: orders.number })
        .from(deliveries)
        .leftJoin(orders, eq(orders.id, deliveries.orderId))
        .where(eq(deliveries.id, deliveryId))
    : [];
  const orderId = delivery?.orderId ?? null;
  return {
    entityName,
    request:
      requestNumber && item.requestId
        ? { label: requestNumber, href: `/requests/${item.requestId}` }
        : null,
    order: orderId
      ? {
          label: delivery?.reference ?? orderId,
          href: can(actor, 'orders:read') ? `/desk/orders/${orderId}` : null,
        }
      : null,
    delivery: deliveryId
      ? {
          label: deliveryId,
          href: can(actor, 'deliveries:manage') ? `/desk/deliveries/${deliveryId}` : null,
        }
      : null,
    cataloguedAt: item.createdAt,
    retrievedBy: await countRetrievers(db, item.id),
  };
}

async function countRetrievers(db: Db, itemId: string): Promise<number> {
  const [row] = await db
    .select({ n: countDistinct(downloads.entityId) })
    .from(downloads)
    .where(eq(downloads.itemId, itemId));
  return Number(row?.n ?? 0);
}

const relatedScenes = 6;

/** The newest other scenes that show some of the same place. */
export async function relatedTo(
  db: Db,
  viewer: Viewer,
  { id, footprint }: Found['item'],
): Promise<Scene[]> {
  if (!footprint) return [];
  const { items } = await searchItems(db, viewer, {
    intersects: footprint,
    limit: relatedScenes + 1,
  });
  return items
    .filter((row) => row.id !== id)
    .slice(0, relatedScenes)
    .map(sceneOf);
}

/** How far a scene is known today; null where it is known to all. */
export function restrictionOf(item: Found['item'], now = new Date()): Restriction | null {
  const embargoUntil =
    item.embargoUntil && item.embargoUntil.getTime() > now.getTime() ? item.embargoUntil : null;
  if (item.visibility === 'public' && !embargoUntil) return null;
  return { visibility: item.visibility, embargoUntil };
}
