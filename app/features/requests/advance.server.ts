import { eq, sql } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { cancelOrdersOf } from '#app/features/orders/cancel-orders.server.ts';
import { apportion } from '#app/features/quotas/apportion.ts';
import { quotaCostHa, toSettleHa } from '#app/features/quotas/ledger.ts';
import {
  findEnvelope,
  findHold,
  post,
  releaseRest,
  settleHolds,
} from '#app/features/quotas/quotas.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { counters, requestEvents, requests, requestVersions, sensors } from '#db/schema.ts';
import { agreedShares, closeJoin, findOpenJoin } from './open-joins.server.ts';
import { queueRequestMail } from './request-mail.server.ts';
import { type RequestRow, relationsTo } from './requests.server.ts';
import { type Act, decide, isPending, type Transition } from './workflow.ts';

export type Advance = {
  id: string;
  act: Act;
  /** What the actor says with it: a question, a reason, a comment. */
  text?: string;
  /** A code of the list of refusal reasons. */
  reason?: string;
  /** What is granted, for an approval: the sensor, and the area (all of the AOI or the part drawn). */
  grant?: { sensorId: string; aoi: AreaGeometry; areaHa: number };
  /** How much of the granted area has been delivered so far, for a delivery. */
  delivered?: { pct: number; complete: boolean };
  /** What the archive held of the area when it was submitted: of it, how many scenes that meet the need. */
  held?: { pct: number; heldHa: number; scenes: number };
  /** What a join is about, for its acts. `union` is the area that the lead goes on with. */
  join?: {
    joinId: string;
    leadId: string;
    leadNumber: string;
    shareHa: number;
    unionHa: number;
    /** Why a proposal came to nothing. */
    ended?: 'declined' | 'withdrawn' | 'left';
    union?: AreaGeometry;
  };
};

/**
 * Does one act on a request, in one transaction: state, event, quota and mail together or not at all. Refuses (404) a
 * request the actor may not see, (403) an act that is not theirs, (409) one that does not follow from the state, and
 * whatever the ledger refuses. `who` null is the desk's own machinery.
 */
export function advance(db: Db, who: Actor | null, given: Advance): Promise<RequestRow> {
  return db.tx(async (t) => {
    const request = await lockRequest(t, given.id);
    const relations = who ? relationsTo(who, request) : (['system'] as const);
    if (relations.length === 0) refuse('not-found', 'no-request');
    const decision = decide(request.state, relations, given.act);
    if (!decision.ok) {
      const code = decision.why === 'not-yours' ? 'forbidden' : 'conflict';
      refuse(code, `act.${decision.why}`);
    }
    const { row } = decision;
    checkNeeds(row, given);
    if (given.act === 'return') await refuseForJoined(t, request.id);
    const next = await writeState(t, request, row, given);
    if (callsOff.includes(given.act)) await cancelOrdersOf(t, next.id, who?.id ?? null);
    await moveQuota(t, who, next, row, given);
    await writeEvent(t, who, request, next, given);
    await queueRequestMail(t, { who, request: next, row, given });
    if (!isPending(next.state)) await leaveJoin(t, next);
    return next;
  });
}

/** A request that is no longer pending takes no part in a proposal: the proposal is withdrawn, and the others are told. */
async function leaveJoin(t: Db, request: RequestRow): Promise<void> {
  const open = await findOpenJoin(t, request.id);
  if (!open) return;
  const members = await closeJoin(t, open.id, 'withdrawn');
  const join = {
    joinId: open.id,
    leadId: open.leadRequestId,
    leadNumber: request.number ?? '',
    shareHa: 0,
    unionHa: 0,
    ended: 'left' as const,
  };
  for (const id of members.filter((member) => member !== request.id).sort()) {
    await advance(t, null, { id, act: 'end-join', join });
  }
}

/** The acts after which nothing more is to be flown. */
const callsOff: readonly Act[] = ['cancel', 'cancel-by-desk', 'accept-as-is'];

/** Reads the row so that a concurrent act waits: by touching it, which locks it on both engines. */
async function lockRequest(t: Db, id: string): Promise<RequestRow> {
  const [request] = await t
    .update(requests)
    .set({ updatedAt: new Date() })
    .where(eq(requests.id, id))
    .returning();
  if (!request) refuse('not-found', 'no-request');
  return request;
}

/** What was agreed by several cannot be changed by one: a returned request's area could. */
async function refuseForJoined(t: Db, id: string): Promise<void> {
  if ((await agreedShares(t, id)).length > 0) refuse('conflict', 'join.no-return');
}

function checkNeeds(row: Transition, given: Advance): void {
  const needsText = row.needs === 'text' || row.needs === 'reason';
  if (needsText && !given.text?.trim()) refuse('invalid', 'text-needed');
  if (row.needs === 'reason' && !given.reason) refuse('invalid', 'reason-needed');
  if (row.needs === 'grant' && !given.grant) refuse('invalid', 'grant-needed');
  if (row.needs === 'join' && !given.join) refuse('invalid', 'act.unknown');
}

async function writeState(
  t: Db,
  request: RequestRow,
  row: Transition,
  given: Advance,
): Promise<RequestRow> {
  const now = new Date();
  const state = row.to === 'same' ? request.state : row.to;
  const turn = row.turn === 'same' ? request.turn : row.turn;
  const submission = await contentOf(t, request, given, now);
  const grant = given.grant && {
    grantedAoi: given.grant.aoi,
    grantedHa: given.grant.areaHa,
    sensorId: given.grant.sensorId,
  };
  const [next] = await t
    .update(requests)
    .set({
      state,
      turn,
      turnSince: turn === request.turn ? request.turnSince : now,
      ...submission,
      ...grant,
    })
    .where(eq(requests.id, request.id))
    .returning();
  if (!next) throw new Error(`request ${request.id} went away inside its transaction`);
  return next;
}

