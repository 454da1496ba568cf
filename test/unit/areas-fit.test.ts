import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AreaGeometry,
  boxPolygon,
  geodesicAreaM2,
  polygonsOf,
  vertexCount,
} from '#app/features/areas/area.ts';
import { circlePolygon } from '#app/features/areas/circle.ts';
import { enlargement, mergeToFit } from '#app/features/areas/enlarge-area.ts';
import { examineArea, fitOf } from '#app/features/areas/examine-area.ts';
import { findFaults } from '#app/features/areas/find-faults.ts';
import { fitFaults, type OfferLimits, widthM } from '#app/features/areas/fit-area.ts';
import { covers } from '#app/features/areas/overlay.ts';
import { star } from '../support/area-sets.ts';

const offer: OfferLimits = {
  minAreaHa: 10_000,
  minWidthKm: 5,
  maxAreaHa: 500_000,
  perPolygon: true,
  maxVertices: 1000,
};
const none: OfferLimits = { ...offer, minAreaHa: 0, minWidthKm: null, maxAreaHa: null };
const hectares = (geometry: AreaGeometry) => geodesicAreaM2(geometry) / 10_000;
const multi = (...parts: AreaGeometry[]): AreaGeometry => ({
  type: 'MultiPolygon',
  coordinates: parts.flatMap(polygonsOf),
});
const large = boxPolygon([2, 48, 2.2, 48.2]);
const small = boxPolygon([2.3, 48, 2.33, 48.03]);

test('The width is measured across, whichever way the area lies', () => {
  expect(widthM(circlePolygon([2, 48], 5000, 360))).toBeCloseTo(10_000, -1);
  const strip = (turn: number): AreaGeometry => {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const ring = [
      [-10, -1],
      [10, -1],
      [10, 1],
      [-10, 1],
      [-10, -1],
    ].map(([x = 0, y = 0]) => [2 + (x * c - y * s) / 111.32, (x * s + y * c) / 111.32]);
    return { type: 'Polygon', coordinates: [ring] };
  };
  for (const turn of [0, 0.3, 1, 2]) expect(widthM(strip(turn)) / 2000).toBeCloseTo(1, 1.5);
});

test('What an offer refuses: small, narrow, large, detailed; each part alone where it says so', () => {
  const codes = (geometry: AreaGeometry, limits: OfferLimits) =>
    fitFaults(geometry, limits).map(({ code }) => code);
  expect(codes(large, offer)).toEqual([]);
  expect(codes(small, offer)).toEqual(['too-small', 'too-narrow']);
  expect(codes(multi(large, small), offer)).toEqual(['too-small', 'too-narrow']);
  expect(fitFaults(multi(large, small), offer)[0]?.params).toMatchObject({ part: 2 });
  expect(codes(multi(large, small), { ...offer, perPolygon: false })).toEqual([]);
  expect(codes(boxPolygon([2, 48, 3, 49]), offer)).toEqual(['too-large']);
  expect(codes(circlePolygon([2, 48], 20_000, 1001), offer)).toEqual(['too-many-vertices']);
  expect(codes(small, none)).toEqual([]);
});

test('A refused size is never rounded to the one that is asked', () => {
  const almost = fitFaults(small, { ...none, minAreaHa: hectares(small) + 0.0001 });
  expect(almost[0]?.params?.areaHa).toBeLessThan(hectares(small));
});

