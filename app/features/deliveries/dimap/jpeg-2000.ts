import type { ImageCheck, ReadAt } from './image-check.ts';

/**
 * Walks a JP2 file (ISO/IEC 15444-1, annex I) or a bare codestream (annex A): every box ends within the file, and the
 * codestream leads from tile-part to tile-part to its end marker. Size and bands are those of its SIZ segment.
 */
export async function readJpeg2000(readAt: ReadAt, size: number): Promise<ImageCheck> {
  const head = await readAt(0, 4);
  if (head.getUint32(0) === codestreamStart) return readCodestream(readAt, 0, size);
  const signature = await readAt(0, 12);
  if (signature.getUint32(4) !== box('jP  ') || signature.getUint32(8) !== 0x0d0a870a)
    return damaged;
  let position = 12;
  for (let count = 0; position < size && count < maxBoxes; count += 1) {
    const { type, start, end } = await readBox(readAt, position, size);
    if (end <= position) return damaged;
    if (end > size) return truncated;
    if (type === box('jp2c')) return readCodestream(readAt, start, end);
    position = end;
  }
  return truncated;
}

const damaged: ImageCheck = { ok: false, fault: 'damaged' };
const truncated: ImageCheck = { ok: false, fault: 'truncated' };
const codestreamStart = 0xff4fff51;
const maxBoxes = 10_000;
const maxTileParts = 1_000_000;

const box = (name: string) =>
  [...name].reduce((code, letter) => code * 256 + letter.charCodeAt(0), 0);

async function readBox(readAt: ReadAt, position: number, size: number) {
  const head = await readAt(position, 8);
  const length = head.getUint32(0);
  const type = head.getUint32(4);
  if (length === 0) return { type, start: position + 8, end: size };
  if (length !== 1) return { type, start: position + 8, end: position + length };
  const extended = await readAt(position + 8, 8);
  return { type, start: position + 16, end: position + Number(extended.getBigUint64(0)) };
}

async function readCodestream(readAt: ReadAt, start: number, end: number): Promise<ImageCheck> {
  const siz = await readAt(start, 42);
  if (siz.getUint32(0) !== codestreamStart) return damaged;
  // SIZ (A.5.1): after marker, length and capability come Xsiz, Ysiz, XOsiz, YOsiz, the tile's four, Csiz.
  const width = siz.getUint32(8) - siz.getUint32(16);
  const height = siz.getUint32(12) - siz.getUint32(20);
  const bands = siz.getUint16(40);
  if (width <= 0 || height <= 0 || bands === 0) return damaged;
  const reached = await walkSegments(readAt, start + 2, end);
  return reached === 'end' ? { ok: true, width, height, bands } : { ok: false, fault: reached };
}

/** From the first marker segment to the end of the codestream, jumping over the data of each tile-part. */
async function walkSegments(
  readAt: ReadAt,
  from: number,
  end: number,
): Promise<'end' | 'truncated' | 'damaged'> {
  let position = from;
  for (let count = 0; count < maxTileParts; count += 1) {
    if (position + 2 > end) return 'truncated';
    const marker = (await readAt(position, 2)).getUint16(0);
    if (marker === 0xffd9) return 'end';
    if (marker < 0xff01) return 'damaged';
    if (marker === 0xff90) {
      // SOT (A.4.2): Psot is the length of the tile-part from its marker; 0 means up to the end marker.
      const length = (await readAt(position, 12)).getUint32(6);
      position = length === 0 ? end - 2 : position + length;
      if (length !== 0 && length < 14) return 'damaged';
    } else {
      position += 2 + (await readAt(position + 2, 2)).getUint16(0);
    }
  }
  return 'damaged';
}
