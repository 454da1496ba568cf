import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { idsOf, type StacServer, serveStac } from '../support/stac.ts';
import { makeWorld } from '../support/world.ts';

let stac: StacServer;

// Four places: Toulouse twice, Réunion, Fiji across the antimeridian; and a scene that nothing places.
beforeAll(async () => {
  const db = await openTestDatabase();
  await makeWorld(db);
  await plantItems(db, [
    {
      id: 'toulouse-old',
      box: [1.3, 43.5, 1.6, 43.7],
      acquiredAt: '2023-05-01T10:00:00Z',
      cloudCoverPct: 30,
      gsdM: 0.5,
    },
    {
      id: 'toulouse-new',
      box: [1.3, 43.5, 1.6, 43.7],
      acquiredAt: '2025-05-01T10:00:00Z',
      cloudCoverPct: 0,
      gsdM: 0.7,
      incidenceDeg: 21,
    },
    {
      id: 'reunion',
      box: [55.2, -21.4, 55.8, -20.9],
      acquiredAt: '2024-01-15T06:30:00Z',
      sensorId: 'spot-6',
      platform: 'spot-6',
      cloudCoverPct: null,
      gsdM: 1.5,
    },
    {
      id: 'fiji',
      box: [179.5, -18, -179.5, -16],
      acquiredAt: '2024-06-01T22:00:00Z',
      sensorId: 'pleiades-neo',
      platform: 'pleiades-neo-3',
      cloudCoverPct: 55,
      gsdM: 0.3,
    },
    {
      id: 'nowhere',
      box: null,
      acquiredAt: '2024-03-01T00:00:00Z',
      sensorId: 'spot-6',
      platform: 'spot-6',
      cloudCoverPct: 5,
    },
  ]);
  stac = await serveStac(db);
});

