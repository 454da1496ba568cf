import { existsSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { crossesAntimeridian, cutAtAntimeridian } from '#app/features/areas/antimeridian.ts';
import {
  type AreaGeometry,
  boundingBox,
  boxesMeet,
  boxUnwrapped,
  geodesicAreaM2,
  normalise,
  polygonsOf,
} from '#app/features/areas/area.ts';
import { cellsFor, cellsOf } from '#app/features/areas/cells.ts';
import { circlePolygon } from '#app/features/areas/circle.ts';
import { findFaults } from '#app/features/areas/find-faults.ts';
import { coverage, intersect, subtract } from '#app/features/areas/overlay.ts';
import { areaData, readJson, surfacesIn } from '../support/area-sets.ts';

const polygon = (...coordinates: Position[][]): AreaGeometry => ({ type: 'Polygon', coordinates });
const area = (geometry: AreaGeometry | null) => (geometry ? geodesicAreaM2(geometry) : 0);
const wallis = polygon([
  [179.5, -14.5],
  [181.5, -14.5],
  [181.5, -13],
  [179.5, -13],
  [179.5, -14.5],
]);

const folder = `${areaData}/antimeridian`;

describe.skipIf(!existsSync(folder))('The antimeridian set (needs ../shared/data)', () => {
  const names = existsSync(folder) ? readdirSync(`${folder}/input`) : [];
  // Two of its answers are not ours. `both-poles` goes 330° round the Earth and back: we take the inside of its outline, whichever
  // way it is wound. `issues-171` loses one of two holes.
  const others = ['both-poles.json', 'issues-171.json'];

  test.each(names.filter((name) => existsSync(`${folder}/output/flat/${name}`)))(
    '%s',
    async (name) => {
      const [given] = surfacesIn(readJson(`${folder}/input/${name}`));
      const [expected] = surfacesIn(readJson(`${folder}/output/flat/${name}`));
      if (!given || !expected) return;
      const found = cutAtAntimeridian(given);
      expect(crossesAntimeridian(found)).toBe(false);
      if (others.includes(name)) return;
      // Its answers are rounded to seven decimals where an edge is cut.
      const width = Math.max(1, squareDegrees(expected));
      expect(squareDegrees(await subtract(found, expected)) / width).toBeLessThan(1e-6);
      expect(squareDegrees(await subtract(expected, found)) / width).toBeLessThan(1e-6);
    },
  );

  test('What crosses comes out valid when it is simple', () => {
    for (const name of names) {
      const [given] = surfacesIn(readJson(`${folder}/input/${name}`));
      if (!given || ['overlap.json', 'force-north-pole.json', 'issues-182.json'].includes(name))
        continue;
      expect([name, findFaults(cutAtAntimeridian(given))]).toEqual([name, []]);
    }
  });
});

const squareDegrees = (geometry: AreaGeometry | null) =>
  geometry
    ? polygonsOf(geometry)
        .flatMap((rings) =>
          rings.map((ring, n) => {
            const twice = ring.reduce((sum, [x = 0, y = 0], i) => {
              const [nx = 0, ny = 0] = ring[(i + 1) % ring.length] ?? [];
              return sum + x * ny - nx * y;
            }, 0);
            return (Math.abs(twice) / 2) * (n === 0 ? 1 : -1);
          }),
        )
        .reduce((sum, value) => sum + value, 0)
    : 0;

test('Longitudes beyond 180 are brought back without a word; a doubtful edge waits for the person', () => {
  expect(normalise(wallis)).toMatchObject({ type: 'MultiPolygon' });
  const doubtful = polygon([
    [-100, 40],
    [100, 40],
    [100, 50],
    [-100, 50],
    [-100, 40],
  ]);
  expect(normalise(doubtful)).toEqual(doubtful);
  expect(findFaults(doubtful)).toMatchObject([{ code: 'crosses-antimeridian' }]);
});

test('Cutting keeps the surface, to what an edge straight in degrees differs from a geodesic', () => {
  const cut = normalise(wallis);
  expect(Math.abs(area(cut) / area(wallis) - 1)).toBeLessThan(1e-4);
  const circle = circlePolygon([179.9, -17], 30_000);
  expect(polygonsOf(circle)).toHaveLength(2);
  expect(area(circle)).toBeGreaterThan(0.998 * Math.PI * 30_000 ** 2);
  expect(area(circle)).toBeLessThan(Math.PI * 30_000 ** 2);
});

test('A polar cap measures as its ring does, and its cut form is left alone', () => {
  const ring = polygon([
    [-180, -75],
    [-90, -75],
    [0, -75],
    [90, -75],
    [180, -75],
    [-180, -75],
  ]);
  const cap = cutAtAntimeridian(ring);
  expect(findFaults(cap)).toEqual([]);
  expect(Math.abs(area(cap) / 5675589270501.906 - 1)).toBeLessThan(1e-9);
  expect(cutAtAntimeridian(cap)).toEqual(cap);
  expect(boundingBox(cap)).toEqual([-180, -90, 180, -75]);
  const pole = circlePolygon([12, 90], 200_000);
  expect(findFaults(pole)).toEqual([]);
  expect(Math.abs(area(pole) / (Math.PI * 200_000 ** 2) - 1)).toBeLessThan(0.002);
});

test('The box of what crosses has its west beyond its east, and cells find both sides', () => {
  const box = boundingBox(normalise(wallis));
  expect(box).toEqual([179.5, -14.5, -178.5, -13]);
  expect(boundingBox(wallis)).toEqual(box);
  if (!box) return;
  expect(boxUnwrapped(box)).toEqual([179.5, -14.5, 181.5, -13]);
  expect(boxesMeet(box, [-179, -14, -178.9, -13.9])).toBe(true);
  expect(boxesMeet(box, [0, -14, 1, -13])).toBe(false);
  const cells = new Set(cellsOf(box));
  for (const side of [179.6, -179.6]) {
    expect(cellsFor([side, -14, side + 0.01, -13.9]).some((cell) => cells.has(cell))).toBe(true);
  }
  expect(
    boundingBox({
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [-61, 16],
            [-60, 16],
            [-60, 17],
            [-61, 16],
          ],
        ],
        [
          [
            [55, -21],
            [56, -21],
            [56, -20],
            [55, -21],
          ],
        ],
      ],
    }),
  ).toEqual([-61, -21, 56, 17]);
});

