import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/features/accounts/actor.ts';
import { answerJoin, proposeJoin, withdrawJoin } from '#app/features/archive/joins.server.ts';
import { areaHaOf, boxPolygon } from '#app/features/areas/area.ts';
import { covers, unite } from '#app/features/areas/overlay.ts';
import { balanceOf, findHold, listHolds } from '#app/features/quotas/quotas.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import { findRequestPage } from '#app/features/requests/request-page.server.ts';
import type { RequestForm } from '#app/features/requests/request-schema.ts';
import {
  findRequest,
  listEvents,
  listOwn,
  listVersions,
  saveDraft,
} from '#app/features/requests/requests.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { envelopes, joinShares, joins, ledgerEntries, outbox, requests } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

/** Two areas of 0.3 by 0.3 degrees that share their middle third, and one that shares the second's east. */
const west = boxPolygon([5, 45, 5.3, 45.3]);
const middle = boxPolygon([5.2, 45, 5.5, 45.3]);
const east = boxPolygon([5.4, 45, 5.7, 45.3]);
const text = 'Une seule acquisition servirait vos deux études.';

describe('a joint order', () => {
  it('is proposed to every owner, and changes nothing until all agree', async () => {
    const [ana, liam] = await two();
    const before = await contentOf([ana, liam]);
    await propose(ana, [liam]);
    expect(await contentOf([ana, liam])).toEqual(before);
    const [join] = await db.select().from(joins);
    expect(join).toMatchObject({ leadRequestId: ana, state: 'proposed', text, decidedAt: null });
    expect(await turnsOf([ana, liam])).toEqual(['requester', 'requester']);
    expect(await lettersAbout('propose-join')).toEqual(['anais.martel', 'liam.byrne']);
    expect((await lastLetter(ana)).text).toContain(text);
    const events = await listEvents(db, liam);
    expect(events.at(-1)).toMatchObject({ act: 'propose-join', text, data: { leadId: ana } });
  });

  it('divides the union: own ground, and half of what is common, whole hectares that sum to it', async () => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    const shares = await sharesOf();
    expect(sum(shares)).toBe(areaHaOf(await unite([west, middle])));
    expect(Math.abs((shares[0] ?? 0) - (shares[1] ?? 0))).toBeLessThanOrEqual(20);
  });

  it('goes on as one request once all agree; the other ends in it and points to it', async () => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    await answer(people.ana, ana, 'agreed');
    expect(await statesOf([ana, liam])).toEqual(['submitted', 'submitted']);
    expect(await turnsOf([ana, liam])).toEqual(['desk', 'requester']);
    await answer(people.liam, liam, 'agreed', 'Volontiers.');
    expect(await statesOf([ana, liam])).toEqual(['submitted', 'joined']);
    expect(await turnsOf([ana, liam])).toEqual(['desk', null]);
    const { request } = await findRequest(db, people.odile, ana);
    expect(request.areaHa).toBe(sum(await sharesOf()));
    expect(request.aoi && (await covers(request.aoi, west))).toBe(true);
    expect(request.aoi && (await covers(request.aoi, middle))).toBe(true);
    const versions = await listVersions(db, ana);
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    const ended = (await listEvents(db, liam)).at(-1);
    expect(ended).toMatchObject({ act: 'join-into', data: { leadId: ana } });
    expect((await db.select().from(joins))[0]?.state).toBe('agreed');
    expect(await lettersAbout('join-into')).toEqual(['liam.byrne']);
    expect(await lettersAbout('take-in')).toEqual(['anais.martel', 'guichet']);
    expect((await lastLetter(liam)).subject).toContain(request.number);
  });

  it('may be answered by the référent of the entity, and by nobody else', async () => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    expect(await refused(answer(people.liam, ana, 'agreed'))).toBe('no-request');
    expect(await refused(answer(people.chloe, ana, 'agreed'))).toBe('no-request');
    expect(await refused(answer(people.odile, ana, 'agreed'))).toBe('act.not-yours');
    expect(await refused(answer(people.quentin, ana, 'agreed'))).toBe('act.not-yours');
    await answer(people.denis, ana, 'agreed');
    const [first] = await db.select().from(joinShares).where(eq(joinShares.requestId, ana));
    expect(first).toMatchObject({ answer: 'agreed', answeredBy: 'denis' });
    expect(await lettersAbout('agree-join')).toEqual(['anais.martel', 'guichet']);
    expect(await refused(answer(people.ana, ana, 'agreed'))).toBe('join.answered');
  });

  it('comes to nothing when one declines, also after agreeing, and everybody is told', async () => {
    const [ana, liam] = await two();
    const before = await contentOf([ana, liam]);
    await propose(ana, [liam]);
    await answer(people.ana, ana, 'agreed');
    await answer(people.ana, ana, 'declined', 'Trop tard pour nous.');
    expect((await db.select().from(joins))[0]).toMatchObject({ state: 'declined' });
    expect(await contentOf([ana, liam])).toEqual(before);
    expect(await turnsOf([ana, liam])).toEqual(['desk', 'desk']);
    expect(await lettersAbout('end-join')).toEqual(['liam.byrne']);
    expect(await refused(answer(people.liam, liam, 'agreed'))).toBe('join.over');
    await propose(liam, [ana]);
    expect((await db.select().from(joins)).map(({ state }) => state).sort()).toEqual([
      'declined',
      'proposed',
    ]);
  });

  it('may be withdrawn by the desk, and by the desk alone', async () => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    const id = await joinId();
    expect(await refused(withdrawJoin(db, people.ana, id))).toBe('no-permission');
    expect(await refused(withdrawJoin(db, people.quentin, id))).toBe('no-permission');
    await withdrawJoin(db, people.olivier, id);
    expect((await db.select().from(joins))[0]?.state).toBe('withdrawn');
    expect(await statesOf([ana, liam])).toEqual(['submitted', 'submitted']);
    expect(await lettersAbout('end-join')).toEqual(['anais.martel', 'liam.byrne']);
    expect(await refused(withdrawJoin(db, people.odile, id))).toBe('join.over');
  });

  it.each([
    ['cancel', () => people.ana, {}],
    ['return', () => people.odile, { text: 'Pourquoi ?' }],
    ['refuse', () => people.odile, { text: 'Non.', reason: 'held' }],
  ] as const)('is withdrawn when a request of it leaves by %s', async (act, who, given) => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    await advance(db, who(), { id: ana, act, ...given });
    expect((await db.select().from(joins))[0]?.state).toBe('withdrawn');
    expect(await turnsOf([liam])).toEqual(['desk']);
    const [left] = (await listEvents(db, liam)).slice(-1);
    expect(left).toMatchObject({ act: 'end-join', actorId: null, data: { ended: 'left' } });
  });

  it('stays open while a request of it waits on the list', async () => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    await advance(db, people.odile, { id: liam, act: 'waitlist', text: 'Prochain trimestre' });
    await answer(people.liam, liam, 'agreed');
    await answer(people.ana, ana, 'agreed');
    expect(await statesOf([ana, liam])).toEqual(['submitted', 'joined']);
  });

  it('joins three, each bearing what it shares with whom', async () => {
    const [ana, liam] = await two();
    const chloe = await submitted(people.chloe, east);
    await propose(liam, [ana, chloe]);
    const bearers = await db.select().from(joinShares);
    expect(bearers).toHaveLength(3);
    expect(sum(await sharesOf())).toBe(areaHaOf(await unite([west, middle, east])));
    // The one in the middle shares with both.
    const of = (id: string) => bearers.find(({ requestId }) => requestId === id)?.shareHa ?? 0;
    expect(of(liam)).toBeLessThan(of(ana));
    await answer(people.ana, ana, 'agreed');
    await answer(people.chloe, chloe, 'agreed');
    await answer(people.liam, liam, 'agreed');
    expect(await statesOf([ana, liam, chloe])).toEqual(['joined', 'submitted', 'joined']);
  });

  it('joins once, however the last answers race', async () => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    const answers = await Promise.allSettled([
      answer(people.ana, ana, 'agreed'),
      answer(people.liam, liam, 'agreed'),
      answer(people.denis, ana, 'agreed'),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await statesOf([ana, liam])).toEqual(['submitted', 'joined']);
    expect((await listVersions(db, ana)).length).toBe(2);
  });
});

