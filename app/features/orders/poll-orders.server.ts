import { and, asc, eq, lte } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { attempts, deliveries, orderEvents, orders, requests, sensors } from '#db/schema.ts';
import type { OrderRow } from './cancel-orders.server.ts';
import { followOrder } from './end-request.server.ts';
import type { FindProvider } from './find-provider.server.ts';
import { specOf } from './order-spec.ts';
import { isOver, mayBecome, type OrderStatus } from './order-status.ts';
import { lockOrder } from './orders.server.ts';
import {
  type Provider,
  type ProviderAttempt,
  type ProviderDelivery,
  ProviderError,
  type ProviderReport,
} from './provider.ts';

export type PollDeps = {
  findProvider: FindProvider;
  clock: () => Date;
  /** How long an order rests after an answer; 0 asks again at the next run. */
  everyMs?: number;
};

/** While one process speaks with a provider, no other asks about the same order. */
const claimMs = 60_000;
const backoff = { leastMs: 2_000, mostMs: 15 * 60_000 };

/**
 * Asks the providers about every order that is due, and writes down what they answer. The provider is reached outside any
 * transaction, with calls that may be repeated; each answer is written in one. Gives how many orders were asked about.
 */
export async function pollOrders(db: Db, deps: PollDeps): Promise<number> {
  const due = await db
    .select({ id: orders.id })
    .from(orders)
    .where(lte(orders.nextPollAt, deps.clock()))
    .orderBy(asc(orders.nextPollAt))
    .limit(100);
  let asked = 0;
  for (const { id } of due) {
    const order = await claim(db, id, deps.clock());
    if (!order) continue;
    await record(db, order, await ask(db, order, deps), deps);
    asked += 1;
  }
  return asked;
}

async function claim(db: Db, id: string, now: Date): Promise<OrderRow | null> {
  return db.tx(async (t) => {
    const [order] = await t
      .update(orders)
      .set({ nextPollAt: new Date(now.getTime() + claimMs) })
      .where(and(eq(orders.id, id), lte(orders.nextPollAt, now)))
      .returning();
    return order ?? null;
  });
}

type Answer = {
  providerReference: string | null;
  /** What the order becomes; null: no change. */
  status: OrderStatus | null;
  reasonCode: string | null;
  attempts: ProviderAttempt[];
  deliveries: ProviderDelivery[];
  /** Why the provider did not answer, or what it said that we do not understand. */
  fault: string | null;
  /** False: nothing was answered; ask again, later and later. */
  answered: boolean;
};

const silence: Answer = {
  providerReference: null,
  status: null,
  reasonCode: null,
  attempts: [],
  deliveries: [],
  fault: null,
  answered: false,
};

async function ask(db: Db, order: OrderRow, deps: PollDeps): Promise<Answer> {
  const provider = deps.findProvider(order.providerId);
  if (!provider) return { ...silence, fault: `unknown-provider: ${order.providerId}` };
  let { providerReference } = order;
  try {
    // Also before a cancellation: the answer to an earlier attempt to place it may have been lost.
    providerReference ??= await place(db, order, provider);
    if (order.status === 'to-place') {
      return { ...silence, providerReference, status: 'placed', answered: true };
    }
    const cancelled =
      order.status === 'cancelling' && (await provider.cancel(providerReference)).cancelled;
    const answer = understood(await provider.status(providerReference));
    return { ...answer, providerReference, ...(cancelled && { status: 'cancelled' as const }) };
  } catch (error) {
    return { ...refusalOrSilence(order, providerReference, error), providerReference };
  }
}

async function place(db: Db, order: OrderRow, provider: Provider): Promise<string> {
  const [row] = await db
    .select({ form: requests.form, sensor: sensors })
    .from(orders)
    .innerJoin(requests, eq(requests.id, orders.requestId))
    .innerJoin(sensors, eq(sensors.id, orders.sensorId))
    .where(eq(orders.id, order.id));
  if (!row) throw new Error(`order ${order.id} went away`);
  return (await provider.place(specOf({ order, ...row }))).providerReference;
}

