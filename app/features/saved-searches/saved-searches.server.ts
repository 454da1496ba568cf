import { and, count, desc, eq, max } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { items, savedSearches } from '#db/schema.ts';
import { keptQuery, type Pace } from './saved-search.ts';

export type SavedSearch = typeof savedSearches.$inferSelect;

/** More than this nobody keeps track of, and each that tells costs a search. */
const maxSearches = 50;

/** The searches that a person keeps, latest first. */
export function listSearches(db: Db, actor: Actor): Promise<SavedSearch[]> {
  return db
    .select()
    .from(savedSearches)
    .where(eq(savedSearches.userId, actor.id))
    .orderBy(desc(savedSearches.createdAt), desc(savedSearches.id))
    .then((rows) => rows);
}

/** Keeps a search. What is catalogued from now on is new to it. Refuses (400) filters that cannot be read, (409) too many. */
export async function saveSearch(
  db: Db,
  actor: Actor,
  given: { name: string; query: string; pace: Pace },
): Promise<string> {
  const query = keptQuery(given.query);
  if (query === null) refuse('invalid', 'search-unreadable');
  const id = newId();
  await db.tx(async (t) => {
    const [counted] = await t
      .select({ n: count() })
      .from(savedSearches)
      .where(eq(savedSearches.userId, actor.id));
    if (Number(counted?.n ?? 0) >= maxSearches) {
      refuse('conflict', 'too-many-searches', { max: maxSearches });
    }
    const now = new Date();
    await t.insert(savedSearches).values({
      id,
      userId: actor.id,
      name: given.name,
      query,
      ...paceOf(given.pace),
      toldUntil: now,
      toldRow: await lastRow(t),
      createdAt: now,
    });
  });
  return id;
}

/** Changes the name and how often it tells. One that begins to tell tells of what comes from now on. */
export async function changeSearch(
  db: Db,
  actor: Actor,
  given: { id: string; name: string; pace: Pace },
): Promise<void> {
  await db.tx(async (t) => {
    const before = await findOwn(t, actor, given.id);
    const begins = given.pace > 0 && !before.notify;
    await t
      .update(savedSearches)
      .set({
        name: given.name,
        ...paceOf(given.pace),
        ...(begins && { toldUntil: new Date(), toldRow: await lastRow(t) }),
      })
      .where(eq(savedSearches.id, before.id));
  });
}

export async function deleteSearch(db: Db, actor: Actor, id: string): Promise<void> {
  await db.tx(async (t) => {
    const { id: own } = await findOwn(t, actor, id);
    await t.delete(savedSearches).where(eq(savedSearches.id, own));
  });
}

/** The row of the scene that was catalogued last; 0 where there is none. */
export async function lastRow(db: Db): Promise<number> {
  const [row] = await db.select({ last: max(items.rowNo) }).from(items);
  return row?.last ?? 0;
}

async function findOwn(t: Db, actor: Actor, id: string): Promise<SavedSearch> {
  const [row] = await t
    .select()
    .from(savedSearches)
    .where(and(eq(savedSearches.id, id), eq(savedSearches.userId, actor.id)));
  return row ?? refuse('not-found', 'no-search');
}

/** What is never told keeps a pace for the day that it is. */
const paceOf = (pace: Pace) => ({ notify: pace > 0, everyHours: pace > 0 ? pace : 24 });
