import { and, eq, inArray } from 'drizzle-orm';
import { addItems, type NewItem } from '#app/features/catalogue/postings.server.ts';
import { followOrder } from '#app/features/orders/end-request.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import type { RequestRow } from '#app/features/requests/requests.server.ts';
import { decide } from '#app/features/requests/workflow.ts';
import type { Db } from '#app/lib/db.server.ts';
import { deliveries, deliveryFiles, items, requests } from '#db/schema.ts';
import type { DeliveryRow } from './deliveries.server.ts';
import type { PackageReport } from './dimap/package-report.ts';
import type { ParcelPlan } from './parcel-plan.server.ts';
import { type Delivered, deliveredShare } from './settle-delivery.ts';
import type { TakenFile, TakenParcel } from './take-parcel.server.ts';

type Parcel = {
  delivery: DeliveryRow;
  report: PackageReport;
  contentSha256: string;
  plan: ParcelPlan;
  taken: TakenParcel;
  now: Date;
};

/** What the request has received, computed on these scenes; its own earlier ones by their ids. */
type Received = Delivered & { basis: string };

/**
 * Makes a parcel visible and settles its request, in one transaction. What share of the area is covered is computed before,
 * on the scenes known then; when another delivery came between, it is computed again.
 */
export async function catalogueParcel(db: Db, parcel: Parcel): Promise<void> {
  const { request } = parcel.plan;
  for (let tries = 0; tries < 10; tries += 1) {
    const received = request ? await receivedBy(db, request, parcel.taken.items) : null;
    const done = await db.tx((t) => write(t, parcel, received));
    if (done) return;
  }
  throw new Error('other deliveries of the same request keep arriving');
}

async function receivedBy(
  db: Db,
  request: RequestRow,
  arriving: readonly NewItem[],
): Promise<Received> {
  const known = await itemsBefore(db, request.id);
  const granted = request.grantedAoi ?? request.aoi;
  const footprints = [...known, ...arriving].flatMap(({ footprint }) => footprint ?? []);
  const share = granted
    ? await deliveredShare(granted, footprints, request.form.mode ?? 'mono')
    : { pct: 0, complete: false };
  return { ...share, basis: basisOf(known) };
}

const itemsBefore = (db: Db, requestId: string) =>
  db
    .select({ id: items.id, footprint: items.footprint })
    .from(items)
    .where(eq(items.requestId, requestId));

const basisOf = (known: readonly { id: string }[]) =>
  known
    .map(({ id }) => id)
    .sort()
    .join(' ');

/** False when the share was computed on other scenes than those that are there; nothing is written then. */
async function write(t: Db, parcel: Parcel, received: Received | null): Promise<boolean> {
  const { delivery, plan, taken } = parcel;
  const request = plan.request && (await lockRequest(t, plan.request.id));
  if (request && received?.basis !== basisOf(await itemsBefore(t, request.id))) return false;
  if (!(await finish(t, parcel))) return true;
  await addItems(t, taken.items);
  await insertFiles(t, delivery.id, taken.files);
  if (request && received) await settle(t, request, received);
  if (delivery.orderId) await followOrder(t, delivery.orderId);
  return true;
}

/** Touching the row makes two deliveries of one request wait for each other, so that neither misses the other's scenes. */
async function lockRequest(t: Db, id: string): Promise<RequestRow | null> {
  const [request] = await t
    .update(requests)
    .set({ updatedAt: new Date() })
    .where(eq(requests.id, id))
    .returning();
  return request ?? null;
}

/** Marks the delivery as ingested; false when another process has done so. */
async function finish(t: Db, parcel: Parcel): Promise<boolean> {
  const { delivery, report, contentSha256, plan, taken, now } = parcel;
  const done = await t
    .update(deliveries)
    .set({
      state: 'ingested',
      report,
      contentSha256,
      bytes: taken.bytes,
      requestId: plan.request?.id ?? null,
      lastFault: null,
      nextTryAt: null,
      ingestedAt: now,
    })
    .where(
      and(eq(deliveries.id, delivery.id), inArray(deliveries.state, ['arrived', 'incomplete'])),
    )
    .returning({ id: deliveries.id });
  return done.length > 0;
}

/** A statement takes some ten thousand values at most. */
const filesPerInsert = 500;

async function insertFiles(t: Db, deliveryId: string, files: readonly TakenFile[]): Promise<void> {
  const rows = files.map(({ id, itemId, path, storageKey, bytes, sha256, mediaType, role }) => ({
    id,
    deliveryId,
    itemId,
    path,
    storageKey,
    bytes,
    sha256,
    mediaType,
    role,
  }));
  for (let at = 0; at < rows.length; at += filesPerInsert) {
    await t.insert(deliveryFiles).values(rows.slice(at, at + filesPerInsert));
  }
}

/** A request that is over is not charged for what comes late; nor is one whose area none of it shows. */
async function settle(t: Db, request: RequestRow, { pct, complete }: Received): Promise<void> {
  const act = complete ? 'deliver' : 'deliver-part';
  if (pct === 0 || !decide(request.state, ['system'], act).ok) return;
  await advance(t, null, { id: request.id, act, delivered: { pct, complete } });
  if (complete) await advance(t, null, { id: request.id, act: 'close' });
}
