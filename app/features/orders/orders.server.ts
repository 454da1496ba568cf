import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import { advance, nextNumber } from '#app/features/requests/advance.server.ts';
import type { RequestRow } from '#app/features/requests/requests.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { prepared } from '#app/lib/prepared.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import {
  attempts,
  deliveries,
  offers,
  orderEvents,
  orders,
  requests,
  sensors,
  users,
} from '#db/schema.ts';
import { cancelOne, type OrderRow } from './cancel-orders.server.ts';
import { followOrder } from './end-request.server.ts';
import { orderParts } from './order-parts.ts';
import { isOver, orderStatuses } from './order-status.ts';

/**
 * Orders what a request was granted, from the provider whose offer serves its sensor: request, orders and events in one
 * transaction; the provider is reached afterwards, by a job. One order, or one for each polygon where the offer wants it so;
 * gives the first. Repeating it with the same id changes nothing. Refuses (404) an unknown request, (403, 409) what the transition table refuses, (409) a sensor that nobody offers and an id in use.
 */
export async function placeOrder(
  db: Db,
  actor: Actor,
  given: { id: string; requestId: string; comment?: string },
): Promise<{ orderId: string }> {
  if (!can(actor, 'orders:place')) refuse('forbidden', 'no-permission');
  return db.tx(async (t) => {
    const [known] = await t.select().from(orders).where(eq(orders.id, given.id));
    if (known && known.requestId !== given.requestId) refuse('conflict', 'order-id-taken');
    if (known) return { orderId: known.id };
    const request = await advance(t, actor, { id: given.requestId, act: 'order' });
    await insertOrders(t, actor, request, given);
    return { orderId: given.id };
  });
}

async function insertOrders(
  t: Db,
  actor: Actor,
  request: RequestRow,
  given: { id: string; comment?: string },
): Promise<void> {
  const { sensorId, form } = request;
  const aoi = request.grantedAoi ?? request.aoi;
  if (!sensorId || !aoi || !form.windowFrom || !form.windowTo) refuse('conflict', 'not-orderable');
  const offer = await offerOf(t, sensorId, form.kind ?? 'tasking');
  const granted = { aoi, areaHa: request.grantedHa ?? request.areaHa };
  const shared = {
    requestId: request.id,
    sensorId,
    providerId: offer.providerId,
    comment: given.comment?.trim() || null,
    ...windowOf(form.windowFrom, form.windowTo),
    createdBy: actor.id,
  };
  for (const [n, part] of orderParts(granted, offer).entries()) {
    await insertOrder(t, { ...shared, ...part, id: n === 0 ? given.id : newId() });
  }
}

type NewOrder = Omit<
  typeof orders.$inferInsert,
  'number' | 'status' | 'createdAt' | 'updatedAt' | 'nextPollAt'
>;

async function insertOrder(t: Db, order: NewOrder): Promise<void> {
  const now = new Date();
  const year = now.getUTCFullYear();
  const status = 'to-place';
  await t.insert(orders).values({
    ...order,
    number: `C-${year}-${await nextNumber(t, `orders-${year}`)}`,
    status,
    createdAt: now,
    updatedAt: now,
    nextPollAt: now,
  });
  await t
    .insert(orderEvents)
    .values({ id: newId(), orderId: order.id, status, actorId: order.createdBy, at: now });
}

/** Whole days, both included: the moments chosen fall on these days in Paris, all year round. */
const windowOf = (from: string, to: string) => ({
  windowFrom: new Date(`${from}T00:00:00.000Z`),
  windowTo: new Date(`${to}T21:59:59.000Z`),
});

/** The active offer of that kind, or any offer where the sensor has only others. */
async function offerOf(t: Db, sensorId: string, kind: 'tasking' | 'archive') {
  const found = await t
    .select()
    .from(offers)
    .where(and(eq(offers.sensorId, sensorId), eq(offers.active, true)))
    .orderBy(asc(offers.id));
  const offer = found.find((o) => o.kind === kind) ?? found[0];
  if (!offer) refuse('conflict', 'no-offer');
  return offer;
}

/**
 * Calls an order off: at once when the provider does not know of it, else by the next exchange with it. Repeating it
 * changes nothing. Refuses (404) an unknown order.
 */
export async function cancelOrder(db: Db, actor: Actor, id: string): Promise<void> {
  if (!can(actor, 'orders:place')) refuse('forbidden', 'no-permission');
  await db.tx(async (t) => {
    const order = await lockOrder(t, id);
    if (!order) refuse('not-found', 'no-order');
    await cancelOne(t, order, actor.id);
    await followOrder(t, id);
  });
}

