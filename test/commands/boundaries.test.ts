import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { boxPolygon, geodesicAreaM2 } from '#app/features/areas/area.ts';
import { subtract } from '#app/features/areas/overlay.ts';
import { importBoundaries } from '#app/features/places/import-boundaries.server.ts';
import { findPlace, hasOutlines, listPlaces } from '#app/features/places/places.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import { boundaries } from '#db/schema.ts';
import { boundaryFile } from '../support/boundaries.ts';
import { openTestDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/order-story.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDatabase();
});

const square = (lon: number, lat: number, size = 0.1) =>
  boxPolygon([lon, lat, lon + size, lat + size]);
const feature = (properties: object, geometry: unknown) => ({
  type: 'Feature',
  properties,
  geometry,
});
const collection = (...features: object[]) =>
  JSON.stringify({ type: 'FeatureCollection', features });

/** A file of the test's own. */
function file(name: string, content: string | Buffer): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}
const rows = () => db.select().from(boundaries);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (thrown: unknown) => thrown,
  );

/** A département of one commune. */
const paris = feature({ code: '75056', nom: 'Paris' }, square(2.3, 48.8));

describe('importing boundaries', () => {
  it('reads GeoJSON, GeoJSON sequences and TopoJSON, plain or in gzip, as the same outline', async () => {
    const topology = JSON.stringify({
      type: 'Topology',
      objects: {
        communes: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Polygon', arcs: [[0]], properties: { code: '75056', nom: 'Paris' } },
          ],
        },
      },
      arcs: [
        [
          [2.3, 48.8],
          [2.4, 48.8],
          [2.4, 48.9],
          [2.3, 48.9],
          [2.3, 48.8],
        ],
      ],
    });
    const texts = [
      collection(paris),
      `\ufeff${collection(paris)}`,
      `${JSON.stringify(paris)}\n`,
      `\u001e${JSON.stringify(paris)}\n`,
      topology,
    ];
    const shapes = new Set<string>();
    for (const text of texts) {
      for (const content of [text, gzipSync(text)]) {
        const given = { file: file('paris.json', content), source: 'essai' };
        const report = await importBoundaries(db, given);
        expect(report).toMatchObject({ kind: 'commune', read: 1, refused: { total: 0 } });
        shapes.add(JSON.stringify((await findPlace(db, 'commune', '75056')).geometry));
      }
    }
    expect(shapes.size).toBe(1);
  });

  it('changes nothing when the same file comes again', async () => {
    const given = { file: file('paris.json', collection(paris)), source: 'essai' };
    const first = await importBoundaries(db, given);
    const before = await rows();
    const again = await importBoundaries(db, given);
    expect([first.written, first.unchanged]).toEqual([1, 0]);
    expect([again.written, again.unchanged]).toEqual([0, 1]);
    expect(again.derived).toMatchObject({ written: 0 });
    expect(await rows()).toEqual(before);
  });

  it('writes nothing when it is only tried, and says what it would write', async () => {
    const given = { file: file('paris.json', collection(paris)), dryRun: true };
    const report = await importBoundaries(db, given);
    expect(report).toMatchObject({ written: 1, derived: null });
    expect(await rows()).toEqual([]);
    expect(await hasOutlines(db)).toBe(false);
  });

  it('refuses each feature for its own reason, and takes the others', async () => {
    const bowtie = {
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
    const lambert = boxPolygon([650_000, 6_860_000, 660_000, 6_870_000]);
    const path = file(
      'mixed.json',
      collection(
        paris,
        feature({ code: '75056', nom: 'Paris' }, square(3, 48)),
        feature({ nom: 'Sans code' }, square(3, 48)),
        feature({ code: '38185', nom: 'Grenoble' }, null),
        feature({ code: '69123', nom: 'Lyon' }, { type: 'Point', coordinates: [4.8, 45.7] }),
        feature({ code: '13055', nom: 'Marseille' }, lambert),
        feature({ code: '31555', nom: 'Toulouse' }, bowtie),
        feature({ code: '99999', nom: 'Nulle part' }, square(5, 45)),
        feature({ code: '33063', nom: 'Bordeaux' }, { type: 'Polygon', coordinates: [] }),
      ),
    );
    const report = await importBoundaries(db, { file: path, kind: 'commune' });
    expect(report.refused.first.map(({ code, reason }) => [code, reason])).toEqual([
      ['75056', 'places:refused.twice'],
      ['', 'places:refused.no-code'],
      ['38185', 'places:refused.no-geometry'],
      ['69123', 'places:refused.not-a-surface'],
      ['13055', 'places:refused.not-degrees'],
      ['31555', 'areas:fault.bow-tie'],
      ['33063', 'places:refused.empty'],
    ]);
    expect(report.unknown.first.map(({ code }) => code)).toEqual(['99999']);
    expect(report.written).toBe(1);
    expect((await rows()).filter(({ kind }) => kind === 'commune')).toHaveLength(1);
  });

  it('names at most fifty of a kind and counts the rest', async () => {
    const many = Array.from({ length: 80 }, () => feature({ nom: 'Sans code' }, null));
    const path = file('many.json', collection(...many));
    const report = await importBoundaries(db, { file: path, kind: 'commune' });
    expect([report.refused.total, report.refused.first.length]).toEqual([80, 50]);
  });

  it('says why a whole file cannot be read', async () => {
    const cases: [string, RegExp][] = [
      ['', /not JSON/],
      ['{}', /No feature/],
      ['{"type":"FeatureCollection","features":[]}', /No feature/],
      ['{"type":"FeatureCollection","features":[{"type"', /not JSON/],
      ['plain words', /not JSON/],
      [collection(feature({ name: 'Léman' }, square(6, 46))), /say --kind/],
    ];
    for (const [text, reason] of cases) {
      const thrown = await failure(importBoundaries(db, { file: file('x.json', text) }));
      expect(thrown instanceof Error && thrown.message, text).toMatch(reason);
    }
    expect(await rows()).toEqual([]);
  });

  it('makes one of the communes that merged since, and refuses one whose parts are missing', async () => {
    // Porte des Pierres Dorées (69114): Jarnioux (69101) and, of old under its own name, 69159.
    const whole = [
      feature({ code: '69101', nom: 'Jarnioux' }, square(4.6, 45.9)),
      feature({ code: '69159', nom: 'Porte des Pierres Dorées' }, square(4.7, 45.9)),
    ];
    const half = file('half.json', collection(whole[0] ?? {}));
    const refused = await importBoundaries(db, { file: half, kind: 'commune' });
    expect(refused.refused.first).toEqual([
      { code: '69114', name: 'Porte des Pierres Dorées', reason: 'places:refused.parts-missing' },
    ]);
    expect(await rows()).toEqual([]);
    const report = await importBoundaries(db, { file: file('two.json', collection(...whole)) });
    expect(report.joined.first).toMatchObject([
      { code: '69114', of: ['Jarnioux', 'Porte des Pierres Dorées'] },
    ]);
    const place = await findPlace(db, 'commune', '69114');
    const parts = geodesicAreaM2(square(4.6, 45.9)) + geodesicAreaM2(square(4.7, 45.9));
    expect(geodesicAreaM2(place.geometry)).toBeCloseTo(parts, -3);
    expect(place.geometry.type).toBe('Polygon');
  });

  it('gives an EPCI and a département the outlines of their communes, until a file has their own', async () => {
    const path = file('paris.json', collection(paris));
    const report = await importBoundaries(db, { file: path, source: 'communes' });
    expect(report.derived).toMatchObject({ written: 1, unchanged: 0 });
    const derived = await findPlace(db, 'departement', '75');
    expect(derived).toMatchObject({ source: 'communes', geometry: square(2.3, 48.8) });
    const own = feature({ code: '75', nom: 'Paris' }, square(2.2, 48.7, 0.3));
    const second = { file: file('dep.json', collection(own)), source: 'départements' };
    expect(await importBoundaries(db, second)).toMatchObject({ kind: 'departement', written: 1 });
    expect((await findPlace(db, 'departement', '75')).source).toBe('départements');
    const later = await importBoundaries(db, { file: path, source: 'communes de 2027' });
    expect(later).toMatchObject({ written: 1, derived: { written: 0 } });
    expect((await findPlace(db, 'departement', '75')).source).toBe('départements');
  });

  it('makes a derived outline anew when one of its communes changes', async () => {
    await importBoundaries(db, { file: file('a.json', collection(paris)), source: 's' });
    const moved = feature({ code: '75056', nom: 'Paris' }, square(2.31, 48.8));
    const report = await importBoundaries(db, {
      file: file('b.json', collection(moved)),
      source: 's',
    });
    expect(report.derived).toMatchObject({ written: 1 });
    expect((await findPlace(db, 'departement', '75')).geometry).toEqual(square(2.31, 48.8));
  });
});

