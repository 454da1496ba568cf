import { beforeEach, describe, expect, it } from 'vitest';
import { aggregateItems } from '#app/features/catalogue/aggregate-items.server.ts';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import { countItems } from '#app/features/catalogue/count-items.server.ts';
import {
  changeVisibility,
  listItemEvents,
  restoreItem,
  withdrawItem,
} from '#app/features/catalogue/curation.server.ts';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { authoriseScene, isWithdrawn } from '#app/features/downloads/downloads.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  await plantItems(db, [
    { id: 'scene', box: [5, 45, 6, 46], acquiredAt: '2026-01-01T10:00:00Z' },
    { id: 'other', box: [5, 45, 6, 46], acquiredAt: '2026-01-02T10:00:00Z' },
  ]);
});

const reason = 'Le fournisseur a signalé un défaut de géométrie.';
const reasonOf = async (work: Promise<unknown>) =>
  (
    await refusalOf(
      await work.then(
        () => null,
        (thrown: unknown) => thrown,
      ),
    )
  )?.reason;
const whoFinds = async (id: string) => {
  const found: string[] = [];
  for (const name of ['nora', 'ana', 'liam', 'odile'] as const) {
    const { items } = await searchItems(db, people[name], { ids: [id], limit: 1 });
    if (items.length > 0) found.push(name);
  }
  const open = await searchItems(db, null, { ids: [id], limit: 1 });
  return [...(open.items.length > 0 ? ['visitor'] : []), ...found];
};

describe('who may know of a scene', () => {
  it('is changed by the desk, is obeyed at once by every search, and is kept in its history', async () => {
    const open = { entityId: null, embargoUntil: null };
    expect(await whoFinds('scene')).toEqual(['visitor', 'nora', 'ana', 'liam', 'odile']);
    await changeVisibility(db, people.odile, 'scene', { ...open, visibility: 'members' });
    expect(await whoFinds('scene')).toEqual(['ana', 'liam', 'odile']);
    const theirs = { visibility: 'entity', entityId: 'ale', embargoUntil: null } as const;
    await changeVisibility(db, people.odile, 'scene', theirs);
    expect(await whoFinds('scene')).toEqual(['liam', 'odile']);
    const embargoUntil = new Date(Date.now() + 86_400_000);
    await changeVisibility(db, people.agathe, 'scene', {
      visibility: 'public',
      entityId: 'ale',
      embargoUntil,
    });
    expect(await whoFinds('scene')).toEqual(['liam', 'odile']);
    expect(await countItems(db, people.ana, {})).toBe(1);
    expect((await aggregateItems(db, people.ana, {}, ['sensor'])).total).toBe(1);
    const events = await listItemEvents(db, people.odile, 'scene');
    expect(events.map(({ event }) => event.detail.to)).toEqual(['public', 'entity', 'members']);
    expect(events[0]).toMatchObject({
      actorName: people.agathe.name,
      event: {
        act: 'visibility',
        detail: { from: 'entity', embargoUntil: embargoUntil.toISOString() },
      },
    });
    expect(await whoFinds('other')).toHaveLength(5);
  });

  it('is no restriction for nobody: an embargo or an entity’s scene names the entity', async () => {
    const embargoUntil = new Date(Date.now() + 86_400_000);
    for (const given of [
      { visibility: 'entity', entityId: null, embargoUntil: null },
      { visibility: 'public', entityId: null, embargoUntil },
      { visibility: 'public', entityId: 'no-such', embargoUntil },
    ] as const) {
      expect(await reasonOf(changeVisibility(db, people.odile, 'scene', given))).toBe(
        'scene-entity-needed',
      );
    }
    expect(await whoFinds('scene')).toHaveLength(5);
    expect(await listItemEvents(db, people.odile, 'scene')).toEqual([]);
  });

  it('is for officers and administrators only', async () => {
    const given = { visibility: 'members', entityId: null, embargoUntil: null } as const;
    for (const name of ['ana', 'denis', 'etienne', 'quentin', 'nora'] as const) {
      expect(await reasonOf(changeVisibility(db, people[name], 'scene', given))).toBe(
        'no-permission',
      );
      expect(await reasonOf(withdrawItem(db, people[name], 'scene', reason))).toBe('no-permission');
      expect(await reasonOf(restoreItem(db, people[name], 'scene'))).toBe('no-permission');
    }
    expect(await whoFinds('scene')).toHaveLength(5);
    expect(await reasonOf(changeVisibility(db, people.odile, 'none', given))).toBe('no-item');
  });
});

describe('a scene that is withdrawn', () => {
  it('is found and retrieved by nobody, says since when and why, and comes back as it was', async () => {
    await withdrawItem(db, people.odile, 'scene', reason);
    expect(await whoFinds('scene')).toEqual([]);
    expect(await authoriseScene(db, 'denis', 'scene')).toEqual({ found: false });
    expect(await isWithdrawn(db, 'denis', 'scene')).toBe(true);
    expect(await isWithdrawn(db, null, 'other')).toBe(false);
    const { item } = await findItem(db, null, 'scene');
    expect(item).toMatchObject({ withdrawnReason: reason, platform: 'pleiades-1a' });
    expect(item.withdrawnAt).toBeInstanceOf(Date);
    expect(await reasonOf(withdrawItem(db, people.odile, 'scene', reason))).toBe('scene-withdrawn');
    await restoreItem(db, people.odile, 'scene');
    expect(await whoFinds('scene')).toHaveLength(5);
    expect(await reasonOf(restoreItem(db, people.odile, 'scene'))).toBe('scene-not-withdrawn');
    const acts = (await listItemEvents(db, people.odile, 'scene')).map(({ event }) => event.act);
    expect(acts).toEqual(['restore', 'withdraw']);
  });

  it('stays unknown to those who never could know of it', async () => {
    await changeVisibility(db, people.odile, 'scene', {
      visibility: 'entity',
      entityId: 'ale',
      embargoUntil: null,
    });
    await withdrawItem(db, people.odile, 'scene', reason);
    expect(await reasonOf(findItem(db, people.ana, 'scene'))).toBe('no-item');
    expect(await isWithdrawn(db, 'ana', 'scene')).toBe(false);
    expect((await findItem(db, people.liam, 'scene')).item.id).toBe('scene');
  });
});
