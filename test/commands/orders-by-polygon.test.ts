import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AreaGeometry, areaHaOf, boxPolygon, polygonsOf } from '#app/features/areas/area.ts';
import { ingestArrived } from '#app/features/deliveries/ingest.server.ts';
import { orderParts } from '#app/features/orders/order-parts.ts';
import { actOfOrders, isOver, orderStatuses } from '#app/features/orders/order-status.ts';
import {
  cancelOrder,
  listOrdersOfRequest,
  placeOrder,
} from '#app/features/orders/orders.server.ts';
import { findHold } from '#app/features/quotas/quotas.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { newId } from '#app/lib/id.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { offers, orders, requestEvents, requests } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { approvedRequest, sandboxDesk, testIngest } from '../support/order-story.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  await db.tx((t) =>
    t.update(offers).set({ perPolygon: true }).where(eq(offers.id, 'pleiades-tasking')),
  );
});

/** Three boxes apart from each other, of 10 by 11 km and smaller. */
const threeParts: AreaGeometry = {
  type: 'MultiPolygon',
  coordinates: [
    boxPolygon([5.7, 45.2, 5.83, 45.3]).coordinates,
    boxPolygon([6.1, 45.2, 6.23, 45.3]).coordinates,
    boxPolygon([6.5, 45.2, 6.63, 45.3]).coordinates,
  ],
};

/** A request for three places, approved in full. */
async function approvedParts(): Promise<string> {
  const template = await approvedRequest(db, people);
  const [{ form } = { form: {} }] = await db
    .select()
    .from(requests)
    .where(eq(requests.id, template));
  const id = newId();
  await saveDraft(db, people.ana, { id, form, aoi: threeParts });
  await advance(db, people.ana, { id, act: 'submit' });
  const grant = { sensorId: 'pleiades', aoi: threeParts, areaHa: areaHaOf(threeParts) };
  await advance(db, people.odile, { id, act: 'approve', grant });
  return id;
}
const ordersOf = async (requestId: string) =>
  (await listOrdersOfRequest(db, requestId))
    .map(({ order }) => order)
    .sort((a, b) => (a.number < b.number ? -1 : 1));
const requestOf = async (id: string) =>
  (await db.select().from(requests).where(eq(requests.id, id)))[0];
const actsOf = async (id: string) =>
  (await db.select().from(requestEvents).where(eq(requestEvents.requestId, id))).map(
    ({ act }) => act,
  );

