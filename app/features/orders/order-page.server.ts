import { type Actor, can } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { mayBecome } from './order-status.ts';
import { findOrder } from './orders.server.ts';
import { providerWords } from './provider-words.server.ts';

/** One order as its page shows it, and whether this person may call it off now. Refuses as `findOrder` does. */
export async function findOrderPage(db: Db, actor: Actor, id: string) {
  const found = await findOrder(db, actor, id);
  return {
    ...found,
    // Their reports are on their own pages.
    deliveries: found.deliveries.map(({ report: _report, ...delivery }) => delivery),
    provider: providerWords(found.order.providerId),
    mayCancel: can(actor, 'orders:place') && mayBecome(found.order.status, 'cancelling'),
  };
}
export type OrderPage = Awaited<ReturnType<typeof findOrderPage>>;
