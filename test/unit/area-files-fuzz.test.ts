import { expect, it } from 'vitest';
import { areaSeeds } from '../support/area-seeds.ts';
import { mutated, readHere, seededRandom } from '../support/mutate.ts';

it('reads or refuses two thousand damaged files, and stumbles over none', async () => {
  const seeds = await areaSeeds(60_000);
  const random = seededRandom(20_261_124);
  const pick = () => seeds[Math.floor(random() * seeds.length)] ?? [];
  const ends = new Map<string, number>();
  let slowestMs = 0;
  for (let i = 0; i < 2000; i++) {
    const files = await mutated(pick(), pick()[0]?.bytes ?? new Uint8Array(), random);
    const started = performance.now();
    const end = await readHere(files).catch((error: unknown) => {
      throw new Error(`file ${i}: ${files.map(({ name }) => name).join()}`, { cause: error });
    });
    slowestMs = Math.max(slowestMs, performance.now() - started);
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  expect(ends.get('read')).toBeGreaterThan(200);
  expect(ends.size).toBeGreaterThan(6);
  expect(slowestMs).toBeLessThan(2000);
}, 300_000);
