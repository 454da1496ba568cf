import { serveJobs } from '#app/lib/serve-jobs.server.ts';
import { loadGeos } from '../geos.ts';
import type { NamedBytes } from './area-file.ts';
import { type ReadOptions, readAreaFiles, readAreaText } from './read-area-files.server.ts';

/** The process that reads what people bring: see `area-file-reader.server.ts`, which starts it. */

export type ReadJob = { files: NamedBytes[]; text?: string; options: ReadOptions };

/** The answer as JSON, which the server hands on as it is: it never parses what came out of a stranger's file. */
export type ReadReply = { format: string | null; json: string };

// The engine of geometry takes a moment to start: before the first file rather than with it.
await loadGeos();

serveJobs<ReadJob, ReadReply>(async ({ files, text, options }) => {
  const answer =
    text === undefined ? await readAreaFiles(files, options) : await readAreaText(text, options);
  const format = 'fault' in answer ? null : answer.format;
  return { format, json: JSON.stringify(answer) };
});