describe('a proposal', () => {
  it('is refused to whoever does not review, and asks for words', async () => {
    const [ana, liam] = await two();
    for (const who of [people.ana, people.denis, people.quentin, people.agathe]) {
      expect(await refused(proposeJoin(db, who, { leadId: ana, otherIds: [liam], text }))).toBe(
        'no-permission',
      );
    }
    const silent = proposeJoin(db, people.odile, { leadId: ana, otherIds: [liam], text: ' ' });
    expect(await refused(silent)).toBe('text-needed');
    expect(await db.select().from(joins)).toEqual([]);
  });

  it('is refused for one request, for two of one entity, and for areas that do not meet', async () => {
    const [ana] = await two();
    const twin = await submitted(people.ana, middle);
    const far = await submitted(people.chloe, boxPolygon([8, 48, 8.4, 48.4]));
    expect(await refused(propose(ana, []))).toBe('join.how-many');
    expect(await refused(propose(ana, [twin]))).toBe('join.same-entity');
    expect(await refused(propose(ana, [far]))).toBe('join.no-overlap');
    expect(await db.select().from(joins)).toEqual([]);
  });

  it('is refused for a request that is not pending, or in another one', async () => {
    const [ana, liam] = await two();
    const chloe = await submitted(people.chloe, east);
    await propose(ana, [liam]);
    expect(await refused(propose(liam, [chloe]))).toBe('join.already');
    await advance(db, people.chloe, { id: chloe, act: 'cancel' });
    await withdrawJoin(db, people.odile, await joinId());
    expect(await refused(propose(liam, [chloe]))).toBe('join.not-pending');
  });

  it('is refused for a request that goes on for others already', async () => {
    const [ana] = await joined();
    const chloe = await submitted(people.chloe, east);
    expect(await refused(propose(ana, [chloe]))).toBe('join.already');
  });
});

