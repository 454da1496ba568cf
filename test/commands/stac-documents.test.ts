import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import { inspectPackage } from '#app/features/deliveries/dimap/inspect-package.server.ts';
import { ingestFolder } from '#app/features/deliveries/ingest.server.ts';
import { writePackage } from '#app/features/orders/providers/sandbox-package.server.ts';
import { apiPagePolicy, apiPageStyle } from '#app/features/stac/api-page.ts';
import { conformsTo } from '#app/features/stac/conformance.ts';
import { diskStorage } from '#app/lib/storage.server.ts';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { type Answer, type StacServer, serveStac } from '../support/stac.ts';
import { hasStacSchemas, validateStac } from '../support/stac-schemas.ts';
import { makeWorld } from '../support/world.ts';

let stac: StacServer;
let delivered: string;
const temporary = mkdtempSync(join(tmpdir(), 'desk-stac-'));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** One scene that was really delivered, and three that were catalogued otherwise. */
beforeAll(async () => {
  const db = await openTestDatabase();
  await makeWorld(db);
  const folder = join(temporary, 'parcel');
  await writePackage(
    folder,
    {
      family: 'pleiades',
      missionIndex: '1A',
      orderId: 'by-hand',
      providerReference: 'parcel',
      level: 'ortho',
      bands: 'pansharpened',
      footprint: boxPolygon([5.7, 45.2, 5.8, 45.3]),
      views: [{ acquiredAt: new Date('2026-06-15T10:30:00Z'), incidenceDeg: 12, azimuthDeg: 80 }],
      cloudCoverPct: 4,
      gsdM: 0.5,
      producedAt: new Date('2026-06-16T10:30:00Z'),
      seed: 1,
    },
    { maxSamples: 20_000, tilePx: 256 },
  );
  const outcome = await ingestFolder(
    db,
    { storage: diskStorage(join(temporary, 'storage')), inspect: inspectPackage },
    { folder },
  );
  delivered = outcome.itemIds[0] ?? '';
  await plantItems(db, [
    { id: 'fiji', box: [179.5, -18, -179.5, -16], acquiredAt: '2024-06-01T22:00:00Z' },
    { id: 'nowhere', acquiredAt: '2024-03-01T00:00:00Z', cloudCoverPct: null },
    {
      id: 'imported',
      box: [1, 43, 2, 44],
      acquiredAt: '2024-02-01T00:00:00Z',
      sensorId: 'spot-6',
      stac: {
        stac_extensions: ['https://stac-extensions.github.io/eo/v2.0.0/schema.json'],
        properties: {
          datetime: '2024-02-01T00:00:00.123Z',
          'eo:cloud_cover': 3,
          constellation: 'spot',
        },
        links: [
          { rel: 'self', href: 'https://elsewhere.example/items/imported' },
          { rel: 'root', href: 'https://elsewhere.example' },
          { rel: 'derived_from', href: 'https://elsewhere.example/raw' },
        ],
        assets: { image: { href: 'https://elsewhere.example/image.tif', roles: ['data'] } },
      },
    },
  ]);
  stac = await serveStac(db);
}, 60_000);

const itemOf = (id: string) =>
  stac.get(`/stac/search?ids=${id}`).then(({ body }) => body.features[0]);

