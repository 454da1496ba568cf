import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import { countItems } from '#app/features/catalogue/count-items.server.ts';
import {
  type ImportFault,
  type ImportOptions,
  importItems,
  type Source,
} from '#app/features/catalogue/import-items.server.ts';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { readStacFiles } from '#app/features/catalogue/stac-files.server.ts';
import type { Db } from '#db/client.server.ts';
import { itemCells } from '#db/schema.ts';
import { checkPostings } from '../../scripts/admin/check-postings.ts';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let folder = '';
let faults: ImportFault[] = [];
beforeEach(async () => {
  db = await openTestDatabase();
  await makeWorld(db);
  folder = mkdtempSync(join(tmpdir(), 'desk-stac-'));
  faults = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const options: ImportOptions = {
  sensorOf: new Map([['theirs', 'pleiades']]),
  licenceId: 'licence-ouverte',
  visibility: 'public',
  entityId: null,
  dryRun: false,
  now: new Date('2026-01-01T00:00:00Z'),
};

const item = (id: string, given: Record<string, unknown> = {}) => ({
  type: 'Feature',
  stac_version: '1.0.0',
  id,
  collection: 'theirs',
  geometry: boxPolygon([5, 45, 5.2, 45.2]),
  properties: { datetime: '2024-05-01T10:30:00Z', 'eo:cloud_cover': 10 },
  assets: { data: { href: `https://other.example/${id}.tif` } },
  links: [],
  ...given,
});

const take = (sources: AsyncIterable<Source>, given: Partial<ImportOptions> = {}) =>
  importItems(db, sources, { ...options, ...given }, { onFault: (fault) => faults.push(fault) });

async function* listed(...values: unknown[]): AsyncGenerator<Source> {
  for (const [rank, value] of values.entries()) yield { where: `line ${rank + 1}`, value };
}

function file(name: string, ...lines: unknown[]): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, lines.map((l) => (typeof l === 'string' ? l : JSON.stringify(l))).join('\n'));
  return path;
}

const found = async () => (await searchItems(db, null, { limit: 50, bbox: [4, 44, 6, 46] })).items;

describe('an import', () => {
  it('catalogues items that are found at their place, with their files elsewhere', async () => {
    const report = await take(listed(item('a'), item('b')));
    expect(report).toMatchObject({ read: 2, added: 2, refused: 0 });
    expect((await found()).map(({ id }) => id).sort()).toEqual(['a', 'b']);
    const { item: row, files, deliveryId } = await findItem(db, null, 'a');
    expect(row).toMatchObject({ sensorId: 'pleiades', cloudCoverPct: 10, deliveryId: null });
    expect(row.stac).toMatchObject({
      id: 'a',
      collection: 'pleiades',
      stac_version: '1.1.0',
      bbox: [5, 45, 5.2, 45.2],
      assets: { data: { href: 'https://other.example/a.tif' } },
    });
    expect([files, deliveryId]).toEqual([[], null]);
  });

  it('run again changes only what differs, and never doubles', async () => {
    await take(listed(item('a'), item('b'), item('c')));
    const moved = { ...item('b'), geometry: boxPolygon([5.5, 45.5, 5.7, 45.7]) };
    const report = await take(listed(item('a'), moved, item('c'), item('d')));
    expect(report).toMatchObject({ added: 1, changed: 1, unchanged: 2 });
    expect(await countItems(db, null, {})).toBe(4);
    expect(await countItems(db, null, { bbox: [5, 45, 5.2, 45.2] })).toBe(3);
    expect(await countItems(db, null, { bbox: [5.55, 45.5, 5.6, 45.6] })).toBe(1);
    expect((await checkPostings(db)).faults).toEqual([]);
  });

  it('goes on after it was stopped in the middle', async () => {
    async function* broken(): AsyncGenerator<Source> {
      for (let n = 0; n < 45; n++) yield { where: String(n), value: item(`n${n}`) };
      throw new Error('killed');
    }
    await expect(take(broken(), { perBatch: 10 })).rejects.toThrow('killed');
    expect(await countItems(db, null, {})).toBe(40);
    async function* whole(): AsyncGenerator<Source> {
      for (let n = 0; n < 46; n++) yield { where: String(n), value: item(`n${n}`) };
    }
    expect(await take(whole())).toMatchObject({ added: 6, unchanged: 40, refused: 0 });
    expect(await countItems(db, null, {})).toBe(46);
  });

  it('refuses each for its true reason and takes the others', async () => {
    await plantItems(db, [
      { id: 'ours', box: [5, 45, 5.1, 45.1], acquiredAt: '2024-01-01T00:00:00Z' },
    ]);
    const bowTie = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
          [0, 0],
        ],
      ],
    };
    const report = await take(
      listed(
        item('good'),
        item('ours'),
        item('tie', { geometry: bowTie }),
        item('whose', { collection: 'unheard-of' }),
        item('off', { geometry: boxPolygon([5, 95, 6, 96]) }),
        item('not here', {}),
      ),
    );
    expect(report).toMatchObject({ read: 6, added: 1, refused: 5 });
    expect(Object.fromEntries(faults.map(({ where, code }) => [where, code]))).toEqual({
      'line 2': 'id-taken',
      'line 3': 'area.bow-tie',
      'line 4': 'unknown-collection',
      'line 5': 'area.swapped-order',
      'line 6': 'bad-id',
    });
    expect((await found()).map(({ id }) => id).sort()).toEqual(['good', 'ours']);
  });

  it('mends what is only untidy: open or clockwise rings, heights, a spike', async () => {
    const open = {
      type: 'Polygon',
      coordinates: [
        [
          [5, 45],
          [5, 45.2],
          [5.2, 45.2],
          [5.2, 45],
        ],
      ],
    };
    const high = {
      type: 'Polygon',
      coordinates: [
        [
          [5, 45, 9],
          [5, 45.2, 9],
          [5.2, 45.2, 9],
          [5.2, 45, 9],
          [5, 45, 9],
        ],
      ],
    };
    const spiky = {
      type: 'Polygon',
      coordinates: [
        [
          [5, 45],
          [5.2, 45],
          [5.2, 45.2],
          [5.2, 45.3],
          [5.2, 45.2],
          [5, 45.2],
          [5, 45],
        ],
      ],
    };
    const report = await take(
      listed(
        item('open', { geometry: open }),
        item('high', { geometry: high }),
        item('spiky', { geometry: spiky }),
      ),
    );
    expect(report).toMatchObject({ added: 3, refused: 0 });
    for (const { footprint, areaHa } of await found()) {
      expect(footprint?.coordinates).toHaveLength(1);
      expect(footprint?.coordinates[0]).toHaveLength(5);
      expect(areaHa).toBeGreaterThan(30_000);
    }
  });

  it('shows what it would do and writes nothing', async () => {
    expect(await take(listed(item('a')), { dryRun: true })).toMatchObject({ added: 1 });
    expect(await countItems(db, null, {})).toBe(0);
    expect(await db.select().from(itemCells)).toEqual([]);
  });

  it('keeps from others what is for the members or one entity', async () => {
    await take(listed(item('a')), { visibility: 'entity', entityId: 'lgv' });
    await take(listed(item('b')), { visibility: 'members' });
    expect(await found()).toEqual([]);
  });
});

