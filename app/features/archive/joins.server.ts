import { and, eq } from 'drizzle-orm';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import { type Advance, advance } from '#app/features/requests/advance.server.ts';
import {
  agreedShares,
  closeJoin,
  findOpenJoin,
  type JoinRow,
  listShares,
} from '#app/features/requests/open-joins.server.ts';
import { findRequest, type RequestRow } from '#app/features/requests/requests.server.ts';
import { isPending } from '#app/features/requests/workflow.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { joinShares, joins, requests } from '#db/schema.ts';
import type { Arrangement } from './arrange.ts';
import { arrangeAside } from './beside.server.ts';
import { splitShares } from './split-shares.ts';

/** More than this many owners seldom agree, and the pieces of their areas double with each. */
const maxJoined = 6;

/**
 * Proposes to buy once what several pending requests ask for over the same place: the lead would go on for all, each
 * bearing its share. Nothing changes but that every owner is asked. Refuses (403) whoever does not review, (400) fewer than
 * two or more than six requests, areas that do not meet (`join.no-overlap`), two requests of one entity (`join.same-entity`);
 * (409) one that is not pending, or in another join already.
 */
export async function proposeJoin(
  db: Db,
  actor: Actor,
  given: { leadId: string; otherIds: readonly string[]; text: string },
): Promise<void> {
  if (!can(actor, 'desk:review')) refuse('forbidden', 'no-permission');
  const text = given.text.trim();
  if (!text) refuse('invalid', 'text-needed');
  const ids = [...new Set([given.leadId, ...given.otherIds])];
  if (ids.length < 2 || ids.length > maxJoined)
    refuse('invalid', 'join.how-many', { max: maxJoined });
  const members: RequestRow[] = [];
  for (const id of ids) members.push((await findRequest(db, actor, id)).request);
  await checkMembers(db, members);
  const arranged = await arrangeAside(areasOf(members));
  const shares = sharesOf(members, arranged);
  const join = { id: newId(), leadRequestId: given.leadId };
  await db.tx(async (t) => {
    await checkMembers(t, members);
    await t.insert(joins).values({
      ...join,
      state: 'proposed',
      text,
      proposedBy: actor.id,
      at: new Date(),
    });
    await t.insert(joinShares).values(
      members.map(({ id, entityId }) => ({
        joinId: join.id,
        requestId: id,
        entityId,
        shareHa: shares.get(id) ?? 0,
      })),
    );
    for (const id of [...ids].sort()) {
      const after = await advance(t, actor, {
        id,
        act: 'propose-join',
        text,
        join: await factsOf(t, join, id),
      });
      const read = members.find((member) => member.id === id);
      if (after.version !== read?.version) refuse('conflict', 'request-changed');
    }
  });
}

async function checkMembers(db: Db, members: readonly RequestRow[]): Promise<void> {
  const entities = new Set(members.map(({ entityId }) => entityId));
  if (entities.size < members.length) refuse('invalid', 'join.same-entity');
  for (const { id, state, number } of members) {
    const params = { number: number ?? '' };
    if (!isPending(state)) refuse('conflict', 'join.not-pending', params);
    if (await findOpenJoin(db, id)) refuse('conflict', 'join.already', params);
    if ((await agreedShares(db, id)).length > 0) refuse('conflict', 'join.already', params);
  }
}

const areasOf = (members: readonly RequestRow[]) =>
  members.map(({ id, aoi }) => ({ id, aoi: aoi ?? refuse('invalid', 'area-needed') }));

/** Each one's share, by request. One whose area meets no other's has nothing to join. */
function sharesOf(members: readonly RequestRow[], arranged: Arrangement): Map<string, number> {
  const ids = members.map(({ id }) => id);
  const shares = splitShares(ids, arranged.pieces, arranged.unionHa);
  if (shares.some(({ commonHa }) => commonHa === 0)) refuse('invalid', 'join.no-overlap');
  return new Map(shares.map(({ requestId, shareHa }) => [requestId, shareHa]));
}

type JoinFacts = NonNullable<Advance['join']>;

/** What an act on one request of a join tells of it. */
async function factsOf(
  t: Db,
  join: Pick<JoinRow, 'id' | 'leadRequestId'>,
  requestId: string,
): Promise<JoinFacts> {
  const members = await listShares(t, join);
  const share = members.find((member) => member.share.requestId === requestId)?.share;
  return {
    joinId: join.id,
    leadId: join.leadRequestId,
    leadNumber: members[0]?.number ?? '',
    shareHa: share?.shareHa ?? 0,
    unionHa: members.reduce((sum, member) => sum + member.share.shareHa, 0),
  };
}

