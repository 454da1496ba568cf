import fc from 'fast-check';
import type { Geometry } from 'geojson';
import { describe, expect, it } from 'vitest';
import { type AreaGeometry, type BBox, boxPolygon } from '#app/features/areas/area.ts';
import { loadGeos, toGeos, withGeos } from '#app/features/areas/geos.ts';
import { boundsMeet, boundsOf, partsOf } from '#app/features/catalogue/bounds.ts';
import { meets, shapeOf, shapeOfBox } from '#app/features/catalogue/meets.ts';

const triangle: AreaGeometry = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [10, 0],
      [0, 10],
      [0, 0],
    ],
  ],
};
const ring: AreaGeometry = {
  type: 'Polygon',
  coordinates: [
    boxPolygon([0, 0, 10, 10]).coordinates[0] ?? [],
    boxPolygon([3, 3, 7, 7]).coordinates[0] ?? [],
  ],
};
const meetsBox = (footprint: AreaGeometry, box: BBox) => meets(footprint, shapeOfBox(box));
const meetsAny = (footprint: AreaGeometry, geometry: Geometry) =>
  meets(footprint, shapeOf(geometry));

describe('a footprint and a box', () => {
  it('meet where surfaces do, not where only their boxes do', () => {
    expect(meetsBox(triangle, [1, 1, 2, 2])).toBe(true);
    expect(meetsBox(triangle, [-5, -5, 20, 20])).toBe(true);
    expect(meetsBox(triangle, [4, 4, 20, 20])).toBe(true);
    expect(meetsBox(triangle, [8, 8, 9, 9])).toBe(false);
    expect(meetsBox(triangle, [11, 0, 12, 1])).toBe(false);
  });

  it('meet where they touch, at a corner, an edge, or a box without width', () => {
    expect(meetsBox(triangle, [5, 5, 9, 9])).toBe(true);
    expect(meetsBox(triangle, [10, 0, 12, 1])).toBe(true);
    expect(meetsBox(triangle, [-3, -3, 0, 0])).toBe(true);
    expect(meetsBox(triangle, [1, 1, 1, 1])).toBe(true);
    expect(meetsBox(triangle, [1, -4, 1, 30])).toBe(true);
  });

  it('do not meet inside a hole', () => {
    expect(meetsBox(ring, [4, 4, 5, 5])).toBe(false);
    expect(meetsBox(ring, [4, 4, 7, 5])).toBe(true);
    expect(meetsBox(ring, [1, 1, 2, 2])).toBe(true);
  });

  it('meet across the antimeridian', () => {
    const fiji = boxPolygon([-179.9, -17, -179.5, -16]);
    expect(meetsBox(fiji, [179, -18, -179, -15])).toBe(true);
    expect(meetsBox(fiji, [178, -18, 179.9, -15])).toBe(false);
    expect(partsOf([179, -18, -179, -15])).toEqual([
      [179, -18, 180, -15],
      [-180, -18, -179, -15],
    ]);
  });

  it('meet, for two boxes, exactly when their sides overlap', () => {
    const side = fc.integer({ min: -20, max: 20 });
    const size = fc.integer({ min: 1, max: 9 });
    const box = fc
      .tuple(side, side, size, size)
      .map(([west, south, width, height]): BBox => [west, south, west + width, south + height]);
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(meetsBox(boxPolygon(a), b)).toBe(boundsMeet(a, b));
      }),
    );
  });
});

describe('a footprint and any geometry', () => {
  it('meet at points, along lines and in collections', () => {
    expect(meetsAny(ring, { type: 'Point', coordinates: [1, 1] })).toBe(true);
    expect(meetsAny(ring, { type: 'Point', coordinates: [5, 5] })).toBe(false);
    expect(meetsAny(ring, { type: 'Point', coordinates: [3, 5] })).toBe(true);
    const line = (...coordinates: number[][]): Geometry => ({ type: 'LineString', coordinates });
    expect(meetsAny(ring, line([4, 4], [6, 6]))).toBe(false);
    expect(meetsAny(ring, line([4, 4], [8, 8]))).toBe(true);
    expect(meetsAny(ring, line([-1, -1], [-1, 20], [20, 20]))).toBe(false);
    const nothing: Geometry = { type: 'GeometryCollection', geometries: [] };
    expect(meetsAny(ring, nothing)).toBe(false);
    expect(
      meetsAny(ring, { type: 'GeometryCollection', geometries: [nothing, line([9, -5], [9, 20])] }),
    ).toBe(true);
  });

  it('meet as GEOS says, for star-shaped surfaces of few and of many corners', async () => {
    const geos = (await loadGeos()) as Awaited<ReturnType<typeof loadGeos>> & {
      GEOSIntersects(a: number, b: number): number;
    };
    const star = fc
      .record({
        x: fc.integer({ min: -8, max: 8 }),
        y: fc.integer({ min: -8, max: 8 }),
        corners: fc.oneof(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 70, max: 400 })),
        seed: fc.integer({ min: 1, max: 1e6 }),
      })
      .map(({ x, y, corners, seed }): AreaGeometry => {
        const shell = Array.from({ length: corners }, (_, n) => {
          const angle = (2 * Math.PI * n) / corners;
          const reach = 1 + ((seed * (n + 7) * 2654435761) % 1000) / 250;
          return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
        });
        return { type: 'Polygon', coordinates: [[...shell, ...shell.slice(0, 1)]] };
      });
    fc.assert(
      fc.property(star, star, (a, b) => {
        const expected = withGeos(geos, (keep) =>
          geos.GEOSIntersects(keep(toGeos(geos, a)), keep(toGeos(geos, b))),
        );
        expect(meets(a, shapeOf(b))).toBe(expected === 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('bounds', () => {
  it('are narrow where a geometry was cut at the antimeridian', () => {
    const cut: Geometry = {
      type: 'MultiPolygon',
      coordinates: [
        boxPolygon([179, -1, 180, 1]).coordinates,
        boxPolygon([-180, -1, -178, 1]).coordinates,
      ],
    };
    expect(boundsOf(cut)).toEqual([179, -1, -178, 1]);
    expect(boundsOf({ type: 'MultiPoint', coordinates: [] })).toBeNull();
    expect(
      boundsOf({
        type: 'MultiPoint',
        coordinates: [
          [2, 48],
          [-3, 50],
        ],
      }),
    ).toEqual([-3, 48, 2, 50]);
  });

  it('hold every position', () => {
    const position = fc.tuple(
      fc.integer({ min: -180, max: 180 }),
      fc.integer({ min: -90, max: 90 }),
    );
    fc.assert(
      fc.property(fc.array(position, { minLength: 1, maxLength: 8 }), (coordinates) => {
        const box = boundsOf({ type: 'MultiPoint', coordinates });
        for (const [x, y] of coordinates) {
          expect(box && boundsMeet(box, [x, y, x, y])).toBe(true);
        }
      }),
    );
  });
});
