import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { areaHaOf } from '#app/features/areas/area.ts';
import { placeOrder } from '#app/features/orders/orders.server.ts';
import { balanceOf, findHold } from '#app/features/quotas/quotas.server.ts';
import { type Advance, advance } from '#app/features/requests/advance.server.ts';
import { listEvents, listVersions, saveDraft } from '#app/features/requests/requests.server.ts';
import type { Act } from '#app/features/requests/workflow.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { ledgerEntries, orders, outbox, requestEvents, requests } from '#db/schema.ts';
import { areaAround } from '#db/seed-requests.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

const aoi = areaAround({ lon: 5.72, lat: 45.19, widthKm: 14, heightKm: 12 });
const areaHa = areaHaOf(aoi);

let db: Db;
let people: People;
let envelopeId: string;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  const [grant] = await db
    .select()
    .from(ledgerEntries)
    .where(eq(ledgerEntries.amountHa, 1_500_000));
  envelopeId = grant?.envelopeId ?? '';
});

async function draft(mode: 'mono' | 'stereo' = 'mono'): Promise<string> {
  const id = newId();
  const form = {
    title: 'Grenoble',
    sensor1: 'pleiades',
    mode,
    kind: 'tasking' as const,
    windowFrom: '2027-01-10',
    windowTo: '2027-02-20',
    contacts: 'equipe@lgv.example',
  };
  await saveDraft(db, people.ana, { id, form, aoi });
  return id;
}

async function submitted(mode: 'mono' | 'stereo' = 'mono'): Promise<string> {
  const id = await draft(mode);
  await advance(db, people.ana, { id, act: 'submit' });
  return id;
}

const grant = { sensorId: 'pleiades', aoi, areaHa };

async function approved(mode: 'mono' | 'stereo' = 'mono'): Promise<string> {
  const id = await submitted(mode);
  await advance(db, people.odile, { id, act: 'approve', grant });
  return id;
}

async function ordered(): Promise<string> {
  const requestId = await approved();
  await placeOrder(db, people.odile, { id: newId(), requestId });
  return requestId;
}

/** All that an act may change, to compare before and after. */
async function everything() {
  return {
    requests: await db.select().from(requests).orderBy(requests.id),
    events: await db.select().from(requestEvents).orderBy(requestEvents.id),
    ledger: await db.select().from(ledgerEntries).orderBy(ledgerEntries.id),
    mail: await db.select().from(outbox).orderBy(outbox.id),
    orders: await db.select().from(orders).orderBy(orders.id),
  };
}

/** Expects a refusal with this status and reason, which changed nothing at all. */
async function expectRefusal(work: () => Promise<unknown>, status: number, reason: string) {
  const before = await everything();
  const thrown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Response);
  expect(thrown instanceof Response && thrown.status).toBe(status);
  expect((await refusalOf(thrown))?.reason).toBe(reason);
  expect(await everything()).toEqual(before);
}

const lettersTo = async (address: string) =>
  (await db.select().from(outbox).where(eq(outbox.toAddress, address))).length;

describe('submitting', () => {
  it('gives a number, keeps what was sent word for word and tells the desk', async () => {
    const id = await submitted();
    const [request] = await db.select().from(requests).where(eq(requests.id, id));
    const year = new Date().getUTCFullYear();
    expect(request).toMatchObject({ state: 'submitted', turn: 'desk', number: `${year}-0001` });
    expect(await listVersions(db, id)).toMatchObject([{ version: 1, areaHa, aoi }]);
    expect(await lettersTo('guichet@dinamis.example')).toBe(1);
    expect(await lettersTo(people.ana.email)).toBe(0);
    expect(await findHold(db, id)).toBeNull();
  });

  it('again after a return keeps the number and adds a version', async () => {
    const id = await submitted();
    await advance(db, people.odile, { id, act: 'return', text: 'Quelle saison ?' });
    await saveDraft(db, people.ana, { id, form: { title: 'Grenoble, été' }, aoi });
    await advance(db, people.ana, { id, act: 'submit' });
    const [request] = await db.select().from(requests).where(eq(requests.id, id));
    expect(request?.number).toMatch(/-0001$/);
    expect((await listVersions(db, id)).map(({ version }) => version)).toEqual([2, 1]);
    expect((await listEvents(db, id)).map(({ act }) => act)).toEqual([
      'submit',
      'return',
      'submit',
    ]);
  });

  it('is refused without an area', async () => {
    const id = newId();
    await saveDraft(db, people.ana, { id, form: { title: 'Sans zone' }, aoi: null });
    await expectRefusal(() => advance(db, people.ana, { id, act: 'submit' }), 400, 'area-needed');
  });

  it('gives numbers in order, without holes, whatever was refused between', async () => {
    const ids = [await submitted(), await submitted()];
    await advance(db, people.ana, { id: ids[0] ?? '', act: 'submit' }).catch(() => undefined);
    ids.push(await submitted());
    const rows = await db.select().from(requests);
    expect(ids.map((id) => rows.find((r) => r.id === id)?.number?.slice(5))).toEqual([
      '0001',
      '0002',
      '0003',
    ]);
  });
});

