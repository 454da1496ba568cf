import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { ingestArrived } from '#app/features/deliveries/ingest.server.ts';
import {
  cancelOrder,
  findOrder,
  listOrders,
  listOrdersOfRequest,
  placeOrder,
} from '#app/features/orders/orders.server.ts';
import { pollOrders } from '#app/features/orders/poll-orders.server.ts';
import {
  type Provider,
  ProviderError,
  type ProviderReport,
} from '#app/features/orders/provider.ts';
import { findHold } from '#app/features/quotas/quotas.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { deliveries, orders, outbox, requests } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import {
  approvedRequest,
  orderedRequest,
  sandboxDesk,
  testIngest,
} from '../support/order-story.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const stateOf = async (id: string) =>
  (await db.select().from(requests).where(eq(requests.id, id)))[0]?.state;
const orderOf = async (id: string) => (await db.select().from(orders).where(eq(orders.id, id)))[0];
const refused = async (work: Promise<unknown>) =>
  refusalOf(
    await work.then(
      () => null,
      (thrown: unknown) => thrown,
    ),
  );

/** A provider that answers what the test says. */
function scripted(
  changed: Partial<Provider> & { report?: Partial<ProviderReport> } = {},
): Provider {
  const { report, ...calls } = changed;
  return {
    id: 'sandbox',
    label: 'Scripted',
    synthetic: true,
    place: async ({ orderId }) => ({ providerReference: `P-${orderId}` }),
    status: async () => ({ status: 'accepted', attempts: [], deliveries: [], ...report }),
    cancel: async () => ({ cancelled: true }),
    ...calls,
  };
}

/** Asks `times` times, each time later than any wait. */
async function ask(provider: Provider, times = 1): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const now = new Date(Date.now() + i * 3_600_000);
    await pollOrders(db, { findProvider: () => provider, clock: () => now });
  }
}

describe('placing an order', () => {
  it('moves the request, numbers the order and does nothing more when repeated', async () => {
    const requestId = await approvedRequest(db, people);
    const id = newId();
    await placeOrder(db, people.odile, { id, requestId, comment: ' vite ' });
    await placeOrder(db, people.odile, { id, requestId, comment: 'twice' });
    expect(await stateOf(requestId)).toBe('ordered');
    const list = await listOrdersOfRequest(db, requestId);
    expect(list).toHaveLength(1);
    expect(list[0]?.order).toMatchObject({
      status: 'to-place',
      comment: 'vite',
      providerId: 'sandbox',
    });
    expect(list[0]?.order.number).toMatch(/^C-\d{4}-0001$/);
    const found = await findOrder(db, people.odile, id);
    expect(found.events.map((e) => e.status)).toEqual(['to-place']);
    expect(found.request.id).toBe(requestId);
  });

  it('is for the desk, and only after an approval', async () => {
    const requestId = await approvedRequest(db, people);
    const given = { id: newId(), requestId };
    expect((await refused(placeOrder(db, people.ana, given)))?.code).toBe('forbidden');
    await placeOrder(db, people.odile, given);
    const again = await refused(placeOrder(db, people.odile, { id: newId(), requestId }));
    expect(again?.code).toBe('conflict');
    expect(await listOrders(db, people.odile, { scope: 'all' })).toHaveLength(1);
    expect((await refused(listOrders(db, people.ana, { scope: 'all' })))?.code).toBe('forbidden');
  });
});