/** What an act writes of the request's content: a submission, or the area of those that are joined to it. */
async function contentOf(t: Db, request: RequestRow, given: Advance, now: Date) {
  if (given.act === 'submit') return submissionOf(t, request, now);
  const { union, unionHa } = given.join ?? {};
  if (given.act !== 'take-in' || !union || !unionHa) return {};
  const grown = { ...request, aoi: union, areaHa: unionHa };
  return { aoi: union, areaHa: unionHa, version: await keepVersion(t, grown, now) };
}

/** Keeps, word for word, what is asked from now on. Gives the number of that version. */
async function keepVersion(t: Db, request: RequestRow, now: Date): Promise<number> {
  if (!request.aoi) refuse('invalid', 'area-needed');
  const version = request.version + 1;
  await t.insert(requestVersions).values({
    requestId: request.id,
    version,
    form: request.form,
    aoi: request.aoi,
    areaHa: request.areaHa,
    at: now,
  });
  return version;
}

/** A submission keeps what was sent, and gives a number the first time. */
async function submissionOf(t: Db, request: RequestRow, now: Date) {
  const version = await keepVersion(t, request, now);
  const year = now.getUTCFullYear();
  const number = request.number ?? `${year}-${await nextNumber(t, `requests-${year}`)}`;
  return { version, number, submittedAt: request.submittedAt ?? now };
}

/** The next number of a series, four digits or more; the row's lock makes it unique. */
export async function nextNumber(t: Db, series: string): Promise<string> {
  const [counter] = await t
    .insert(counters)
    .values({ name: series, value: 1 })
    .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } })
    .returning();
  return String(counter?.value ?? 1).padStart(4, '0');
}

async function moveQuota(
  t: Db,
  who: Actor | null,
  request: RequestRow,
  row: Transition,
  given: Advance,
): Promise<void> {
  const by = { requestId: request.id, actorId: who?.id ?? null, reason: given.act };
  if (row.quota === 'hold') await holdGrant(t, who, request);
  if (row.quota === 'settle' || row.quota === 'settle-and-release') {
    await settle(t, by, given.delivered ?? { pct: 100, complete: true });
  }
  if (row.quota === 'release' || row.quota === 'settle-and-release') await releaseRest(t, by);
}

/** Holds what is granted; of a join, each entity's share in the envelope that serves it. */
async function holdGrant(t: Db, who: Actor | null, request: RequestRow): Promise<void> {
  const [sensor] = await t
    .select()
    .from(sensors)
    .where(eq(sensors.id, request.sensorId ?? ''));
  if (!sensor) refuse('invalid', 'grant-needed');
  const parts = await partsOfGrant(t, request, sensor.family);
  for (const { envelopeId, amountHa } of parts) {
    await post(t, {
      id: newId(),
      envelopeId,
      kind: 'hold',
      amountHa,
      requestId: request.id,
      actorId: who?.id ?? null,
      reason: 'approve',
    });
  }
}

async function partsOfGrant(t: Db, request: RequestRow, family: string) {
  const agreed = await agreedShares(t, request.id);
  const payers = agreed.length > 0 ? agreed : [{ entityId: request.entityId, shareHa: 1 }];
  const areas = apportion(
    request.grantedHa ?? 0,
    payers.map(({ shareHa }) => shareHa),
  );
  const parts = [];
  for (const [i, { entityId }] of payers.entries()) {
    const amountHa = quotaCostHa(areas[i] ?? 0, request.form.mode ?? 'mono');
    const envelope = await findEnvelope(t, { family, entityId, at: new Date() });
    if (!envelope) refuse('conflict', 'no-envelope');
    parts.push({ envelopeId: envelope.id, amountHa });
  }
  // Envelopes are always touched in the same order, so that two approvals do not wait for each other.
  return parts
    .filter(({ amountHa }) => amountHa > 0 || parts.length === 1)
    .sort((a, b) => (a.envelopeId < b.envelopeId ? -1 : 1));
}

async function settle(
  t: Db,
  by: { requestId: string; actorId: string | null; reason: string },
  delivered: { pct: number; complete: boolean },
): Promise<void> {
  const hold = await findHold(t, by.requestId);
  if (!hold) return;
  const amountHa = Math.min(
    hold.leftHa,
    toSettleHa({ ...hold, deliveredPct: delivered.pct, complete: delivered.complete }),
  );
  await settleHolds(t, { ...by, amountHa });
}

async function writeEvent(
  t: Db,
  who: Actor | null,
  before: RequestRow,
  after: RequestRow,
  given: Advance,
): Promise<void> {
  const data = {
    ...(given.reason && { reason: given.reason }),
    ...(given.grant && { sensorId: given.grant.sensorId, areaHa: given.grant.areaHa }),
    ...(given.delivered && { deliveredPct: Math.round(given.delivered.pct) }),
    ...(given.held && {
      heldPct: given.held.pct,
      heldHa: given.held.heldHa,
      heldScenes: given.held.scenes,
    }),
    ...(given.join && joinData(given.join)),
  };
  await t.insert(requestEvents).values({
    id: newId(),
    requestId: after.id,
    act: given.act,
    fromState: before.state,
    toState: after.state,
    actorId: who?.id ?? null,
    text: given.text?.trim() || null,
    data: Object.keys(data).length > 0 ? data : null,
    at: new Date(),
  });
}

function joinData({ joinId, leadId, leadNumber, shareHa, unionHa, ended }: JoinGiven) {
  return { joinId, leadId, leadNumber, shareHa, unionHa, ...(ended && { ended }) };
}
type JoinGiven = NonNullable<Advance['join']>;
