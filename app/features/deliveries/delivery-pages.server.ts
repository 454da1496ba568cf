import type { Actor } from '#app/features/accounts/actor.ts';
import { platformName } from '#app/features/catalogue/platform-name.ts';
import type { Db } from '#app/lib/db.server.ts';
import { findDelivery, listDeliveries } from './deliveries.server.ts';
import { reasonsOf } from './delivery-reasons.ts';
import { type DeliveryState, mayRetry } from './delivery-status.ts';

/** The parcels of one state as a list shows them, without their reports. Refuses as `listDeliveries` does. */
export async function listParcels(db: Db, actor: Actor, state: DeliveryState) {
  const rows = await listDeliveries(db, actor, { state });
  return rows.map(({ delivery: { report, ...delivery }, ...row }) => ({
    ...row,
    delivery,
    ...reasonsOf({ report, lastFault: delivery.lastFault }),
  }));
}
export type ListedParcel = Awaited<ReturnType<typeof listParcels>>[number];

/** One parcel as its page shows it, and what may be done with it. Refuses as `findDelivery` does. */
export async function findParcel(db: Db, actor: Actor, id: string) {
  const { delivery, items, files, orderNumber, request } = await findDelivery(db, actor, id);
  const { report, ...rest } = delivery;
  return {
    delivery: rest,
    orderNumber,
    request,
    ...reasonsOf(delivery),
    verdict: report?.verdict ?? null,
    missing: report?.missing ?? [],
    products: (report?.products ?? []).map(({ path, verdict, reasons }) => ({
      path,
      verdict,
      reasons,
    })),
    // Before it is ingested only the report knows its files.
    files: (files.length > 0 ? files : (report?.files ?? [])).map(
      ({ path, bytes, sha256, role }) => ({ path, bytes, sha256, role }),
    ),
    items: items.map((item) => ({
      id: item.id,
      name: platformName(item.platform),
      acquiredAt: item.acquiredAt,
      areaHa: item.areaHa,
      synthetic: item.synthetic,
    })),
    mayRetry: mayRetry(delivery.state),
    // In part: only where a part of it is sound.
    mayTakeInPart: mayRetry(delivery.state) && report?.verdict === 'incomplete',
  };
}
export type Parcel = Awaited<ReturnType<typeof findParcel>>;
