import { beforeAll, describe, expect, it } from 'vitest';
import { changeVisibility } from '#app/features/catalogue/curation.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { idsOf, type StacServer, serveStac } from '../support/stac.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
let stac: StacServer;
const tomorrow = new Date(Date.now() + 86_400_000);

// Each hidden scene is alone in its place, time, satellite and cloud, so that any figure that counts it tells.
beforeAll(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  const common = { sensorId: 'spot-6' };
  await plantItems(db, [
    {
      ...common,
      id: 'open',
      box: [1, 43, 2, 44],
      acquiredAt: '2024-01-01T00:00:00Z',
      platform: 'spot-6',
      cloudCoverPct: 11,
    },
    {
      ...common,
      id: 'for-members',
      box: [11, 43, 12, 44],
      acquiredAt: '2024-02-01T00:00:00Z',
      platform: 'for-members-1',
      cloudCoverPct: 22,
      visibility: 'members',
    },
    {
      ...common,
      id: 'for-lgv',
      box: [21, 43, 22, 44],
      acquiredAt: '2024-03-01T00:00:00Z',
      platform: 'for-lgv-1',
      cloudCoverPct: 33,
      visibility: 'entity',
      entityId: 'lgv',
    },
    {
      ...common,
      id: 'embargoed',
      box: [31, 43, 32, 44],
      acquiredAt: '2024-04-01T00:00:00Z',
      platform: 'embargoed-1',
      cloudCoverPct: 44,
      entityId: 'lgv',
      embargoUntil: tomorrow,
    },
    {
      ...common,
      id: 'withdrawn',
      box: [41, 43, 42, 44],
      acquiredAt: '2024-05-01T00:00:00Z',
      platform: 'withdrawn-1',
      cloudCoverPct: 55,
      withdrawnAt: new Date(),
    },
  ]);
  stac = await serveStac(db);
});

const all = ['open', 'for-members', 'for-lgv', 'embargoed', 'withdrawn'];
const cases: [string, string[]][] = [
  ['', ['open']],
  ['nora', ['open']],
  ['liam', ['open', 'for-members']],
  ['ana', ['open', 'for-members', 'for-lgv', 'embargoed']],
  ['odile', ['open', 'for-members', 'for-lgv', 'embargoed']],
];
const as = (who: string): Record<string, string> => (who ? { cookie: who } : {});
/** The n-th scene is at 1 + 10n degrees east, in month n + 1, with 11(n + 1) % of cloud. */
const place = (id: string) => 1 + 10 * all.indexOf(id);

describe.each(cases)('%s (empty: nobody)', (who, known) => {
  const newestFirst = known.toReversed();
  const hidden = all.filter((id) => !known.includes(id));

  it('finds what may be known of, and counts no more, whatever is asked', async () => {
    const queries = [
      '',
      'limit=1',
      'bbox=-180,-90,180,90',
      'collections=spot-6',
      `ids=${all.join(',')}`,
      'datetime=2024-01-01T00:00:00Z/..',
      'filter=true',
      "filter=not id = 'none'",
      "filter=id like '%25'",
      'filter=eo:cloud_cover * 1 > 0',
      'filter=s_intersects(geometry, BBOX(-180,-90,180,90))',
      'filter=not s_disjoint(geometry, BBOX(-180,-90,180,90))',
      'sortby=eo:cloud_cover',
    ];
    for (const query of queries) {
      for (const path of ['/stac/search', '/stac/collections/spot-6/items']) {
        if (path.endsWith('items') && /^(ids|collections)/.test(query)) continue;
        const answer = await stac.get(`${path}?${query}`, as(who));
        expect([query, answer.status, answer.body.numberMatched]).toEqual([
          query,
          200,
          known.length,
        ]);
        if (query !== 'limit=1') expect(idsOf(answer).toSorted()).toEqual(known.toSorted());
      }
    }
    expect(idsOf(await stac.post('/stac/search', {}, as(who)))).toEqual(newestFirst);
  });

  it('is told the same of what is hidden as of what never was', async () => {
    const absent = await stac.get('/stac/collections/spot-6/items/absent', as(who));
    expect(absent.status).toBe(404);
    for (const id of hidden) {
      const answer = await stac.get(`/stac/collections/spot-6/items/${id}`, as(who));
      expect([answer.status, answer.body]).toEqual([absent.status, absent.body]);
    }
    for (const id of known) {
      const { status, body } = await stac.get(`/stac/collections/spot-6/items/${id}`, as(who));
      expect([status, body.id]).toEqual([200, id]);
    }
  });

  it('sees extents and summaries of what may be known of', async () => {
    const { body } = await stac.get('/stac/collections/spot-6', as(who));
    const last = known.at(-1) ?? '';
    expect(body.extent.spatial.bbox).toEqual([[1, 43, place(last) + 1, 44]]);
    expect(body.extent.temporal.interval[0][1]).toBe(
      `2024-0${all.indexOf(last) + 1}-01T00:00:00.000Z`,
    );
    expect(body.summaries['eo:cloud_cover']).toEqual({
      minimum: 11,
      maximum: 11 * (all.indexOf(last) + 1),
    });
    const list = (await stac.get('/stac/collections', as(who))).body;
    expect(list.collections.find(({ id }: { id: string }) => id === 'spot-6')).toEqual(body);
    for (const id of hidden) {
      expect(JSON.stringify(list)).not.toContain(id);
      expect(JSON.stringify((await stac.get('/stac', as(who))).body)).not.toContain(id);
    }
  });

  it('counts by aggregations what may be known of', async () => {
    const names =
      'total_count,datetime_max,collection_frequency,platform_frequency,datetime_frequency,cloud_cover_frequency';
    for (const query of [
      '',
      '&bbox=-180,-90,180,90',
      '&filter=gsd is null or true',
      '&filter=eo:cloud_cover * 1 > 0',
    ]) {
      const { body } = await stac.get(`/stac/aggregate?aggregations=${names}${query}`, as(who));
      const named = Object.fromEntries(
        body.aggregations.map((one: { name: string }) => [one.name, one]),
      );
      expect(named.total_count.value).toBe(known.length);
      expect(named.datetime_max.value).toBe(`2024-0${known.length}-01T00:00:00.000Z`);
      expect(named.collection_frequency.buckets).toEqual([
        { key: 'spot-6', frequency: known.length },
      ]);
      for (const frequency of ['platform', 'datetime', 'cloud_cover']) {
        expect(named[`${frequency}_frequency`].buckets).toHaveLength(known.length);
      }
      for (const id of hidden) expect(JSON.stringify(body)).not.toContain(id);
    }
  });

  it('reads the same description of what may be asked, and the same refusals', async () => {
    for (const path of [
      '/stac/queryables',
      '/stac/aggregations',
      '/stac/search?ids=a&limit=x',
      '/stac/search?filter=platform = 1',
    ]) {
      const [own, others] = [await stac.get(path, as(who)), await stac.get(path)];
      expect(own.body).toEqual(others.body);
    }
  });
});

