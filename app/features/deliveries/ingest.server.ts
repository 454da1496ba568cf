import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { and, asc, eq, isNull, lte, ne, or } from 'drizzle-orm';
import { findProvider } from '#app/features/orders/find-provider.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { env } from '#app/lib/env.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { diskStorage, type Storage } from '#app/lib/storage.server.ts';
import { deliveries, items, requests } from '#db/schema.ts';
import { catalogueParcel } from './catalogue-parcel.server.ts';
import type { DeliveryRow } from './deliveries.server.ts';
import type { DeliveryState } from './delivery-status.ts';
import { defaultLimits, inspectPackage } from './dimap/inspect-package.server.ts';
import type { PackageReport } from './dimap/package-report.ts';
import { walkFolder } from './dimap/walk-folder.server.ts';
import type { IngestFault } from './ingest-fault.ts';
import { findTwin, planParcel } from './parcel-plan.server.ts';
import { awaitRest, noteFault, setAside } from './set-aside.server.ts';
import { contentDigest, takeParcel } from './take-parcel.server.ts';

export type IngestDeps = {
  storage: Storage;
  inspect: (folder: string) => Promise<PackageReport>;
  /** Whether what a provider delivers was never seen by a satellite; asks its adapter by default. */
  isSynthetic?: (providerId: string) => boolean;
  clock?: () => Date;
};

/** The means of ingest that the environment sets up. */
export const ingestDeps = (): IngestDeps => ({
  storage: diskStorage(env().STORAGE_DIR),
  inspect: (folder) => inspectPackage(folder),
});

export type IngestOutcome = {
  deliveryId: string;
  state: DeliveryState;
  /** `code` or `code: detail`, see `readFault`; null when all went well. */
  fault: string | null;
  itemIds: string[];
};

/**
 * Takes one parcel in: inspects it, stores its files, catalogues its scenes, settles the quota of its request. All that can
 * be seen of it appears in one transaction at the end; whatever stops it before, a repeat finishes. One that is ingested or set aside is
 * left as it is. Faults of disk and database are thrown.
 */
export async function ingestDelivery(
  db: Db,
  deps: IngestDeps,
  deliveryId: string,
): Promise<IngestOutcome> {
  const delivery = await findRow(db, deliveryId);
  if (delivery.state === 'arrived' || delivery.state === 'incomplete') {
    await readParcel(db, deps, delivery);
  }
  return outcomeOf(db, deliveryId);
}

async function readParcel(db: Db, deps: IngestDeps, delivery: DeliveryRow): Promise<void> {
  const now = deps.clock?.() ?? new Date();
  const report = await deps.inspect(delivery.sourceFolder);
  const aside = (fault: IngestFault) => setAside(db, delivery, fault, report);
  if (report.verdict === 'refused') return aside({ code: 'refused', detail: '' });
  if (report.verdict === 'incomplete' && !delivery.takeInPart) {
    return awaitRest(db, delivery, now, report);
  }
  const contentSha256 = contentDigest(report);
  const twin = await findTwin(db, contentSha256);
  if (twin !== null) return aside({ code: 'duplicate', detail: twin });
  const planned = await planParcel(db, delivery, report, deps.isSynthetic ?? isSynthetic);
  if (!planned.ok) return aside(planned.fault);
  const { plan } = planned;
  const taken = await takeParcel(deps.storage, delivery, report, plan, now);
  await catalogueParcel(db, { delivery, report, contentSha256, plan, taken, now });
}

const isSynthetic = (providerId: string) => findProvider(providerId)?.synthetic ?? false;

/** As `ingestDelivery`, but a fault is kept with the parcel, which is tried again later and after five faults set aside. */
export async function tryToIngest(
  db: Db,
  deps: IngestDeps,
  deliveryId: string,
): Promise<IngestOutcome> {
  try {
    return await ingestDelivery(db, deps, deliveryId);
  } catch (error) {
    await noteFault(db, await findRow(db, deliveryId), error, deps.clock?.() ?? new Date());
    return outcomeOf(db, deliveryId);
  }
}

/**
 * Takes in every parcel that is due, oldest first: those that arrived, and the incomplete ones whose folder has changed.
 * Gives how many were looked at.
 */
