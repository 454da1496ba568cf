import type { ImageCheck, ReadAt } from './image-check.ts';

/**
 * Walks every directory of a TIFF 6.0 or BigTIFF file and checks that its strips or tiles lie within the file.
 * Size and bands are those of the first directory, the full-resolution image.
 */
export async function readTiff(readAt: ReadAt, size: number): Promise<ImageCheck> {
  const head = await readAt(0, 8);
  const little = head.getUint16(0) === 0x4949;
  const big = head.getUint16(2, little) === 43;
  const layout: Layout = { little, big, readAt, size };
  let offset = big ? long8(await readAt(8, 8), 0, little) : head.getUint32(4, little);
  const seen = new Set<number>();
  let first: ImageCheck | null = null;
  while (offset !== 0) {
    if (seen.has(offset) || seen.size >= maxDirectories) return damaged;
    seen.add(offset);
    const directory = await readDirectory(layout, offset);
    if (directory === null) return damaged;
    const image = await checkBlocks(layout, directory.entries);
    if (!image.ok) return image;
    first ??= image;
    offset = directory.next;
  }
  return first ?? damaged;
}

type Layout = { little: boolean; big: boolean; readAt: ReadAt; size: number };
type Entry = { type: number; count: number; valueAt: number };

const damaged: ImageCheck = { ok: false, fault: 'damaged' };
const maxDirectories = 1000;
const maxEntries = 4096;
/** Beyond any real image: a forged count must not fill the memory. */
const maxBlocks = 4_000_000;

async function readDirectory({ little, big, readAt }: Layout, offset: number) {
  const [countBytes, entryBytes, pointerBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const head = await readAt(offset, countBytes);
  const count = big ? long8(head, 0, little) : head.getUint16(0, little);
  if (count === 0 || count > maxEntries) return null;
  const start = offset + countBytes;
  const table = await readAt(start, count * entryBytes + pointerBytes);
  const entries = new Map<number, Entry>();
  for (let rank = 0; rank < count; rank += 1) {
    const at = rank * entryBytes;
    const valueAt = start + at + (big ? 12 : 8);
    const length = big ? long8(table, at + 4, little) : table.getUint32(at + 4, little);
    entries.set(table.getUint16(at, little), {
      type: table.getUint16(at + 2, little),
      count: length,
      valueAt,
    });
  }
  const end = count * entryBytes;
  return { entries, next: big ? long8(table, end, little) : table.getUint32(end, little) };
}

async function checkBlocks(layout: Layout, entries: Map<number, Entry>): Promise<ImageCheck> {
  const values = (tag: number) => readValues(layout, entries.get(tag));
  const one = async (tag: number) => (await values(tag))?.[0] ?? null;
  const [width, height] = [await one(256), await one(257)];
  const bands = (await one(277)) ?? 1;
  if (!width || !height || !bands) return damaged;
  const offsets = (await values(324)) ?? (await values(273));
  const lengths = (await values(325)) ?? (await values(279));
  if (!offsets || offsets.length < (await blocksNeeded(one, { width, height, bands })))
    return damaged;
  // StripByteCounts may lack only in old uncompressed files of one strip.
  if (!lengths && offsets.length > 1) return damaged;
  const beyond = offsets.some((offset, rank) => offset + (lengths?.[rank] ?? 1) > layout.size);
  return beyond ? { ok: false, fault: 'truncated' } : { ok: true, width, height, bands };
}

async function blocksNeeded(
  one: (tag: number) => Promise<number | null>,
  { width, height, bands }: { width: number; height: number; bands: number },
): Promise<number> {
  const planes = (await one(284)) === 2 ? bands : 1;
  const tileWidth = await one(322);
  const tileHeight = await one(323);
  if (tileWidth && tileHeight)
    return Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight) * planes;
  return Math.ceil(height / ((await one(278)) || height)) * planes;
}

/** SHORT, LONG, IFD, LONG8, SLONG8 and IFD8 (TIFF 6.0 §2; BigTIFF): the types that sizes and offsets are written in. */
const typeBytes: Record<number, number> = { 3: 2, 4: 4, 13: 4, 16: 8, 17: 8, 18: 8 };

async function readValues({ little, big, readAt }: Layout, entry: Entry | undefined) {
  const bytes = entry && typeBytes[entry.type];
  if (!entry || !bytes || entry.count === 0 || entry.count > maxBlocks) return null;
  const length = bytes * entry.count;
  const pointer = await readAt(entry.valueAt, big ? 8 : 4);
  const inline = length <= (big ? 8 : 4);
  const at = inline
    ? entry.valueAt
    : big
      ? long8(pointer, 0, little)
      : pointer.getUint32(0, little);
  const view = await readAt(at, length);
  const values = new Float64Array(entry.count);
  for (let rank = 0; rank < entry.count; rank += 1) {
    if (bytes === 2) values[rank] = view.getUint16(rank * 2, little);
    else if (bytes === 4) values[rank] = view.getUint32(rank * 4, little);
    else values[rank] = long8(view, rank * 8, little);
  }
  return values;
}

const long8 = (view: DataView, at: number, little: boolean) =>
  Number(view.getBigUint64(at, little));
