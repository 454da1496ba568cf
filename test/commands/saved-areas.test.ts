import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { findActor } from '#app/features/accounts/accounts.server.ts';
import type { Actor } from '#app/features/accounts/actor.ts';
import { type AreaGeometry, areaHaOf, boxPolygon } from '#app/features/areas/area.ts';
import { maxSavedAreas, type Sharing } from '#app/features/saved-areas/saved-area.ts';
import {
  deleteArea,
  findSavedArea,
  listSavedAreas,
  renameArea,
  saveArea,
  shareArea,
} from '#app/features/saved-areas/saved-areas.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { entities, savedAreas } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const geometry = boxPolygon([5.7, 45.2, 5.83, 45.3]);
const save = (actor: Actor, sharing: Sharing, name = 'Chartreuse') =>
  saveArea(db, actor, { name, sharing, geometry }).then(({ id }) => id);
const refused = async (work: Promise<unknown>) =>
  refusalOf(
    await work.then(
      () => null,
      (thrown: unknown) => thrown,
    ),
  );
const names = async (actor: Actor) => (await listSavedAreas(db, actor)).map(({ name }) => name);

describe('who finds a saved area', () => {
  it('is its owner, the people of the entity it is shared with, or everybody', async () => {
    await save(people.ana, 'private', 'mine');
    await save(people.ana, 'entity', 'ours');
    await save(people.ana, 'public', 'everybody’s');
    expect((await names(people.ana)).sort()).toEqual(['everybody’s', 'mine', 'ours']);
    // Denis is of Ana’s laboratory, Liam of an agency; Nora’s university is no member, and Odile is at the desk.
    expect((await names(people.denis)).sort()).toEqual(['everybody’s', 'ours']);
    for (const other of [people.liam, people.nora, people.odile, people.agathe]) {
      expect(await names(other), other.name).toEqual(['everybody’s']);
    }
  });

  it('is told the same of one that is not shared as of one that is not there', async () => {
    const id = await save(people.ana, 'private');
    const hidden = await refused(findSavedArea(db, people.liam, id));
    const absent = await refused(findSavedArea(db, people.liam, newId()));
    expect(hidden).toMatchObject({ code: 'not-found', reason: 'no-saved-area' });
    expect(absent).toEqual(hidden);
    expect((await findSavedArea(db, people.ana, id)).geometry).toEqual(geometry);
  });

  it('is nobody of an entity that is no longer a member, but for the owner', async () => {
    const id = await save(people.ana, 'entity');
    await db.tx((t) =>
      t.update(entities).set({ membership: 'suspended' }).where(eq(entities.id, 'lgv')),
    );
    const denis = (await findActor(db, 'denis')) ?? people.denis;
    expect(await names(denis)).toEqual([]);
    expect((await refused(findSavedArea(db, denis, id)))?.code).toBe('not-found');
    expect(await names((await findActor(db, 'ana')) ?? people.ana)).toEqual(['Chartreuse']);
  });

  it('sees their own before those of others, and whose they are', async () => {
    await save(people.ana, 'private', 'first');
    await save(people.liam, 'public', 'his');
    const list = await listSavedAreas(db, people.ana);
    expect(list.map(({ name, mine, ownerName }) => [name, mine, ownerName])).toEqual([
      ['first', true, people.ana.name],
      ['his', false, people.liam.name],
    ]);
    expect(list.every((area) => !('geometry' in area))).toBe(true);
  });
});

describe('saving an area', () => {
  it('keeps it as it is, with its hectares, once for one id', async () => {
    const id = newId();
    const given = { id, name: 'Chartreuse', sharing: 'private', geometry } as const;
    await saveArea(db, people.ana, given);
    await saveArea(db, people.ana, { ...given, name: 'again' });
    const found = await listSavedAreas(db, people.ana);
    expect(found).toMatchObject([{ id, name: 'Chartreuse', areaHa: areaHaOf(geometry) }]);
    const taken = await refused(saveArea(db, people.liam, given));
    expect(taken?.reason).toBe('no-saved-area');
  });

  it('refuses an area that crosses itself, and sharing with an entity that is not theirs', async () => {
    const bowtie: AreaGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 45],
          [1, 46],
          [1, 45],
          [0, 46],
          [0, 45],
        ],
      ],
    };
    const crossed = { name: 'x', sharing: 'private', geometry: bowtie } as const;
    expect((await refused(saveArea(db, people.ana, crossed)))?.reason).toBe('area-unsound');
    const foreign = { name: 'x', sharing: 'entity', entityId: 'ale', geometry } as const;
    expect((await refused(saveArea(db, people.ana, foreign)))?.code).toBe('forbidden');
    expect((await refused(save(people.nora, 'entity')))?.code).toBe('forbidden');
    expect(await db.select().from(savedAreas)).toEqual([]);
  });

  it('stops at the most that one person may keep, also when two are saved at once', async () => {
    const now = new Date();
    const rows = Array.from({ length: maxSavedAreas - 1 }, (_, n) => ({
      id: `area${String(n).padStart(6, '0')}`,
      ownerId: 'ana',
      name: `area ${n}`,
      sharing: 'private' as const,
      geometry,
      areaHa: 1,
      createdAt: now,
      updatedAt: now,
    }));
    await db.tx(async (t) => {
      for (const row of rows) await t.insert(savedAreas).values(row);
    });
    const answers = await Promise.all([
      refused(save(people.ana, 'private')),
      refused(save(people.ana, 'private')),
    ]);
    expect(answers.filter((answer) => answer?.reason === 'too-many-saved-areas')).toHaveLength(1);
    expect(await listSavedAreas(db, people.ana)).toHaveLength(maxSavedAreas);
    expect(await refused(save(people.liam, 'private'))).toBeNull();
  });
});

describe('changing a saved area', () => {
  it('is its owner’s alone, also when it is shared', async () => {
    const id = await save(people.ana, 'entity');
    const before = await findSavedArea(db, people.ana, id);
    for (const other of [people.denis, people.liam, people.odile]) {
      const attempts = [
        () => renameArea(db, other, { id, name: 'taken' }),
        () => shareArea(db, other, { id, sharing: 'public' }),
        () => deleteArea(db, other, id),
      ];
      for (const attempt of attempts) {
        expect((await refused(attempt()))?.reason, other.name).toBe('no-saved-area');
      }
    }
    expect(await findSavedArea(db, people.ana, id)).toEqual(before);
  });

  it('renames, shares, takes back and deletes', async () => {
    const id = await save(people.ana, 'private');
    await renameArea(db, people.ana, { id, name: 'Belledonne' });
    await shareArea(db, people.ana, { id, sharing: 'entity' });
    expect(await listSavedAreas(db, people.denis)).toMatchObject([
      { name: 'Belledonne', sharing: 'entity', mine: false },
    ]);
    await shareArea(db, people.ana, { id, sharing: 'private' });
    expect(await names(people.denis)).toEqual([]);
    expect((await db.select().from(savedAreas))[0]?.entityId).toBeNull();
    await deleteArea(db, people.ana, id);
    expect(await names(people.ana)).toEqual([]);
    expect((await refused(deleteArea(db, people.ana, id)))?.code).toBe('not-found');
  });
});
