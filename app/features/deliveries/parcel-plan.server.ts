import { desc, eq, inArray } from 'drizzle-orm';
import type { RequestRow } from '#app/features/requests/requests.server.ts';
import { listSensors, type Sensor } from '#app/features/sensors/sensors.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { deliveries, items, licences, offers, orders, requests } from '#db/schema.ts';
import type { DeliveryRow } from './deliveries.server.ts';
import type { PackageReport, ProductReport, SceneReport } from './dimap/package-report.ts';
import type { IngestFault } from './ingest-fault.ts';
import { itemIdOf, sensorOf } from './scene-names.ts';

/** A scene about to be catalogued. */
export type PlannedScene = {
  itemId: string;
  scene: SceneReport;
  products: ProductReport[];
  sensor: Sensor;
  licence: typeof licences.$inferSelect;
};

export type ParcelPlan = {
  /** The request that the parcel serves, as it stood when planned. */
  request: RequestRow | null;
  synthetic: boolean;
  scenes: PlannedScene[];
};

/** What the catalogue will say of a parcel that may be taken, or why it cannot say it. Reads only. */
export async function planParcel(
  db: Db,
  delivery: DeliveryRow,
  report: PackageReport,
  isSynthetic: (providerId: string) => boolean,
): Promise<{ ok: true; plan: ParcelPlan } | { ok: false; fault: IngestFault }> {
  const { order, request } = await whatItServes(db, delivery, report);
  const sensors = await listSensors(db);
  const scenes: PlannedScene[] = [];
  for (const scene of report.scenes) {
    const sensor = sensorOf(scene, sensors, request?.sensorId ?? null);
    if (!sensor) return refused('unknown-sensor', scene.platform ?? scene.constellation ?? '?');
    const licence = await licenceOf(db, sensor.id, request?.form.kind ?? 'tasking');
    if (!licence) return refused('no-licence', sensor.name);
    const taken = scenes.map(({ itemId }) => itemId);
    const itemId = await freeItemId(db, delivery, scene, taken);
    const products = report.products.filter(({ id }) => scene.productIds.includes(id));
    scenes.push({ itemId, scene, products, sensor, licence });
  }
  if (scenes.length === 0) return refused('refused', '');
  const synthetic =
    (order !== null && isSynthetic(order.providerId)) || report.products.some(saysSynthetic);
  return { ok: true, plan: { request, synthetic, scenes } };
}

const refused = (code: IngestFault['code'], detail: string) => ({
  ok: false as const,
  fault: { code, detail },
});

/** A parcel that was made, not acquired, says so as its producer. */
const saysSynthetic = ({ producer }: ProductReport) => /\bsynthetic\b/i.test(producer ?? '');

/** The order and request of the parcel; of one brought by hand, those whose order it names as its customer's reference. */
async function whatItServes(db: Db, delivery: DeliveryRow, report: PackageReport) {
  const order = await orderOf(db, delivery, report);
  const requestId = delivery.requestId ?? order?.requestId;
  if (!requestId) return { order, request: null };
  const [request] = await db.select().from(requests).where(eq(requests.id, requestId));
  return { order, request: request ?? null };
}

async function orderOf(db: Db, delivery: DeliveryRow, report: PackageReport) {
  const ids = delivery.orderId ? [delivery.orderId] : report.orderReferences;
  if (ids.length === 0) return null;
  const found = await db.select().from(orders).where(inArray(orders.id, ids));
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** The licence of the sensor's offer of that kind, those still open first. */
async function licenceOf(db: Db, sensorId: string, kind: 'tasking' | 'archive') {
  const found = await db
    .select({ offer: offers, licence: licences })
    .from(offers)
    .innerJoin(licences, eq(licences.id, offers.licenceId))
    .where(eq(offers.sensorId, sensorId))
    .orderBy(desc(offers.active), desc(offers.kind));
  return (found.find(({ offer }) => offer.kind === kind) ?? found[0])?.licence ?? null;
}

/** The scene's own name; where another delivery holds it already, with the end of this delivery's id. */
async function freeItemId(
  db: Db,
  delivery: DeliveryRow,
  scene: SceneReport,
  taken: readonly string[],
): Promise<string> {
  const suffix = delivery.id.slice(-6);
  const candidates = [
    itemIdOf(scene),
    itemIdOf(scene, suffix),
    itemIdOf(scene, `${suffix}-${taken.length + 1}`),
  ];
  const known = await db.select({ id: items.id }).from(items).where(inArray(items.id, candidates));
  const used = [...taken, ...known.map(({ id }) => id)];
  const free = candidates.find((id) => !used.includes(id));
  if (!free) throw new Error(`no free id for the scene ${scene.id}`);
  return free;
}

/** The reference of the delivery that brought exactly these files already, or null. */
export async function findTwin(db: Db, contentSha256: string): Promise<string | null> {
  const [twin] = await db
    .select({ reference: deliveries.reference })
    .from(deliveries)
    .where(eq(deliveries.contentSha256, contentSha256));
  return twin?.reference ?? null;
}
