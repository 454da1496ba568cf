import { log } from '#app/lib/log.server.ts';
import { type ProcessPool, processPool } from '#app/lib/process-pool.server.ts';
import { type AreaFileFault, areaFileLimits, type NamedBytes, sizeParams } from './area-file.ts';
import type { ReadJob, ReadReply } from './area-file-process.server.ts';
import type { ReadOptions } from './read-area-files.server.ts';

/** The reading of files: `format` is null when there is a fault. `json` is an `AreaFileAnswer`, ready to be sent. */
export type Reading = ReadReply;

/**
 * A file may work as long as this, and longer when it is large: 25 MB get 7 seconds. By the clock it may take four times as
 * long, for a server that is busy with other things.
 */
const baseMs = 1800;
const perMbMs = 200;
const clockTimes = 4;
/** One person may read so many at once: others wait for their turn too. */
const atOnce = 2;

// Kept over reloads of the development server, which loads this module anew.
const held = globalThis as typeof globalThis & { deskAreaReader?: Reader };
type Reader = { pool: ProcessPool<ReadJob, ReadReply>; busyBy: Map<string, number> };

function reader(): Reader {
  held.deskAreaReader ??= {
    pool: processPool<ReadJob, ReadReply>({
      path: 'app/features/areas/files/area-file-process.server.ts',
      size: 2,
      maxWaiting: 12,
      maxMemoryMb: 512,
      maxResidentMb: 1200,
      idleMs: 600_000,
    }),
    busyBy: new Map(),
  };
  return held.deskAreaReader;
}

/** Has a process ready for the file that is about to come. */
export const warmAreaReader = () => reader().pool.warm();

/** Ends the processes; for tests and for the end of a command. */
export function stopAreaReader(): void {
  held.deskAreaReader?.pool.stop();
  delete held.deskAreaReader;
}

/**
 * Reads files, or pasted text, in a process of their own, bounded in time and memory. Never throws on what a file holds: a
 * file that took too much, and a server that is busy, are faults of the answer too. `personId` is whose turn it is.
 */
export async function readApart(
  personId: string,
  given: { files: NamedBytes[]; text?: string },
  options: ReadOptions = {},
): Promise<Reading> {
  const { pool, busyBy } = reader();
  const running = busyBy.get(personId) ?? 0;
  if (running >= atOnce) return refused({ code: 'busy', params: {} });
  busyBy.set(personId, running + 1);
  try {
    const bytes = given.files.reduce((sum, file) => sum + file.bytes.length, 0);
    if (bytes > areaFileLimits.bytes) {
      return refused({ code: 'file-too-large', params: sizeParams(bytes) });
    }
    const maxCpuMs = baseMs + Math.round((perMbMs * bytes) / 1_000_000);
    const limits = { maxCpuMs, maxMs: clockTimes * maxCpuMs };
    const outcome = await pool.run({ ...given, options }, limits);
    if (outcome.ok) return outcome.answer;
    const { why, detail } = outcome;
    const names = given.files.map(({ name }) => name.slice(0, 80));
    log()[why === 'crashed' ? 'error' : 'warn'](
      { names, bytes, why, detail },
      'a file was not read',
    );
    return refused({
      code: why,
      params: why === 'too-slow' ? { seconds: Math.round(maxCpuMs / 1000) } : {},
    });
  } finally {
    const left = (busyBy.get(personId) ?? 1) - 1;
    if (left > 0) busyBy.set(personId, left);
    else busyBy.delete(personId);
  }
}

const refused = (fault: AreaFileFault): Reading => ({
  format: null,
  json: JSON.stringify({ fault }),
});
