import fc from 'fast-check';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/features/accounts/actor.ts';
import { readQuery } from '#app/features/catalogue/catalogue-query.ts';
import {
  changeVisibility,
  restoreItem,
  withdrawItem,
} from '#app/features/catalogue/curation.server.ts';
import { footprintTile } from '#app/features/catalogue/footprint-map.server.ts';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { filterOf, mapSearchOf } from '#app/features/catalogue/search-of.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { openTestDatabase } from '../support/database.ts';
import { type PlantedItem, plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

/** Each scene in a place of its own, so that a picture tells which are on it. */
const placeOf = (rank: number): [number, number, number, number] => [
  -170 + 8 * rank,
  10,
  -167 + 8 * rank,
  13,
];

async function shownTo(viewer: Actor | null, address = ''): Promise<number[]> {
  const { query } = readQuery(new URLSearchParams(address));
  const tile = { z: 0, x: 0, y: 0, size: 512 };
  const picture = await footprintTile(db, viewer, mapSearchOf(query), tile);
  const alphas = await sharp(picture).extractChannel('alpha').raw().toBuffer();
  const row = Math.floor(512 * (0.5 - 11.6 / 360));
  return Array.from({ length: 40 }, (_, rank) => rank).filter((rank) => {
    const [west] = placeOf(rank);
    return (alphas[row * 512 + Math.round(512 * ((west + 1.5) / 360 + 0.5))] ?? 0) > 0;
  });
}

async function foundBy(viewer: Actor | null, address = ''): Promise<number[]> {
  const { query } = readQuery(new URLSearchParams(address));
  const { items } = await searchItems(db, viewer, { ...filterOf(query), limit: 1000 });
  return items.map(({ id }) => Number(id.slice(1))).sort((a, b) => a - b);
}

const scene = (rank: number, more: Partial<PlantedItem> = {}): PlantedItem => ({
  id: `s${rank}`,
  box: placeOf(rank),
  acquiredAt: '2026-03-01T10:00:00Z',
  ...more,
});

describe('the map of all that is found', () => {
  it('shows to each person what searches find for them, under any filter', async () => {
    const soon = new Date(Date.now() + 86_400_000);
    const variety = fc.record({
      visibility: fc.constantFrom('public', 'members', 'entity'),
      entityId: fc.constantFrom(null, 'lgv', 'ale', 'uca'),
      embargoUntil: fc.constantFrom(null, soon, new Date('2020-01-01')),
      cloudCoverPct: fc.constantFrom(null, 0, 12.5, 60),
      sensorId: fc.constantFrom('pleiades', 'spot-6'),
      platform: fc.constantFrom('pleiades-1a', 'pleiades-1b', 'spot-6'),
      acquiredAt: fc.constantFrom(
        '2024-02-01T10:00:00Z',
        '2025-07-01T10:00:00Z',
        '2026-03-01T10:00:00Z',
      ),
    });
    const list = fc.sample(fc.array(variety, { minLength: 40, maxLength: 40 }), {
      numRuns: 1,
      seed: 42,
    });
    await plantItems(
      db,
      (list[0] ?? []).map((more, rank) => scene(rank, more as Partial<PlantedItem>)),
    );
    for (const viewer of [
      null,
      people.nora,
      people.ana,
      people.liam,
      people.etienne,
      people.odile,
    ]) {
      for (const address of [
        '',
        'cloud=13',
        'sensor=spot-6',
        'platform=pleiades-1a&platform=spot-6',
        'from=2025-01-01&to=2025-12-31',
        'q=spot',
        'bbox=-100,0,20,20',
        'since=2100-01-01T00:00:00.000Z',
        'q=PLÉIADES&cloud=60&sensor=pleiades&to=2026-01-01',
      ]) {
        expect(await shownTo(viewer, address), `${viewer?.id} ${address}`).toEqual(
          await foundBy(viewer, address),
        );
      }
    }
  });

  it('follows what is catalogued and what the desk changes, at once', async () => {
    await plantItems(db, [scene(1), scene(2)]);
    expect(await shownTo(null)).toEqual([1, 2]);
    await plantItems(db, [scene(3)]);
    expect(await shownTo(null)).toEqual([1, 2, 3]);
    await withdrawItem(db, people.odile, 's1', 'Image défectueuse.');
    expect(await shownTo(null)).toEqual([2, 3]);
    const theirs = { visibility: 'entity', entityId: 'ale', embargoUntil: null } as const;
    await changeVisibility(db, people.odile, 's2', theirs);
    expect([await shownTo(null), await shownTo(people.liam)]).toEqual([[3], [2, 3]]);
    await restoreItem(db, people.odile, 's1');
    expect(await shownTo(null)).toEqual([1, 3]);
  });
});