function understood(report: ProviderReport): Answer {
  const { status, reasonCode = null } = report;
  const statuses: Record<ProviderReport['status'], OrderStatus | null> = {
    received: 'placed',
    accepted: 'placed',
    'in-collection': 'in-collection',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'cancelled',
    expired: 'expired',
    unknown: null,
  };
  const fault = status === 'unknown' ? `unknown-status: ${reasonCode ?? '?'}` : null;
  const { attempts, deliveries } = report;
  return {
    ...silence,
    status: statuses[status],
    reasonCode,
    attempts,
    deliveries,
    fault,
    answered: true,
  };
}

/**
 * A provider that will never take an order ends it. Any other failure is kept for the desk to see, and asked about again:
 * an order is never given up because of a fault.
 */
function refusalOrSilence(order: OrderRow, reference: string | null, error: unknown): Answer {
  const fault = (error instanceof Error ? error.message : String(error)).slice(0, 500);
  const refused = reference === null && error instanceof ProviderError && !error.retry;
  if (!refused) return { ...silence, fault };
  const status = order.status === 'cancelling' ? 'cancelled' : 'failed';
  return { ...silence, status, reasonCode: error.code, fault, answered: true };
}

/** Writes an answer down, against the order as it is by now: it may have been called off in the meantime. */
async function record(db: Db, asked: OrderRow, answer: Answer, deps: PollDeps): Promise<void> {
  const now = deps.clock();
  await db.tx(async (t) => {
    const order = await lockOrder(t, asked.id);
    if (!order) return;
    const changes = answer.status !== null && mayBecome(order.status, answer.status);
    const status = changes && answer.status ? answer.status : order.status;
    await t
      .update(orders)
      .set({
        status,
        providerReference: order.providerReference ?? answer.providerReference,
        lastFault: answer.fault,
        nextPollAt: isOver(status) ? null : nextPoll(order, answer, now, deps.everyMs ?? 0),
        ...(answer.answered && { updatedAt: now }),
      })
      .where(eq(orders.id, order.id));
    if (changes) {
      await t.insert(orderEvents).values({
        id: newId(),
        orderId: order.id,
        status,
        reasonCode: answer.reasonCode,
        at: now,
      });
    }
    await writeAttempts(t, order.id, answer.attempts, now);
    await writeDeliveries(t, order, answer.deliveries, now);
    if (changes) await followOrder(t, order.id);
  });
}

/** After a silence, as long again as it has lasted: each wait is twice the one before, within bounds. */
function nextPoll(order: OrderRow, answer: Answer, now: Date, everyMs: number): Date {
  const placing = answer.status === 'placed' && order.status === 'to-place';
  const calledOff = order.status === 'cancelling';
  if (answer.answered) return new Date(now.getTime() + (placing || calledOff ? 0 : everyMs));
  const silentMs = now.getTime() - order.updatedAt.getTime();
  return new Date(now.getTime() + Math.min(backoff.mostMs, Math.max(backoff.leastMs, silentMs)));
}

async function writeAttempts(
  t: Db,
  orderId: string,
  list: readonly ProviderAttempt[],
  now: Date,
): Promise<void> {
  if (list.length === 0) return;
  const known = await t.select().from(attempts).where(eq(attempts.orderId, orderId));
  for (const { reference, ...said } of list) {
    const before = known.find((attempt) => attempt.reference === reference);
    if (before && isSame(before, said)) continue;
    await t
      .insert(attempts)
      .values({ orderId, reference, ...said, updatedAt: now })
      .onConflictDoUpdate({
        target: [attempts.orderId, attempts.reference],
        set: { ...said, updatedAt: now },
      });
  }
}

const isSame = (
  before: typeof attempts.$inferSelect,
  said: Omit<ProviderAttempt, 'reference'>,
): boolean =>
  before.state === said.state &&
  before.plannedAt.getTime() === said.plannedAt.getTime() &&
  before.cloudCoverPct === said.cloudCoverPct &&
  before.incidenceDeg === said.incidenceDeg;

async function writeDeliveries(
  t: Db,
  order: OrderRow,
  list: readonly ProviderDelivery[],
  now: Date,
): Promise<void> {
  for (const { reference, folder } of list) {
    await t
      .insert(deliveries)
      .values({
        id: newId(),
        orderId: order.id,
        requestId: order.requestId,
        reference,
        sourceFolder: folder,
        state: 'arrived',
        bytes: 0,
        takeInPart: false,
        tries: 0,
        createdAt: now,
      })
      .onConflictDoNothing();
  }
}
