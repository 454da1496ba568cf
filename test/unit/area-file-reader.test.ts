import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  readApart,
  stopAreaReader,
  warmAreaReader,
} from '#app/features/areas/files/area-file-reader.server.ts';
import { processPool } from '#app/lib/process-pool.server.ts';
import { prj, shapefileOf, textFile, wavyRing, zipOf } from '../support/brought-files.ts';

// Processes start, which on a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

const square = '{"type":"Polygon","coordinates":[[[2,48],[3,48],[3,49],[2,48]]]}';
const parsed = (json: string) =>
  JSON.parse(json) as { fault?: { code: string }; features?: unknown[] };

describe('a file is read in a process of its own', () => {
  beforeAll(warmAreaReader);
  afterAll(stopAreaReader);

  it('and what it holds comes back as text that is ready to be sent', async () => {
    const { format, json } = await readApart('ana', { files: [textFile('a.json', square)] });
    expect(format).toBe('geojson');
    expect(parsed(json).features).toHaveLength(1);
  });

  it('as is pasted text', async () => {
    const { format } = await readApart(
      'ana',
      { files: [], text: '48 2\n48 3\n49 3' },
      { order: 'latlon' },
    );
    expect(format).toBe('coordinates');
  });

  it('50,000 vertices in Lambert-93 become an area, whole, and meanwhile this process is free', async () => {
    const rings = [wavyRing([650_000, 6_860_000], 20_000, 50_000)];
    const bytes = await zipOf(shapefileOf('a', [{ rings, name: 'A' }], { prj: prj.lambert93Esri }));
    let blockedMs = 0;
    let last = performance.now();
    const clock = setInterval(() => {
      blockedMs = Math.max(blockedMs, performance.now() - last - 5);
      last = performance.now();
    }, 5);
    const { json } = await readApart('ana', { files: [{ name: 'a.zip', bytes }] });
    clearInterval(clock);
    expect(parsed(json).features).toMatchObject([{ vertices: 50_000, parts: 1, fault: null }]);
    expect(blockedMs).toBeLessThan(1000);
  });

  it('one person does not take the turn of the others', async () => {
    const one = () => readApart('ana', { files: [textFile('a.json', square)] });
    const answers = await Promise.all([one(), one(), one()]);
    expect(answers.map(({ json }) => parsed(json).fault?.code ?? 'read')).toEqual([
      'read',
      'read',
      'busy',
    ]);
    const other = await readApart('liam', { files: [textFile('a.json', square)] });
    expect(other.format).toBe('geojson');
  });

  it('a file too large is not even sent there', async () => {
    const { json } = await readApart('ana', {
      files: [{ name: 'a.json', bytes: Buffer.alloc(25_000_001) }],
    });
    expect(parsed(json)).toEqual({
      fault: { code: 'file-too-large', params: { sizeMb: 26, maxMb: 25 } },
    });
  });
});

describe('a pool of processes', () => {
  const pool = processPool<{ do: string }, string>({
    path: 'test/support/unruly-process.ts',
    size: 1,
    maxWaiting: 2,
    maxMemoryMb: 64,
    maxResidentMb: 600,
    idleMs: 60_000,
  });
  afterAll(() => pool.stop());
  const run = (act: string) =>
    pool.run(
      { do: act },
      { maxMs: act === 'sleep' ? 300 : 60_000, maxCpuMs: act === 'loop' ? 300 : 60_000 },
    );

  it('answers, and does so again after each of these ends', async () => {
    const ends: [string, object][] = [
      ['loop', { ok: false, why: 'too-slow', detail: 'over 300 ms of work' }],
      ['sleep', { ok: false, why: 'too-slow', detail: 'over 300 ms' }],
      ['grow', { ok: false, why: 'too-heavy' }],
      ['swell', { ok: false, why: 'too-heavy' }],
      ['throw', { ok: false, why: 'crashed' }],
      ['exit', { ok: false, why: 'crashed' }],
    ];
    for (const [act, outcome] of ends) {
      expect(await run(act)).toMatchObject(outcome);
      expect(await run('echo')).toEqual({ ok: true, answer: 'echo' });
    }
  });

  it('lets so many wait, in their order, and tells the next that it is busy', async () => {
    const order: string[] = [];
    const outcomes = ['a', 'b', 'c', 'd'].map(async (name) => {
      const outcome = await run(name);
      order.push(name);
      return outcome.ok || outcome.why;
    });
    expect(await Promise.all(outcomes)).toEqual([true, true, true, 'busy']);
    expect(order).toEqual(['d', 'a', 'b', 'c']);
  });

  it('gives its processes no secret of ours', async () => {
    process.env.SESSION_SECRET = 'a secret that nobody else should know';
    const other = processPool<{ do: string }, string>({
      path: 'test/support/unruly-process.ts',
      size: 1,
      maxWaiting: 1,
      maxMemoryMb: 64,
      maxResidentMb: 600,
      idleMs: 60_000,
    });
    const outcome = await other.run({ do: 'environment' }, { maxMs: 60_000, maxCpuMs: 60_000 });
    other.stop();
    delete process.env.SESSION_SECRET;
    expect(outcome.ok && outcome.answer).not.toContain('SESSION_SECRET');
  });
});
