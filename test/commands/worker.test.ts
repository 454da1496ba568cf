import { beforeEach, describe, expect, it } from 'vitest';
import { dropLease, takeLease } from '#app/lib/lease.server.ts';
import { type Job, runJobs } from '#app/worker.server.ts';
import type { Db } from '#db/client.server.ts';
import { leases } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDatabase();
});

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a lease', () => {
  it('has one holder until it runs out or is given up', async () => {
    const mine = { name: 'mail', holder: 'one', forMs: 10_000 };
    const theirs = { name: 'mail', holder: 'two', forMs: 10_000 };
    expect(await takeLease(db, mine)).toBe(true);
    expect(await takeLease(db, theirs)).toBe(false);
    expect(await takeLease(db, mine)).toBe(true);
    await dropLease(db, theirs);
    expect(await takeLease(db, theirs)).toBe(false);
    await dropLease(db, mine);
    expect(await takeLease(db, { ...theirs, forMs: 30 })).toBe(true);
    await wait(50);
    expect(await takeLease(db, mine)).toBe(true);
  });

  it('goes to one of many who ask at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        takeLease(db, { name: 'orders', holder: `p${n}`, forMs: 10_000 }),
      ),
    );
    expect(answers.filter(Boolean)).toHaveLength(1);
  });
});

describe('the timed jobs', () => {
  it('run again and again, never over themselves, and go on after a fault', async () => {
    let [running, most, runs] = [0, 0, 0];
    const job: Job = {
      name: 'slow',
      everyMs: 5,
      run: async () => {
        running += 1;
        most = Math.max(most, running);
        runs += 1;
        await wait(10);
        running -= 1;
        if (runs === 2) throw new Error('once');
      },
    };
    const worker = runJobs(db, [job]);
    await expect.poll(() => runs, { timeout: 5000 }).toBeGreaterThan(4);
    await worker.stop();
    expect(most).toBe(1);
  });

  it('are done by one of two processes, and by the other once it stops', async () => {
    const runs = { one: 0, two: 0 };
    const job = (who: 'one' | 'two'): Job => ({
      name: 'shared',
      everyMs: 5,
      run: async () => {
        runs[who] += 1;
      },
    });
    const one = runJobs(db, [job('one')]);
    await expect.poll(() => runs.one).toBeGreaterThan(0);
    const two = runJobs(db, [job('two')]);
    await expect.poll(() => runs.one).toBeGreaterThan(5);
    expect(runs.two).toBe(0);
    await one.stop();
    await expect.poll(() => runs.two).toBeGreaterThan(0);
    await two.stop();
    expect(await db.select().from(leases)).toEqual([]);
  });

  it('end what they are doing before they stop', async () => {
    let done = false;
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const run = async () => {
      begun();
      await wait(100);
      done = true;
    };
    const worker = runJobs(db, [{ name: 'long', everyMs: 1000, run }]);
    await started;
    await worker.stop();
    expect(done).toBe(true);
  });
});
