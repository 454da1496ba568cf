import type { Worker } from 'node:worker_threads';
import { refuse } from '#app/lib/refuse.server.ts';
import { startThread } from '#app/lib/side-process.server.ts';
import type { GeometryCall, GeometryReply, GeometryTask, GeometryTasks } from './geometry-tasks.ts';
import { packAreas, unpackAreas } from './packed-area.ts';

const source = 'app/features/areas/geometry-worker.server.ts';
const THREADS = 2;
/** More than these waiting would be answered after everybody left. */
const MOST_WAITING = 64;
const DEFAULT_LIMIT_MS = 20_000;

type Answer = { resolve: (result: unknown) => void; reject: (error: unknown) => void };
type Job = Answer & { call: GeometryCall; limitMs: number };
type Thread = { worker: Worker; job: Job | null; timer: NodeJS.Timeout | null };
type Pool = { threads: Thread[]; waiting: Job[]; last: number };

// Kept over reloads of the development server, which loads this module anew.
const held = globalThis as typeof globalThis & { deskGeometry?: Pool };
held.deskGeometry ??= { threads: [], waiting: [], last: 0 };
const pool = held.deskGeometry;

/** The time is up: the thread was ended, and the calculation with it. */
export class TooLong extends Error {}

/**
 * Runs a task of `geometryTasks` in a thread, so that no page waits for it: `runGeometry('coverage', aoi, footprints)`. What
 * takes longer than the limit (20 s) is refused (400 `area-too-heavy`), and its thread ended.
 */
export async function runGeometry<T extends GeometryTask>(
  task: T,
  ...args: Parameters<GeometryTasks[T]>
): Promise<Awaited<ReturnType<GeometryTasks[T]>>> {
  try {
    return await runWithin(DEFAULT_LIMIT_MS, task, ...args);
  } catch (error) {
    if (error instanceof TooLong) refuse('invalid', 'area-too-heavy');
    throw error;
  }
}

/** The same with a limit of one's own, in milliseconds from when its thread begins; throws `TooLong`. */
export function runWithin<T extends GeometryTask>(
  limitMs: number,
  task: T,
  ...args: Parameters<GeometryTasks[T]>
): Promise<Awaited<ReturnType<GeometryTasks[T]>>> {
  return new Promise((resolve, reject) => {
    if (pool.waiting.length >= MOST_WAITING) {
      reject(new TooLong('too many calculations are waiting'));
      return;
    }
    const call: GeometryCall = { id: ++pool.last, task, args: packAreas(args) as unknown[] };
    pool.waiting.push({ call, limitMs, resolve: resolve as Answer['resolve'], reject });
    next();
  });
}

/** Ends all threads: for tests and for the end of a command. */
export async function endGeometry(): Promise<void> {
  await Promise.all(pool.threads.splice(0).map(({ worker }) => worker.terminate()));
}

function next(): void {
  const idle = pool.threads.find(({ job }) => job === null);
  if (pool.waiting.length === 0) return;
  const thread = idle ?? (pool.threads.length < THREADS ? startOne() : null);
  const job = thread && pool.waiting.shift();
  if (!thread || !job) return;
  thread.job = job;
  // An idle thread lets the process end; one that works does not.
  thread.worker.ref();
  thread.timer = setTimeout(() => {
    drop(thread, new TooLong(`${job.call.task} took more than ${job.limitMs} ms`));
  }, job.limitMs);
  thread.worker.postMessage(job.call);
}

function startOne(): Thread {
  const thread: Thread = { worker: startThread(source), job: null, timer: null };
  thread.worker.on('message', (reply: GeometryReply) => finish(thread, reply));
  thread.worker.on('error', (error) => drop(thread, error));
  thread.worker.on('exit', () => drop(thread, new Error('the geometry thread ended')));
  thread.worker.unref();
  pool.threads.push(thread);
  return thread;
}

function finish(thread: Thread, reply: GeometryReply): void {
  const job = release(thread);
  thread.worker.unref();
  if ('error' in reply) job?.reject(new Error(reply.error));
  else job?.resolve(unpackAreas(reply.result));
  next();
}

/** Ends a thread that failed or took too long; the next call starts another. */
function drop(thread: Thread, error: unknown): void {
  const at = pool.threads.indexOf(thread);
  if (at < 0) return;
  pool.threads.splice(at, 1);
  release(thread)?.reject(error);
  void thread.worker.terminate();
  next();
}

function release(thread: Thread): Job | null {
  const { job, timer } = thread;
  if (timer) clearTimeout(timer);
  thread.job = null;
  thread.timer = null;
  return job;
}
