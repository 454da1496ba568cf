import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { boxPolygon } from '#app/features/areas/area.ts';
import { areaFaultCodes } from '#app/features/areas/area-fault.ts';
import { checkFaults } from '#app/features/areas/check-area.ts';
import { findFaults, validityFaults } from '#app/features/areas/find-faults.ts';
import { loadGeos, toGeos } from '#app/features/areas/geos.ts';
import en from '#app/i18n/en/areas.json' with { type: 'json' };
import fr from '#app/i18n/fr/areas.json' with { type: 'json' };
import {
  areaData,
  filesBelow,
  hasAreaData,
  readJson,
  star,
  surfacesIn,
  surfacesOf,
} from '../support/area-sets.ts';

const polygon = (...coordinates: Position[][]): AreaGeometry => ({ type: 'Polygon', coordinates });
const multi = (...coordinates: Position[][][]): AreaGeometry => ({
  type: 'MultiPolygon',
  coordinates,
});
const box = (w: number, s: number, e: number, n: number): Position[] =>
  boxPolygon([w, s, e, n]).coordinates[0] ?? [];
const square = box(0, 0, 10, 10);
const codes = (value: unknown) => findFaults(value).map(({ code }) => code);

test.each<[string, unknown, string[]]>([
  ['a point', { type: 'Point', coordinates: [1, 2] }, ['not-a-polygon']],
  ['nothing', null, ['not-a-polygon']],
  ['no ring', polygon(), ['empty']],
  [
    'a place that is none',
    JSON.parse('{"type":"Polygon","coordinates":[[[0,0],[1,null],[1,1],[0,0]]]}'),
    ['not-a-number'],
  ],
  [
    'infinity',
    JSON.parse('{"type":"Polygon","coordinates":[[[0,0],[1e999,0],[1,1],[0,0]]]}'),
    ['not-a-number'],
  ],
  [
    'latitude first',
    polygon([
      [44, 130],
      [44, 131],
      [45, 131],
      [44, 130],
    ]),
    ['swapped-order'],
  ],
  [
    'off the Earth',
    polygon([
      [600, 0],
      [601, 91],
      [601, 1],
      [600, 0],
    ]),
    ['out-of-range'],
  ],
  [
    'metres',
    polygon([
      [652000, 6862000],
      [653000, 6862000],
      [653000, 6863000],
      [652000, 6862000],
    ]),
    ['out-of-range'],
  ],
  [
    'across 180°',
    polygon([
      [179, 0],
      [-179, 0],
      [-179, 1],
      [179, 1],
      [179, 0],
    ]),
    ['crosses-antimeridian'],
  ],
  ['open', polygon(square.slice(0, -1)), ['ring-open']],
  [
    'two points',
    polygon([
      [0, 0],
      [1, 1],
      [0, 0],
    ]),
    ['too-few-points'],
  ],
  [
    'a bow tie',
    polygon([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]),
    ['bow-tie'],
  ],
  [
    'a spike',
    polygon([
      [0, 0],
      [2, 0],
      [2, 2],
      [3, 2],
      [2, 2],
      [0, 2],
      [0, 0],
    ]),
    ['spike'],
  ],
  [
    'flat',
    polygon([
      [0, 0],
      [1, 0],
      [2, 0],
      [0, 0],
    ]),
    ['spike', 'spike'],
  ],
  [
    'a ring that touches itself',
    polygon([
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 0],
      [0, 4],
      [0, 0],
    ]),
    ['self-touch'],
  ],
  [
    'two crossings',
    polygon([
      [0, 0],
      [10, 0],
      [10, 4],
      [2, -2],
      [2, 6],
      [0, 6],
      [0, 0],
    ]),
    ['self-intersection', 'self-intersection'],
  ],
  [
    'the same hole twice',
    polygon(square, box(2, 2, 4, 4), [...box(2, 2, 4, 4)].reverse()),
    ['duplicate-rings'],
  ],
  ['a hole across the outline', polygon(square, box(8, 8, 12, 9)), ['rings-cross', 'rings-cross']],
  ['a hole along the outline', polygon(square, box(8, 8, 10, 9)), ['hole-on-outline']],
  ['a hole elsewhere', polygon(square, box(20, 2, 21, 3)), ['hole-outside']],
  ['a hole in a hole', polygon(square, box(2, 2, 8, 8), box(3, 3, 4, 4)), ['nested-holes']],
  [
    'a hole that touches twice',
    polygon(square, [
      [0, 5],
      [5, 4],
      [10, 5],
      [5, 6],
      [0, 5],
    ]),
    ['cut-apart'],
  ],
  [
    'a hole that touches once',
    polygon(square, [
      [0, 5],
      [5, 4],
      [9, 5],
      [5, 6],
      [0, 5],
    ]),
    [],
  ],
  ['parts that overlap', multi([square], [box(5, 5, 15, 15)]), ['overlapping-parts']],
  ['parts side by side', multi([square], [box(10, 2, 15, 8)]), ['adjacent-parts']],
  ['parts that overlap along an edge', multi([square], [box(8, 0, 12, 10)]), ['overlapping-parts']],
  ['a part in a part', multi([square], [box(2, 2, 3, 3)]), ['nested-parts']],
  ['a part in a hole', multi([square, box(2, 2, 8, 8)], [box(3, 3, 4, 4)]), []],
  [
    'a part that fills a hole',
    multi([square, box(2, 2, 8, 8)], [box(2, 2, 8, 8)]),
    ['duplicate-rings'],
  ],
  ['the same part twice', multi([square], [square]), ['duplicate-rings']],
  ['parts that touch at a corner', multi([square], [box(10, 10, 15, 15)]), []],
  [
    'altitude, winding and repeated points',
    polygon([
      [0, 0, 5],
      [0, 1, 5],
      [0, 1, 5],
      [1, 1, 5],
      [0, 0, 5],
    ]),
    [],
  ],
])('%s', (_, value, expected) => expect(codes(value)).toEqual(expected));

