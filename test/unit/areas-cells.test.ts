import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BBox, boxesMeet } from '#app/features/areas/area.ts';
import { cellsFor, cellsOf } from '#app/features/areas/cells.ts';

const onTileEdges = fc.integer({ min: 0, max: 512 }).map((n) => (n * 360) / 1024);
const lon = fc.oneof(
  fc.double({ min: -180, max: 180, noNaN: true }),
  onTileEdges.map((x) => x - 90),
);
const lat = fc.oneof(
  fc.double({ min: -90, max: 90, noNaN: true }),
  onTileEdges.map((y) => y - 90),
);
const extent = fc.oneof(
  fc.double({ min: 0, max: 0.5, noNaN: true }),
  fc.double({ min: 0, max: 8, noNaN: true }),
  fc.double({ min: 0, max: 200, noNaN: true }),
);
const box = fc
  .tuple(lon, lat, extent, extent)
  .map(([w, s, x, y]): BBox => [w, s, Math.min(180, w + x), Math.min(90, s + y)]);
/** Two boxes a little apart from each other, so that many of them meet. */
const neighbours = fc
  .tuple(box, extent, extent, fc.double({ min: -1, max: 1, noNaN: true }))
  .map(([a, x, y, shift]): [BBox, BBox] => {
    const west = Math.min(180, Math.max(-180, a[2] + shift * x));
    const south = Math.min(90, Math.max(-90, a[1] + shift * y));
    return [a, [west, south, Math.min(180, west + x), Math.min(90, south + y)]];
  });

const share = (a: BBox, b: BBox) => {
  const cells = new Set(cellsOf(a));
  return cellsFor(b).some((cell) => cells.has(cell));
};

test('A footprint that meets a query shares a cell with it', () => {
  fc.assert(
    fc.property(fc.oneof(neighbours, fc.tuple(box, box)), ([a, b]) => {
      fc.pre(boxesMeet(a, b));
      expect(share(a, b)).toBe(true);
      expect(share(b, a)).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test('Indexing and searching stay short, whatever the box', () => {
  fc.assert(
    fc.property(box, (any) => {
      expect(cellsOf(any).length).toBeLessThanOrEqual(64 + 64 + 128);
      expect(cellsFor(any).length).toBeLessThanOrEqual(128);
      expect(new Set(cellsOf(any)).size).toBe(cellsOf(any).length);
    }),
  );
});

test('A scene of 20 km is entered about five times and a city is searched in a few tiles', () => {
  expect(cellsOf([2.2, 48.75, 2.45, 48.95]).length).toBeLessThanOrEqual(6);
  expect(cellsFor([2.3, 48.8, 2.4, 48.9]).length).toBeLessThanOrEqual(5);
});

test('Places far apart share no cell', () => {
  expect(share([2.2, 48.7, 2.4, 48.9], [5.3, 43.2, 5.5, 43.4])).toBe(false);
});

test('A box across the antimeridian finds both sides', () => {
  const query: BBox = [179.5, -20, -179.5, -16];
  expect(share([179.6, -18, 179.8, -17.9], query)).toBe(true);
  expect(share([-179.9, -18, -179.8, -17.9], query)).toBe(true);
  expect(share([0, -18, 1, -17], query)).toBe(false);
});
