import fc from 'fast-check';
import type { Position } from 'geojson';
import { expect, test } from 'vitest';
import { type AreaGeometry, boxPolygon } from '#app/features/areas/area.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
import { quickFault } from '#app/features/areas/ring-faults.ts';

const polygon = (...coordinates: Position[][]): AreaGeometry => ({ type: 'Polygon', coordinates });
const bowTie = [
  [0, 0],
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 0],
];
const square = boxPolygon([0, 0, 1, 1]);
const [squareRing = []] = square.coordinates;

const multi = (...parts: AreaGeometry[]): AreaGeometry => ({
  type: 'MultiPolygon',
  coordinates: parts.map((part) => part.coordinates as Position[][]),
});

test('A plain square has no fault, closed or not', async () => {
  expect(await checkArea(square)).toBeNull();
  expect(await checkArea(polygon(squareRing.slice(0, -1)))).toBeNull();
});

test.each([
  ['not-a-polygon', { type: 'Point', coordinates: [1, 2] }, undefined],
  ['not-a-polygon', null, undefined],
  ['empty', polygon(), undefined],
  [
    'empty',
    polygon([
      [0, 0],
      [1, 1],
      [0, 0],
    ]),
    undefined,
  ],
  ['out-of-range', boxPolygon([100, 10, 200, 20]), [200, 10]],
  ['out-of-range', boxPolygon([10, 80, 20, 95]), [20, 95]],
  [
    'crosses-antimeridian',
    polygon([
      [179, 0],
      [-179, 0],
      [-179, 1],
      [179, 1],
    ]),
    [179, 0],
  ],
  ['hole', polygon(squareRing, boxPolygon([0.2, 0.3, 0.4, 0.5]).coordinates[0] ?? []), [0.2, 0.3]],
  ['self-intersection', polygon(bowTie), [0.5, 0.5]],
  [
    'self-intersection',
    polygon([
      [0, 0],
      [2, 0],
      [2, 2],
      [3, 2],
      [2, 2],
      [0, 2],
    ]),
    [2, 2],
  ],
  ['overlapping-parts', multi(square, boxPolygon([0.5, 0.5, 2, 2])), undefined],
  ['overlapping-parts', multi(square, boxPolygon([0.2, 0.2, 0.3, 0.3])), undefined],
  [
    'self-intersection',
    polygon([
      [0, 0],
      [1, 0],
      [2, 0],
      [1, 0],
    ]),
    undefined,
  ],
] as const)('%s is found', async (code, geometry, at) => {
  const fault = await checkArea(geometry);
  expect(fault?.code).toBe(code);
  if (at) expect(fault?.at).toEqual(at);
});

test('Limits are the caller’s', async () => {
  expect(await checkArea(square, { maxVertices: 3 })).toEqual({
    code: 'too-many-vertices',
    params: { count: 4, max: 3 },
  });
  expect((await checkArea(square, { minAreaHa: 2_000_000 }))?.code).toBe('too-small');
  expect((await checkArea(square, { maxAreaHa: 100 }))?.code).toBe('too-large');
  expect(
    await checkArea(square, { maxVertices: 4, minAreaHa: 100, maxAreaHa: 2_000_000 }),
  ).toBeNull();
});

test('A hole is accepted where the caller says so, and still has to lie inside', async () => {
  const holed = (box: [number, number, number, number]) =>
    polygon(squareRing, boxPolygon(box).coordinates[0] ?? []);
  expect(await checkArea(holed([0.2, 0.3, 0.4, 0.5]), { mayHaveHoles: true })).toBeNull();
  const outside = await checkArea(holed([0.8, 0.8, 1.4, 1.4]), { mayHaveHoles: true });
  expect(outside?.code).toBe('self-intersection');
});

test('A crossing in a long ring is left to the server, which finds its place', async () => {
  const circle = Array.from({ length: 800 }, (_, i) => [
    Math.cos((i * Math.PI) / 400),
    Math.sin((i * Math.PI) / 400),
  ]);
  const crossed = polygon([...circle.slice(0, 400), [-1, -0.5], [0, 2], ...circle.slice(600)]);
  expect(quickFault(crossed)).toBeNull();
  const fault = await checkArea(crossed);
  expect(fault?.code).toBe('self-intersection');
  expect(fault?.at?.every(Number.isFinite)).toBe(true);
});

test('The page and the server agree on which rings cross themselves', async () => {
  const step = fc.integer({ min: 0, max: 6 });
  const ring = fc.array(fc.tuple(step, step), { minLength: 3, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(ring, async (points) => {
      const distinct = points.filter(([x, y], i) => {
        const previous = points[(i + points.length - 1) % points.length];
        return previous?.[0] !== x || previous?.[1] !== y;
      });
      fc.pre(distinct.length >= 3);
      const geometry = polygon(distinct.map((p) => [...p]));
      const { loadGeos, toGeos } = await import('#app/features/areas/geos.ts');
      const geos = await loadGeos();
      const address = toGeos(geos, geometry);
      const isValid = geos.GEOSisValid(address) === 1;
      geos.GEOSGeom_destroy(address);
      expect(quickFault(geometry)?.code ?? null).toBe(isValid ? null : 'self-intersection');
    }),
    { numRuns: 1000 },
  );
});
