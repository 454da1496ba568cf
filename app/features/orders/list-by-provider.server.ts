import type { Actor } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import type { OrderScope } from './order-scope.ts';
import { listOrders } from './orders.server.ts';
import { providerWords } from './provider-words.server.ts';

/** The orders of each provider, newest first, for those who may read orders. Their areas are left out. */
export async function listByProvider(db: Db, actor: Actor, scope: OrderScope) {
  const rows = await listOrders(db, actor, { scope });
  const ids = [...new Set(rows.map(({ order }) => order.providerId))].sort();
  return ids.map((id) => ({
    id,
    ...providerWords(id),
    orders: rows
      .filter(({ order }) => order.providerId === id)
      .map(({ order: { aoi: _aoi, ...order }, ...row }) => ({ ...row, order })),
  }));
}
export type ProviderOrders = Awaited<ReturnType<typeof listByProvider>>[number];
