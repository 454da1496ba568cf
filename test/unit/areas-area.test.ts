import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { FeatureCollection } from 'geojson';
import { describe, expect, test } from 'vitest';
import {
  type AreaGeometry,
  areaHaOf,
  boundingBox,
  boxPolygon,
  geodesicAreaM2,
  hectares,
  isAreaGeometry,
  normalise,
  vertexCount,
} from '#app/features/areas/area.ts';
import { findFaults } from '#app/features/areas/find-faults.ts';

const oracleFile = '../shared/data/3-aoi/oracle-geodesic-area.json';
const relative = (found: number, expected: number) => Math.abs(found - expected) / expected;

test('A square kilometre at Toulouse measures what GeographicLib says', () => {
  const square = boxPolygon([1.44, 43.6, 1.4524, 43.609]);
  expect(relative(geodesicAreaM2(square), 1001080.1458034515)).toBeLessThan(1e-9);
  expect(areaHaOf(square)).toBe(100);
});

test('A hole is taken off, and the winding of its ring does not matter', () => {
  const [shell = []] = boxPolygon([8.5, 41.3, 9.6, 43.1]).coordinates;
  const [hole = []] = boxPolygon([8.9, 42, 9.2, 42.4]).coordinates;
  const expected = 17062599475.321686;
  for (const ring of [hole, [...hole].reverse()]) {
    const found = geodesicAreaM2({ type: 'Polygon', coordinates: [shell, ring] });
    expect(relative(found, expected)).toBeLessThan(1e-9);
  }
});

test('Hectares are whole, and nothing that exists counts for nothing', () => {
  expect([0, 1, 14_999, 15_000, 1_001_080].map(hectares)).toEqual([0, 1, 1, 2, 100]);
});

test('Normalising closes, winds and drops what is repeated, and keeps every coordinate as it is', () => {
  const clockwise: AreaGeometry = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [0, 0, 12],
          [0, 1, 12],
          [0, 1, 13],
          [1.00000000004, 1, 12],
          [1, 0, 12],
        ],
      ],
    ],
  };
  const result = normalise(clockwise);
  expect(result).toEqual({
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [1.00000000004, 1],
        [0, 1],
        [0, 0],
      ],
    ],
  });
  expect(vertexCount(result)).toBe(4);
  expect(clockwise.coordinates[0]?.[0]).toHaveLength(5);
});

test('Normalising twice is normalising once, whatever the ring', () => {
  // Whole degrees: which way a ring that encloses nothing is wound is then no matter of rounding.
  const point = fc.tuple(fc.integer({ min: -134, max: 134 }), fc.integer({ min: -90, max: 90 }));
  fc.assert(
    fc.property(fc.array(point, { maxLength: 12 }), (ring) => {
      const once = normalise({ type: 'Polygon', coordinates: [ring.map((p) => [...p])] });
      expect(normalise(once)).toEqual(once);
      expect(isAreaGeometry(once)).toBe(true);
    }),
  );
});

test('50,000 corners and 1,000 parts with holes are kept to the last digit', () => {
  const parts = Array.from({ length: 1000 }, (_, i) => {
    const [x, y] = [(i % 40) * 3 - 60 + Math.PI / 7, Math.floor(i / 40) * 3 - 40 + Math.E / 9];
    const ring = (radius: number, direction: 1 | -1) => {
      const open = Array.from({ length: 25 }, (_, k) => {
        const t = (direction * 2 * Math.PI * k) / 25;
        return [x + radius * Math.cos(t), y + radius * Math.sin(t)];
      });
      return [...open, [...(open[0] ?? [])]];
    };
    return [ring(1, 1), ring(0.3, -1)];
  });
  const given: AreaGeometry = { type: 'MultiPolygon', coordinates: parts };
  expect(vertexCount(given)).toBe(50_000);
  expect(JSON.stringify(normalise(given))).toBe(JSON.stringify(given));
  expect(findFaults(normalise(given))).toEqual([]);
});

test('The box of nothing is null', () => {
  expect(boundingBox({ type: 'Polygon', coordinates: [] })).toBeNull();
  expect(boundingBox(boxPolygon([1, 2, 3, 4]))).toEqual([1, 2, 3, 4]);
});

test.each([
  null,
  'x',
  {},
  { type: 'Point', coordinates: [1, 2] },
  { type: 'Polygon', coordinates: [[[1, 'a']]] },
  { type: 'Polygon', coordinates: [[[1]]] },
  { type: 'MultiPolygon', coordinates: [[[1, 2]]] },
])('What is not a surface is refused: %j', (value) => expect(isAreaGeometry(value)).toBe(false));

type Oracle = {
  file?: string;
  feature?: string;
  name?: string;
  coordinates?: number[][][];
  area_m2: number;
};

describe.skipIf(!existsSync(oracleFile))(
  'Areas against GeographicLib (needs ../shared/data)',
  () => {
    const { areas } = existsSync(oracleFile)
      ? (JSON.parse(readFileSync(oracleFile, 'utf8')) as { areas: Oracle[] })
      : { areas: [] };

    test.each(areas.filter((a) => a.coordinates))('$name', ({ coordinates = [], area_m2 }) => {
      expect(relative(geodesicAreaM2({ type: 'Polygon', coordinates }), area_m2)).toBeLessThan(
        1e-9,
      );
    });

    test.each(areas.filter((a) => a.coordinates))(
      '$name, as it is kept',
      ({ coordinates = [], area_m2 }) => {
        // Where it is cut at the antimeridian, an edge along a parallel becomes two shorter geodesics.
        const kept = normalise({ type: 'Polygon', coordinates });
        const limit = kept.type === 'MultiPolygon' ? 1e-4 : 1e-9;
        expect(relative(geodesicAreaM2(kept), area_m2)).toBeLessThan(limit);
      },
    );

    test('A star of 50,000 corners', () => {
      const expected = areas.find((a) => a.name === 'star-50000-vertices')?.area_m2 ?? Number.NaN;
      const star = Array.from({ length: 50_000 }, (_, i) => {
        const t = (2 * Math.PI * i) / 50_000;
        return [
          2.35 + (0.3 + 0.05 * Math.sin(37 * t)) * Math.cos(t),
          48.85 + (0.2 + 0.03 * Math.sin(37 * t)) * Math.sin(t),
        ];
      });
      const area = geodesicAreaM2({ type: 'Polygon', coordinates: [star] });
      expect(relative(area, expected)).toBeLessThan(1e-9);
    });

    test('The 101 départements', () => {
      const file = '../shared/data/4-boundaries/france-geojson/departements-avec-outre-mer.geojson';
      const { features } = JSON.parse(readFileSync(file, 'utf8')) as FeatureCollection<
        AreaGeometry,
        { code: string }
      >;
      const expected = new Map(areas.flatMap((a) => (a.feature ? [[a.feature, a.area_m2]] : [])));
      const errors = features.map(({ geometry, properties: { code } }) =>
        relative(geodesicAreaM2(geometry), expected.get(code) ?? Number.NaN),
      );
      expect(errors).toHaveLength(101);
      expect(Math.max(...errors)).toBeLessThan(1e-9);
    });
  },
);