describe('finding a place', () => {
  it('says of each place in the list whether its outline is here', async () => {
    await importBoundaries(db, { file: file('paris.json', collection(paris)) });
    const found = await listPlaces(db, 'paris');
    expect(found.length).toBeLessThanOrEqual(20);
    expect(found.slice(0, 2)).toMatchObject([
      { kind: 'commune', code: '75056', hasOutline: true, of: 'Paris (75)' },
      { kind: 'departement', code: '75', hasOutline: true, of: 'Île-de-France' },
    ]);
    expect(found.slice(2).every(({ hasOutline }) => !hasOutline)).toBe(true);
  });

  it('refuses an unknown place and, in other words, one without an outline', async () => {
    const unknown = await refusalOf(await failure(findPlace(db, 'commune', '00000')));
    const bare = await refusalOf(await failure(findPlace(db, 'commune', '38185')));
    expect(unknown).toMatchObject({ code: 'not-found', reason: 'no-place' });
    expect(bare).toMatchObject({ reason: 'no-outline', params: { name: 'Grenoble' } });
  });
});

const france = boundaryFile('france-geojson');
describe.skipIf(!france)('the real files of ../shared/data/4-boundaries', () => {
  const at = (path: string) => join(france ?? '', path);

  it('are all read: 101 départements and 18 régions', async () => {
    const departements = at('departements-avec-outre-mer.geojson');
    const regions = at('regions-avec-outre-mer.geojson');
    const first = await importBoundaries(db, { file: departements });
    const second = await importBoundaries(db, { file: regions });
    expect(first).toMatchObject({ kind: 'departement', read: 101, written: 101 });
    expect(second).toMatchObject({ kind: 'region', read: 18, written: 18 });
    for (const { refused, unknown } of [first, second]) {
      expect([refused.total, unknown.total]).toEqual([0, 0]);
    }
    const simple = at('departements-version-simplifiee.geojson');
    expect(await importBoundaries(db, { file: simple, dryRun: true })).toMatchObject({ read: 96 });
  });

  it('give the communes of eight départements, and the outline of a département made of them', async () => {
    for (const name of readdirSync(at('departements'))) {
      const [communes = ''] = readdirSync(at(`departements/${name}`));
      const report = await importBoundaries(db, { file: at(`departements/${name}/${communes}`) });
      expect(report, name).toMatchObject({
        kind: 'commune',
        refused: { total: 0 },
        unknown: { total: 0 },
      });
      expect(report.written + report.joined.total, name).toBeGreaterThan(0);
    }
    const [{ geometry: lozere } = { geometry: null }] = await db
      .select()
      .from(boundaries)
      .where(eq(boundaries.code, '48'));
    const official = at('departements-avec-outre-mer.geojson');
    await importBoundaries(db, { file: official });
    const own = await findPlace(db, 'departement', '48');
    if (!lozere) throw new Error('Lozère has no outline made of its communes');
    const outside = await subtract(lozere, own.geometry);
    const missing = await subtract(own.geometry, lozere);
    const difference = [outside, missing].reduce((sum, g) => sum + (g ? geodesicAreaM2(g) : 0), 0);
    expect(difference / geodesicAreaM2(own.geometry)).toBeLessThan(0.001);
    expect((await listPlaces(db, 'mende'))[0]).toMatchObject({ code: '48095', hasOutline: true });
  }, 120_000);
});

const communes = boundaryFile('communes/communes-2018-simplified.topojson.gz');
describe.skipIf(!communes)('the real file of all communes', () => {
  it('is read to its end: each of its 35,357 communes is part of one of today’s', async () => {
    const report = await importBoundaries(db, { file: communes ?? '', dryRun: true });
    expect(report).toMatchObject({
      kind: 'commune',
      read: 35_357,
      refused: { total: 0 },
      unknown: { total: 0 },
    });
    expect(report.written).toBeGreaterThan(34_800);
    expect(report.joined.total).toBeGreaterThan(300);
    expect(report.mended.total).toBeLessThan(20);
  });
});
