import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ImageCheck, ReadAt } from './image-check.ts';
import { readJpeg2000 } from './jpeg-2000.ts';
import { readTiff } from './tiff.ts';

/**
 * Says whether an image file is whole, without decoding a pixel: the headers can be read and every block of data that
 * they announce lies within the file. GeoTIFF, BigTIFF and JPEG 2000 are told by their first bytes, never by their name
 * (sparse TIFFs travel as .JP2). A block that a sparse TIFF leaves out (offset and size 0) is no fault.
 */
export async function checkImage(path: string): Promise<ImageCheck> {
  // A link put in the file's place after the folder was listed must not lead elsewhere.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = await file.stat();
    return await inspect(reader(file, size), size);
  } catch (error) {
    if (error instanceof Truncated) return { ok: false, fault: 'truncated' };
    throw error;
  } finally {
    await file.close();
  }
}

class Truncated extends Error {}

function inspect(readAt: ReadAt, size: number): Promise<ImageCheck> {
  return readAt(0, 4).then((head) => {
    const magic = head.getUint32(0);
    if ([0x49492a00, 0x4d4d002a, 0x49492b00, 0x4d4d002b].includes(magic))
      return readTiff(readAt, size);
    if (magic === 0x0000000c || magic === 0xff4fff51) return readJpeg2000(readAt, size);
    return { ok: false, fault: 'unsupported' };
  });
}

function reader(file: FileHandle, size: number): ReadAt {
  return async (position, length) => {
    if (!Number.isSafeInteger(position) || position < 0 || position + length > size)
      throw new Truncated();
    const buffer = new Uint8Array(length);
    const { bytesRead } = await file.read(buffer, 0, length, position);
    if (bytesRead < length) throw new Truncated();
    return new DataView(buffer.buffer);
  };
}