test('Every fault has its words, in both languages', () => {
  expect(Object.keys(fr.fault).sort()).toEqual([...areaFaultCodes].sort());
  expect(Object.keys(en.fault).sort()).toEqual([...areaFaultCodes].sort());
});

test('Several faults are all told, each with its place', () => {
  const faults = findFaults(
    polygon(
      [
        [0, 0],
        [10, 0],
        [10, 10],
        [12, 10],
        [10, 10],
        [0, 10],
        [0, 0],
      ],
      box(8, 3, 12, 4),
      box(20, 2, 21, 3),
    ),
  );
  expect(faults).toEqual([
    { code: 'spike', at: [12, 10], params: { part: 1, ring: 0 } },
    { code: 'rings-cross', at: [10, 4], params: { part: 1, ring: 1 } },
    { code: 'rings-cross', at: [10, 3], params: { part: 1, ring: 1 } },
    { code: 'hole-outside', at: [20, 2], params: { part: 1, ring: 2 } },
  ]);
});

test('50,000 corners and 1,000 parts are taken, one more is not', () => {
  expect(codes(star(50_000))).toEqual([]);
  expect(codes(star(50_001))).toEqual(['too-many-vertices']);
  const parts = (count: number) =>
    multi(
      ...Array.from({ length: count }, (_, i) => {
        const [x, y] = [i % 40, Math.floor(i / 40)];
        return [box(x, y, x + 0.5, y + 0.5)];
      }),
    );
  expect(codes(parts(1000))).toEqual([]);
  expect(codes(parts(1001))).toEqual(['too-many-parts']);
});

test('A ring that crosses itself everywhere answers soon, with a hundred places', () => {
  const zigzag = Array.from({ length: 2000 }, (_, i) => [
    i % 2 === 0 ? 0 : 1,
    ((i * 7919) % 2000) / 100,
  ]);
  expect(findFaults(polygon([...zigzag, zigzag[0] ?? []]))).toHaveLength(100);
});