export async function ingestArrived(db: Db, deps: IngestDeps): Promise<number> {
  const now = deps.clock?.() ?? new Date();
  const due = await db
    .select()
    .from(deliveries)
    .where(
      or(
        and(
          eq(deliveries.state, 'arrived'),
          or(isNull(deliveries.nextTryAt), lte(deliveries.nextTryAt, now)),
        ),
        and(eq(deliveries.state, 'incomplete'), lte(deliveries.nextTryAt, now)),
      ),
    )
    .orderBy(asc(deliveries.createdAt), asc(deliveries.id))
    .limit(50);
  for (const delivery of due) {
    if (delivery.state === 'incomplete' && (await isUnchanged(delivery))) {
      await awaitRest(db, delivery, now, null);
    } else {
      await tryToIngest(db, deps, delivery.id);
    }
  }
  return due.length;
}

/** Whether the folder holds the very files, by path and size, that were inspected: cheaper than digesting them again. */
async function isUnchanged({ sourceFolder, report }: DeliveryRow): Promise<boolean> {
  const listing = await walkFolder(sourceFolder, defaultLimits).catch(() => null);
  if (!listing?.ok || !report) return false;
  const line = ({ path, bytes }: { path: string; bytes: number }) => `${path}\0${bytes}`;
  const before = report.files.map(line).sort().join('\n');
  return before === listing.files.map(line).sort().join('\n');
}

/**
 * Takes in a folder that was brought by hand, for a request when its number is given, else for the one whose order the
 * parcel names, else for none; `takeInPart` does not wait for what is missing. A folder that was left unfinished is taken up again. Refuses (404) an unknown number or folder.
 */
export async function ingestFolder(
  db: Db,
  deps: IngestDeps,
  given: { folder: string; requestNumber?: string; takeInPart?: boolean },
): Promise<IngestOutcome> {
  const sourceFolder = resolve(given.folder);
  const found = await stat(sourceFolder).catch(() => null);
  if (!found?.isDirectory()) refuse('not-found', 'no-folder');
  const requestId = given.requestNumber ? await requestIdOf(db, given.requestNumber) : null;
  const deliveryId = await db.tx((t) =>
    openByHand(t, { sourceFolder, requestId, takeInPart: given.takeInPart ?? false }),
  );
  return tryToIngest(db, deps, deliveryId);
}

async function requestIdOf(db: Db, number: string): Promise<string> {
  const [request] = await db
    .select({ id: requests.id })
    .from(requests)
    .where(eq(requests.number, number));
  if (!request) refuse('not-found', 'no-request');
  return request.id;
}

async function openByHand(
  t: Db,
  given: { sourceFolder: string; requestId: string | null; takeInPart: boolean },
): Promise<string> {
  const { sourceFolder } = given;
  const [unfinished] = await t
    .update(deliveries)
    .set({ ...given, state: 'arrived', tries: 0, nextTryAt: null, lastFault: null })
    .where(
      and(
        eq(deliveries.sourceFolder, sourceFolder),
        isNull(deliveries.orderId),
        ne(deliveries.state, 'ingested'),
      ),
    )
    .returning({ id: deliveries.id });
  if (unfinished) return unfinished.id;
  const id = newId();
  await t.insert(deliveries).values({
    id,
    ...given,
    reference: basename(sourceFolder),
    state: 'arrived',
    bytes: 0,
    tries: 0,
    createdAt: new Date(),
  });
  return id;
}

async function findRow(db: Db, id: string): Promise<DeliveryRow> {
  const [delivery] = await db.select().from(deliveries).where(eq(deliveries.id, id));
  if (!delivery) refuse('not-found', 'no-delivery');
  return delivery;
}

async function outcomeOf(db: Db, deliveryId: string): Promise<IngestOutcome> {
  const { state, lastFault } = await findRow(db, deliveryId);
  const found = await db
    .select({ id: items.id })
    .from(items)
    .where(eq(items.deliveryId, deliveryId))
    .orderBy(asc(items.acquiredAt));
  return { deliveryId, state, fault: lastFault, itemIds: found.map(({ id }) => id) };
}