test('Coverage counts both sides, whether a footprint was cut or not', async () => {
  const aoi = normalise(wallis);
  const half = polygon([
    [180.5, -15],
    [182, -15],
    [182, -12],
    [180.5, -12],
    [180.5, -15],
  ]);
  const { heldPct } = await coverage(aoi, [half]);
  expect(heldPct).toBeGreaterThan(49.9);
  expect(heldPct).toBeLessThan(50.1);
  expect(area(await intersect(aoi, normalise(half)))).toBeCloseTo(
    area(await intersect(wallis, half)),
    0,
  );
});

test('Whatever simple outline is laid over the antimeridian comes out valid and of the same size', () => {
  const radii = fc.array(fc.double({ min: 0.2, max: 3, noNaN: true }), {
    minLength: 3,
    maxLength: 9,
  });
  fc.assert(
    fc.property(
      radii,
      fc.integer({ min: 176, max: 184 }),
      fc.integer({ min: -60, max: 60 }),
      fc.boolean(),
      (list, lon, lat, jump) => {
        const flat = list.map((radius, i) => {
          const t = (2 * Math.PI * i) / list.length;
          return [lon + radius * Math.cos(t), lat + radius * Math.sin(t)];
        });
        const ring = flat.map(([x = 0, y = 0]) => [jump && x > 180 ? x - 360 : x, y]);
        const cut = normalise(polygon([...ring, ring[0] ?? []]));
        expect(findFaults(cut)).toEqual([]);
        expect(squareDegrees(cut)).toBeCloseTo(squareDegrees(polygon(flat)), 6);
        expect(normalise(cut)).toEqual(cut);
      },
    ),
    { numRuns: 300 },
  );
});
