import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import type { Storage } from '#app/lib/storage.server.ts';

/** Up to this, a portion is read at once: no stream to set up, and the memory of a slow reader stays bounded. */
const atOnceBytes = 4 * 1024 * 1024;
/** Each stream holds two chunks of a mebibyte for as long as its reader takes. */
const maxStreams = 64;
let streams = 0;

/** Whether one more portion of that size can be sent now without endangering the others. */
export const canSend = (bytes: number) => bytes <= atOnceBytes || streams < maxStreams;

/** Sends a portion of a stored file (both ends included) after its headers; stops reading when the reader goes away. */
export async function sendPortion(
  response: Response,
  storage: Storage,
  key: string,
  { start, end }: { start: number; end: number },
): Promise<void> {
  if (end < start) {
    response.end();
    return;
  }
  if (end - start + 1 <= atOnceBytes) {
    response.end(await storage.read(key, { start, end }));
    return;
  }
  await countStream(() => pipeline(storage.open(key, { start, end }), response));
}

/** Runs what streams, counted among those that may run at once; a reader who goes away is no fault. */
export async function countStream(work: () => Promise<unknown>): Promise<void> {
  streams += 1;
  try {
    await work();
  } catch (error) {
    if (!isGone(error)) throw error;
  } finally {
    streams -= 1;
  }
}

const isGone = (error: unknown) =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET');
