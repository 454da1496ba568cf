import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import type { Position } from 'geojson';
import { expect, test } from 'vitest';
import {
  type AreaGeometry,
  boundingBox,
  boxPolygon,
  geodesicAreaM2,
  normalise,
  polygonsOf,
  vertexCount,
} from '#app/features/areas/area.ts';
import { circlePolygon } from '#app/features/areas/circle.ts';
import { type AreaEdit, editArea } from '#app/features/areas/edit-area.ts';
import { findFaults } from '#app/features/areas/find-faults.ts';
import { covers, subtract } from '#app/features/areas/overlay.ts';
import { star } from '../support/area-sets.ts';

const { WGS84 } = geodesic.Geodesic;
const square = boxPolygon([2, 48, 2.1, 48.1]);
const area = (geometry: AreaGeometry | null) => (geometry ? geodesicAreaM2(geometry) : 0);
const multi = (...parts: AreaGeometry[]): AreaGeometry => ({
  type: 'MultiPolygon',
  coordinates: parts.flatMap(polygonsOf),
});

async function edited(given: AreaGeometry, edit: AreaEdit) {
  const answer = await editArea(given, edit);
  if ('fault' in answer) throw new Error(answer.fault.code);
  expect(findFaults(answer.geometry)).toEqual([]);
  expect(answer.afterM2).toBe(area(answer.geometry));
  return answer;
}
const faultOf = async (given: AreaGeometry, edit: AreaEdit) => {
  const answer = await editArea(given, edit);
  return 'fault' in answer ? answer.fault.code : null;
};
const corners = (geometry: AreaGeometry) => polygonsOf(geometry).flat(2);

/** Metres from a place to the nearest place of an outline, each edge looked at every few metres. */
function distanceTo(outline: AreaGeometry, [lon = 0, lat = 0]: Position, steps: number): number {
  let nearest = Infinity;
  for (const ring of polygonsOf(outline).flat()) {
    for (const [i, [x = 0, y = 0]] of ring.entries()) {
      const [nx = x, ny = y] = ring[i + 1] ?? [];
      for (let k = 0; k < steps; k++) {
        const s12 =
          WGS84.Inverse(lat, lon, y + ((ny - y) * k) / steps, x + ((nx - x) * k) / steps).s12 ?? 0;
        nearest = Math.min(nearest, s12);
      }
    }
  }
  return nearest;
}

test('A buffer lies its distance from the outline on the ellipsoid, anywhere on Earth', async () => {
  for (const [lon, lat] of [
    [2, 48],
    [-61, 16],
    [140, -66.6],
    [179.97, -17],
    [20, 80],
  ]) {
    const given = normalise(boxPolygon([lon ?? 0, lat ?? 0, (lon ?? 0) + 0.1, (lat ?? 0) + 0.06]));
    const { geometry } = await edited(given, { operation: 'buffer', metres: 1000 });
    const places = corners(geometry).filter(([x = 0]) => Math.abs(x) !== 180);
    for (const place of places.filter((_, i) => i % 7 === 0)) {
      const found = distanceTo(given, place, 400);
      expect(Math.abs(found - 1000)).toBeLessThan(2.5);
    }
  }
}, 60_000);

test('A buffer across 180° is one surface on both sides, and shrinking gives the area back', async () => {
  const given = normalise(boxPolygon([179.8, -17, 180.2, -16.8]));
  const { geometry } = await edited(given, { operation: 'buffer', metres: 2000 });
  expect(boundingBox(geometry)?.[0]).toBeGreaterThan(boundingBox(geometry)?.[2] ?? 0);
  expect(polygonsOf(geometry)).toHaveLength(2);
  const back = await edited(geometry, { operation: 'buffer', metres: -2000 });
  expect(Math.abs(back.afterM2 / area(given) - 1)).toBeLessThan(0.001);
});

test('Shrinking to nothing is refused', async () => {
  expect(await faultOf(square, { operation: 'buffer', metres: -20_000 })).toBe('nothing-left');
});

test('Simplifying keeps corners exactly, and the real deviation is told and below the error', async () => {
  const given = star(20_000);
  const exact = new Set(corners(given).map(String));
  for (const metres of [1, 20, 200]) {
    const { geometry, note } = await edited(given, { operation: 'simplify', metres });
    expect(note).toMatchObject({
      code: 'simplified',
      params: { before: 20_000, after: vertexCount(geometry) },
    });
    expect(note?.params.deviationM).toBeGreaterThan(0);
    expect(note?.params.deviationM).toBeLessThanOrEqual(metres);
    expect(vertexCount(geometry)).toBeLessThan(20_000);
    expect(corners(geometry).every((place) => exact.has(String(place)))).toBe(true);
  }
}, 30_000);

test('The deviation told is the farthest that a dropped corner lies from the new outline', async () => {
  const wobbly: AreaGeometry = {
    type: 'Polygon',
    coordinates: [
      [
        [2, 48],
        [2.05, 48.0003],
        [2.1, 48],
        [2.1, 48.1],
        [2, 48.1],
        [2, 48],
      ],
    ],
  };
  const { note, geometry } = await edited(wobbly, { operation: 'simplify', metres: 100 });
  expect(vertexCount(geometry)).toBe(4);
  expect(note?.params.deviationM).toBeCloseTo(distanceTo(geometry, [2.05, 48.0003], 5000), 0);
});