test('The enlargement is the smallest that is taken: within 0.5 % above what asked for it', async () => {
  const shapes = fc.oneof(
    fc
      .tuple(
        fc.double({ min: 0.01, max: 0.12, noNaN: true }),
        fc.double({ min: 0.01, max: 0.12, noNaN: true }),
      )
      .map(([w, h]) => boxPolygon([2, 48, 2 + w, 48 + h]) as AreaGeometry),
    fc
      .tuple(fc.integer({ min: -75, max: 75 }), fc.integer({ min: 3, max: 50 }))
      .map(([lat, corners]) => circlePolygon([179.99, lat], 1500, corners)),
  );
  await fc.assert(
    fc.asyncProperty(
      shapes,
      fc.constantFrom<OfferLimits>(
        offer,
        { ...offer, minWidthKm: null },
        { ...offer, minAreaHa: 100, minWidthKm: 3 },
      ),
      async (given, limits) => {
        const found = await enlargement(given, { ...limits, perPolygon: false });
        if (!found) throw new Error('no enlargement');
        const { geometry } = found;
        expect(fitFaults(geometry, { ...limits, perPolygon: false })).toEqual([]);
        expect(findFaults(geometry)).toEqual([]);
        if (fitFaults(given, { ...limits, perPolygon: false }).length === 0) return;
        expect(await covers(geometry, given)).toBe(true);
        const overArea = hectares(geometry) / limits.minAreaHa - 1;
        const overWidth = limits.minWidthKm
          ? widthM(geometry) / 1000 / limits.minWidthKm - 1
          : Infinity;
        expect(Math.min(overArea, overWidth)).toBeLessThan(0.005);
      },
    ),
    { numRuns: 40 },
  );
}, 60_000);

test('A rectangle grows into a rectangle, and says what it adds', async () => {
  const found = await enlargement(small, offer);
  expect(vertexCount(found?.geometry ?? small)).toBe(4);
  expect(found?.areaHa).toBeGreaterThanOrEqual(10_000);
  expect(found?.areaHa).toBeLessThan(10_050);
  expect(found?.extraHa).toBe((found?.areaHa ?? 0) - Math.round(hectares(small)));
});

test('50,000 corners grow in a few seconds, by a plainer outline that holds them all', async () => {
  const detailed = star(50_000);
  const areaHa = hectares(detailed);
  const limits = { ...none, minAreaHa: Math.round(areaHa * 1.1), maxVertices: 50_000 };
  const found = await enlargement(detailed, limits);
  if (!found) throw new Error('no enlargement');
  expect(found.areaHa / limits.minAreaHa).toBeLessThan(1.005);
  expect(await covers(found.geometry, detailed)).toBe(true);
}, 30_000);

test('Only the part that is too small grows', async () => {
  const far = boxPolygon([4, 48, 4.03, 48.03]);
  const found = await enlargement(multi(large, far), offer);
  const parts = polygonsOf(found?.geometry ?? large);
  expect(parts).toHaveLength(2);
  expect(parts.some((rings) => String(rings) === String(large.coordinates))).toBe(true);
});

test('Neighbours below the minimum are offered as one', async () => {
  const halves = multi(boxPolygon([2, 48, 2.08, 48.1]), boxPolygon([2.081, 48, 2.16, 48.1]));
  expect(fitFaults(halves, offer)).toHaveLength(2);
  const merge = await mergeToFit(halves, offer);
  expect(polygonsOf(merge?.geometry ?? halves)).toHaveLength(1);
  expect(merge?.extraHa).toBeLessThan(200);
  expect(merge?.extraHa).toBeGreaterThan(0);
  const answer = await fitOf(halves, { id: 'a', ...offer });
  expect(answer).toMatchObject({ offerId: 'a', ok: false, merge: { areaHa: merge?.areaHa } });
  expect(answer.enlargement?.extraHa).toBeGreaterThan(answer.merge?.extraHa ?? 0);
  expect(await mergeToFit(multi(small, boxPolygon([5, 48, 5.01, 48.01])), offer)).toBeNull();
});

test('An examination tells all at once: faults with a repair, or which offers take it', async () => {
  const bowTie = JSON.stringify({
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
  });
  const bad = await examineArea(bowTie, [{ id: 'a', ...offer }]);
  expect(bad).toMatchObject({ faults: [{ code: 'bow-tie' }], fit: [], vertices: 4, parts: 1 });
  expect(bad.repair?.steps).toEqual([{ code: 'made-valid', params: { count: 1 } }]);
  const good = await examineArea(JSON.stringify(large), [
    { id: 'a', ...offer },
    { id: 'b', ...none },
  ]);
  expect(good).toMatchObject({ faults: [], repair: null, areaM2: geodesicAreaM2(large) });
  expect(good.fit.map(({ offerId, ok }) => [offerId, ok])).toEqual([
    ['a', true],
    ['b', true],
  ]);
  expect(await examineArea('{')).toMatchObject({ faults: [{ code: 'not-a-polygon' }], areaHa: 0 });
});
