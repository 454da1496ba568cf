import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, expect, test } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import { editArea } from '#app/features/areas/edit-area.ts';
import {
  endGeometry,
  runGeometry,
  runWithin,
  TooLong,
} from '#app/features/areas/geometry-pool.server.ts';
import { coverage } from '#app/features/areas/overlay.ts';
import { packAreas, unpackAreas } from '#app/features/areas/packed-area.ts';
import { star } from '../support/area-sets.ts';

afterAll(endGeometry);

const aoi = boxPolygon([2, 48, 2.2, 48.1]);
const footprints = [boxPolygon([1.9, 47.9, 2.1, 48.2]), boxPolygon([2, 48, 2.05, 48.05])];

test('A thread answers what the function answers', async () => {
  expect(await runGeometry('coverage', aoi, footprints)).toEqual(await coverage(aoi, footprints));
  const edit = { operation: 'buffer', metres: 500 } as const;
  expect(await runGeometry('edit', aoi, edit)).toEqual(await editArea(aoi, edit));
  expect(await runGeometry('unite', [])).toBeNull();
});

test('Calls at once are all answered, each with its own', async () => {
  const boxes = Array.from({ length: 20 }, (_, i) => boxPolygon([i, 48, i + 1, 49]));
  const answers = await Promise.all(boxes.map((box) => runGeometry('unite', [box])));
  expect(answers.map((answer) => answer?.coordinates[0]?.length)).toEqual(boxes.map(() => 5));
  expect(new Set(answers.map(String)).size).toBe(1);
  expect(
    answers.map((answer) => Math.min(...(answer?.coordinates.flat(2) ?? []).map(Number))),
  ).toEqual(boxes.map((_, i) => Math.min(i, 48)));
});

test('What takes too long is given up, its thread ended, and the next call is answered', async () => {
  await expect(
    runWithin(30, 'edit', star(20_000), { operation: 'buffer', metres: 3000 }),
  ).rejects.toBeInstanceOf(TooLong);
  expect(await runGeometry('coverage', aoi, footprints)).toMatchObject({ heldPct: 50 });
});

test('A failure in the thread is a failure here', async () => {
  const noList = null as unknown as [];
  await expect(runGeometry('unite', noList)).rejects.toThrow(/map/);
  expect(await runGeometry('unite', [aoi])).not.toBeNull();
});

test('Packing and unpacking give the same', () => {
  const message = [{ a: star(100), b: null, c: [1, 'x', { d: aoi }] }, undefined, true];
  expect(unpackAreas(packAreas(message))).toEqual(message);
});

test('50,000 corners are examined while the process goes on answering', async () => {
  const text = JSON.stringify(star(50_000));
  await runGeometry('examine', text, []);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const found = await runGeometry('examine', text, []);
  const tookMs = performance.now() - started;
  delay.disable();
  expect(found).toMatchObject({ faults: [], vertices: 50_000, parts: 1 });
  // On a busy machine both grow; the bench measures how long the process really stands still.
  expect(delay.max / 1e6).toBeLessThan(Math.max(50, tookMs / 2));
}, 30_000);
