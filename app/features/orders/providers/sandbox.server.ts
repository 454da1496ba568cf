import { createHash, randomUUID } from 'node:crypto';
import { access, link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type Provider,
  type ProviderDelivery,
  ProviderError,
  type ProviderOrderSpec,
  type ProviderReport,
} from '#app/features/orders/provider.ts';
import { missionsOf, type SandboxFamily, type SandboxScene } from './sandbox-layout.ts';
import { writePackage } from './sandbox-package.server.ts';
import { planOrder, type SimulatedAttempt, type SimulatedPlan, stateAt } from './sandbox-plan.ts';
import { seedOf } from './sandbox-random.ts';

export type SandboxOptions = {
  /** Its own disk: orders, and the parcels that it delivers. Made if need be. */
  folder: string;
  /** Simulated seconds per real second. An order keeps the speed that it was placed at, so that its past never changes. */
  speed: number;
  clock: () => Date;
  /** See `planOrder`; an order keeps these too. */
  failureRate?: number;
  cloudiness?: number;
};

/**
 * A provider that lives in this process and on a folder of this disk. It plans passes, lets clouds spoil some, and drops
 * parcels of synthetic pixels. Simulated time starts when an order is placed and runs `speed` times as fast, so an order
 * whose window lies ahead is imaged at dates still to come. What it knows of an order is one small JSON file, written
 * whole or not at all; everything else follows from it and from the time, so a process killed anywhere goes on where it was.
 */
export function sandboxProvider(options: SandboxOptions): Provider {
  const folder = resolve(options.folder);
  const plans = new Map<string, SimulatedPlan>();
  const planFor = (order: StoredOrder) => {
    const known = plans.get(order.providerReference) ?? planOf(order);
    plans.set(order.providerReference, known);
    return known;
  };
  return {
    id: 'sandbox',
    label: 'Sandbox',
    synthetic: true,

    async place(spec) {
      const providerReference = referenceOf(spec.orderId);
      refuseImpossible(spec);
      await writeOrder(folder, {
        version: 1,
        providerReference,
        spec,
        placedAt: options.clock(),
        speed: options.speed,
        failureRate: options.failureRate ?? 0,
        cloudiness: options.cloudiness ?? 0.4,
        cancelledAt: null,
      });
      return { providerReference };
    },

    async status(providerReference) {
      const order = await readOrder(folder, providerReference);
      return report(folder, order, planFor(order), simulatedNow(order, options.clock()));
    },

    async cancel(providerReference) {
      const order = await readOrder(folder, providerReference);
      const now = simulatedNow(order, options.clock());
      if (order.cancelledAt) return { cancelled: true };
      if (now >= planFor(order).endsAt) return { cancelled: false };
      await writeOrder(folder, { ...order, cancelledAt: now }, { replace: true });
      return { cancelled: true };
    },
  };
}

/** The product family that the sandbox can imitate for one of our sensors; null where it has none. */
export function sandboxFamilyOf(sensorId: string): SandboxFamily | null {
  if (/neo/i.test(sensorId)) return 'pleiades-neo';
  if (/pl[eé]iades|phr/i.test(sensorId)) return 'pleiades';
  // SPOT 7 was lost in March 2023: nothing can be asked of it any more.
  return /spot/i.test(sensorId) && !/spot\D*7/i.test(sensorId) ? 'spot' : null;
}

/** What the sandbox keeps of an order. Dates are text in the file. */
type StoredOrder = {
  version: 1;
  providerReference: string;
  spec: ProviderOrderSpec;
  placedAt: Date;
  speed: number;
  failureRate: number;
  cloudiness: number;
  /** Simulated time. */
  cancelledAt: Date | null;
};

const referenceOf = (orderId: string) =>
  `SBX-${createHash('sha256').update(orderId).digest('hex').slice(0, 12).toUpperCase()}`;

function refuseImpossible({ sensorId, swathKm, gsdM, windowFrom, windowTo }: ProviderOrderSpec) {
  if (sandboxFamilyOf(sensorId) === null)
    throw new ProviderError('sensor-not-offered', sensorId, { retry: false });
  if (!(swathKm > 0 && gsdM > 0 && windowTo > windowFrom))
    throw new ProviderError('order-refused', 'swath, resolution or window', { retry: false });
}

const simulatedNow = ({ placedAt, speed }: StoredOrder, now: Date) =>
  new Date(placedAt.getTime() + Math.max(0, now.getTime() - placedAt.getTime()) * speed);

