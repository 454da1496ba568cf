import { asc, desc, eq } from 'drizzle-orm';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { deliveries, deliveryFiles, items, orders, requests, sensors } from '#db/schema.ts';
import { type DeliveryState, mayRetry } from './delivery-status.ts';

export type DeliveryRow = typeof deliveries.$inferSelect;

/** The parcels, newest first, all or those of one state. For those who look after deliveries. */
export async function listDeliveries(db: Db, actor: Actor, filter: { state?: DeliveryState } = {}) {
  if (!can(actor, 'deliveries:manage')) refuse('forbidden', 'no-permission');
  return db
    .select({
      delivery: deliveries,
      orderNumber: orders.number,
      requestId: requests.id,
      requestNumber: requests.number,
    })
    .from(deliveries)
    .leftJoin(orders, eq(orders.id, deliveries.orderId))
    .leftJoin(requests, eq(requests.id, deliveries.requestId))
    .where(filter.state && eq(deliveries.state, filter.state))
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(500);
}

/** One parcel with its files and scenes. For those who look after deliveries; refuses (404) an unknown one. */
export async function findDelivery(db: Db, actor: Actor, id: string) {
  if (!can(actor, 'deliveries:manage')) refuse('forbidden', 'no-permission');
  const [row] = await db
    .select({
      delivery: deliveries,
      orderNumber: orders.number,
      request: { id: requests.id, number: requests.number, title: requests.title },
    })
    .from(deliveries)
    .leftJoin(orders, eq(orders.id, deliveries.orderId))
    .leftJoin(requests, eq(requests.id, deliveries.requestId))
    .where(eq(deliveries.id, id));
  if (!row) refuse('not-found', 'no-delivery');
  const files = await db
    .select()
    .from(deliveryFiles)
    .where(eq(deliveryFiles.deliveryId, id))
    .orderBy(asc(deliveryFiles.path));
  const scenes = await db
    .select({ item: items, sensorName: sensors.name })
    .from(items)
    .innerJoin(sensors, eq(sensors.id, items.sensorId))
    .where(eq(items.deliveryId, id))
    .orderBy(asc(items.acquiredAt));
  return { ...row, files, items: scenes.map(({ item, sensorName }) => ({ ...item, sensorName })) };
}

/** A request's parcels, newest first. The caller has found the request first. */
export function listDeliveriesOfRequest(db: Db, requestId: string): Promise<DeliveryRow[]> {
  return db
    .select()
    .from(deliveries)
    .where(eq(deliveries.requestId, requestId))
    .orderBy(desc(deliveries.createdAt))
    .then((rows) => rows);
}

/**
 * Has a parcel read again, with all its tries: as it is, or taking what is sound of it without waiting for the rest.
 * Refuses (404) an unknown parcel, (409) one that is ingested or about to be read.
 */
export async function retryDelivery(
  db: Db,
  actor: Actor,
  given: { id: string; takeInPart: boolean },
): Promise<void> {
  if (!can(actor, 'deliveries:manage')) refuse('forbidden', 'no-permission');
  await db.tx(async (t) => {
    const [delivery] = await t.select().from(deliveries).where(eq(deliveries.id, given.id));
    if (!delivery) refuse('not-found', 'no-delivery');
    if (!mayRetry(delivery.state)) refuse('conflict', 'delivery-not-waiting');
    const { takeInPart } = given;
    await t
      .update(deliveries)
      .set({ state: 'arrived', takeInPart, tries: 0, nextTryAt: new Date(), lastFault: null })
      .where(eq(deliveries.id, given.id));
  });
}