describe('an item', () => {
  it('says where it stands, how to sign in, that it can be retrieved, and names whole addresses', async () => {
    const item = await itemOf(delivered);
    const { base } = stac;
    expect(item.id).toMatch(/^[a-z0-9_-]+$/);
    expect(item).toMatchObject({
      type: 'Feature',
      stac_version: '1.1.0',
      collection: 'pleiades',
      properties: {
        'order:status': 'succeeded',
        'auth:schemes': { session: { type: 'apiKey', in: 'cookie', name: 'dinamis_session' } },
        license: 'other',
      },
    });
    const assets = Object.values<Record<string, unknown>>(item.assets);
    const files = assets.filter(({ roles }) => !(roles as string[])?.includes('thumbnail'));
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      expect(file.href).toMatch(`${base}/downloads/items/${delivered}/files/`);
      expect(file).toMatchObject({ 'auth:refs': ['session'], 'file:size': expect.any(Number) });
      expect(file['file:checksum']).toMatch(/^1220[0-9a-f]{64}$/);
    }
    expect(item.assets.thumbnail).toMatchObject({
      href: `${base}/quicklooks/${delivered}.jpg`,
      roles: ['thumbnail'],
    });
    const rels = item.links.map(({ rel }: { rel: string }) => rel);
    expect(rels).toEqual(
      expect.arrayContaining(['self', 'root', 'parent', 'collection', 'license']),
    );
    for (const { href } of item.links) expect(href).toMatch(/^https?:\/\//);
  });

  it('is the same by its own address, by a search and in its collection', async () => {
    const item = await itemOf(delivered);
    const self = item.links.find(({ rel }: { rel: string }) => rel === 'self').href;
    expect((await stac.get(self)).body).toEqual(item);
    expect((await stac.get(self)).headers.get('content-type')).toBe('application/geo+json');
    expect((await stac.get('/stac/collections/pleiades/items')).body.features).toContainEqual(item);
    expect((await stac.get(`/stac/collections/spot-6/items/${delivered}`)).status).toBe(404);
  });

  it('without a footprint has no geometry and no box', async () => {
    const item = await itemOf('nowhere');
    expect(item.geometry).toBe(null);
    expect(item).not.toHaveProperty('bbox');
  });

  it('that was imported keeps its own words, and where it came from', async () => {
    const item = await itemOf('imported');
    expect(item.properties).toMatchObject({
      datetime: '2024-02-01T00:00:00.123Z',
      constellation: 'spot',
    });
    expect(item.assets.image).toEqual({
      href: 'https://elsewhere.example/image.tif',
      roles: ['data'],
    });
    const hrefs = Object.fromEntries(
      item.links.map(({ rel, href }: Record<string, string>) => [rel, href]),
    );
    expect(hrefs).toMatchObject({
      via: 'https://elsewhere.example/items/imported',
      derived_from: 'https://elsewhere.example/raw',
      root: `${stac.base}/stac`,
      self: `${stac.base}/stac/collections/spot-6/items/imported`,
    });
  });
});

describe('a collection', () => {
  it('extends over its scenes', async () => {
    const { body } = await stac.get('/stac/collections/spot-6');
    expect(body.extent).toEqual({
      spatial: { bbox: [[1, 43, 2, 44]] },
      temporal: { interval: [['2024-02-01T00:00:00.000Z', '2024-02-01T00:00:00.000Z']] },
    });
    expect(body.summaries).toMatchObject({ platform: expect.arrayContaining(['spot-6']) });
    const pleiades = (await stac.get('/stac/collections/pleiades')).body;
    expect(pleiades.extent.spatial.bbox).toEqual([[-180, -18, 180, 45.3]]);
    expect(pleiades.extent.temporal.interval[0][0]).toBe('2024-03-01T00:00:00.000Z');
    expect(pleiades['order:status']).toBe('orderable');
  });

  it('without scenes extends over everything and says nothing', async () => {
    const { body } = await stac.get('/stac/collections/co3d');
    expect(body.extent).toEqual({
      spatial: { bbox: [[-180, -90, 180, 90]] },
      temporal: { interval: [[null, null]] },
    });
  });
});

describe('the list of collections', () => {
  const ids = async (query: string) =>
    (await stac.get(`/stac/collections?${query}`)).body.collections.map(
      ({ id }: { id: string }) => id,
    );

  it('is narrowed by place, time and words', async () => {
    expect(await ids('')).toHaveLength(5);
    expect(await ids('bbox=1,43,2,44')).toEqual(['pleiades', 'spot-6']);
    expect(await ids('bbox=1,-60,2,-59')).toEqual([]);
    expect(await ids('datetime=2025-01-01T00:00:00Z/..')).toEqual(['pleiades']);
    expect(await ids('q=pl%C3%A9iades')).toEqual(['pleiades', 'pleiades-neo']);
    expect(await ids('q=co3d,%22spot 7%22')).toEqual(['spot-7', 'co3d']);
    expect((await stac.get('/stac/collections?q=')).status).toBe(400);
    expect((await stac.get('/stac/collections?offset=x')).status).toBe(400);
  });

  it('comes in pages', async () => {
    const found: string[] = [];
    for (let href: string | undefined = '/stac/collections?limit=2'; href; ) {
      const { body } = await stac.get(href);
      expect(body.numberMatched).toBe(5);
      found.push(...body.collections.map(({ id }: { id: string }) => id));
      href = body.links.find(({ rel }: { rel: string }) => rel === 'next')?.href;
    }
    expect(found).toEqual(await ids(''));
  });
});