describe('another site', () => {
  const foreign = { origin: 'https://elsewhere.example' };
  const found = async (headers: Record<string, string>) => {
    const [got, posted] = [
      await stac.get('/stac/search', headers),
      await stac.post('/stac/search', {}, headers),
    ];
    expect(idsOf(got)).toEqual(idsOf(posted));
    expect(got.headers.get('access-control-allow-origin')).toBe('*');
    expect(got.headers.get('access-control-allow-credentials')).toBe(null);
    return idsOf(got).length;
  };

  it('may read what is public, and never what its visitor may', async () => {
    expect(await found(foreign)).toBe(1);
    expect(await found({ ...foreign, cookie: 'ana' })).toBe(1);
    expect(await found({ origin: 'null', cookie: 'ana' })).toBe(1);
    expect(
      await found({ cookie: 'ana', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }),
    ).toBe(1);
    expect(await found({ cookie: 'ana', origin: stac.base })).toBe(4);
    expect(await found({ cookie: 'ana' })).toBe(4);
  });

  it('is told by the browser’s question beforehand that it may', async () => {
    const answer = await fetch(`${stac.base}/stac/search`, {
      method: 'OPTIONS',
      headers: {
        ...foreign,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toContain('POST');
    expect(answer.headers.get('access-control-allow-headers')).toContain('Content-Type');
  });

  it('nor a cache keeps what one person may see', async () => {
    const caching = async (headers: Record<string, string>) =>
      (await stac.get('/stac/search', headers)).headers.get('cache-control');
    expect(await caching({})).toBe('no-cache');
    expect(await caching({ cookie: 'ana' })).toBe('private, no-store');
  });
});

describe('what is kept in memory', () => {
  it('ends when the desk hides a scene', async () => {
    const figures = async () => {
      const aggregate = await stac.get('/stac/aggregate?aggregations=total_count');
      const collection = await stac.get('/stac/collections/spot-6');
      const search = await stac.get('/stac/search?limit=1');
      return [
        aggregate.body.aggregations[0].value,
        collection.body.extent.spatial.bbox[0][2],
        search.body.numberMatched,
      ];
    };
    await plantItems(db, [
      {
        id: 'short-lived',
        box: [100, 0, 101, 1],
        acquiredAt: '2024-01-02T00:00:00Z',
        sensorId: 'spot-6',
      },
    ]);
    expect(await figures()).toEqual([2, 101, 2]);
    await changeVisibility(db, people.odile, 'short-lived', {
      visibility: 'public',
      entityId: 'lgv',
      embargoUntil: tomorrow,
    });
    expect(await figures()).toEqual([1, 2, 1]);
    expect((await stac.get('/stac/collections/spot-6/items/short-lived')).status).toBe(404);
  });
});
