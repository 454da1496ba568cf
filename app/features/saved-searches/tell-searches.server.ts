import { and, eq, gt, lt, lte } from 'drizzle-orm';
import { findActor } from '#app/features/accounts/accounts.server.ts';
import type { Actor } from '#app/features/accounts/actor.ts';
import { readQuery, writeQuery } from '#app/features/catalogue/catalogue-query.ts';
import { countItems } from '#app/features/catalogue/count-items.server.ts';
import { sceneOf } from '#app/features/catalogue/scene.ts';
import { sceneName } from '#app/features/catalogue/scene-words.ts';
import { type CatalogueRow, searchItems } from '#app/features/catalogue/search-items.server.ts';
import { filterOf } from '#app/features/catalogue/search-of.server.ts';
import { queueMail } from '#app/features/mail/outbox.server.ts';
import { translator } from '#app/i18n/locale.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { publicUrl } from '#app/lib/env.server.ts';
import { items, savedSearches } from '#db/schema.ts';
import { lastRow, type SavedSearch } from './saved-searches.server.ts';

/** Named in a letter; of more it says how many. */
const namedInLetter = 10;

/**
 * Writes to whoever asked to be told of what their searches find anew: one letter a search, and no sooner than its pace
 * allows. The letter and the mark of what has been told are one transaction, guarded by the mark as it was read: killed
 * or run twice, nothing is told twice and nothing is left out. What was catalogued is known by row numbers, which follow
 * the order of cataloguing. Gives how many letters were written.
 */
export async function tellSearches(db: Db, clock: () => Date = () => new Date()): Promise<number> {
  const last = await lastRow(db);
  const behind = await db
    .select()
    .from(savedSearches)
    .where(and(eq(savedSearches.notify, true), lt(savedSearches.toldRow, last)));
  let written = 0;
  for (const search of behind) {
    const now = clock();
    if (isDue(search, now) && (await tell(db, search, last, now))) written += 1;
  }
  return written;
}

const isDue = ({ toldAt, everyHours }: SavedSearch, now: Date) =>
  toldAt === null || toldAt.getTime() + everyHours * 3_600_000 <= now.getTime();

async function tell(db: Db, search: SavedSearch, last: number, now: Date): Promise<boolean> {
  const actor = await findActor(db, search.userId);
  const found = actor ? await findNew(db, actor, search, last) : { items: [], count: 0 };
  return db.tx(async (t) => {
    const moved = await t
      .update(savedSearches)
      .set({ toldRow: last, toldUntil: now, ...(found.count > 0 && { toldAt: now }) })
      .where(
        and(
          eq(savedSearches.id, search.id),
          eq(savedSearches.toldRow, search.toldRow),
          eq(savedSearches.notify, true),
        ),
      )
      .returning({ id: savedSearches.id });
    if (moved.length === 0 || found.count === 0 || !actor) return false;
    await queueMail(t, [await letterOf(actor, search, found)]);
    return true;
  });
}

type Found = { items: CatalogueRow[]; count: number };

/** What was catalogued since the last time, meets the search, and may be known to the person today. */
async function findNew(db: Db, actor: Actor, search: SavedSearch, last: number): Promise<Found> {
  const { query } = readQuery(new URLSearchParams(search.query));
  const { where, ...filter } = filterOf(query);
  const isNew = and(where, gt(items.rowNo, search.toldRow), lte(items.rowNo, last));
  const asked = { ...filter, ...(isNew && { where: isNew }) };
  const { items: list, next } = await searchItems(db, actor, { ...asked, limit: namedInLetter });
  const count = next === null ? list.length : await countItems(db, actor, asked);
  return { items: list, count };
}

async function letterOf(actor: Actor, search: SavedSearch, { items: list, count }: Found) {
  const t = await translator(actor.locale);
  const { query } = readQuery(new URLSearchParams(search.query));
  const names = list.map((row) => {
    const scene = sceneOf(row);
    return `- ${sceneName(scene, t, actor.locale)} · ${publicUrl()}/catalogue/${scene.id}`;
  });
  return {
    to: actor.email,
    locale: actor.locale,
    template: 'search.new',
    params: {
      count,
      name: search.name,
      scenes: names.join('\n'),
      settings: `${publicUrl()}/searches`,
    },
    path: `/catalogue${writeQuery({ ...query, since: search.toldUntil.toISOString(), sort: 'added' })}`,
  };
}
