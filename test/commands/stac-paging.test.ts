import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#db/client.server.ts';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { type Answer, idsOf, type StacServer, serveStac } from '../support/stac.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let stac: StacServer;

/** Many share a moment, a cloud cover and a sensor: ties are what paging stumbles over. */
const scene = (n: number, prefix = 'scene') => ({
  id: `${prefix}-${String(n).padStart(3, '0')}`,
  box: [n % 5, 40, (n % 5) + 1, 41] as [number, number, number, number],
  acquiredAt: new Date(Date.UTC(2024, 0, 1 + (n % 7))).toISOString(),
  sensorId: n % 2 ? 'spot-6' : 'pleiades',
  cloudCoverPct: n % 3 === 0 ? null : n % 4,
});

beforeEach(async () => {
  db = await openTestDatabase();
  await makeWorld(db);
  await plantItems(
    db,
    Array.from({ length: 60 }, (_, n) => scene(n)),
  );
  stac = await serveStac(db);
});

type Link = { rel: string; href: string; method?: string; body?: unknown; merge?: boolean };
const nextOf = ({ body }: Answer): Link | undefined =>
  body.links.find(({ rel }: Link) => rel === 'next');

/** Follows `next` as it says, and does something between the pages. */
async function follow(first: Answer, between: () => Promise<void>): Promise<string[]> {
  const found = idsOf(first);
  for (let link = nextOf(first); link; ) {
    await between();
    const answer: Answer =
      link.method === 'POST' ? await stac.post(link.href, link.body) : await stac.get(link.href);
    expect(answer.status).toBe(200);
    found.push(...idsOf(answer));
    link = nextOf(answer);
  }
  return found;
}

describe('pages', () => {
  const original = Array.from({ length: 60 }, (_, n) => scene(n).id);
  const queries = [
    'limit=7',
    'limit=7&sortby=-datetime',
    'limit=7&sortby=datetime',
    'limit=7&sortby=eo:cloud_cover',
    'limit=7&sortby=-eo:cloud_cover,id',
    'limit=7&sortby=collection,-created',
    'limit=7&sortby=gsd,-id',
    'limit=7&bbox=0,40,9,41',
    `limit=7&filter=${encodeURIComponent('s_intersects(geometry, BBOX(0,40,9,41)) and gsd is null')}`,
  ];

  it.each(queries)(
    'of %s neither lose nor repeat a scene while others are added',
    async (query) => {
      let added = 0;
      const between = async () => {
        added += 1;
        await plantItems(db, [scene(added, 'late'), scene(added + 3, 'later')]);
      };
      const got = await follow(await stac.get(`/stac/search?${query}`), between);
      expect(new Set(got).size).toBe(got.length);
      expect(got.filter((id) => id.startsWith('scene-')).toSorted()).toEqual(original);
      expect(added).toBeGreaterThan(7);
    },
  );

  it('are followed by POST as well, with all that was asked', async () => {
    const asked = {
      limit: 9,
      collections: ['spot-6'],
      sortby: [{ field: 'id', direction: 'desc' }],
      fields: { exclude: ['assets'] },
    };
    const first = await stac.post('/stac/search', asked);
    expect(nextOf(first)).toMatchObject({ method: 'POST', merge: false, body: asked });
    const got = await follow(first, async () => undefined);
    expect(got).toEqual(original.filter((_, n) => n % 2).toReversed());
  });

  it('of a collection keep to it, and each says how many there are in all', async () => {
    const first = await stac.get('/stac/collections/spot-6/items?limit=11');
    expect(first.body).toMatchObject({ numberMatched: 30, numberReturned: 11 });
    const second = await stac.get(nextOf(first)?.href ?? '');
    expect(second.body).toMatchObject({ numberMatched: 30, numberReturned: 11 });
    const got = await follow(first, async () => undefined);
    expect(got.toSorted()).toEqual(original.filter((_, n) => n % 2));
  });

  it('begin only where a page of the same order ended', async () => {
    const link = nextOf(await stac.get('/stac/search?limit=5'))?.href ?? '';
    const token = new URL(link).searchParams.get('token') ?? '';
    expect((await stac.get(`/stac/search?sortby=id&token=${token}`)).status).toBe(400);
    expect((await stac.get(`/stac/search?token=${token.slice(0, -3)}abc`)).status).toBe(400);
    expect((await stac.get(`/stac/search?limit=3&token=${token}`)).status).toBe(200);
  });
});