describe('aggregations', () => {
  it('count what a search finds', async () => {
    const { body } = await stac.get(
      '/stac/aggregate?aggregations=total_count,datetime_min,datetime_max,collection_frequency,cloud_cover_frequency,datetime_frequency,platform_frequency',
    );
    const named = Object.fromEntries(
      body.aggregations.map((one: { name: string }) => [one.name, one]),
    );
    expect(named.total_count.value).toBe(4);
    expect(named.datetime_min.value).toBe('2024-02-01T00:00:00.000Z');
    expect(named.datetime_max.value).toMatch(/^2026-06-15/);
    expect(named.collection_frequency.buckets).toEqual([
      { key: 'pleiades', frequency: 3 },
      { key: 'spot-6', frequency: 1 },
    ]);
    expect(named.cloud_cover_frequency).toMatchObject({
      buckets: [{ key: '0-10', from: 0, to: 10, frequency: 3 }],
      overflow: 1,
    });
    expect(named.datetime_frequency.buckets[0]).toEqual({
      key: '2024-02-01T00:00:00Z',
      frequency: 1,
    });
    const posted = await stac.post('/stac/aggregate', {
      aggregations: ['total_count'],
      bbox: [0, 40, 10, 50],
    });
    expect(posted.body.aggregations).toEqual([
      { name: 'total_count', data_type: 'integer', value: 2 },
    ]);
    const inOne = await stac.get('/stac/collections/spot-6/aggregate?aggregations=total_count');
    expect(inOne.body.aggregations[0].value).toBe(1);
    expect((await stac.get('/stac/aggregate')).body.aggregations).toEqual([]);
    expect((await stac.get('/stac/aggregate?aggregations=none')).body.description).toContain(
      '“none”',
    );
  });
});

describe.skipIf(!hasStacSchemas)('stac-node-validator', () => {
  it('finds every document valid, and would say so if one were not', async () => {
    const documents = [
      (await stac.get('/stac')).body,
      (await stac.get('/stac/collections')).body,
      (await stac.get('/stac/collections/co3d')).body,
      (await stac.get('/stac/search')).body,
      (await stac.get('/stac/collections/pleiades/items')).body,
      await itemOf(delivered),
      (await stac.get(`/stac/search?fields=&ids=${delivered}`)).body,
    ].map((document) => {
      // The validator knows items, collections and catalogs, and lists of them.
      const { type, ...list } = document;
      return type === 'FeatureCollection' ? list : document;
    });
    const { valid, output } = await validateStac(documents);
    expect(output).not.toContain('invalid');
    expect(output).toContain('Valid: 7');
    expect(valid).toBe(true);
    const wrong = structuredClone(await itemOf(delivered));
    wrong.properties['order:status'] = 'perhaps';
    expect((await validateStac([wrong])).valid).toBe(false);
  }, 60_000);
});

describe('the links', () => {
  it('from the landing page on all lead somewhere, as the type they say', async () => {
    const seen = new Map<string, Answer>();
    const waiting = [{ href: `${stac.base}/stac`, type: 'application/json' }];
    for (let link = waiting.pop(); link; link = waiting.pop()) {
      if (seen.has(link.href) || !link.href.startsWith(`${stac.base}/stac`)) continue;
      const answer = await stac.get(link.href);
      seen.set(link.href, answer);
      expect([link.href, answer.status]).toEqual([link.href, 200]);
      expect([link.href, answer.headers.get('content-type')?.split(';')[0]]).toEqual([
        link.href,
        link.type?.split(';')[0],
      ]);
      const documents = [
        answer.body,
        ...(answer.body.features ?? []),
        ...(answer.body.collections ?? []),
      ];
      for (const { links = [] } of documents) {
        waiting.push(
          ...links.filter(({ method = 'GET' }: { method?: string }) => method === 'GET'),
        );
      }
    }
    // Landing page, its documents, five collections with theirs, four items.
    expect(seen.size).toBeGreaterThan(35);
  });

  it('of the landing page are those that clients look for', async () => {
    const { body } = await stac.get('/stac');
    const rels = body.links.map(({ rel }: { rel: string }) => rel);
    for (const rel of [
      'root',
      'self',
      'service-desc',
      'service-doc',
      'conformance',
      'data',
      'child',
    ]) {
      expect(rels).toContain(rel);
    }
    const searches = body.links.filter(({ rel }: { rel: string }) => rel === 'search');
    expect(searches.map(({ method, type }: Record<string, string>) => [method, type])).toEqual([
      ['GET', 'application/geo+json'],
      ['POST', 'application/geo+json'],
    ]);
    expect(body.conformsTo).toEqual(conformsTo);
    expect((await stac.get('/stac/conformance')).body).toEqual({ conformsTo });
    expect(new Set(conformsTo).size).toBe(conformsTo.length);
    expect(conformsTo.filter((uri) => uri.includes('/req/'))).toEqual([]);
    const { href, type } = body.links.find(({ rel }: { rel: string }) => rel === 'service-desc');
    expect((await stac.get(href, { accept: type })).headers.get('content-type')).toBe(type);
  });

  it('queryables say their own address and that there are no others', async () => {
    for (const path of ['/stac/queryables', '/stac/collections/pleiades/queryables']) {
      const { body, headers } = await stac.get(path);
      expect(headers.get('content-type')).toBe('application/schema+json');
      expect(body).toMatchObject({
        $id: stac.base + path,
        type: 'object',
        additionalProperties: false,
      });
      expect(Object.keys(body.properties)).toContain('eo:cloud_cover');
      expect(JSON.stringify(body)).not.toContain('enum');
    }
  });
});