describe('an offer that sells each polygon by itself', () => {
  it('makes an order of each polygon, under numbers of their own, and repeats none', async () => {
    const requestId = await approvedParts();
    const id = newId();
    const given = { id, requestId, comment: 'sandbox:clear' };
    expect(await placeOrder(db, people.odile, given)).toEqual({ orderId: id });
    await placeOrder(db, people.odile, given);
    const list = await ordersOf(requestId);
    expect(list.map(({ aoi }) => aoi.coordinates)).toEqual(polygonsOf(threeParts));
    expect(new Set(list.map(({ number }) => number)).size).toBe(3);
    expect(list[0]?.id).toBe(id);
    expect(list.every(({ status }) => status === 'to-place')).toBe(true);
    const sum = list.reduce((total, { areaHa }) => total + areaHa, 0);
    expect(Math.abs(sum - areaHaOf(threeParts))).toBeLessThanOrEqual(2);
    expect((await actsOf(requestId)).filter((act) => act === 'order')).toHaveLength(1);
    expect((await findHold(db, requestId))?.holdHa).toBe(areaHaOf(threeParts));
  });

  it('makes one order of one polygon, and of an offer that takes several', async () => {
    const single = await approvedRequest(db, people);
    await placeOrder(db, people.odile, { id: newId(), requestId: single });
    expect(await ordersOf(single)).toHaveLength(1);
    await db.tx((t) => t.update(offers).set({ perPolygon: false }));
    const several = await approvedParts();
    await placeOrder(db, people.odile, { id: newId(), requestId: several });
    expect(await ordersOf(several)).toMatchObject([
      { aoi: threeParts, areaHa: areaHaOf(threeParts) },
    ]);
  });

  it('closes the request once everything is delivered, with all that it held settled', async () => {
    const requestId = await approvedParts();
    await placeOrder(db, people.odile, { id: newId(), requestId, comment: 'sandbox:clear' });
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(60);
    const list = await ordersOf(requestId);
    expect(list.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed']);
    expect((await requestOf(requestId))?.state).not.toBe('closed');
    await ingestArrived(db, testIngest());
    expect((await requestOf(requestId))?.state).toBe('closed');
    const hold = await findHold(db, requestId);
    expect(hold).toMatchObject({ leftHa: 0, settledHa: hold?.holdHa });
    expect(await actsOf(requestId)).toEqual(expect.arrayContaining(['deliver-part', 'deliver']));
    expect(await actsOf(requestId)).not.toContain('fall-short');
  });

  it('ends the request only with its last order, as they all ended', async () => {
    const requestId = await approvedParts();
    await placeOrder(db, people.odile, { id: newId(), requestId });
    const list = await ordersOf(requestId);
    for (const [n, { id }] of list.entries()) {
      expect((await requestOf(requestId))?.state, `before order ${n + 1}`).toBe('ordered');
      expect((await findHold(db, requestId))?.leftHa).toBe(areaHaOf(threeParts));
      await cancelOrder(db, people.odile, id);
    }
    expect((await requestOf(requestId))?.state).toBe('cancelled');
    expect(await findHold(db, requestId)).toMatchObject({ leftHa: 0, settledHa: 0 });
  });

  it('leaves to the desk a request whose orders ended differently, and settles what was delivered', async () => {
    const requestId = await approvedParts();
    await placeOrder(db, people.odile, { id: newId(), requestId, comment: 'sandbox:clear' });
    const [first] = await ordersOf(requestId);
    await cancelOrder(db, people.odile, first?.id ?? '');
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(60);
    expect((await requestOf(requestId))?.turn).toBe('provider');
    await ingestArrived(db, testIngest());
    expect(await requestOf(requestId)).toMatchObject({ state: 'partly-delivered', turn: 'desk' });
    expect((await actsOf(requestId)).filter((act) => act === 'fall-short')).toHaveLength(1);
    const hold = await findHold(db, requestId);
    expect((hold?.settledHa ?? 0) / (hold?.holdHa ?? 1)).toBeCloseTo(2 / 3, 2);
    expect(hold?.leftHa).toBe((hold?.holdHa ?? 0) - (hold?.settledHa ?? 0));
    await advance(db, people.odile, { id: requestId, act: 'accept-as-is', text: 'Cela suffit.' });
    expect(await findHold(db, requestId)).toMatchObject({ leftHa: 0, settledHa: hold?.settledHa });
  });

  it('calls all of them off with the request', async () => {
    const requestId = await approvedParts();
    await placeOrder(db, people.odile, { id: newId(), requestId });
    await advance(db, people.odile, { id: requestId, act: 'cancel-by-desk', text: 'Plus besoin.' });
    const list = await db.select().from(orders).where(eq(orders.requestId, requestId));
    expect(list.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect((await actsOf(requestId)).filter((act) => act.startsWith('cancel'))).toHaveLength(1);
  });
});

describe('the parts of an order', () => {
  it('are the polygons, and their hectares the area’s but for rounding', () => {
    const boxes = fc.array(
      fc.record({
        lat: fc.double({ min: -80, max: 80, noNaN: true }),
        size: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(boxes, (list) => {
        const coordinates = list.map(
          ({ lat, size }, n) => boxPolygon([n * 3, lat, n * 3 + size, lat + size]).coordinates,
        );
        const aoi: AreaGeometry = { type: 'MultiPolygon', coordinates };
        const granted = { aoi, areaHa: areaHaOf(aoi) };
        const parts = orderParts(granted, { perPolygon: true });
        expect(parts.flatMap((part) => polygonsOf(part.aoi))).toEqual(coordinates);
        const sum = parts.reduce((total, { areaHa }) => total + areaHa, 0);
        // Each is rounded by half a hectare, and counts for one at least.
        expect(Math.abs(sum - granted.areaHa)).toBeLessThanOrEqual(parts.length + 1);
        expect(orderParts(granted, { perPolygon: false })).toEqual([granted]);
      }),
    );
  });
});

describe('what the orders of a request do to it', () => {
  it('is nothing that ends it while one of them is open', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...orderStatuses), { minLength: 1 }), (statuses) => {
        const act = actOfOrders(statuses);
        if (!statuses.every(isOver)) expect([null, 'collect']).toContain(act);
        else expect(act).not.toBeNull();
        if (statuses.every(isOver) && new Set(statuses).size > 1) expect(act).toBe('fall-short');
      }),
    );
    expect(actOfOrders([])).toBeNull();
  });
});
