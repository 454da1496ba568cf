import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/**
 * Work that must not stall the pages runs beside them, from the same sources: a thread for what is ours and long, a
 * process for what may be hostile. Node runs neither from a bundle's inside nor from TypeScript by itself, so both start the
 * source file through tsx, a dependency at run time: one way in development, in tests and built. Paths are from the
 * repository's root, where every command of package.json starts, e.g. `app/features/areas/geometry-worker.ts`.
 */

/** A thread of this process; it inherits nothing of the environment. Who starts it ends it. */
export function startThread(path: string, options: { maxMemoryMb?: number } = {}): Worker {
  // `--import` does not reach a thread's first module in Node 20: the thread registers tsx itself.
  const start = `import('tsx/esm/api').then(({ register }) => {
    register();
    return import(${JSON.stringify(pathToFileURL(resolve(path)).href)});
  })`;
  return new Worker(start, {
    eval: true,
    env: { NODE_ENV: 'production' },
    ...(options.maxMemoryMb && { resourceLimits: { maxOldGenerationSizeMb: options.maxMemoryMb } }),
  });
}

/**
 * A process of its own with a channel for messages (structured clone). It inherits nothing of the environment, so that it
 * knows no secret, and V8 ends it when its heap outgrows `maxMemoryMb`. Who starts it ends it.
 */
export function startProcess(path: string, options: { maxMemoryMb: number }): ChildProcess {
  return fork(resolve(path), [], {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${options.maxMemoryMb}`],
    env: { NODE_ENV: 'production' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}
