import { Worker } from 'node:worker_threads';
import type { AnswerMessage, JobMessage } from './process-pool.server.ts';

/** Beyond this a process is replaced after its job, so that what one file grew is not the next one's to live with. */
const wornMb = 400;

/**
 * The other end of a process pool, called once by the process's own file: answers each message with what `work` makes of it.
 * A bug in it is answered too, and the process asks to be replaced.
 */
export function serveJobs<Job, Answer>(work: (job: Job) => Promise<Answer>): void {
  const reply = (message: AnswerMessage<Answer>) => process.send?.(message);
  process.on('message', ({ id, job }: JobMessage<Job>) => {
    work(job).then(
      (answer) => {
        reply({ id, answer, worn: process.memoryUsage.rss() > wornMb * 1_000_000 });
      },
      (error: unknown) => {
        const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
        reply({ id, answer: null, detail: detail.slice(0, 2000), worn: true });
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
  endWithParent();
  process.send?.('ready');
}

/** A process caught in a loop hears no disconnect: a thread of it looks whether there is still somebody to answer. */
function endWithParent(): void {
  const watch = `
    const parent = process.ppid;
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL'); }, 1000);
  `;
  new Worker(watch, { eval: true, execArgv: [] }).unref();
}
