import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { ZipFile } from 'yazl';
import type { Storage } from '#app/lib/storage.server.ts';
import type { StoredFile } from './downloads.server.ts';

/**
 * Sends files as one ZIP inside a folder of that name, uncompressed, each read when its turn comes. Its length is announced, since
 * that of every entry is known. Stops reading when the reader goes away.
 */
export async function sendZip(
  response: Response,
  storage: Storage,
  { folder, files, at }: { folder: string; files: readonly StoredFile[]; at: Date },
): Promise<void> {
  const zip = new ZipFile();
  let reading: Readable | null = null;
  for (const { path, storageKey, bytes } of files) {
    const options = { size: bytes, compress: false, mtime: at };
    zip.addReadStreamLazy(`${folder}/${path}`, options, (give) => {
      reading = storage.open(storageKey);
      reading.once('error', (error) => response.destroy(error));
      give(null, reading);
    });
  }
  zip.on('error', (error: Error) => response.destroy(error));
  response.once('close', () => reading?.destroy());
  const total = await new Promise<number>((resolve) => {
    // The library's types leave out the callback's argument: the size of the archive, or -1 where it cannot tell.
    const tell = (size?: number) => resolve(size ?? -1);
    zip.end({ forceZip64Format: false, comment: '' }, tell);
  });
  if (total >= 0) response.setHeader('Content-Length', total);
  await pipeline(zip.outputStream, response);
}