const planOf = ({ spec, placedAt, failureRate, cloudiness }: StoredOrder) =>
  planOrder(spec, { seed: seedOf(spec.orderId), placedAt, failureRate, cloudiness });

async function report(
  folder: string,
  order: StoredOrder,
  plan: SimulatedPlan,
  now: Date,
): Promise<ProviderReport> {
  const { delivered, attempts, ...state } = stateAt(plan, now, order.cancelledAt);
  const deliveries: ProviderDelivery[] = [];
  for (const attempt of delivered) deliveries.push(await deliver(folder, order, attempt));
  return {
    ...state,
    attempts: attempts.map(({ rank, ...attempt }) => ({
      reference: `${order.providerReference}-A${rank}`,
      ...attempt,
    })),
    deliveries,
  };
}

/** Writes the parcel unless it is there. It appears by one rename: whole, or not at all. */
async function deliver(
  folder: string,
  order: StoredOrder,
  attempt: SimulatedAttempt,
): Promise<ProviderDelivery> {
  const reference = `${order.providerReference}-D${attempt.rank}`;
  const parcel = join(folder, 'deliveries', order.providerReference, reference);
  const readyAt = attempt.deliveredAt ?? attempt.decidedAt;
  if (!(await exists(parcel))) await writeWhole(folder, parcel, reference, sceneOf(order, attempt));
  return { reference, folder: parcel, readyAt };
}

async function writeWhole(folder: string, parcel: string, reference: string, scene: SandboxScene) {
  const unfinished = join(folder, 'unfinished');
  const beside = join(unfinished, `${reference}.${randomUUID()}`);
  try {
    await mkdir(join(parcel, '..'), { recursive: true });
    await writePackage(beside, scene);
    await rename(beside, parcel);
  } catch (error) {
    // Another process was quicker, and swept this one's leavings.
    if (!(await exists(parcel))) throw error;
  }
  for (const name of await readdir(unfinished)) {
    if (name.startsWith(`${reference}.`)) await sweep(join(unfinished, name));
  }
}

/** Another process may still be writing what is swept here; its own sweep comes after, and leavings do no harm. */
async function sweep(leavings: string): Promise<void> {
  await rm(leavings, { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY') throw error;
  });
}

function sceneOf(
  { spec, providerReference }: StoredOrder,
  attempt: SimulatedAttempt,
): SandboxScene {
  const family = sandboxFamilyOf(spec.sensorId) ?? 'pleiades';
  const seed = seedOf(`${providerReference}-${attempt.rank}`);
  const satellites = missionsOf[family];
  const named = satellites.find((index) => spec.sensorId.toUpperCase().endsWith(index));
  return {
    family,
    missionIndex: named ?? satellites[seed % satellites.length] ?? '',
    orderId: spec.orderId,
    providerReference,
    level: spec.processingLevel,
    bands: spec.bands,
    footprint: attempt.footprint,
    views: attempt.views,
    cloudCoverPct: attempt.cloudCoverPct,
    gsdM: spec.gsdM,
    producedAt: attempt.deliveredAt ?? attempt.decidedAt,
    seed,
  };
}

const orderPath = (folder: string, reference: string) =>
  join(folder, 'orders', `${reference}.json`);

/** Written beside, flushed, then named. Without `replace`, an order that is already there stays as it was. */
async function writeOrder(
  folder: string,
  order: StoredOrder,
  { replace = false }: { replace?: boolean } = {},
): Promise<void> {
  const path = orderPath(folder, order.providerReference);
  const beside = `${path}.${randomUUID()}`;
  await mkdir(join(folder, 'orders'), { recursive: true });
  const file = await open(beside, 'wx');
  try {
    await file.writeFile(JSON.stringify(order, null, 2));
    await file.sync();
  } finally {
    await file.close();
  }
  if (replace) return rename(beside, path);
  try {
    await link(beside, path);
  } catch (error) {
    if (!(await exists(path))) throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

async function readOrder(folder: string, reference: string): Promise<StoredOrder> {
  const found =
    /^SBX-[0-9A-F]{12}$/.test(reference) && (await exists(orderPath(folder, reference)));
  if (!found) throw new ProviderError('order-not-found', reference, { retry: false });
  const text = await readFile(orderPath(folder, reference), 'utf8');
  // Only `writeOrder` makes these files, whole.
  const stored = JSON.parse(text, (key, value: unknown) =>
    typeof value === 'string' && dates.has(key) ? new Date(value) : value,
  ) as StoredOrder;
  return stored;
}

const dates = new Set(['placedAt', 'cancelledAt', 'windowFrom', 'windowTo']);

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
