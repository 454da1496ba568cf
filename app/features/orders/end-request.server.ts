import { eq } from 'drizzle-orm';
import { advance } from '#app/features/requests/advance.server.ts';
import { decide } from '#app/features/requests/workflow.ts';
import type { Db } from '#app/lib/db.server.ts';
import { deliveries, orders, requests } from '#db/schema.ts';
import { actOfEnd, isOver } from './order-status.ts';

/**
 * Does to the request what its order's status means for it, where that follows from the request's state. An order that
 * is over waits for its last deliveries: while one is still to be read nothing is ended, and one that is incomplete or set
 * aside leaves the request to the desk. Called after each change of an order and of a delivery.
 */
export async function followOrder(t: Db, orderId: string): Promise<void> {
  const [found] = await t
    .select({ status: orders.status, requestId: requests.id, state: requests.state })
    .from(orders)
    .innerJoin(requests, eq(requests.id, orders.requestId))
    .where(eq(orders.id, orderId));
  const act = found && actOfEnd(found.status);
  if (!found || !act || !decide(found.state, ['system'], act).ok) return;
  if (isOver(found.status) && (await hasDeliveriesInDoubt(t, orderId))) return;
  await advance(t, null, { id: found.requestId, act });
}

async function hasDeliveriesInDoubt(t: Db, orderId: string): Promise<boolean> {
  const rows = await t
    .select({ state: deliveries.state })
    .from(deliveries)
    .where(eq(deliveries.orderId, orderId));
  return rows.some(({ state }) => state !== 'ingested');
}
