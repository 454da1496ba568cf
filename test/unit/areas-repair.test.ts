import fc from 'fast-check';
import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import {
  type AreaGeometry,
  boxPolygon,
  geodesicAreaM2,
  normalise,
} from '#app/features/areas/area.ts';
import { checkFaults } from '#app/features/areas/check-area.ts';
import { findFaults } from '#app/features/areas/find-faults.ts';
import { repairArea } from '#app/features/areas/repair-area.ts';
import { areaData, filesBelow, hasAreaData, surfacesOf } from '../support/area-sets.ts';

const polygon = (...coordinates: Position[][]): AreaGeometry => ({ type: 'Polygon', coordinates });
const [square = []] = boxPolygon([2, 48, 2.1, 48.1]).coordinates;
const steps = async (value: unknown) => (await repairArea(value))?.steps.map(({ code }) => code);

test('There is nothing to repair in a sound area', async () => {
  expect(await repairArea(polygon(square))).toBeNull();
  expect(await repairArea({ type: 'Point', coordinates: [1, 2] })).toBeNull();
});

test('Swapped axes are put in order, and nothing else is changed', async () => {
  const [ring = []] = boxPolygon([100, 10, 101, 11]).coordinates;
  const swapped = polygon(ring.map(([lon = 0, lat = 0]) => [lat, lon]));
  const repair = await repairArea(swapped);
  expect(repair?.geometry).toEqual(normalise(polygon(ring)));
  expect(repair?.steps).toEqual([{ code: 'swapped', params: { count: 5 } }]);
  expect(repair?.changedM2).toBe(0);
});

test('An open ring is closed, a spike taken off, and the surface stays', async () => {
  const open = square.slice(0, -1);
  expect(await repairArea(polygon(open))).toMatchObject({
    steps: [{ code: 'closed', params: { count: 1 } }],
    changedM2: 0,
  });
  const spiked = [...square.slice(0, 2), [2.3, 48], ...square.slice(1)];
  const repair = await repairArea(polygon(spiked));
  expect(repair?.geometry).toEqual(polygon(square));
  expect(repair?.steps).toEqual([{ code: 'dropped-spikes', params: { count: 2 } }]);
});

test('A bow tie keeps both its wings, and says by how much the surface changes', async () => {
  const [a = [], b = [], c = [], d = []] = square;
  const repair = await repairArea(polygon([a, c, b, d, a]));
  const half = geodesicAreaM2(polygon(square)) / 2;
  expect(repair?.steps.map(({ code }) => code)).toEqual(['made-valid']);
  expect(repair?.afterM2).toBeCloseTo(half, -5);
  expect(repair?.changedM2).toBe((repair?.afterM2 ?? 0) - (repair?.beforeM2 ?? 0));
});

test('Places that are none are left out; a ring without surface too; an area across 180° is cut', async () => {
  const withNull = JSON.parse(
    JSON.stringify(polygon([...square.slice(0, 2), [2.1, Number.NaN], ...square.slice(2)])),
  );
  expect((await repairArea(withNull))?.geometry).toEqual(polygon(square));
  expect(
    await steps(
      polygon(square, [
        [2.02, 48.02],
        [2.03, 48.03],
        [2.02, 48.02],
      ]),
    ),
  ).toEqual(['dropped-spikes', 'dropped-rings']);
  expect(
    await steps(
      polygon([
        [-100, 40],
        [100, 40],
        [100, 50],
        [-100, 50],
        [-100, 40],
      ]),
    ),
  ).toEqual(['cut-antimeridian']);
  expect(
    await repairArea(
      polygon([
        [2, 48],
        [2.1, 48.1],
        [2, 48],
      ]),
    ),
  ).toBeNull();
});

test('Whatever can be repaired comes out without faults', async () => {
  const step = fc.integer({ min: 0, max: 6 });
  const ring = fc.array(
    fc.tuple(step, step).map(([x, y]): Position => [2 + x / 10, 48 + y / 10]),
    { minLength: 3, maxLength: 9 },
  );
  const area = fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 3,
  });
  await fc.assert(
    fc.asyncProperty(area, async (coordinates) => {
      const given: AreaGeometry = { type: 'MultiPolygon', coordinates };
      const repair = await repairArea(given);
      if (!repair) return;
      expect(await checkFaults(repair.geometry)).toEqual([]);
      expect(await repairArea(repair.geometry)).toBeNull();
    }),
    { numRuns: 400 },
  );
}, 60_000);

describe.skipIf(!hasAreaData)('Files of others (needs ../shared/data)', () => {
  test('every invalid surface that is on Earth can be repaired, or has no surface', async () => {
    const files = ['turf', 'chrieke-invalid-geometry', 'geojsonhint', 'polygon-clipping'].flatMap(
      (set) => filesBelow(`${areaData}/${set}`),
    );
    let repaired = 0;
    for (const file of files) {
      for (const surface of surfacesOf(file)) {
        const faults = findFaults(surface);
        if (faults.length === 0 || faults.some(({ code }) => code === 'out-of-range')) continue;
        const repair = await repairArea(surface);
        if (!repair) continue;
        repaired += 1;
        expect([file, findFaults(repair.geometry)]).toEqual([file, []]);
      }
    }
    expect(repaired).toBeGreaterThan(20);
  }, 60_000);
});
