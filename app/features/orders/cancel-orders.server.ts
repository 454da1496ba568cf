import { eq } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { orderEvents, orders } from '#db/schema.ts';
import { mayBecome, type OrderStatus } from './order-status.ts';

export type OrderRow = typeof orders.$inferSelect;

/**
 * Calls off every open order of a request, inside the caller's transaction: at once where the provider cannot know of it
 * yet, else by the next exchange with the provider. Repeating it changes nothing.
 */
export async function cancelOrdersOf(
  t: Db,
  requestId: string,
  actorId: string | null,
): Promise<void> {
  const found = await t.select().from(orders).where(eq(orders.requestId, requestId));
  for (const order of found) await cancelOne(t, order, actorId);
}

/** Calls off one order; gives its status afterwards. One that is over, or being called off, stays as it is. */
export async function cancelOne(
  t: Db,
  order: OrderRow,
  actorId: string | null,
): Promise<OrderStatus> {
  const status = isUnknownToProvider(order) ? 'cancelled' : 'cancelling';
  if (!mayBecome(order.status, status)) return order.status;
  const now = new Date();
  await t
    .update(orders)
    .set({ status, updatedAt: now, nextPollAt: status === 'cancelled' ? null : now })
    .where(eq(orders.id, order.id));
  await t
    .insert(orderEvents)
    .values({ id: newId(), orderId: order.id, status, reasonCode: null, actorId, at: now });
  return status;
}

/**
 * Nothing was ever sent: the first exchange moves `nextPollAt` on before it begins, and an answer that was lost may
 * have been a yes.
 */
const isUnknownToProvider = ({ status, providerReference, nextPollAt, createdAt }: OrderRow) =>
  status === 'to-place' &&
  providerReference === null &&
  nextPollAt !== null &&
  nextPollAt.getTime() <= createdAt.getTime();
