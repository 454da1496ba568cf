import { expect, test } from 'vitest';
import { type AreaGeometry, boxPolygon } from '#app/features/areas/area.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
import { quickFault } from '#app/features/areas/ring-faults.ts';

const square = boxPolygon([0, 0, 1, 1]);
const [ring = []] = square.coordinates;

test('A plain square has no fault; while it is drawn it need not be closed', async () => {
  const open: AreaGeometry = { type: 'Polygon', coordinates: [ring.slice(0, -1)] };
  expect(await checkArea(square)).toBeNull();
  expect(quickFault(open)).toBeNull();
  expect((await checkArea(open))?.code).toBe('ring-open');
});

test('Limits are the caller’s', async () => {
  expect(await checkArea(square, { maxVertices: 3 })).toEqual({
    code: 'too-many-vertices',
    params: { count: 4, max: 3 },
  });
  expect((await checkArea(square, { maxParts: 0 }))?.code).toBe('too-many-parts');
  expect((await checkArea(square, { minAreaHa: 2_000_000 }))?.code).toBe('too-small');
  expect((await checkArea(square, { maxAreaHa: 100 }))?.code).toBe('too-large');
  const kept = { maxVertices: 4, maxParts: 1, minAreaHa: 100, maxAreaHa: 2_000_000 };
  expect(await checkArea(square, kept)).toBeNull();
});

test('Of several faults the page shows the gravest', () => {
  const [hole = []] = boxPolygon([3, 3, 4, 4]).coordinates;
  const crossed: AreaGeometry = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      hole,
      hole,
    ],
  };
  expect(quickFault(crossed)?.code).toBe('bow-tie');
});

test('A crossing in a long ring is left to the server, which finds its place', async () => {
  const circle = Array.from({ length: 4000 }, (_, i) => [
    Math.cos((i * Math.PI) / 2000),
    Math.sin((i * Math.PI) / 2000),
  ]);
  const crossed: AreaGeometry = {
    type: 'Polygon',
    coordinates: [[...circle.slice(0, 2000), [-1, -0.5], [0, 2], ...circle.slice(3000), [1, 0]]],
  };
  expect(quickFault(crossed)).toBeNull();
  const fault = await checkArea(crossed);
  expect(fault?.code).toBe('self-intersection');
  expect(fault?.at?.every(Number.isFinite)).toBe(true);
});