describe('following an order', () => {
  it('goes from its place at the provider to the delivery that closes the request', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    expect(await orderOf(orderId)).toMatchObject({ status: 'placed', lastFault: null });
    expect((await orderOf(orderId))?.providerReference).toMatch(/^SBX-/);
    const opensAt = (await orderOf(orderId))?.windowFrom.getTime() ?? 0;
    await pollAt((opensAt - Date.now()) / 86_400_000 + 0.1);
    expect((await orderOf(orderId))?.status).toBe('in-collection');
    expect(await stateOf(requestId)).toBe('in-collection');
    await pollAt(60);
    expect(await orderOf(orderId)).toMatchObject({ status: 'completed', nextPollAt: null });
    expect(await stateOf(requestId)).toBe('in-collection');
    const parcels = await db.select().from(deliveries);
    expect(parcels).toHaveLength(1);
    expect(parcels[0]).toMatchObject({ state: 'arrived', orderId, requestId });
    expect((await listOrders(db, people.odile, { scope: 'over' }))[0]).toMatchObject({
      attempts: 1,
      acquired: 1,
    });
    await ingestArrived(db, testIngest());
    expect(await stateOf(requestId)).toBe('closed');
    const hold = await findHold(db, requestId);
    expect(hold).toMatchObject({ leftHa: 0, settledHa: hold?.holdHa });
  });

  it('does not end a request whose last delivery is still to be read', async () => {
    const { requestId, orderId } = await orderedRequest(db, people, { comment: 'sandbox:half' });
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(90);
    expect((await orderOf(orderId))?.status).toBe('expired');
    expect(await stateOf(requestId)).toBe('ordered');
    await ingestArrived(db, testIngest());
    expect(await stateOf(requestId)).toBe('expired');
    const hold = await findHold(db, requestId);
    expect(hold?.leftHa).toBe(0);
    expect(hold?.settledHa).toBeGreaterThan(0);
    expect(hold?.settledHa).toBeLessThan(hold?.holdHa ?? 0);
  });

  it('ends the request with nothing charged when the provider fails or nothing was seen', async () => {
    for (const [comment, status, days] of [
      ['sandbox:fail', 'failed', 60],
      ['sandbox:expire', 'expired', 90],
    ] as const) {
      const { requestId, orderId } = await orderedRequest(db, people, { comment });
      const { pollAt } = sandboxDesk(db);
      await pollAt(0);
      await pollAt(days);
      expect((await orderOf(orderId))?.status).toBe(status);
      expect(await stateOf(requestId)).toBe(status);
      expect(await findHold(db, requestId)).toMatchObject({ leftHa: 0, settledHa: 0 });
    }
  });

  it('keeps an order whose provider is silent, shows why, and asks later and later', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    const silent = scripted({
      place: async () => {
        throw new ProviderError('unreachable', 'no route', { retry: true });
      },
    });
    await ask(silent);
    const first = await orderOf(orderId);
    expect(first).toMatchObject({ status: 'to-place', lastFault: 'unreachable: no route' });
    expect(first?.nextPollAt?.getTime()).toBeGreaterThan(Date.now());
    expect(await pollOrders(db, { findProvider: () => silent, clock: () => new Date() })).toBe(0);
    await ask(scripted(), 3);
    expect(await orderOf(orderId)).toMatchObject({ status: 'placed', lastFault: null });
    expect(await stateOf(requestId)).toBe('ordered');
  });

  it('ends an order that the provider will never take', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    const refusing = scripted({
      place: async () => {
        throw new ProviderError('order-refused', 'too small', { retry: false });
      },
    });
    await ask(refusing);
    expect((await orderOf(orderId))?.status).toBe('failed');
    expect((await findOrder(db, people.odile, orderId)).events.at(-1)?.reasonCode).toBe(
      'order-refused',
    );
    expect(await stateOf(requestId)).toBe('failed');
  });

  it('shows a word that it does not understand and changes nothing', async () => {
    const { orderId } = await orderedRequest(db, people);
    await ask(scripted({ report: { status: 'unknown', reasonCode: 'ON_HOLD' } }), 2);
    expect(await orderOf(orderId)).toMatchObject({
      status: 'placed',
      lastFault: 'unknown-status: ON_HOLD',
    });
  });

  it('writes each delivery and attempt once, however often it is told of it', async () => {
    const { orderId } = await orderedRequest(db, people);
    const report: Partial<ProviderReport> = {
      status: 'in-collection',
      attempts: [
        {
          reference: 'A1',
          plannedAt: new Date('2026-12-01T10:30:00Z'),
          state: 'validated',
          cloudCoverPct: 3,
          incidenceDeg: 12,
          footprint: null,
        },
      ],
      deliveries: [{ reference: 'D1', folder: '/nowhere', readyAt: new Date() }],
    };
    await ask(scripted({ report }), 5);
    const found = await findOrder(db, people.odile, orderId);
    expect(found.attempts).toHaveLength(1);
    expect(found.deliveries).toHaveLength(1);
    expect(found.events.map((e) => e.status)).toEqual(['to-place', 'placed', 'in-collection']);
  });
});

describe('calling an order off', () => {
  it('ends at once when nothing was sent, and the request with it', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    await cancelOrder(db, people.odile, orderId);
    await cancelOrder(db, people.odile, orderId);
    expect(await orderOf(orderId)).toMatchObject({ status: 'cancelled', nextPollAt: null });
    expect(await stateOf(requestId)).toBe('cancelled');
    expect(await findHold(db, requestId)).toMatchObject({ leftHa: 0, settledHa: 0 });
  });

  it('asks the provider first when it may know of the order, though its answer was lost', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    let placed = 0;
    const forgetful = scripted({
      place: async () => {
        placed += 1;
        throw new ProviderError('unreachable', 'the answer was lost', { retry: true });
      },
    });
    await ask(forgetful);
    await cancelOrder(db, people.odile, orderId);
    expect((await orderOf(orderId))?.status).toBe('cancelling');
    let cancelled = 0;
    const provider = scripted({
      cancel: async () => {
        cancelled += 1;
        return { cancelled: true };
      },
    });
    await ask(provider, 2);
    expect({ placed, cancelled }).toEqual({ placed: 1, cancelled: 1 });
    expect((await orderOf(orderId))?.status).toBe('cancelled');
    expect(await stateOf(requestId)).toBe('cancelled');
  });

  it('follows when the desk cancels the request, which is not ended twice', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    await ask(scripted());
    await advance(db, people.odile, { id: requestId, act: 'cancel-by-desk', text: 'Plus besoin.' });
    expect((await orderOf(orderId))?.status).toBe('cancelling');
    const letters = (await db.select().from(outbox)).length;
    await ask(scripted());
    expect((await orderOf(orderId))?.status).toBe('cancelled');
    expect(await stateOf(requestId)).toBe('cancelled');
    expect(await db.select().from(outbox)).toHaveLength(letters);
  });

  it('takes the end that the provider gives when it is too late', async () => {
    const { orderId } = await orderedRequest(db, people);
    await ask(scripted());
    await cancelOrder(db, people.odile, orderId);
    await ask(
      scripted({ cancel: async () => ({ cancelled: false }), report: { status: 'completed' } }),
    );
    expect((await orderOf(orderId))?.status).toBe('completed');
  });
});
