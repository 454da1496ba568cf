import { serveJobs } from '#app/lib/serve-jobs.server.ts';

/** A process that does what a hostile file would like it to do. */
serveJobs<{ do: string }, string>(async ({ do: act }) => {
  const kept: unknown[] = [];
  if (act === 'loop') for (;;);
  if (act === 'grow') for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => `${i}`));
  if (act === 'swell') for (;;) kept.push(Buffer.alloc(20_000_000, kept.length));
  if (act === 'sleep') await new Promise((wake) => setTimeout(wake, 600_000));
  if (act === 'throw') throw new Error('a bug');
  if (act === 'exit') process.exit(3);
  if (act === 'environment') return Object.keys(process.env).join(' ');
  return act;
});