/** Reads the row so that a concurrent change waits: by touching it, which locks it on both engines. */
export async function lockOrder(t: Db, id: string): Promise<OrderRow | null> {
  const [order] = await t
    .update(orders)
    .set({ id: sql`${orders.id}` })
    .where(eq(orders.id, id))
    .returning();
  return order ?? null;
}

/** The orders, newest first, with how many passes were tried and how many gave an image. For those who may read orders. */
export async function listOrders(
  db: Db,
  actor: Actor,
  { scope }: { scope: 'open' | 'over' | 'all' },
) {
  if (!can(actor, 'orders:read')) refuse('forbidden', 'no-permission');
  const statuses = orderStatuses.filter((s) => scope === 'all' || isOver(s) === (scope === 'over'));
  const rows = await db
    .select({
      order: orders,
      requestNumber: requests.number,
      requestTitle: requests.title,
      sensorName: sensors.name,
    })
    .from(orders)
    .innerJoin(requests, eq(requests.id, orders.requestId))
    .innerJoin(sensors, eq(sensors.id, orders.sensorId))
    .where(inArray(orders.status, statuses))
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(500);
  const counts = await countAttempts(
    db,
    rows.map(({ order }) => order.id),
  );
  return rows.map((row) => ({
    ...row,
    ...(counts.get(row.order.id) ?? { attempts: 0, acquired: 0 }),
  }));
}

/** Passes that are over, and those of them that gave an image. */
async function countAttempts(db: Db, orderIds: string[]) {
  const counts = new Map<string, { attempts: number; acquired: number }>();
  if (orderIds.length === 0) return counts;
  const rows = await db
    .select({
      orderId: attempts.orderId,
      tried: sql<number>`sum(case when ${attempts.state} = 'planned' then 0 else 1 end)`,
      acquired: sql<number>`sum(case when ${attempts.state} in ('acquired', 'validated') then 1 else 0 end)`,
    })
    .from(attempts)
    .where(inArray(attempts.orderId, orderIds))
    .groupBy(attempts.orderId);
  for (const { orderId, tried, acquired } of rows) {
    counts.set(orderId, { attempts: Number(tried), acquired: Number(acquired) });
  }
  return counts;
}

/** One order with all that happened to it. For those who may read orders; refuses (404) an unknown one. */
export async function findOrder(db: Db, actor: Actor, id: string) {
  if (!can(actor, 'orders:read')) refuse('forbidden', 'no-permission');
  const [row] = await db
    .select({
      order: orders,
      request: { id: requests.id, number: requests.number, title: requests.title },
      sensorName: sensors.name,
    })
    .from(orders)
    .innerJoin(requests, eq(requests.id, orders.requestId))
    .innerJoin(sensors, eq(sensors.id, orders.sensorId))
    .where(eq(orders.id, id));
  if (!row) refuse('not-found', 'no-order');
  const events = await db
    .select({ event: orderEvents, actorName: users.name })
    .from(orderEvents)
    .leftJoin(users, eq(users.id, orderEvents.actorId))
    .where(eq(orderEvents.orderId, id))
    .orderBy(asc(orderEvents.at), asc(orderEvents.id));
  const parcels = await db
    .select()
    .from(deliveries)
    .where(eq(deliveries.orderId, id))
    .orderBy(asc(deliveries.createdAt));
  return {
    ...row,
    attempts: await listAttempts(db, [id]),
    events: events.map(({ event, actorName }) => ({ ...event, actorName })),
    deliveries: parcels,
  };
}

/** A request's orders with the passes tried, newest first. The caller has found the request first. */
export async function listOrdersOfRequest(db: Db, requestId: string) {
  const rows = await ordersOf(db).execute({ requestId });
  const tried = await listAttempts(
    db,
    rows.map(({ order }) => order.id),
  );
  return rows.map((row) => ({
    ...row,
    attempts: tried.filter(({ orderId }) => orderId === row.order.id),
  }));
}

const ordersOf = prepared((db) =>
  db
    .select({ order: orders, sensorName: sensors.name })
    .from(orders)
    .innerJoin(sensors, eq(sensors.id, orders.sensorId))
    .where(eq(orders.requestId, sql.placeholder('requestId')))
    .orderBy(desc(orders.createdAt))
    .prepare(),
);

async function listAttempts(db: Db, orderIds: string[]) {
  if (orderIds.length === 0) return [];
  return db
    .select()
    .from(attempts)
    .where(inArray(attempts.orderId, orderIds))
    .orderBy(asc(attempts.plannedAt), asc(attempts.reference));
}