test('A cut makes parts that add up, a hair apart', async () => {
  const line = [
    [1.9, 48.03],
    [2.05, 48.06],
    [2.2, 48.02],
  ];
  const { geometry, note } = await edited(square, { operation: 'split', line });
  expect(polygonsOf(geometry)).toHaveLength(2);
  expect(note).toEqual({ code: 'split', params: { parts: 2, gapM: 0.02 } });
  expect(Math.abs(area(geometry) - area(square))).toBeLessThan(area(square) * 1e-5);
  expect(await covers(square, geometry)).toBe(true);
  expect(
    await faultOf(square, {
      operation: 'split',
      line: [
        [2.02, 48.02],
        [2.05, 48.05],
      ],
    }),
  ).toBe('line-does-not-cut');
  expect(
    await faultOf(square, {
      operation: 'split',
      line: [
        [3, 48],
        [4, 48],
      ],
    }),
  ).toBe('line-does-not-cut');
});

test('Merging fills the gap between neighbours and nothing else', async () => {
  const right = boxPolygon([2.102, 48, 2.2, 48.1]);
  const { geometry, note } = await edited(multi(square, right), { operation: 'merge' });
  expect(polygonsOf(geometry)).toHaveLength(1);
  const gap = boxPolygon([2.1, 48, 2.102, 48.1]);
  expect(
    Math.abs(area(geometry) - area(square) - area(right) - area(gap)) / area(gap),
  ).toBeLessThan(0.02);
  expect(note?.params.gapM).toBeGreaterThan(145);
  expect(note?.params.gapM).toBeLessThan(155);
  const given = new Set(corners(square).map(String));
  expect(
    corners(geometry).filter((place) => given.has(String(place))).length,
  ).toBeGreaterThanOrEqual(2);
  expect(await faultOf(multi(square, boxPolygon([3, 48, 3.1, 48.1])), { operation: 'merge' })).toBe(
    'too-far-apart',
  );
});

test('Merging what overlaps unites it, and repair says that there is nothing to do', async () => {
  const touching = multi(square, boxPolygon([2.1, 48.1, 2.2, 48.2]));
  const { geometry } = await edited(touching, { operation: 'merge' });
  expect(polygonsOf(geometry)).toHaveLength(1);
  expect(await faultOf(square, { operation: 'repair' })).toBe('nothing-to-repair');
  expect(
    await faultOf(multi(square, boxPolygon([2.05, 48, 2.2, 48.1])), {
      operation: 'buffer',
      metres: 5,
    }),
  ).toBe('needs-repair');
});

test('A surface inside is cut out as a hole, across the edge as a bite; taking all is refused', async () => {
  const inside = boxPolygon([2.02, 48.02, 2.04, 48.04]);
  const hole = await edited(square, { operation: 'subtract', geometry: inside });
  expect(polygonsOf(hole.geometry)[0]).toHaveLength(2);
  expect(Math.abs(hole.afterM2 - (area(square) - area(inside)))).toBeLessThan(1);
  const bite = await edited(square, {
    operation: 'subtract',
    geometry: boxPolygon([1.9, 48.02, 2.04, 48.04]),
  });
  expect(polygonsOf(bite.geometry)[0]).toHaveLength(1);
  expect(
    await faultOf(square, { operation: 'subtract', geometry: boxPolygon([1, 47, 3, 49]) }),
  ).toBe('nothing-left');
  const none = await edited(square, {
    operation: 'subtract',
    geometry: boxPolygon([5, 47, 6, 49]),
  });
  expect(none.note).toEqual({ code: 'unchanged', params: {} });
});

const coordinate = fc.double({ min: 0, max: 0.2, noNaN: true });
const box = fc
  .tuple(
    coordinate,
    coordinate,
    fc.double({ min: 0.01, max: 0.1, noNaN: true }),
    fc.double({ min: 0.01, max: 0.1, noNaN: true }),
  )
  .map(([x, y, w, h]) => boxPolygon([2 + x, 48 + y, 2 + x + w, 48 + y + h]) as AreaGeometry);
const round = fc
  .tuple(
    coordinate,
    coordinate,
    fc.integer({ min: 300, max: 5000 }),
    fc.integer({ min: 3, max: 40 }),
  )
  .map(([x, y, radius, count]) => circlePolygon([2 + x, 48 + y], radius, count));
const shape = fc.oneof(box, round);

test('Uniting is the same both ways, and with what is taken away adds up', async () => {
  await fc.assert(
    fc.asyncProperty(shape, shape, async (a, b) => {
      const ab = await edited(a, { operation: 'unite', geometry: b });
      const ba = await edited(b, { operation: 'unite', geometry: a });
      expect(Math.abs(ab.afterM2 - ba.afterM2)).toBeLessThan(1);
      const rest = await subtract(a, b);
      // Edges are straight in degrees and measured as geodesics: cutting one changes the sum by so little.
      expect(Math.abs(ab.afterM2 - area(b) - area(rest)) / ab.afterM2).toBeLessThan(1e-3);
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('A buffer holds what it grew from, grows with its distance, and is valid', async () => {
  await fc.assert(
    fc.asyncProperty(shape, fc.integer({ min: 1, max: 3000 }), async (given, metres) => {
      const small = await edited(given, { operation: 'buffer', metres });
      const large = await edited(given, { operation: 'buffer', metres: metres * 2 });
      expect(await covers(small.geometry, given)).toBe(true);
      expect(await covers(large.geometry, small.geometry)).toBe(true);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('A circle has all its corners at its radius', () => {
  const circle = circlePolygon([-61.5, 16.2], 12_345);
  for (const [lon = 0, lat = 0] of corners(circle)) {
    expect(WGS84.Inverse(16.2, -61.5, lat, lon).s12).toBeCloseTo(12_345, 5);
  }
  expect(area(circle) / (Math.PI * 12_345 ** 2)).toBeGreaterThan(0.999);
});