describe('whoever was joined into a request', () => {
  it('reads its page, and can do nothing there', async () => {
    const [ana, liam] = await joined();
    for (const who of [people.liam, people.elise]) {
      const page = await findRequestPage(db, who, ana, 'en');
      expect(page.acts).toEqual([]);
      expect(await refused(advance(db, who, { id: ana, act: 'comment', text: 'x' }))).toBe(
        'no-request',
      );
    }
    const own = await findRequestPage(db, people.liam, liam, 'en');
    expect(own.join).toMatchObject({ state: 'agreed', leadId: ana });
    expect(await refused(findRequest(db, people.chloe, ana))).toBe('no-request');
    const listed = (await listOwn(db, people.liam)).map(({ id }) => id);
    expect(listed).toEqual([liam]);
  });

  it('could not read it before all agreed', async () => {
    const [ana, liam] = await two();
    await propose(ana, [liam]);
    await answer(people.liam, liam, 'agreed');
    expect(await refused(findRequest(db, people.liam, ana))).toBe('no-request');
  });

  it('hears of each new state', async () => {
    const [ana] = await joined();
    await approve(ana);
    const letters = (await db.select().from(outbox)).filter((mail) =>
      mail.toAddress.startsWith('liam'),
    );
    const last = letters.at(-1);
    expect(last?.subject).toMatch(/joined into: Approved/);
    expect(last?.text).toContain(`/requests/${ana}`);
    expect(last?.text).not.toMatch(/\{\{|request\.follow/);
  });

  it('is safe from a change of the area: the lead is not sent back', async () => {
    const [ana] = await joined();
    const back = advance(db, people.odile, { id: ana, act: 'return', text: 'Plus petit ?' });
    expect(await refused(back)).toBe('join.no-return');
    expect(await statesOf([ana])).toEqual(['submitted']);
  });
});

describe('the quota of a joint order', () => {
  it('is held of each entity’s own envelope, by its share, counting stereo twice', async () => {
    const [ana, liam] = await joined({ sensor1: 'spot-6', mode: 'stereo' });
    const shares = await db.select().from(joinShares);
    const of = (id: string) => shares.find(({ requestId }) => requestId === id)?.shareHa ?? 0;
    await approve(ana, 'spot-6');
    const holds = await holdsByOwner(ana);
    expect(holds).toEqual({ common: 2 * of(ana), ale: 2 * of(liam) });
    const { request } = await findRequest(db, people.odile, ana);
    expect((await findHold(db, ana))?.holdHa).toBe(2 * (request.grantedHa ?? 0));
  });

  it('of a part is divided in the same proportion, to the hectare', async () => {
    const [ana] = await joined({ sensor1: 'spot-6' });
    const part = boxPolygon([5, 45, 5.2, 45.3]);
    const grant = { sensorId: 'spot-6', aoi: part, areaHa: areaHaOf(part) };
    await advance(db, people.odile, { id: ana, act: 'approve-part', grant });
    const holds = await holdsByOwner(ana);
    expect(sum(Object.values(holds))).toBe(grant.areaHa);
    expect(Math.abs((holds.ale ?? 0) - (holds.common ?? 0))).toBeLessThan(30);
  });

  it('is settled in proportion and given back whole, with no odd hectare left', async () => {
    const [ana] = await joined({ sensor1: 'spot-6' });
    await approve(ana, 'spot-6');
    await db.tx(async (t) => {
      await t.update(requests).set({ state: 'in-collection' }).where(eq(requests.id, ana));
    });
    const whole = (await findHold(db, ana))?.holdHa ?? 0;
    await advance(db, null, {
      id: ana,
      act: 'deliver-part',
      delivered: { pct: 33.3, complete: false },
    });
    const partly = await listHolds(db, ana);
    expect(sum(partly.map(({ settledHa }) => settledHa))).toBe(Math.round(whole * 0.333));
    for (const { settledHa, holdHa } of partly) {
      expect(Math.abs(settledHa - holdHa * 0.333)).toBeLessThan(2);
    }
    await advance(db, null, { id: ana, act: 'expire' });
    expect(await findHold(db, ana)).toMatchObject({ leftHa: 0 });
    for (const { envelopeId } of partly) {
      expect((await balanceOf(db, envelopeId)).heldHa).toBe(0);
    }
  });

  it('is refused whole when one envelope lacks, and then nothing is held of any', async () => {
    const [ana] = await joined({ sensor1: 'spot-6' });
    const [own] = await db.select().from(envelopes).where(eq(envelopes.entityId, 'ale'));
    const { freeHa } = await balanceOf(db, own?.id ?? '');
    await db.tx(async (t) => {
      await t.insert(ledgerEntries).values({
        id: newId(),
        envelopeId: own?.id ?? '',
        kind: 'correct',
        amountHa: 1000 - freeHa,
        actorId: null,
        reason: 'Correction',
        at: new Date(),
      });
    });
    expect(await refused(approve(ana, 'spot-6'))).toBe('ledger.exceeds-free');
    expect(await findHold(db, ana)).toBeNull();
    expect(await statesOf([ana])).toEqual(['submitted']);
  });
});

const day = (fromNow: number) =>
  new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);

async function submitted(
  owner: Actor,
  aoi: ReturnType<typeof boxPolygon>,
  over: Partial<RequestForm> = {},
): Promise<string> {
  const id = newId();
  const form = {
    title: 'Versants instables',
    kind: 'tasking' as const,
    sensor1: 'pleiades',
    windowFrom: day(7),
    windowTo: day(40),
    mode: 'mono' as const,
    maxCloudPct: 10,
    ...over,
  };
  await saveDraft(db, owner, { id, form, aoi });
  await advance(db, owner, { id, act: 'submit' });
  return id;
}

/** Ana's and Liam's requests, of different entities. */
const two = async (over: Partial<RequestForm> = {}): Promise<[string, string]> => [
  await submitted(people.ana, west, over),
  await submitted(people.liam, middle, over),
];

/** The same, joined: Ana's goes on. */
async function joined(over: Partial<RequestForm> = {}): Promise<[string, string]> {
  const [ana, liam] = await two(over);
  await propose(ana, [liam]);
  await answer(people.ana, ana, 'agreed');
  await answer(people.liam, liam, 'agreed');
  return [ana, liam];
}

const propose = (leadId: string, otherIds: string[]) =>
  proposeJoin(db, people.odile, { leadId, otherIds, text });

async function joinId(): Promise<string> {
  const rows = await db.select().from(joins).orderBy(asc(joins.at));
  return rows.findLast(({ state }) => state === 'proposed')?.id ?? rows.at(-1)?.id ?? '';
}

async function answer(
  who: Actor,
  requestId: string,
  given: 'agreed' | 'declined',
  words?: string,
): Promise<void> {
  await answerJoin(db, who, {
    joinId: await joinId(),
    requestId,
    answer: given,
    ...(words && { text: words }),
  });
}

async function approve(id: string, sensorId = 'pleiades'): Promise<void> {
  const { request } = await findRequest(db, people.odile, id);
  if (!request.aoi) throw new Error('no area');
  const grant = { sensorId, aoi: request.aoi, areaHa: request.areaHa };
  await advance(db, people.odile, { id, act: 'approve', grant });
}

const rowsOf = async (ids: string[]) => {
  const rows = await db.select().from(requests);
  return ids.map((id) => rows.find((row) => row.id === id));
};
const statesOf = async (ids: string[]) => (await rowsOf(ids)).map((row) => row?.state);
const turnsOf = async (ids: string[]) => (await rowsOf(ids)).map((row) => row?.turn);
const contentOf = async (ids: string[]) =>
  (await rowsOf(ids)).map((row) => [row?.state, row?.version, row?.areaHa, row?.aoi, row?.form]);
const sharesOf = async () => (await db.select().from(joinShares)).map(({ shareHa }) => shareHa);
const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** The beginnings of the addresses that were written to about an act, told by its subject in either language. */
async function lettersAbout(act: string): Promise<string[]> {
  const subjects: Record<string, RegExp> = {
    'propose-join': /proposition de commande|joint order is proposed/,
    'agree-join': /commande commune acceptée|joint order agreed/,
    'end-join': /n’aura pas lieu|will be no joint order/,
    'take-in': /continue pour tous|goes on for all|réunie, à instruire/,
    'join-into': /réunie à la demande|joined into request/,
  };
  const mail = await db.select().from(outbox);
  return mail
    .filter(({ subject }) => subjects[act]?.test(subject))
    .map(({ toAddress }) => toAddress.split('@')[0] ?? '')
    .sort();
}

async function lastLetter(requestId: string) {
  const mail = await db.select().from(outbox).where(eq(outbox.requestId, requestId));
  const last = mail.at(-1);
  expect(last?.text).not.toMatch(/\{\{|request\./);
  return { subject: last?.subject ?? '', text: last?.text ?? '' };
}

/** Hectares held for a request, by whose envelope. */
async function holdsByOwner(requestId: string): Promise<Record<string, number>> {
  const all = await db.select().from(envelopes);
  const found: Record<string, number> = {};
  for (const { envelopeId, holdHa } of await listHolds(db, requestId)) {
    const owner = all.find(({ id }) => id === envelopeId)?.entityId ?? 'common';
    found[owner] = (found[owner] ?? 0) + holdHa;
  }
  return found;
}

async function refused(work: Promise<unknown>): Promise<string | null> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown === null) return null;
  const refusal = await refusalOf(thrown);
  if (!refusal) throw thrown;
  return refusal.reason;
}