/**
 * Answers a proposal for one request: its owner, or the référent of its entity. One refusal ends it for all; the last
 * agreement joins them, in the same transaction: the lead goes on with the union, the others end in it. Refuses (409) one
 * that is over or was agreed to already, (403) whoever may not answer, (404) a request that is not part of it.
 */
export async function answerJoin(
  db: Db,
  actor: Actor,
  given: { joinId: string; requestId: string; answer: 'agreed' | 'declined'; text?: string },
): Promise<void> {
  const { joinId, requestId, answer } = given;
  await findRequest(db, actor, requestId);
  const arranged = answer === 'agreed' ? await arrangementOf(db, joinId) : null;
  await db.tx(async (t) => {
    const join = await lockJoin(t, joinId);
    const facts = await factsOf(t, join, requestId);
    await keepAnswer(t, actor, given);
    const act = answer === 'agreed' ? 'agree-join' : 'decline-join';
    const text = given.text?.trim();
    await advance(t, actor, { id: requestId, act, join: facts, ...(text && { text }) });
    if (answer === 'declined') await endJoin(t, join, { ended: 'declined', but: requestId });
    else if (arranged && (await allAgree(t, joinId))) await conclude(t, join, arranged);
  });
}

async function arrangementOf(db: Db, joinId: string): Promise<Arrangement | null> {
  const rows = await db
    .select({ request: requests })
    .from(joinShares)
    .innerJoin(requests, eq(requests.id, joinShares.requestId))
    .where(eq(joinShares.joinId, joinId));
  return rows.length > 0 ? arrangeAside(areasOf(rows.map(({ request }) => request))) : null;
}

/** Reads the row so that a concurrent answer waits: by touching it, which locks it on both engines. */
async function lockJoin(t: Db, joinId: string): Promise<JoinRow> {
  const [join] = await t
    .update(joins)
    .set({ state: 'proposed' })
    .where(and(eq(joins.id, joinId), eq(joins.state, 'proposed')))
    .returning();
  if (!join) refuse('conflict', 'join.over');
  return join;
}

async function keepAnswer(
  t: Db,
  actor: Actor,
  { joinId, requestId, answer }: Parameters<typeof answerJoin>[2],
): Promise<void> {
  const ofRequest = and(eq(joinShares.joinId, joinId), eq(joinShares.requestId, requestId));
  const [known] = await t.select().from(joinShares).where(ofRequest);
  if (!known) refuse('not-found', 'no-request');
  if (known.answer === answer) refuse('conflict', 'join.answered');
  await t
    .update(joinShares)
    .set({ answer, answeredBy: actor.id, answeredAt: new Date() })
    .where(ofRequest);
}

async function allAgree(t: Db, joinId: string): Promise<boolean> {
  const rows = await t.select().from(joinShares).where(eq(joinShares.joinId, joinId));
  return rows.every(({ answer }) => answer === 'agreed');
}

/** Joins them: the lead goes on with the union of their areas, which is its next version, and the others end in it. */
async function conclude(t: Db, join: JoinRow, { union, unionHa }: Arrangement): Promise<void> {
  const members = await closeJoin(t, join.id, 'agreed');
  for (const id of members.filter((member) => member !== join.leadRequestId).sort()) {
    await advance(t, null, { id, act: 'join-into', join: await factsOf(t, join, id) });
  }
  const facts = await factsOf(t, join, join.leadRequestId);
  // The areas of pending requests do not change: another figure than was agreed to would be a fault, not a join.
  if (facts.unionHa !== unionHa) refuse('conflict', 'request-changed');
  await advance(t, null, { id: join.leadRequestId, act: 'take-in', join: { ...facts, union } });
}

/** Withdraws a proposal of the desk's; every owner is told. Refuses (403) whoever does not review, (409) one that is over. */
export async function withdrawJoin(db: Db, actor: Actor, joinId: string): Promise<void> {
  if (!can(actor, 'desk:review')) refuse('forbidden', 'no-permission');
  await db.tx(async (t) => {
    await endJoin(t, await lockJoin(t, joinId), { ended: 'withdrawn', by: actor });
  });
}

async function endJoin(
  t: Db,
  join: JoinRow,
  given: { ended: 'declined' | 'withdrawn'; by?: Actor; but?: string },
): Promise<void> {
  const { ended, by = null, but } = given;
  const members = await closeJoin(t, join.id, ended);
  for (const id of members.filter((member) => member !== but).sort()) {
    const facts = await factsOf(t, join, id);
    await advance(t, by, { id, act: 'end-join', join: { ...facts, ended } });
  }
}
