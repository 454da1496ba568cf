import { afterAll, expect, it } from 'vitest';
import type { NamedBytes } from '#app/features/areas/files/area-file.ts';
import { readApart, stopAreaReader } from '#app/features/areas/files/area-file-reader.server.ts';
import { areaSeeds } from '../support/area-seeds.ts';
import { mutated, seededRandom } from '../support/mutate.ts';

afterAll(stopAreaReader);

it('reads or refuses 100,000 damaged files in its own processes: none crashes one, none takes above two seconds', async () => {
  const seed = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);
  const count = Number(process.env.SOAK_FILES ?? 100_000);
  const random = seededRandom(seed);
  const seeds = await areaSeeds(400_000);
  const pick = () => seeds[Math.floor(random() * seeds.length)] ?? [];
  const ends = new Map<string, number>();
  const times: number[] = [];
  const failed: string[] = [];
  // The first file waits for the process to start.
  await readApart('ana', { files: pick() });
  for (let i = 0; i < count; i++) {
    const files = await mutated(pick(), pick()[0]?.bytes ?? new Uint8Array(), random);
    const { ms, end } = await timed(files);
    times.push(ms);
    ends.set(end, (ends.get(end) ?? 0) + 1);
    if (['crashed', 'too-slow', 'too-heavy', 'busy'].includes(end)) failed.push(nameOf(end, files));
    // On a machine that has other work, one slow answer may be the machine's: the file's own is slow again.
    if (ms > 2000 && (await timed(files)).ms > 2000 && (await timed(files)).ms > 2000) {
      failed.push(nameOf('slow', files));
    }
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  console.log(
    `seed ${seed}: ${count} files from ${seeds.length}, ms p50 ${at(0.5)} p99 ${at(0.99)} most ${at(1)}`,
  );
  console.log(
    [...ends]
      .sort((a, b) => b[1] - a[1])
      .map(([end, n]) => `${end} ${n}`)
      .join(', '),
  );
  expect(failed).toEqual([]);
}, 7_200_000);

async function timed(files: NamedBytes[]): Promise<{ ms: number; end: string }> {
  const started = performance.now();
  const { json } = await readApart('ana', { files });
  const ms = performance.now() - started;
  return { ms, end: /^\{"fault":\{"code":"([\w-]+)"/.exec(json)?.[1] ?? 'read' };
}

const nameOf = (end: string, files: NamedBytes[]) =>
  `${end}: ${files.map(({ name }) => name).join()}`;
