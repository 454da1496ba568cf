import { eq, inArray, sql } from 'drizzle-orm';
import { advance } from '#app/features/requests/advance.server.ts';
import { decide, type RequestState } from '#app/features/requests/workflow.ts';
import type { Db } from '#app/lib/db.server.ts';
import { deliveries, orders, requests } from '#db/schema.ts';
import { actOfOrders } from './order-status.ts';

/**
 * Does to the request what the statuses of its orders mean for it, where that follows from the request's state. Orders that
 * are over wait for their last deliveries: while one is still to be read nothing is ended, and one that is incomplete or set
 * aside leaves the request to the desk. Called after each change of an order and of a delivery.
 */
export async function followOrder(t: Db, orderId: string): Promise<void> {
  const [order] = await t
    .select({ requestId: orders.requestId })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (!order) return;
  const { requestId } = order;
  const state = await lockRequest(t, requestId);
  const found = await t
    .select({ id: orders.id, status: orders.status })
    .from(orders)
    .where(eq(orders.requestId, requestId));
  const act = actOfOrders(found.map(({ status }) => status));
  if (!state || !act || !decide(state, ['system'], act).ok) return;
  const ids = found.map(({ id }) => id);
  if (act !== 'collect' && (await haveDeliveriesInDoubt(t, ids))) return;
  await advance(t, null, { id: requestId, act });
}

/** Touching the row makes two orders of one request wait for each other, so that the last to end sees the other's end. */
async function lockRequest(t: Db, id: string): Promise<RequestState | null> {
  const [request] = await t
    .update(requests)
    .set({ id: sql`${requests.id}` })
    .where(eq(requests.id, id))
    .returning({ state: requests.state });
  return request?.state ?? null;
}

async function haveDeliveriesInDoubt(t: Db, orderIds: readonly string[]): Promise<boolean> {
  const rows = await t
    .select({ state: deliveries.state })
    .from(deliveries)
    .where(inArray(deliveries.orderId, [...orderIds]));
  return rows.some(({ state }) => state !== 'ingested');
}
