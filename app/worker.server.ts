import { lt } from 'drizzle-orm';
import { sessions } from '#db/schema.ts';
import { ingestArrived, ingestDeps } from './features/deliveries/ingest.server.ts';
import { drainOutbox } from './features/mail/outbox.server.ts';
import { smtpSender } from './features/mail/smtp.server.ts';
import { findProvider } from './features/orders/find-provider.server.ts';
import { pollOrders } from './features/orders/poll-orders.server.ts';
import { tellSearches } from './features/saved-searches/tell-searches.server.ts';
import type { Db } from './lib/db.server.ts';
import { env } from './lib/env.server.ts';
import { newId } from './lib/id.server.ts';
import { dropLease, takeLease } from './lib/lease.server.ts';
import { log } from './lib/log.server.ts';
import { sweepUnfinished } from './lib/storage.server.ts';

export type Job = { name: string; everyMs: number; run: (db: Db) => Promise<unknown> };

/**
 * Starts the timed jobs: mail, orders, deliveries, saved searches, old sessions. Each runs alone, in one process of those that share the
 * database; a fault is logged and the job goes on. `stop` resolves when nothing runs any more.
 */
export function startWorker(db: Db): { stop(): Promise<void> } {
  const everyMs = env().WORKER_EVERY_MS;
  const mail = smtpSender();
  const deps = ingestDeps();
  const clock = () => new Date();
  const running = runJobs(db, [
    { name: 'mail', everyMs, run: () => drainOutbox(db, mail.send) },
    { name: 'orders', everyMs, run: () => pollOrders(db, { findProvider, clock, everyMs }) },
    { name: 'deliveries', everyMs, run: () => ingestArrived(db, deps) },
    { name: 'searches', everyMs: everyMs * 10, run: () => tellSearches(db) },
    { name: 'leavings', everyMs: Math.max(everyMs, dayMs / 24), run: sweepLeavings },
    { name: 'sessions', everyMs: Math.max(everyMs, 600_000), run: () => endOldSessions(db) },
  ]);
  return {
    stop: async () => {
      await running.stop();
      mail.close();
    },
  };
}

const dayMs = 86_400_000;

/** What writes to the storage left behind that a crash cut short a day ago or earlier. */
const sweepLeavings = () => sweepUnfinished(env().STORAGE_DIR, dayMs, Date.now());

async function endOldSessions(db: Db): Promise<void> {
  await db.tx(async (t) => {
    await t.delete(sessions).where(lt(sessions.expiresAt, new Date()));
  });
}

/** Runs each job now and then again after its pause, while this process holds the job's lease. */
export function runJobs(db: Db, jobs: readonly Job[]): { stop(): Promise<void> } {
  const holder = newId();
  const loops = jobs.map((job) => runJob(db, job, holder));
  return {
    stop: async () => {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function runJob(db: Db, job: Job, holder: string): { stop(): Promise<void> } {
  const { name } = job;
  // Short, so that the next process need not wait long for one that was killed; renewed while the job runs.
  const forMs = Math.min(10_000, Math.max(1_000, job.everyMs * 3));
  let stopped = false;
  let heldUntil = 0;
  let wake: () => void = () => undefined;
  let lastFault = '';

  const hold = async () => {
    if (Date.now() < heldUntil - forMs / 2) return true;
    const asked = Date.now();
    const held = await takeLease(db, { name, holder, forMs });
    heldUntil = held ? asked + forMs : 0;
    return held;
  };
  const once = async () => {
    if (!(await hold())) return;
    const renewal = setInterval(() => void hold().catch(() => undefined), forMs / 3);
    await job.run(db).finally(() => clearInterval(renewal));
    lastFault = '';
  };
  const noteFault = (error: unknown) => {
    const fault = String(error);
    if (fault !== lastFault) log().error({ err: error, job: name }, 'a job failed');
    lastFault = fault;
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, job.everyMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async () => {
    while (!stopped) {
      await once().catch(noteFault);
      if (!stopped) await pause();
    }
    if (heldUntil > 0) await dropLease(db, { name, holder }).catch(noteFault);
  };
  const done = loop();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await done;
    },
  };
}