describe('the OpenAPI description', () => {
  it('is valid OpenAPI 3.0', async () => {
    const { body } = await stac.get('/stac/api');
    const { valid, errors } = await new Validator().validate(body);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('describes every answer', async () => {
    const { body: description } = await stac.get('/stac/api');
    const checked = new Set<string>();
    const check = (path: string, method: string, { status, headers, body }: Answer) => {
      checked.add(`${method} ${path}`);
      const type = headers.get('content-type') ?? '';
      const answer = description.paths[path][method].responses[status];
      const content = answer.content[type] ?? answer.content[type.split(';')[0] ?? ''];
      expect([path, status, type, content !== undefined]).toEqual([path, status, type, true]);
      const validate = validator(description, content.schema);
      expect([path, validate(body), validate.errors]).toEqual([path, true, null]);
    };
    const inPath = { collectionId: 'pleiades', featureId: delivered };
    for (const path of Object.keys(description.paths)) {
      const real = path.replace(/\{(\w+)\}/g, (_, name: keyof typeof inPath) => inPath[name]);
      check(path, 'get', await stac.get(`/stac${real}`));
      if (path.includes('{collectionId}')) {
        check(path, 'get', await stac.get(`/stac${real.replace('pleiades', 'none')}`));
      }
    }
    check('/search', 'get', await stac.get('/stac/search?limit=2&fields=-geometry'));
    check('/search', 'get', await stac.get('/stac/search?limit=none'));
    check('/search', 'post', await stac.post('/stac/search', { limit: 2 }));
    check('/search', 'post', await stac.post('/stac/search', { limit: 'none' }));
    check(
      '/aggregate',
      'post',
      await stac.post('/stac/aggregate', { aggregations: ['datetime_frequency'] }),
    );
    check(
      '/aggregate',
      'get',
      await stac.get('/stac/aggregate?aggregations=datetime_min,total_count'),
    );
    const described = Object.entries<object>(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect([...checked].sort()).toEqual(described.sort());
  });

  it('names every parameter that is understood', async () => {
    const { body } = await stac.get('/stac/api');
    for (const name of [
      'bbox',
      'intersects',
      'datetime',
      'ids',
      'collections',
      'limit',
      'sortby',
      'fields',
      'filter',
      'token',
    ]) {
      expect(body.components.parameters).toHaveProperty(name);
      expect(body.components.schemas.SearchBody.properties).toHaveProperty(name);
    }
  });
});

/** The dialect of OpenAPI 3.0 beyond JSON Schema is `nullable`, which ajv knows. */
function validator(description: object, schema: object): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile({ ...schema, components: (description as { components: object }).components });
}

describe('the page about it', () => {
  it('needs no script, and its policy knows its style', async () => {
    const { body, headers } = await stac.get('/stac/api.html');
    expect(headers.get('content-type')).toContain('text/html');
    expect(headers.get('content-security-policy')).toBe(apiPagePolicy);
    expect(apiPagePolicy).toContain(createHash('sha256').update(apiPageStyle).digest('base64'));
    expect(body).not.toContain('<script');
    expect(body).toContain(`${stac.base}/stac/search`);
  });
});
