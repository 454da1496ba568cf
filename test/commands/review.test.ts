import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/features/accounts/actor.ts';
import { geodesicAreaM2, hectares } from '#app/features/areas/area.ts';
import { balanceOf } from '#app/features/quotas/quotas.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import { findRequest, saveDraft } from '#app/features/requests/requests.server.ts';
import { findReview } from '#app/features/reviews/find-review.server.ts';
import { decideRequest, measurePart } from '#app/features/reviews/review.server.ts';
import { type Decision, decisionSchema } from '#app/features/reviews/review-schema.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import { ledgerEntries, orders, outbox } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

type World = Awaited<ReturnType<typeof makeWorld>>;
let db: Db;
let world: World;

beforeEach(async () => {
  db = await openTestDatabase();
  world = await makeWorld(db);
});

/** About 130 km² north of Grenoble. */
const aoi = box(5.7, 45.2, 5.85, 45.3);
const day = (fromNow: number) =>
  new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);

describe('decideRequest', () => {
  it('holds the whole area when it is approved in full, and opens the order', async () => {
    const id = await submitted();
    await decide(id, { act: 'approve', version: 1, sensorId: 'pleiades', text: '' });
    const { request } = await findRequest(db, world.odile, id);
    expect(request.state).toBe('approved');
    expect(request.grantedHa).toBe(request.areaHa);
    expect(await heldHa(id)).toBe(request.areaHa);
    const review = await findReview(db, world.odile, { id, locale: 'fr' });
    expect(review.acts).toContain('order');
  });

  it('grants what lies inside the area of a part, and counts stereo twice', async () => {
    const id = await submitted({ mode: 'stereo' });
    await decide(id, {
      act: 'approve-part',
      version: 1,
      sensorId: 'pleiades',
      part: '5.6, 45.1\n5.775, 45.25',
      text: 'La moitié ouest',
    });
    const { request } = await findRequest(db, world.odile, id);
    const expected = hectares(geodesicAreaM2(box(5.7, 45.2, 5.775, 45.25)));
    expect(request.state).toBe('partly-approved');
    expect(request.grantedHa).toBe(expected);
    expect(await heldHa(id)).toBe(2 * expected);
  });

  it.each([
    ['part-outside', '0, 0\n1, 1'],
    ['part-unreadable', 'la moitié nord'],
    ['part-faulty', '5.7,45.2\n5.8,45.3\n5.8,45.2\n5.7,45.3'],
  ])('refuses a part as %s, and changes nothing', async (reason, part) => {
    const id = await submitted();
    const refusal = await refused(
      decide(id, { act: 'approve-part', version: 1, sensorId: 'pleiades', part, text: '' }),
    );
    expect(refusal).toMatchObject({ code: 'invalid', reason });
    await expectUntouched(id);
  });

  it('refuses a sensor that was not asked', async () => {
    const id = await submitted();
    const refusal = await refused(
      decide(id, { act: 'approve', version: 1, sensorId: 'pleiades-neo', text: '' }),
    );
    expect(refusal).toMatchObject({ code: 'invalid', reason: 'sensor-not-asked' });
    await expectUntouched(id);
  });

  it('refuses what the envelope lacks with its figures, and holds, tells and changes nothing', async () => {
    // 15,000 km² are free; this is about 24,600.
    const id = await submitted({ area: box(3, 44, 5, 45.4) });
    const letters = (await db.select().from(outbox)).length;
    const refusal = await refused(
      decide(id, { act: 'approve', version: 1, sensorId: 'pleiades', text: '' }),
    );
    const { request } = await findRequest(db, world.odile, id);
    expect(refusal).toMatchObject({
      code: 'conflict',
      reason: 'ledger.exceeds-free',
      params: { askedHa: request.areaHa },
    });
    await expectUntouched(id);
    expect((await db.select().from(outbox)).length).toBe(letters);
  });

  it('refuses a decision on a submission that has been replaced since it was read', async () => {
    const id = await submitted();
    await decide(id, { act: 'return', version: 1, text: 'Pourquoi la stéréo ?' });
    await advance(db, world.ana, { id, act: 'submit' });
    const refusal = await refused(
      decide(id, { act: 'approve', version: 1, sensorId: 'pleiades', text: '' }),
    );
    expect(refusal).toMatchObject({ code: 'conflict', reason: 'request-changed' });
    await expectUntouched(id);
  });

  it('lets one of two officers approve, and holds once', async () => {
    const id = await submitted();
    const approval = { act: 'approve', version: 1, sensorId: 'pleiades', text: '' } as const;
    const done = await Promise.allSettled([
      decide(id, approval, world.odile),
      decide(id, approval, world.olivier),
    ]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { request } = await findRequest(db, world.odile, id);
    expect(await heldHa(id)).toBe(request.areaHa);
  });

  it('orders once, however often the form is posted', async () => {
    const id = await submitted();
    await decide(id, { act: 'approve', version: 1, sensorId: 'pleiades', text: '' });
    const order = {
      act: 'order',
      version: 1,
      orderId: newId(),
      comment: 'Plutôt le matin',
    } as const;
    await decide(id, order);
    await decide(id, order);
    const placed = await db.select().from(orders).where(eq(orders.requestId, id));
    expect(placed).toHaveLength(1);
    expect(placed[0]).toMatchObject({ id: order.orderId, comment: 'Plutôt le matin' });
  });

  it('gives the quota back and calls the order off when the desk cancels', async () => {
    const id = await submitted();
    await decide(id, { act: 'approve', version: 1, sensorId: 'pleiades', text: '' });
    await decide(id, { act: 'order', version: 1, orderId: newId(), comment: '' });
    await decide(id, { act: 'cancel-by-desk', version: 1, text: 'Doublon', confirm: 'yes' });
    const [order] = await db.select().from(orders).where(eq(orders.requestId, id));
    expect(order?.status).toBe('cancelled');
    expect(await heldHa(id)).toBe(0);
  });

  it.each(['ana', 'denis', 'quentin', 'agathe', 'etienne'] as const)(
    'refuses %s, who is no officer',
    async (name) => {
      const id = await submitted();
      const approval = { act: 'approve', version: 1, sensorId: 'pleiades', text: '' } as const;
      const refusal = await refused(decide(id, approval, world[name]));
      expect(['forbidden', 'not-found']).toContain(refusal?.code);
      await expectUntouched(id);
    },
  );
});

describe('findReview', () => {
  it('prices each sensor asked, in the order asked, by the envelope that would pay', async () => {
    const id = await submitted({ mode: 'stereo' });
    const { asked, request, checks } = await findReview(db, world.odile, { id, locale: 'en' });
    expect(asked.map((sensor) => sensor.id)).toEqual(['pleiades', 'spot-6']);
    expect(asked[0]?.costHa).toBe(2 * request.areaHa);
    expect(asked[0]?.envelope?.family).toBe('pleiades');
    expect(checks.map(({ code }) => code)).toEqual([
      'licence',
      'area',
      'window',
      'sensor',
      'held',
      'quota',
    ]);
  });

  it('offers no act to a quota manager, who may read', async () => {
    const id = await submitted();
    const { acts } = await findReview(db, world.quentin, { id, locale: 'fr' });
    expect(acts).toEqual([]);
  });
});

describe('measurePart', () => {
  it('reads a drawing as GeoJSON as well', async () => {
    const part = await measurePart(aoi, JSON.stringify(box(5.7, 45.2, 5.775, 45.3)));
    expect(part.ok && part.areaHa).toBe(hectares(geodesicAreaM2(box(5.7, 45.2, 5.775, 45.3))));
  });
});

describe('decisionSchema', () => {
  it.each([
    [{ act: 'return', version: '1', text: '  ' }, 'faults.text-needed'],
    [{ act: 'refuse', version: '1', reason: '', text: 'Non' }, 'faults.reason-needed'],
    [{ act: 'approve-part', version: '1', sensorId: 'pleiades', part: '' }, 'faults.part-needed'],
    [{ act: 'cancel-by-desk', version: '1', text: 'Doublon' }, 'faults.confirm-needed'],
    [{ act: 'submit', version: '1' }, 'faults.stale'],
  ])('refuses %o with a key of its fault', (form, fault) => {
    const parsed = decisionSchema.safeParse(form);
    expect(parsed.error?.issues[0]?.message).toBe(fault);
  });
});

function box(west: number, south: number, east: number, north: number) {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon' as const, coordinates: [ring] };
}

/** A request of Ana's that the desk has just received. */
async function submitted(
  given: { mode?: 'mono' | 'stereo'; area?: ReturnType<typeof box> } = {},
): Promise<string> {
  const id = newId();
  const form = {
    entityId: 'lgv',
    title: 'Versants instables',
    kind: 'tasking' as const,
    sensor1: 'pleiades',
    sensor2: 'spot-6',
    windowFrom: day(7),
    windowTo: day(40),
    mode: given.mode ?? ('mono' as const),
    maxCloudPct: 10,
    maxIncidenceDeg: 30,
  };
  await saveDraft(db, world.ana, { id, form, aoi: given.area ?? aoi });
  await advance(db, world.ana, { id, act: 'submit' });
  return id;
}

const decide = (id: string, decision: Decision, who: Actor = world.odile) =>
  decideRequest(db, who, { id, decision });

/** The refusal that a command ends in. */
async function refused(work: Promise<unknown>) {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return refusalOf(thrown);
}

async function expectUntouched(id: string): Promise<void> {
  const { request } = await findRequest(db, world.odile, id);
  expect(request.state).toBe('submitted');
  expect(request.grantedHa).toBeNull();
  expect(await heldHa(id)).toBe(0);
}

/** What is held for a request, by its envelope's balance. */
async function heldHa(id: string): Promise<number> {
  const [entry] = await db.select().from(ledgerEntries).where(eq(ledgerEntries.requestId, id));
  return entry ? (await balanceOf(db, entry.envelopeId)).heldHa : 0;
}