describe('approving', () => {
  it('holds the area in quota, says what was granted and tells the owner and their contacts', async () => {
    const before = await balanceOf(db, envelopeId);
    const id = await approved();
    const [request] = await db.select().from(requests).where(eq(requests.id, id));
    expect(request).toMatchObject({
      state: 'approved',
      turn: 'desk',
      sensorId: 'pleiades',
      grantedHa: areaHa,
      grantedAoi: aoi,
    });
    const after = await balanceOf(db, envelopeId);
    expect(after).toEqual({ ...before, heldHa: areaHa, freeHa: before.freeHa - areaHa });
    expect(await lettersTo(people.ana.email)).toBe(1);
    expect(await lettersTo('equipe@lgv.example')).toBe(1);
    expect(await lettersTo(people.odile.email)).toBe(0);
  });

  it('holds twice the area for stereo', async () => {
    const id = await approved('stereo');
    expect((await findHold(db, id))?.holdHa).toBe(2 * areaHa);
  });

  it('writes to the owner in their own language', async () => {
    const id = newId();
    await saveDraft(db, people.liam, { id, form: { title: 'Brest', sensor1: 'pleiades' }, aoi });
    await advance(db, people.liam, { id, act: 'submit' });
    await advance(db, people.odile, { id, act: 'approve', grant });
    const [toLiam] = await db.select().from(outbox).where(eq(outbox.toAddress, people.liam.email));
    const [toAna] = await db
      .select()
      .from(outbox)
      .where(eq(outbox.requestId, await approved()));
    expect(toLiam?.text).toContain(`/requests/${id}`);
    expect(toLiam?.text).not.toBe(toAna?.text);
  });

  it('beyond the envelope is refused, and nothing of it is kept', async () => {
    const id = await submitted();
    const tooMuch = { ...grant, areaHa: 1_500_001 };
    await expectRefusal(
      () => advance(db, people.odile, { id, act: 'approve', grant: tooMuch }),
      409,
      'ledger.exceeds-free',
    );
  });

  it('for a sensor without an envelope is refused', async () => {
    const id = await submitted();
    const other = { ...grant, sensorId: 'co3d' };
    await expectRefusal(
      () => advance(db, people.odile, { id, act: 'approve', grant: other }),
      409,
      'no-envelope',
    );
  });
});

describe('what an act needs', () => {
  it.each<[Act, Partial<Advance>, string]>([
    ['return', {}, 'text-needed'],
    ['return', { text: '   ' }, 'text-needed'],
    ['waitlist', {}, 'text-needed'],
    ['refuse', { text: 'Non.' }, 'reason-needed'],
    ['refuse', { reason: 'urgent' }, 'text-needed'],
    ['approve', {}, 'grant-needed'],
    ['approve-part', {}, 'grant-needed'],
    ['cancel-by-desk', {}, 'text-needed'],
    ['comment', {}, 'text-needed'],
  ])('%s with %o is refused: %s', async (act, given, reason) => {
    const id = await submitted();
    await expectRefusal(() => advance(db, people.odile, { id, act, ...given }), 400, reason);
  });
});