describe('what it reads', () => {
  const wheres = async (path: string) => {
    const all: string[] = [];
    for await (const source of readStacFiles(path)) {
      all.push('unreadable' in source ? `${source.where} unreadable` : source.where);
    }
    return all;
  };

  it('are lines, each an item or a collection of them', async () => {
    const path = file('all.ndjson', item('a'), '', '{"type":', {
      type: 'FeatureCollection',
      features: [item('b'), item('c')],
    });
    expect(await wheres(path)).toEqual([
      `${path}:1`,
      `${path}:3 unreadable`,
      `${path}:4#1`,
      `${path}:4#2`,
    ]);
  });

  it('are the items of a folder, and not its catalogues', async () => {
    file('catalog.json', { type: 'Catalog', id: 'root' });
    file('2024/a.json', item('a'));
    file('2023/b.geojson', { type: 'FeatureCollection', features: [item('b')] });
    file('2023/readme.txt', 'nothing');
    expect(await wheres(folder)).toEqual(['2023/b.geojson#1', '2024/a.json']);
  });
});

const real = '../shared/data/2-stac';
describe.skipIf(!existsSync(real))('real catalogues', () => {
  it('are taken in: 0.9 to 1.1, and footprints of real scenes', async () => {
    const report = await take(
      readStacFiles(join(real, 'maxar-open-data/Cyclone-Chido-Dec15.geojson')),
      {
        sensorOf: new Map([['*', 'pleiades']]),
        idTemplate: '{catalog_id}_{quadkey}',
      },
    );
    expect(report).toMatchObject({ read: 118, added: 118, refused: 0 });
    const [newest] = (await searchItems(db, null, { limit: 1 })).items;
    expect(newest?.incidenceDeg).toBeLessThan(50);
    for (const part of ['pystac', 'stac-spec', 'stac-server', 'pystac-client']) {
      await take(readStacFiles(join(real, part)), { sensorOf: new Map([['*', 'pleiades']]) });
    }
    expect(faults.map(({ code }) => code).sort()).toEqual(['area.not-a-polygon', 'no-id']);
    expect((await checkPostings(db)).faults).toEqual([]);
  });
});
