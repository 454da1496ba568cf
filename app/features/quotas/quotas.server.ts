import { and, asc, desc, eq, gt, isNull, lte, or, sql } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import { can } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { prepared } from '#app/lib/prepared.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { entities, envelopes, ledgerEntries, requests, users } from '#db/schema.ts';
import { spread } from './apportion.ts';
import { type Balance, balance, type EntryKind, refusalOf } from './ledger.ts';

export type Envelope = typeof envelopes.$inferSelect & Balance & { entityName: string | null };

type Posting = {
  /** Minted by the caller: posting it again changes nothing. */
  id: string;
  envelopeId: string;
  kind: EntryKind;
  amountHa: number;
  holdId?: string | null;
  requestId?: string | null;
  actorId: string | null;
  reason: string;
};

/**
 * Posts one movement, inside the caller's transaction. Touching the envelope's row first makes concurrent postings
 * wait for each other, so that no two of them count the same free hectare. Refuses (409) what the ledger's rules refuse.
 */
export async function post(t: Db, entry: Posting): Promise<void> {
  const [envelope] = await t
    .update(envelopes)
    .set({ seq: sql`${envelopes.seq} + 1` })
    .where(eq(envelopes.id, entry.envelopeId))
    .returning();
  if (!envelope) refuse('not-found', 'no-envelope');
  const [known] = await t.select().from(ledgerEntries).where(eq(ledgerEntries.id, entry.id));
  if (known) return;
  const relevant = entry.holdId
    ? or(eq(ledgerEntries.id, entry.holdId), eq(ledgerEntries.holdId, entry.holdId))
    : eq(ledgerEntries.envelopeId, entry.envelopeId);
  const entries = await t
    .select()
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.envelopeId, entry.envelopeId), relevant));
  const holdId = entry.holdId ?? null;
  const refusal = refusalOf({ ...entry, holdId }, entries);
  if (refusal) {
    const { code, ...params } = refusal;
    refuse('conflict', `ledger.${code}`, params);
  }
  await t.insert(ledgerEntries).values({
    ...entry,
    holdId,
    requestId: entry.requestId ?? null,
    at: new Date(),
  });
}

/** The envelope that serves this sensor family and entity on that day: the entity's own before the common one. */
export async function findEnvelope(
  db: Db,
  wanted: { family: string; entityId: string; at: Date },
): Promise<Envelope | null> {
  const [row] = await db
    .select()
    .from(envelopes)
    .where(
      and(
        eq(envelopes.family, wanted.family),
        lte(envelopes.fromAt, wanted.at),
        gt(envelopes.toAt, wanted.at),
        or(isNull(envelopes.entityId), eq(envelopes.entityId, wanted.entityId)),
      ),
    )
    .orderBy(sql`case when ${envelopes.entityId} is null then 1 else 0 end`, desc(envelopes.fromAt))
    .limit(1);
  return row ? { ...row, ...(await balanceOf(db, row.id)), entityName: null } : null;
}

/** The balance of an envelope, summed by the database. */
export async function balanceOf(db: Db, envelopeId: string): Promise<Balance> {
  const rows = await db
    .select({ kind: ledgerEntries.kind, amountHa: sql<number>`sum(${ledgerEntries.amountHa})` })
    .from(ledgerEntries)
    .where(eq(ledgerEntries.envelopeId, envelopeId))
    .groupBy(ledgerEntries.kind);
  return balance(rows.map((r) => ({ kind: r.kind, amountHa: Number(r.amountHa) })));
}

/** Every envelope with its balance, current ones first. Members see those that serve their entities. */
export async function listEnvelopes(db: Db, actor: Actor): Promise<Envelope[]> {
  const own = actor.affiliations.map((a) => a.entityId);
  const rows = await db
    .select({ envelope: envelopes, entityName: entities.name })
    .from(envelopes)
    .leftJoin(entities, eq(entities.id, envelopes.entityId))
    .orderBy(desc(envelopes.toAt), asc(envelopes.family));
  const sums = await db
    .select({
      envelopeId: ledgerEntries.envelopeId,
      kind: ledgerEntries.kind,
      amountHa: sql<number>`sum(${ledgerEntries.amountHa})`,
    })
    .from(ledgerEntries)
    .groupBy(ledgerEntries.envelopeId, ledgerEntries.kind);
  return rows
    .filter(
      ({ envelope: e }) =>
        can(actor, 'quota:read') || e.entityId === null || own.includes(e.entityId),
    )
    .map(({ envelope, entityName }) => ({
      ...envelope,
      entityName,
      ...balance(
        sums
          .filter((s) => s.envelopeId === envelope.id)
          .map((s) => ({ kind: s.kind, amountHa: Number(s.amountHa) })),
      ),
    }));
}

