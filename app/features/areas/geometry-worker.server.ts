import { parentPort } from 'node:worker_threads';
import { type GeometryCall, type GeometryReply, geometryTasks } from './geometry-tasks.ts';
import { packAreas, unpackAreas } from './packed-area.ts';

// Runs in a thread of its own, started by geometry-pool.server.ts: one call at a time.
parentPort?.on('message', ({ id, task, args }: GeometryCall) => {
  // The pool's types bind each task to its arguments.
  const run = geometryTasks[task] as (...given: unknown[]) => Promise<unknown>;
  run(...(unpackAreas(args) as unknown[])).then(
    (result) => reply({ id, result: packAreas(result) }),
    (error: unknown) =>
      reply({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

const reply = (message: GeometryReply) => parentPort?.postMessage(message);
