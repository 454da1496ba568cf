import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  balanceOf,
  findEnvelope,
  findHold,
  findLedger,
  grant,
  listEnvelopes,
  post,
  releaseRest,
} from '#app/features/quotas/quotas.server.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { envelopes, ledgerEntries } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
let envelopeId: string;
let requestId: string;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  const family = 'pleiades-neo';
  envelopeId = (await findEnvelope(db, { family, entityId: 'lgv', at: new Date() }))?.id ?? '';
  requestId = newId();
  await saveDraft(db, people.ana, { id: requestId, form: { title: 'Essai' }, aoi: null });
});

const hold = (amountHa: number, id = newId()) =>
  db.tx((t) =>
    post(t, {
      id,
      envelopeId,
      kind: 'hold',
      amountHa,
      requestId,
      actorId: 'odile',
      reason: 'approve',
    }),
  );
const draw = (kind: 'settle' | 'release', amountHa: number, holdId: string) =>
  db.tx((t) =>
    post(t, {
      id: newId(),
      envelopeId,
      kind,
      amountHa,
      holdId,
      requestId,
      actorId: null,
      reason: kind,
    }),
  );
const entries = () => db.select().from(ledgerEntries).orderBy(ledgerEntries.id);

async function expectRefusal(work: () => Promise<unknown>, reason: string, params = {}) {
  const before = await entries();
  const thrown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  expect(await refusalOf(thrown)).toMatchObject({ reason, params });
  expect(await entries()).toEqual(before);
}

describe('granting', () => {
  it('adds to an envelope, once for one id however often it is posted', async () => {
    const given = { id: newId(), envelopeId, amountHa: 500, reason: 'Avenant' };
    await grant(db, people.quentin, given);
    await grant(db, people.quentin, given);
    expect(await balanceOf(db, envelopeId)).toMatchObject({ grantedHa: 30_500, freeHa: 30_500 });
    const { entries: ledger } = await findLedger(db, people.quentin, envelopeId);
    expect(ledger[0]).toMatchObject({
      amountHa: 500,
      reason: 'Avenant',
      actorName: 'Quentin Lambert',
    });
  });

  it('is for a quota manager alone', async () => {
    const given = { id: newId(), envelopeId, amountHa: 500, reason: 'Avenant' };
    for (const other of [people.odile, people.agathe, people.ana, people.etienne])
      await expectRefusal(() => grant(db, other, given), 'no-permission');
  });

  it('is refused to an envelope that does not exist, and for no amount', async () => {
    const given = { id: newId(), envelopeId: 'none', amountHa: 500, reason: 'Avenant' };
    await expectRefusal(() => grant(db, people.quentin, given), 'no-envelope');
    for (const amountHa of [0, -5, 1.5])
      await expectRefusal(
        () => grant(db, people.quentin, { ...given, envelopeId, amountHa }),
        'ledger.not-an-amount',
      );
  });
});

describe('holding', () => {
  it('takes the last hectare and refuses the next, saying what is left', async () => {
    await hold(29_999);
    await hold(1);
    expect((await balanceOf(db, envelopeId)).freeHa).toBe(0);
    await expectRefusal(() => hold(1), 'ledger.exceeds-free', { freeHa: 0, askedHa: 1 });
  });

  it('is settled in parts, and what is left of it is released once', async () => {
    const id = newId();
    await hold(1_000, id);
    await draw('settle', 300, id);
    await draw('settle', 200, id);
    expect(await findHold(db, requestId)).toMatchObject({
      holdHa: 1_000,
      settledHa: 500,
      leftHa: 500,
    });
    for (let n = 0; n < 3; n++) {
      await db.tx((t) => releaseRest(t, { requestId, actorId: null, reason: 'expire' }));
    }
    expect(await findHold(db, requestId)).toMatchObject({ settledHa: 500, leftHa: 0 });
    expect(await balanceOf(db, envelopeId)).toEqual({
      grantedHa: 30_000,
      heldHa: 0,
      settledHa: 500,
      freeHa: 29_500,
    });
  });

  it('is never drawn on beyond what is left of it', async () => {
    const id = newId();
    await hold(100, id);
    await draw('settle', 60, id);
    await expectRefusal(() => draw('settle', 41, id), 'ledger.exceeds-hold', { leftHa: 40 });
    await expectRefusal(() => draw('release', 41, id), 'ledger.exceeds-hold', { leftHa: 40 });
    await expectRefusal(() => draw('settle', 1, newId()), 'ledger.exceeds-hold', { leftHa: 0 });
  });

  it('counts every posting on the envelope, which is what makes concurrent ones wait', async () => {
    const seq = async () =>
      (await db.select().from(envelopes).where(eq(envelopes.id, envelopeId)))[0]?.seq ?? 0;
    const before = await seq();
    await hold(10);
    await hold(40_000).catch(() => undefined);
    expect(await seq()).toBe(before + 1);
  });
});

describe('finding an envelope', () => {
  const at = new Date();

  it('prefers the one that the structure paid for, and gives it to nobody else', async () => {
    const own = await findEnvelope(db, { family: 'spot', entityId: 'ale', at });
    const common = await findEnvelope(db, { family: 'spot', entityId: 'lgv', at });
    expect(own).toMatchObject({ entityId: 'ale', freeHa: 400_000 });
    expect(common).toMatchObject({ entityId: null, freeHa: 6_000_000 });
  });

  it('finds none for another time or family', async () => {
    const past = new Date('2001-01-01');
    expect(await findEnvelope(db, { family: 'spot', entityId: 'lgv', at: past })).toBeNull();
    expect(await findEnvelope(db, { family: 'co3d', entityId: 'lgv', at })).toBeNull();
  });

  it('ends one period where the next begins', async () => {
    const [envelope] = await db.select().from(envelopes).where(eq(envelopes.family, 'pleiades'));
    const wanted = { family: 'pleiades', entityId: 'lgv' };
    const { fromAt, toAt } = envelope ?? { fromAt: at, toAt: at };
    expect((await findEnvelope(db, { ...wanted, at: fromAt }))?.id).toBe(envelope?.id);
    expect(await findEnvelope(db, { ...wanted, at: toAt })).toBeNull();
  });
});

describe('who sees which envelope', () => {
  it('a member sees the common ones and their structure’s own', async () => {
    const seen = async (name: 'ana' | 'liam' | 'quentin') =>
      (await listEnvelopes(db, people[name])).map(({ entityId }) => entityId);
    expect(await seen('ana')).not.toContain('ale');
    expect(await seen('liam')).toContain('ale');
    expect(await seen('quentin')).toContain('ale');
  });

  it('the ledger is for those who may read quota', async () => {
    await expectRefusal(() => findLedger(db, people.ana, envelopeId), 'no-permission');
    expect((await findLedger(db, people.agathe, envelopeId)).envelope.freeHa).toBe(30_000);
  });
});