/** One envelope with its ledger, newest first. For those who may read quota. */
export async function findLedger(db: Db, actor: Actor, envelopeId: string) {
  if (!can(actor, 'quota:read')) refuse('forbidden', 'no-permission');
  const [envelope] = await db.select().from(envelopes).where(eq(envelopes.id, envelopeId));
  if (!envelope) refuse('not-found', 'no-envelope');
  const entries = await db
    .select({
      id: ledgerEntries.id,
      kind: ledgerEntries.kind,
      amountHa: ledgerEntries.amountHa,
      reason: ledgerEntries.reason,
      at: ledgerEntries.at,
      actorName: users.name,
      requestId: ledgerEntries.requestId,
      requestNumber: requests.number,
    })
    .from(ledgerEntries)
    .leftJoin(users, eq(users.id, ledgerEntries.actorId))
    .leftJoin(requests, eq(requests.id, ledgerEntries.requestId))
    .where(eq(ledgerEntries.envelopeId, envelopeId))
    .orderBy(desc(ledgerEntries.at), desc(ledgerEntries.id))
    .limit(500);
  return { envelope: { ...envelope, ...(await balanceOf(db, envelopeId)) }, entries };
}

/** Adds quota to an envelope. The id is the form's, so that a repeated post grants once. */
export async function grant(
  db: Db,
  actor: Actor,
  given: { id: string; envelopeId: string; amountHa: number; reason: string },
): Promise<void> {
  if (!can(actor, 'quota:grant')) refuse('forbidden', 'no-permission');
  await db.tx((t) => post(t, { ...given, kind: 'grant', actorId: actor.id }));
}

export type Hold = {
  id: string;
  envelopeId: string;
  holdHa: number;
  settledHa: number;
  leftHa: number;
};

/** The holds of a request, each with what was settled and what is left of it: one, or one for each entity of a join. */
export async function listHolds(db: Db, requestId: string): Promise<Hold[]> {
  const entries = await entriesOf(db).execute({ requestId });
  const drawn = (holdId: string, kind: EntryKind) =>
    entries
      .filter((e) => e.holdId === holdId && e.kind === kind)
      .reduce((sum, e) => sum + e.amountHa, 0);
  return entries
    .filter((e) => e.kind === 'hold')
    .map(({ id, envelopeId, amountHa }) => {
      const settledHa = drawn(id, 'settle');
      return {
        id,
        envelopeId,
        holdHa: amountHa,
        settledHa,
        leftHa: amountHa - settledHa - drawn(id, 'release'),
      };
    });
}

const entriesOf = prepared((db) =>
  db
    .select()
    .from(ledgerEntries)
    .where(eq(ledgerEntries.requestId, sql.placeholder('requestId')))
    .orderBy(asc(ledgerEntries.at), asc(ledgerEntries.id))
    .prepare(),
);

/** What a request holds in all, what was settled and what is left of it, or null when nothing was ever held. */
export async function findHold(
  db: Db,
  requestId: string,
): Promise<Pick<Hold, 'holdHa' | 'settledHa' | 'leftHa'> | null> {
  const holds = await listHolds(db, requestId);
  if (holds.length === 0) return null;
  const sum = (of: (hold: Hold) => number) => holds.reduce((total, hold) => total + of(hold), 0);
  return {
    holdHa: sum(({ holdHa }) => holdHa),
    settledHa: sum(({ settledHa }) => settledHa),
    leftHa: sum(({ leftHa }) => leftHa),
  };
}

type Drawing = { requestId: string; actorId: string | null; reason: string };

/** Settles so many hectares of a request's holds, each in proportion to its size. Nothing to settle: nothing is written. */
export async function settleHolds(t: Db, given: Drawing & { amountHa: number }): Promise<void> {
  const { amountHa, ...by } = given;
  const holds = await listHolds(t, by.requestId);
  const parts = spread(amountHa, holds);
  for (const [i, hold] of holds.entries()) await draw(t, hold, 'settle', parts[i] ?? 0, by);
}

/** Gives back all that is left of a request's holds. Nothing left: nothing is written. */
export async function releaseRest(t: Db, given: Drawing): Promise<void> {
  for (const hold of await listHolds(t, given.requestId)) {
    await draw(t, hold, 'release', hold.leftHa, given);
  }
}

async function draw(
  t: Db,
  hold: Hold,
  kind: 'settle' | 'release',
  amountHa: number,
  by: Drawing,
): Promise<void> {
  if (amountHa <= 0) return;
  const { id: holdId, envelopeId } = hold;
  await post(t, { id: newId(), envelopeId, kind, amountHa, holdId, ...by });
}
