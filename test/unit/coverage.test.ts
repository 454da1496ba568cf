import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import type { Position } from 'geojson';
import { expect, test } from 'vitest';
import {
  type AreaGeometry,
  type BBox,
  boxPolygon,
  geodesicAreaM2,
  normalise,
  polygonsOf,
} from '#app/features/areas/area.ts';
import {
  areaInsideHa,
  coverage,
  covers,
  intersect,
  subtract,
  unite,
} from '#app/features/areas/overlay.ts';

const area = (geometry: AreaGeometry | null) => (geometry ? geodesicAreaM2(geometry) : 0);

const box = (size: number) =>
  fc
    .tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.01, max: size, noNaN: true }),
      fc.double({ min: 0.01, max: size, noNaN: true }),
    )
    .map(([x, y, w, h]): BBox => [2 + x * 0.2, 48 + y * 0.2, 2 + x * 0.2 + w, 48 + y * 0.2 + h]);
/** A star around a centre: always simple, seldom convex. */
const star = fc
  .tuple(
    box(0.1),
    fc.array(fc.double({ min: 0.02, max: 0.1, noNaN: true }), { minLength: 3, maxLength: 12 }),
  )
  .map(([[lon, lat], radii]): AreaGeometry => {
    const ring = radii.map((radius, i): Position => {
      const angle = (2 * Math.PI * i) / radii.length;
      return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
    });
    return normalise({ type: 'Polygon', coordinates: [ring] });
  });
const shape = fc.oneof(
  star,
  box(0.1).map((b): AreaGeometry => boxPolygon(b)),
);
/**
 * Edges are straight in the plane but measured as geodesics, which bow out by s³ tan φ / 12 R square metres: cutting an edge
 * changes the sum by no more than that.
 */
const bow = (geometry: AreaGeometry) =>
  polygonsOf(geometry)
    .flat()
    .flatMap((ring) =>
      ring.slice(1).map(([x = 0, y = 0], i) => {
        const [x0 = 0, y0 = 0] = ring[i] ?? [];
        const lengthM = Math.hypot(
          (x - x0) * 111_320 * Math.cos(y * (Math.PI / 180)),
          (y - y0) * 111_320,
        );
        return (lengthM ** 3 * Math.tan(y * (Math.PI / 180))) / (12 * 6.371e6);
      }),
    )
    .reduce((sum, bowM2) => sum + bowM2, 0);
const makesUp = (foundM2: number, whole: AreaGeometry) =>
  expect(Math.abs(foundM2 - area(whole))).toBeLessThan(200 + 1.1 * bow(whole));

test('What two surfaces share and what only one has make up the first', async () => {
  await fc.assert(
    fc.asyncProperty(shape, shape, async (a, b) => {
      const parts = area(await intersect(a, b)) + area(await subtract(a, b));
      makesUp(parts, a);
    }),
    { numRuns: 200 },
  );
});

test('Held and missing make up the area, do not overlap, and held is inside the footprints', async () => {
  await fc.assert(
    fc.asyncProperty(shape, fc.array(shape, { maxLength: 5 }), async (aoi, footprints) => {
      const { held, missing, heldPct } = await coverage(aoi, footprints);
      makesUp(area(held) + area(missing), aoi);
      if (held && missing) expect(await intersect(held, missing)).toBeNull();
      if (held) expect(await covers((await unite(footprints)) ?? aoi, held)).toBe(true);
      expect(heldPct === 100).toBe(missing === null);
    }),
    { numRuns: 150 },
  );
});

test('Asking for what is missing, rounded as it is stored, completes the area', async () => {
  await fc.assert(
    fc.asyncProperty(shape, shape, async (aoi, footprint) => {
      const { missing } = await coverage(aoi, [footprint]);
      fc.pre(missing !== null);
      const after = await coverage(aoi, [footprint, normalise(missing)]);
      expect(after).toMatchObject({ missing: null, missingHa: 0, heldPct: 100 });
    }),
    { numRuns: 150 },
  );
});

test('A half held is a half held', async () => {
  const aoi = boxPolygon([2, 48, 2.2, 48.1]);
  const result = await coverage(aoi, [
    boxPolygon([1.9, 47.9, 2.1, 48.2]),
    boxPolygon([2, 48, 2.05, 48.05]),
    boxPolygon([50, 10, 51, 11]),
  ]);
  expect(result.heldHa).toBe(result.missingHa);
  expect(result.heldPct).toBeCloseTo(50, 0);
  expect(await areaInsideHa(aoi, boxPolygon([1.9, 47.9, 2.1, 48.2]))).toBe(result.heldHa);
});

test('Nothing held, nothing missing, and surfaces that only touch', async () => {
  const aoi = boxPolygon([2, 48, 2.1, 48.1]);
  expect(await coverage(aoi, [])).toMatchObject({
    held: null,
    heldHa: 0,
    heldPct: 0,
    missingHa: 8290,
  });
  expect(await coverage(aoi, [aoi])).toMatchObject({ missing: null, missingHa: 0, heldPct: 100 });
  expect(await intersect(aoi, boxPolygon([2.1, 48, 2.2, 48.1]))).toBeNull();
  expect(await unite([])).toBeNull();
  expect(await areaInsideHa(aoi, boxPolygon([3, 48, 4, 49]))).toBe(0);
});

test('A footprint that crosses itself is mended, not refused', async () => {
  const bowTie: AreaGeometry = {
    type: 'Polygon',
    coordinates: [
      [
        [2, 48],
        [2.1, 48.1],
        [2.1, 48],
        [2, 48.1],
        [2, 48],
      ],
    ],
  };
  const { heldPct } = await coverage(boxPolygon([2, 48, 2.1, 48.1]), [bowTie]);
  expect(heldPct).toBeGreaterThan(49);
  expect(heldPct).toBeLessThan(51);
});

test('A thread between two outlines that differ by a rounding is not missing', async () => {
  const aoi = boxPolygon([2, 48, 3, 49]);
  const almost = boxPolygon([2.0000001, 48, 3, 49]);
  expect(await covers(almost, aoi)).toBe(true);
  expect((await coverage(aoi, [almost])).missing).toBeNull();
});

test('A thousand footprints cost no memory that is not given back', async () => {
  const { loadGeos } = await import('#app/features/areas/geos.ts');
  const geos = await loadGeos();
  const aoi = boxPolygon([2, 48, 3, 49]);
  const run = () =>
    coverage(
      aoi,
      Array.from({ length: 200 }, (_, i) => boxPolygon([2 + i / 200, 48, 2.01 + i / 200, 48.5])),
    );
  await run();
  const before = geos.Module.HEAPF64.byteLength;
  for (let i = 0; i < 25; i++) await run();
  expect(geos.Module.HEAPF64.byteLength).toBe(before);
});

test('The geometry engine loads under plain Node', () => {
  const script =
    "import('#app/features/areas/overlay.ts').then(async (m) => console.log(JSON.stringify(await m.unite([{type:'Polygon',coordinates:[[[0,0],[1,0],[1,1],[0,0]]]}]))))";
  const out = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], {
    encoding: 'utf8',
  });
  expect(JSON.parse(out)).toMatchObject({ type: 'Polygon' });
}, 30_000);