const search = async (query: string) => idsOf(await stac.get(`/stac/search?${query}`));
const posted = async (body: unknown) => idsOf(await stac.post('/stac/search', body));
const square = (west: number, south: number, east: number, north: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

describe('a search', () => {
  it('without conditions finds everything, newest first, and counts it', async () => {
    const { status, body, headers } = await stac.get('/stac/search');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/geo+json');
    expect(body.features.map(({ id }: { id: string }) => id)).toEqual([
      'toulouse-new',
      'fiji',
      'nowhere',
      'reunion',
      'toulouse-old',
    ]);
    expect(body).toMatchObject({ numberMatched: 5, numberReturned: 5 });
    expect(idsOf(await stac.post('/stac/search', {}))).toHaveLength(5);
    expect(idsOf(await stac.post('/stac/search', ''))).toHaveLength(5);
  });

  it('finds by box of four and of six numbers, across the antimeridian, and by a box without size', async () => {
    expect(await search('bbox=1,43,2,44')).toEqual(['toulouse-new', 'toulouse-old']);
    expect(await search('bbox=1,43,-100,2,44,9000')).toEqual(['toulouse-new', 'toulouse-old']);
    expect(await search('bbox=179,-19,-179,-15')).toEqual(['fiji']);
    expect(await search('bbox=-179.9,-19,-179,-15')).toEqual(['fiji']);
    expect(await search('bbox=179,-19,181,-15')).toEqual(['fiji']);
    expect(await search('bbox=1.5,43.6,1.5,43.6')).toEqual(['toulouse-new', 'toulouse-old']);
    expect(await search('bbox=-180,-90,180,90')).toEqual([
      'toulouse-new',
      'fiji',
      'reunion',
      'toulouse-old',
    ]);
    expect(await posted({ bbox: [55, -22, 56, -20] })).toEqual(['reunion']);
  });

  it('finds by any geometry', async () => {
    expect(await posted({ intersects: { type: 'Point', coordinates: [1.4, 43.6] } })).toHaveLength(
      2,
    );
    expect(
      await posted({
        intersects: {
          type: 'LineString',
          coordinates: [
            [0, 43],
            [3, 44],
          ],
        },
      }),
    ).toHaveLength(2);
    expect(await posted({ intersects: square(55, -22, 56, -20) })).toEqual(['reunion']);
    const collection = {
      type: 'GeometryCollection',
      geometries: [square(55, -22, 56, -20), { type: 'Point', coordinates: [180, -17] }],
    };
    expect(await posted({ intersects: collection })).toEqual(['fiji', 'reunion']);
    expect(
      await search(`intersects=${encodeURIComponent(JSON.stringify(square(1, 43, 2, 44)))}`),
    ).toHaveLength(2);
  });

  it('finds by time, ids and several collections, all of which have to hold', async () => {
    expect(await search('datetime=2024-01-01T00:00:00Z/2024-12-31T23:59:59Z')).toEqual([
      'fiji',
      'nowhere',
      'reunion',
    ]);
    expect(await search('datetime=2024-06-01T22:00:00Z')).toEqual(['fiji']);
    expect(await search('datetime=2025-01-01T00:00:00Z/..')).toEqual(['toulouse-new']);
    expect(await search('datetime=../2023-12-31T00:00:00%2B01:00')).toEqual(['toulouse-old']);
    expect(await search('ids=fiji,reunion,none')).toEqual(['fiji', 'reunion']);
    expect(await search('ids=fiji,reunion&bbox=179,-19,-179,-15')).toEqual(['fiji']);
    expect(await search('collections=spot-6,pleiades-neo')).toEqual(['fiji', 'nowhere', 'reunion']);
    expect(await search('collections=spot-6&ids=fiji')).toEqual([]);
    expect(await search('collections=none')).toEqual([]);
  });

  it('sorts both ways of saying it, what is not known last', async () => {
    const byCloud = ['toulouse-new', 'nowhere', 'toulouse-old', 'fiji', 'reunion'];
    expect(await search('sortby=eo:cloud_cover')).toEqual(byCloud);
    expect(await search('sortby=%2Bproperties.eo:cloud_cover')).toEqual(byCloud);
    expect(await search('sortby=+properties.eo:cloud_cover')).toEqual(byCloud);
    expect(
      await posted({ sortby: [{ field: 'properties.eo:cloud_cover', direction: 'desc' }] }),
    ).toEqual(['fiji', 'toulouse-old', 'nowhere', 'toulouse-new', 'reunion']);
    expect(await search('sortby=collection,-id')).toEqual([
      'toulouse-old',
      'toulouse-new',
      'fiji',
      'reunion',
      'nowhere',
    ]);
    expect(await search('sortby=datetime&limit=2')).toEqual(['toulouse-old', 'reunion']);
  });

  it('clamps a limit that is too large', async () => {
    expect((await stac.get('/stac/search?limit=10001')).status).toBe(200);
    expect((await stac.post('/stac/search', { limit: 1e9 })).status).toBe(200);
    expect(await search('limit=3')).toHaveLength(3);
  });

  it('gives the fields that are asked for', async () => {
    const only = await stac.get(
      '/stac/search?ids=fiji&fields=properties.gsd,-geometry,-links,-assets',
    );
    expect(only.body.features[0]).toEqual({
      type: 'Feature',
      stac_version: '1.1.0',
      id: 'fiji',
      collection: 'pleiades-neo',
      bbox: [179.5, -18, -179.5, -16],
      properties: { datetime: '2024-06-01T22:00:00.000Z', gsd: 0.3 },
    });
    const all = { include: ['properties'], exclude: ['properties.gsd'] };
    const { body } = await stac.post('/stac/search', { ids: ['fiji'], fields: all });
    expect(body.features[0].properties).toMatchObject({ platform: 'pleiades-neo-3' });
    expect(body.features[0].properties).not.toHaveProperty('gsd');
    const odd = await stac.get(
      '/stac/search?ids=fiji&fields=__proto__.x,constructor,properties.none.deeper',
    );
    expect(odd.status).toBe(200);
    // What was kept of the item for others is whole.
    expect((await stac.get('/stac/search?ids=fiji')).body.features[0].properties.gsd).toBe(0.3);
  });

  it('filters by CQL2 as text and as JSON, by GET and by POST', async () => {
    const text = 'eo:cloud_cover < 10 AND s_intersects(geometry, POINT(1.4 43.6))';
    const tree = {
      op: 'and',
      args: [
        { op: '<', args: [{ property: 'properties.eo:cloud_cover' }, 10] },
        {
          op: 's_intersects',
          args: [{ property: 'geometry' }, { type: 'Point', coordinates: [1.4, 43.6] }],
        },
      ],
    };
    const found = ['toulouse-new'];
    expect(await search(`filter=${encodeURIComponent(text)}`)).toEqual(found);
    expect(await search(`filter-lang=cql2-text&filter=${encodeURIComponent(text)}`)).toEqual(found);
    expect(
      await search(`filter-lang=cql2-json&filter=${encodeURIComponent(JSON.stringify(tree))}`),
    ).toEqual(found);
    expect(await posted({ filter: tree })).toEqual(found);
    expect(await posted({ filter: text, 'filter-lang': 'cql2-text' })).toEqual(found);
    expect(
      await posted({ filter: tree, 'filter-crs': 'http://www.opengis.net/def/crs/OGC/1.3/CRS84' }),
    ).toEqual(found);
  });

  it.each([
    ["casei(collection) = casei('SPOT-6')", ['nowhere', 'reunion']],
    ["accenti(platform) = accenti('pléiades-neo-3')", ['fiji']],
    ["platform like 'pleiades%' and not platform like '%neo%'", ['toulouse-new', 'toulouse-old']],
    ["platform like 'Pleiades%'", []],
    ["id in ('fiji', 'reunion')", ['fiji', 'reunion']],
    ['eo:cloud_cover between 5 and 55', ['fiji', 'nowhere', 'toulouse-old']],
    ['eo:cloud_cover is null', ['reunion']],
    ['not eo:cloud_cover < 40', ['fiji']],
    ['geometry is null', ['nowhere']],
    ["datetime >= '2025-01-01'", ['toulouse-new']],
    ["datetime = DATE('2024-01-15')", ['reunion']],
    ["t_during(datetime, INTERVAL('2024-01-01', '2024-03-31'))", ['nowhere', 'reunion']],
    ["t_before(datetime, TIMESTAMP('2024-01-01T00:00:00Z'))", ['toulouse-old']],
    ["t_intersects(datetime, INTERVAL('..', '2024-01-15T06:30:00Z'))", ['reunion', 'toulouse-old']],
    ['gsd * 2 = 1', ['toulouse-old']],
    ['gsd ^ 2 < 0.1 or view:incidence_angle > 20', ['toulouse-new', 'fiji']],
    ['datetime < created', ['toulouse-new', 'fiji', 'nowhere', 'reunion', 'toulouse-old']],
    ['s_within(geometry, BBOX(50,-30,60,0))', ['reunion']],
    ['s_contains(geometry, POINT(179.8 -17))', ['fiji']],
    ['s_disjoint(geometry, BBOX(0,40,10,50))', ['fiji', 'reunion']],
    [
      's_intersects(geometry, POINT(1.4 43.6)) or s_intersects(geometry, BBOX(170,-20,-170,0))',
      ['toulouse-new', 'fiji', 'toulouse-old'],
    ],
    ['not s_intersects(geometry, BBOX(0,40,10,50))', ['fiji', 'reunion']],
    ['s_overlaps(geometry, BBOX(1.5,43.6,2,44)) and eo:cloud_cover > 0', ['toulouse-old']],
    [
      's_intersects(geometry, BBOX(1,43,2,44)) and s_intersects(geometry, POINT(1.4 43.6)) and gsd = 0.5',
      ['toulouse-old'],
    ],
    ['true', ['toulouse-new', 'fiji', 'nowhere', 'reunion', 'toulouse-old']],
    ['false', []],
    ["1 = 1 and 'a' like '_'", ['toulouse-new', 'fiji', 'nowhere', 'reunion', 'toulouse-old']],
  ])('%s finds %j', async (filter, ids) => {
    const answer = await stac.get(`/stac/search?filter=${encodeURIComponent(filter)}`);
    expect(answer.body.description).toBeUndefined();
    expect(idsOf(answer)).toEqual(ids);
    expect(answer.body.numberMatched).toBe(ids.length);
  });

  it('understands the older query, alone and beside a filter', async () => {
    expect(await posted({ query: { 'eo:cloud_cover': { lt: 10 } } })).toEqual([
      'toulouse-new',
      'nowhere',
    ]);
    expect(
      await posted({ query: { gsd: { gte: 0.5, lte: 1 }, platform: { startsWith: 'pleiades' } } }),
    ).toEqual(['toulouse-new', 'toulouse-old']);
    expect(await search(`query=${encodeURIComponent('{"platform":{"in":["spot-6"]}}')}`)).toEqual([
      'nowhere',
      'reunion',
    ]);
    const both = {
      query: { platform: { eq: 'spot-6' } },
      filter: { op: 'isNull', args: [{ property: 'geometry' }] },
    };
    expect(await posted(both)).toEqual(['nowhere']);
    expect(await posted({ query: {} })).toHaveLength(5);
  });

  it('joins a filter of place with a box and with a geometry', async () => {
    const filter = encodeURIComponent('s_intersects(geometry, BBOX(0,-90,180,90))');
    expect(await search(`bbox=50,-30,60,0&filter=${filter}`)).toEqual(['reunion']);
    expect(
      await posted({
        intersects: square(50, -30, 60, 0),
        filter: decodeURIComponent(filter),
        'filter-lang': 'cql2-text',
      }),
    ).toEqual(['reunion']);
  });
});

describe('what is not understood', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1.5', 'limit'],
    ['bbox=1,2,3', 'bbox'],
    ['bbox=1,2,3,x', 'bbox'],
    ['bbox=1,3,2,2', 'bbox'],
    ['bbox=1,,2,2', 'bbox'],
    ['bbox=48,95,49,96', 'bbox'],
    ['bbox=1,2,9,3,4,5', 'bbox'],
    ['bbox=1,2,3,4&intersects={"type":"Point","coordinates":[1,2]}', 'intersects'],
    ['intersects={"type":"Point"}', 'intersects'],
    ['intersects={', 'intersects'],
    ['intersects={"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}', 'intersects'],
    ['intersects={"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}', 'intersects'],
    ['datetime=2024-01-01', 'datetime'],
    ['datetime=1985-04-12T23:20:50,52Z', 'datetime'],
    ['sortby=-nothing', 'sortby'],
    ['filter=frob', 'filter'],
    ['filter=a%20=%201', 'filter'],
    ['filter=true&filter-lang=cql', 'filter-lang'],
    ['filter=true&filter-crs=EPSG:2154', 'filter-crs'],
    ['filter=s_intersects(geometry,POLYGON((0 0,1 1,1 0,0 1,0 0)))', 'filter'],
    ['token=nonsense', 'token'],
    ['colections=a', 'colections'],
    ['limit=1&limit=2', 'limit'],
    ['ids=%00', 'ids'],
  ])('%s is a 400 that names %s', async (query, parameter) => {
    const { status, body } = await stac.get(`/stac/search?${query}`);
    expect(status).toBe(400);
    expect(Object.keys(body).sort()).toEqual(['code', 'description']);
    expect(body.description).toContain(parameter);
    expect(body.description.length).toBeGreaterThan(parameter.length + 10);
  });

  it.each([
    ['[]', 'body'],
    ['"x"', 'body'],
    ['{"limit":', 'body'],
    ['{"limit":"x"}', 'limit'],
    ['{"bbox":[1,2,3]}', 'bbox'],
    ['{"bbox":"1,2"}', 'bbox'],
    ['{"ids":[1]}', 'ids'],
    ['{"ids":{"a":1}}', 'ids'],
    ['{"datetime":5}', 'datetime'],
    ['{"sortby":[{"field":"datetime","direction":"up"}]}', 'sortby'],
    ['{"sortby":{"field":"id"}}', 'sortby'],
    ['{"fields":[]}', 'fields'],
    ['{"filter":{"op":"frob","args":[]}}', 'filter'],
    ['{"filter":[1]}', 'filter'],
    ['{"intersects":null,"limit":true}', 'limit'],
    ['{"query":{"eo:cloud_cover":{"below":10}}}', 'query'],
    ['{"query":{"eo:cloud_cover":10}}', 'query'],
    ['{"query":{"none":{"eq":10}}}', 'none'],
    ['{"ids":["\\u0000"]}', 'body'],
  ])('a body of %s is a 400 that names %s', async (text, parameter) => {
    const { status, body } = await stac.post('/stac/search', text);
    expect(status).toBe(400);
    expect(body.description).toContain(parameter);
  });

  it('says what a crossing polygon is, where a path leads nowhere, and what may be sent', async () => {
    const bowTie = await stac.get(
      '/stac/search?intersects={"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}',
    );
    expect(bowTie.body.description).toContain('Self-intersection');
    expect((await stac.get('/stac/nothing')).status).toBe(404);
    expect((await stac.get('/stac/collections/none')).status).toBe(404);
    expect((await stac.get('/stac/collections/none/items')).status).toBe(404);
    expect((await stac.get('/stac/collections/pleiades/items/none')).status).toBe(404);
    expect((await stac.get('/stac/collections/%E0%A4%A')).status).toBe(400);
    expect((await stac.get('/stac/collections/pleiades/items/%00')).status).toBe(404);
    expect((await stac.post('/stac/collections', {})).status).toBe(405);
    expect((await stac.post('/stac/search', { ids: ['x'.repeat(3_000_000)] })).status).toBe(413);
  });
});
