import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { listMail } from '#app/features/mail/outbox.server.ts';
import type { Pace } from '#app/features/saved-searches/saved-search.ts';
import {
  changeSearch,
  deleteSearch,
  listSearches,
  saveSearch,
} from '#app/features/saved-searches/saved-searches.server.ts';
import { tellSearches } from '#app/features/saved-searches/tell-searches.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { savedSearches, users } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { type PlantedItem, plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const alps = 'bbox=5,45,7,46';
const inAlps = (id: string, more: Partial<PlantedItem> = {}): PlantedItem => ({
  id,
  box: [5.5, 45.2, 5.7, 45.4],
  acquiredAt: '2026-05-01T10:30:00Z',
  ...more,
});
const keep = (query = alps, pace: Pace = 1, who: keyof People = 'ana') =>
  saveSearch(db, people[who], { name: 'Mes Alpes', query, pace });
const letters = () => listMail(db, 'queued');
const hours = (n: number) => () => new Date(Date.now() + n * 3_600_000);
const reasonOf = async (work: Promise<unknown>) =>
  (
    await refusalOf(
      await work.then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    )
  )?.reason;

describe('a search that is kept', () => {
  it('keeps its filters and is its owner’s alone', async () => {
    const id = await keep('?sort=oldest&cloud=20&bbox=5,45,7,46&after=x', 0);
    expect(await listSearches(db, people.ana)).toMatchObject([
      { id, name: 'Mes Alpes', query: 'bbox=5,45,7,46&cloud=20', notify: false },
    ]);
    expect(await listSearches(db, people.liam)).toEqual([]);
    const given = { id, name: 'Taken', pace: 1 as const };
    expect(await reasonOf(changeSearch(db, people.liam, given))).toBe('no-search');
    expect(await reasonOf(deleteSearch(db, people.liam, id))).toBe('no-search');
    expect(await listSearches(db, people.ana)).toMatchObject([{ name: 'Mes Alpes' }]);
    await deleteSearch(db, people.ana, id);
    expect(await listSearches(db, people.ana)).toEqual([]);
  });

  it('is refused when a filter cannot be read, and beyond fifty', async () => {
    expect(await reasonOf(keep('cloud=lots'))).toBe('search-unreadable');
    for (let n = 0; n < 50; n += 1) await keep(`cloud=${n}`, 0);
    expect(await reasonOf(keep())).toBe('too-many-searches');
    expect(await listSearches(db, people.ana)).toHaveLength(50);
  });
});

describe('telling of what is new', () => {
  it('writes once of what came after the search was kept, in the reader’s language, with links', async () => {
    await plantItems(db, [inAlps('before')]);
    await keep(alps, 1);
    await keep('bbox=-5,48,-4,49', 1, 'liam');
    expect(await tellSearches(db)).toBe(0);
    await plantItems(db, [
      inAlps('new-1'),
      inAlps('new-2'),
      inAlps('far', { box: [20, 20, 21, 21] }),
    ]);
    expect(await tellSearches(db)).toBe(1);
    expect(await tellSearches(db)).toBe(0);
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter?.toAddress).toBe(people.ana.email);
    expect(letter?.subject).toBe('2 nouvelles scènes pour « Mes Alpes »');
    expect(letter?.text).toMatch(/\/catalogue\/new-1\b/);
    expect(letter?.text).toMatch(/\/catalogue\/new-2\b/);
    expect(letter?.text).not.toMatch(/before|\/far/);
    expect(letter?.text).toMatch(/\/catalogue\?bbox=5,45,7,46&since=[\dTZ:.-]+&sort=added/);
    expect(letter?.text).toContain('/searches');
  });

  it('waits as long as the pace asks, then tells of all that came meanwhile', async () => {
    await keep(alps, 24);
    await plantItems(db, [inAlps('first')]);
    expect(await tellSearches(db)).toBe(1);
    await plantItems(db, [inAlps('second')]);
    await plantItems(db, [inAlps('third')]);
    expect(await tellSearches(db, hours(23))).toBe(0);
    expect(await tellSearches(db, hours(25))).toBe(1);
    const [, latest] = (await letters()).reverse();
    expect(latest?.subject).toContain('2 nouvelles scènes');
    expect(await tellSearches(db, hours(60))).toBe(0);
  });

  it('says nothing of what the person may not know of, and tells the entity that may', async () => {
    await keep(alps, 1, 'ana');
    await keep(alps, 1, 'liam');
    await plantItems(db, [
      inAlps('secret', { visibility: 'entity', entityId: 'ale' }),
      inAlps('embargoed', { entityId: 'ale', embargoUntil: new Date(Date.now() + 86_400_000) }),
    ]);
    expect(await tellSearches(db)).toBe(1);
    const found = await letters();
    expect(found.map(({ toAddress }) => toAddress)).toEqual([people.liam.email]);
    expect(found[0]?.subject).toBe('2 new scenes for “Mes Alpes”');
  });

  it('doubles nothing when it runs twice at once, and leaves nothing out when it is cut short', async () => {
    await keep();
    await plantItems(db, [inAlps('new')]);
    const told = await Promise.all([tellSearches(db), tellSearches(db), tellSearches(db)]);
    expect(told.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(await letters()).toHaveLength(1);
    await plantItems(db, [inAlps('next')]);
    const torn: Db = Object.assign(Object.create(db), {
      tx: (work: (t: Db) => Promise<unknown>) =>
        db.tx(async (t) => {
          await work(t);
          throw new Error('killed before the commit');
        }),
    });
    await expect(tellSearches(torn, hours(2))).rejects.toThrow('killed');
    expect(await letters()).toHaveLength(1);
    expect(await tellSearches(db, hours(2))).toBe(1);
    expect(await letters()).toHaveLength(2);
  });

  it('counts from the day it was asked for, not from the day the search was kept', async () => {
    const id = await keep(alps, 0);
    await plantItems(db, [inAlps('unasked')]);
    expect(await tellSearches(db)).toBe(0);
    await changeSearch(db, people.ana, { id, name: 'Mes Alpes', pace: 168 });
    expect(await tellSearches(db)).toBe(0);
    await plantItems(db, [inAlps('asked')]);
    expect(await tellSearches(db)).toBe(1);
    expect((await letters())[0]?.text).not.toContain('unasked');
  });

  it('passes over what does not fit and over people who left, without looking at it again', async () => {
    const id = await keep('bbox=-5,48,-4,49', 1);
    await keep(alps, 1, 'liam');
    await db.tx(async (t) => {
      await t.update(users).set({ active: false }).where(eq(users.id, 'liam'));
    });
    await plantItems(db, [inAlps('elsewhere')]);
    expect(await tellSearches(db)).toBe(0);
    const [search] = await db.select().from(savedSearches).where(eq(savedSearches.id, id));
    expect(search).toMatchObject({ toldRow: 1, toldAt: null });
    expect(await letters()).toEqual([]);
  });
});