test('It agrees with GEOS on small random rings, holes and parts', async () => {
  const geos = await loadGeos();
  for (const size of [3, 6]) {
    const step = fc.integer({ min: 0, max: size });
    const ring = fc
      .array(fc.tuple(step, step), { minLength: 3, maxLength: 6 })
      .map((points) => points.filter((p, i) => String(p) !== String(points.at(i - 1))))
      .filter((points) => points.length >= 3)
      .map((points) => [...points, points[0] ?? [0, 0]].map((p): Position => [...p]));
    const whole = fc.constant(box(0, 0, size, size));
    const part = fc
      .tuple(fc.oneof(ring, whole), fc.array(ring, { maxLength: 2 }))
      .map(([shell, holes]) => [shell, ...holes]);
    const area = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => multi(...parts));
    fc.assert(
      fc.property(area, (geometry) => {
        const address = toGeos(geos, geometry);
        const isValid = geos.GEOSisValid(address) === 1;
        geos.GEOSGeom_destroy(address);
        expect(findFaults(geometry).length === 0).toBe(isValid);
      }),
      { numRuns: 1500 },
    );
  }
}, 60_000);

describe.skipIf(!hasAreaData)('Files of others (needs ../shared/data)', () => {
  test('JTS: every polygonal case of its isValid suites', async () => {
    const geos = await loadGeos();
    const suites = [
      'general/TestValid',
      'general/TestValid2',
      'general/TestValid2-big',
      'misc/TestInvalidA',
      'misc/TestValid',
    ];
    const wrong: string[] = [];
    let count = 0;
    for (const { desc, wkt, isValid } of suites.flatMap(casesOf)) {
      const geometry = fromWkt(wkt);
      if (!geometry) continue;
      count += 1;
      const isNumber = !/NaN|Inf/.test(wkt);
      const faults = isNumber ? validityFaults(geometry) : findFaults(geometry);
      if ((faults.length === 0) !== isValid) wrong.push(desc);
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(250);
    expect(geos).toBeDefined();
  });

  test('turf: what it calls a valid polygon is one, and what it does not is not', () => {
    for (const kind of ['Polygon', 'MultiPolygon']) {
      for (const verdict of ['true', 'false']) {
        for (const file of filesBelow(
          `${areaData}/turf/turf-boolean-valid/test/${verdict}/${kind}`,
        )) {
          const surfaces = surfacesIn(readJson(file));
          const isValid = surfaces.length > 0 && surfaces.every((s) => findFaults(s).length === 0);
          expect([file, isValid]).toEqual([file, verdict === 'true']);
        }
      }
    }
  });

  test('turf: every kink is a fault at its place', () => {
    const folder = `${areaData}/turf/turf-kinks/test`;
    for (const name of ['hourglass', 'triple', 'switzerlandKinked']) {
      const [area] = surfacesIn(readJson(`${folder}/in/${name}.geojson`));
      const out = readJson(`${folder}/out/${name}.geojson`) as {
        features: { geometry: { type: string; coordinates: Position } }[];
      };
      const kinks = out.features.filter(({ geometry }) => geometry.type === 'Point');
      const found = findFaults(area).flatMap(({ at }) => (at ? [at] : []));
      for (const {
        geometry: {
          coordinates: [lon = 0, lat = 0],
        },
      } of kinks) {
        expect(
          found.some(([x, y]) => Math.hypot(x - lon, y - lat) < 1e-6),
          name,
        ).toBe(true);
      }
      expect(kinks.length).toBeGreaterThan(0);
    }
  });

  test.each([
    ['invalid_geometries/invalid_unclosed', ['ring-open']],
    ['invalid_geometries/invalid_less_three_unique_nodes', ['too-few-points']],
    ['invalid_geometries/invalid_exterior_not_ccw', []],
    ['invalid_geometries/invalid_interior_not_cw', []],
    ['problematic_geometries/problematic_3d_coordinates', []],
    ['problematic_geometries/problematic_4d_coordinates', []],
    ['problematic_geometries/problematic_duplicate_nodes', []],
    ['problematic_geometries/problematic_excessive_vertices', []],
    ['problematic_geometries/problematic_holes', []],
    ['problematic_geometries/problematic_crosses_antimeridian', ['crosses-antimeridian']],
    ['problematic_geometries/problematic_self_intersection_small', ['self-intersection']],
    [
      'problematic_geometries/problematic_inner_and_exterior_ring_intersect',
      ['rings-cross', 'rings-cross'],
    ],
  ])('chrieke: %s', (name, expected) => {
    const found = surfacesIn(
      readJson(`${areaData}/chrieke-invalid-geometry/examples/${name}.geojson`),
    );
    expect(found.flatMap(codes)).toEqual(expected);
  });

  test('Every surface of every GeoJSON file: valid exactly when GEOS says so', async () => {
    const files = [
      'turf',
      'chrieke-invalid-geometry',
      'geojsonhint',
      'polygon-clipping',
      'gdal',
    ].flatMap((set) => filesBelow(`${areaData}/${set}`));
    const geos = await loadGeos();
    const wrong: string[] = [];
    let count = 0;
    for (const file of files) {
      for (const surface of surfacesOf(file)) {
        const faults = validityFaults(surface);
        // GEOS cannot be given what is no ring.
        if (faults.some(({ code }) => code === 'ring-open' || code === 'too-few-points')) continue;
        count += 1;
        const address = toGeos(geos, surface);
        if ((geos.GEOSisValid(address) === 1) !== (faults.length === 0)) wrong.push(file);
        geos.GEOSGeom_destroy(address);
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(300);
  });

  test('The départements are valid, by GEOS too', async () => {
    const file = '../shared/data/4-boundaries/france-geojson/departements-avec-outre-mer.geojson';
    const surfaces = existsSync(file) ? surfacesIn(readJson(file)) : [];
    for (const surface of surfaces) expect(await checkFaults(surface)).toEqual([]);
  });
});

type Case = { desc: string; wkt: string; isValid: boolean };

function casesOf(suite: string): Case[] {
  const text = readFileSync(`${areaData}/jts-testxml/${suite}.xml`, 'utf8');
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => name === 'case' || name === 'test',
  });
  type Parsed = {
    desc?: string;
    a?: unknown;
    test?: { op: { '#text': string; '@_name': string } }[];
  };
  const { run } = parser.parse(text) as { run: { case?: Parsed[] } };
  return (run.case ?? []).flatMap(({ desc = '', a, test: tests = [] }) =>
    tests
      .filter(({ op }) => op['@_name'] === 'isValid')
      .map(({ op }) => ({
        desc: `${suite}: ${desc}`,
        wkt: String(a).trim(),
        isValid: op['#text'].trim() === 'true',
      })),
  );
}

/** The surface of a WKT, or null when it is something else. */
function fromWkt(wkt: string): AreaGeometry | null {
  const [, type = '', body = ''] = /^(POLYGON|MULTIPOLYGON)\s*(\(.*\))$/s.exec(wkt) ?? [];
  if (body === '') return null;
  const json = body
    .replace(/\bEMPTY\b/g, '()')
    .replace(/\s+/g, ' ')
    .replace(
      /(NaN|Inf|[-+\d.eE]+)(\s+(NaN|Inf|[-+\d.eE]+))+/g,
      (place) =>
        `[${place
          .trim()
          .split(/\s+/)
          .map((n) => (/^[NI]/.test(n) ? null : Number(n)))
          .map(String)
          .join(',')}]`,
    )
    .replace(/\(/g, '[')
    .replace(/\)/g, ']');
  const coordinates = JSON.parse(json);
  return type === 'POLYGON' ? polygon(...coordinates) : multi(...coordinates);
}
