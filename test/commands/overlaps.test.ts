import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/features/accounts/actor.ts';
import { answerJoin, proposeJoin } from '#app/features/archive/joins.server.ts';
import { areaHaOf, boxPolygon } from '#app/features/areas/area.ts';
import { unite } from '#app/features/areas/overlay.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import type { RequestForm } from '#app/features/requests/request-schema.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { findReview } from '#app/features/reviews/find-review.server.ts';
import { findInbox } from '#app/features/reviews/inbox.server.ts';
import { readInboxFilter } from '#app/features/reviews/inbox-filter.ts';
import { tightest } from '#app/features/reviews/price.server.ts';
import { newId } from '#app/lib/id.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { joins } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const west = boxPolygon([5, 45, 5.3, 45.3]);
const middle = boxPolygon([5.2, 45, 5.5, 45.3]);
const day = (fromNow: number) =>
  new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);

describe('the review of a request that others ask for too', () => {
  it('shows each undecided one over the place, what is common, and the shares if all are joined', async () => {
    const own = await submitted(people.ana, west);
    const other = await submitted(people.liam, middle);
    const twin = await submitted(people.ana, middle);
    await submitted(people.chloe, boxPolygon([7, 45, 7.3, 45.3]));
    await saveDraft(db, people.chloe, { id: newId(), form: { title: 'Brouillon' }, aoi: west });
    const over = await submitted(people.chloe, west);
    await advance(db, people.chloe, { id: over, act: 'cancel' });

    const { overlaps } = await findReview(db, people.odile, { id: own, locale: 'fr' });
    const shown = overlaps?.others.map(({ id, joinable, pct }) => [id, joinable, Math.round(pct)]);
    expect(shown?.sort()).toEqual(
      [
        [other, true, 33],
        [twin, false, 33],
      ].sort(),
    );
    const unionHa = areaHaOf(await unite([west, middle]));
    expect(overlaps?.unionHa).toBe(unionHa);
    const shares = Object.values(overlaps?.shares ?? {});
    expect(shares.reduce((a, b) => a + b, 0)).toBe(unionHa);
    expect(Object.keys(overlaps?.shares ?? {}).sort()).toEqual([own, other].sort());
  });

  it('shows nothing where nobody else asks, nor once it is decided', async () => {
    const alone = await submitted(people.ana, west);
    expect((await review(alone)).overlaps).toBeNull();
    await submitted(people.liam, middle);
    expect((await review(alone)).overlaps?.others).toHaveLength(1);
    await advance(db, people.odile, { id: alone, act: 'refuse', text: 'Non', reason: 'held' });
    expect((await review(alone)).overlaps).toBeNull();
  });

  it('prices a joint order by the share of each entity, and the check by the tightest envelope', async () => {
    const spot = { sensor1: 'spot-6', sensor2: '', mode: 'stereo' as const };
    const own = await submitted(people.ana, west, spot);
    const other = await submitted(people.liam, middle, spot);
    await proposeJoin(db, people.odile, { leadId: own, otherIds: [other], text: 'Ensemble ?' });
    const [join] = await db.select().from(joins);
    for (const [who, requestId] of [
      [people.ana, own],
      [people.liam, other],
    ] as const) {
      await answerJoin(db, who, { joinId: join?.id ?? '', requestId, answer: 'agreed' });
    }
    const { asked, acts, request } = await review(own);
    const payers = asked[0]?.payers ?? [];
    expect(payers.map(({ envelope }) => envelope?.entityId ?? null).sort()).toEqual(['ale', null]);
    expect(payers.reduce((sum, { costHa }) => sum + costHa, 0)).toBe(2 * request.areaHa);
    expect(acts).not.toContain('return');
    expect(acts).toContain('approve');
    const margins = payers.map(({ envelope, costHa }) => (envelope?.freeHa ?? 0) - costHa);
    const tight = asked[0] && tightest(asked[0]);
    expect((tight?.freeHa ?? 0) - (tight?.costHa ?? 0)).toBe(Math.min(...margins));
  });
});

describe('the inbox', () => {
  it('marks the requests that share ground with another entity’s, and shows only them when asked', async () => {
    const own = await submitted(people.ana, west);
    const other = await submitted(people.liam, middle);
    const alone = await submitted(people.chloe, boxPolygon([7, 45, 7.3, 45.3]));
    const all = await findInbox(db, people.odile, filter('turn=all'));
    const marks = all.rows.map(({ id, overlaps }) => [id, overlaps]);
    expect(marks.sort()).toEqual(
      [
        [own, 1],
        [other, 1],
        [alone, 0],
      ].sort(),
    );
    const few = await findInbox(db, people.odile, filter('turn=all&overlap=yes'));
    expect(few.rows.map(({ id }) => id).sort()).toEqual([own, other].sort());
    expect(few.counts).toEqual(all.counts);
  });

  it('does not mark two requests of one entity', async () => {
    await submitted(people.ana, west);
    await submitted(people.ana, middle);
    const { rows } = await findInbox(db, people.odile, filter('turn=all'));
    expect(rows.map(({ overlaps }) => overlaps)).toEqual([0, 0]);
  });
});

const filter = (text: string) => readInboxFilter(new URLSearchParams(text));
const review = (id: string) => findReview(db, people.odile, { id, locale: 'fr' });

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
    ...over,
  };
  await saveDraft(db, owner, { id, form, aoi });
  await advance(db, owner, { id, act: 'submit' });
  return id;
}