describe('who acts', () => {
  it('an unknown request is not found, by anybody', async () => {
    await expectRefusal(
      () => advance(db, people.odile, { id: newId(), act: 'return', text: '?' }),
      404,
      'no-request',
    );
  });

  it('a stranger does not learn that a request exists', async () => {
    const id = await submitted();
    for (const stranger of [people.liam, people.nora, people.elise, people.etienne])
      await expectRefusal(
        () => advance(db, stranger, { id, act: 'comment', text: 'Bonjour' }),
        404,
        'no-request',
      );
  });

  it('the owner does not decide, and readers do nothing', async () => {
    const id = await submitted();
    for (const reader of [people.ana, people.denis, people.quentin, people.agathe])
      await expectRefusal(
        () => advance(db, reader, { id, act: 'approve', grant }),
        403,
        'act.not-yours',
      );
  });

  it('an officer does not cancel in the owner’s place, nor submit', async () => {
    const id = await submitted();
    for (const act of ['cancel', 'submit'] as const)
      await expectRefusal(() => advance(db, people.odile, { id, act }), 403, 'act.not-yours');
  });

  it('an act that does not follow from the state is refused', async () => {
    const id = await approved();
    await expectRefusal(
      () => advance(db, people.olivier, { id, act: 'approve', grant }),
      409,
      'act.wrong-state',
    );
  });
});

describe('what becomes of the hold', () => {
  const free = async () => (await balanceOf(db, envelopeId)).freeHa;

  it('is given back whole when the owner cancels before the order', async () => {
    const before = await free();
    const id = await approved();
    await advance(db, people.ana, { id, act: 'cancel' });
    expect(await free()).toBe(before);
    expect(await findHold(db, id)).toMatchObject({ leftHa: 0, settledHa: 0 });
  });

  it.each(['fail', 'expire', 'cancel-by-provider'] as const)(
    'is given back whole when the order ends by: %s',
    async (act) => {
      const before = await free();
      const id = await ordered();
      await advance(db, null, { id, act });
      expect(await free()).toBe(before);
    },
  );

  it('is settled by the part delivered; the rest goes back when the window is over', async () => {
    const before = await balanceOf(db, envelopeId);
    const id = await ordered();
    await advance(db, null, { id, act: 'deliver-part', delivered: { pct: 40, complete: false } });
    const settledHa = Math.round(areaHa * 0.4);
    expect(await findHold(db, id)).toMatchObject({ settledHa, leftHa: areaHa - settledHa });
    await advance(db, null, { id, act: 'expire' });
    expect(await balanceOf(db, envelopeId)).toEqual({
      ...before,
      settledHa,
      freeHa: before.freeHa - settledHa,
    });
  });

  it('follows several parts without settling any hectare twice', async () => {
    const id = await ordered();
    for (const pct of [25, 25, 60, 55, 99.4])
      await advance(db, null, { id, act: 'deliver-part', delivered: { pct, complete: false } });
    expect((await findHold(db, id))?.settledHa).toBe(Math.round(areaHa * 0.994));
    await advance(db, null, { id, act: 'deliver', delivered: { pct: 100, complete: true } });
    expect(await findHold(db, id)).toMatchObject({ settledHa: areaHa, leftHa: 0 });
  });

  it('gives the rest back when the desk takes a part for the whole', async () => {
    const id = await ordered();
    await advance(db, null, { id, act: 'deliver-part', delivered: { pct: 80, complete: false } });
    await advance(db, people.odile, { id, act: 'accept-as-is', text: 'Suffisant.' });
    const settledHa = Math.round(areaHa * 0.8);
    expect(await findHold(db, id)).toMatchObject({ settledHa, leftHa: 0 });
  });
});

describe('all or nothing', () => {
  it('an act inside a transaction that fails afterwards leaves nothing: no state, event, hold or letter', async () => {
    const id = await submitted();
    const before = await everything();
    const failing = db.tx(async (t) => {
      await advance(t, people.odile, { id, act: 'approve', grant });
      expect((await findHold(t, id))?.holdHa).toBe(areaHa);
      throw new Error('the power went');
    });
    await expect(failing).rejects.toThrow('the power went');
    expect(await everything()).toEqual(before);
    await advance(db, people.odile, { id, act: 'approve', grant });
    expect((await findHold(db, id))?.holdHa).toBe(areaHa);
  });

  it('an order that cannot be placed leaves the request as it was', async () => {
    const id = newId();
    await saveDraft(db, people.ana, {
      id,
      form: { title: 'Sans fenêtre', sensor1: 'pleiades' },
      aoi,
    });
    await advance(db, people.ana, { id, act: 'submit' });
    await advance(db, people.odile, { id, act: 'approve', grant });
    await expectRefusal(
      () => placeOrder(db, people.odile, { id: newId(), requestId: id }),
      409,
      'not-orderable',
    );
  });
});
