import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import {
  areaFileLimits,
  endingOf,
  type NamedBytes,
  UnreadableFile,
  unreadable,
} from './area-file.ts';

/** What was unpacked so far, over all archives of one reading. */
export type UnpackBudget = { bytes: number };

/** Files that accompany areas and hold none: they are not unpacked. */
const beside = new Set(
  'shx sbn sbx qix fix qpj qmd qml sld lyr lyrx mshp atx aih ain ixs mxs cst xml html htm pdf png jpg jpeg gif tif tiff jp2 doc docx odt xls xlsx md ini'.split(
    ' ',
  ),
);

/**
 * The files of a ZIP that may hold areas, in its order. Nothing is written anywhere, so a name may be what it likes. Caps: the
 * number of entries, the size unpacked in all, and how much a large entry may expand.
 */
export async function unzip(bytes: Uint8Array, budget: UnpackBudget): Promise<NamedBytes[]> {
  const archive = await open(bytes);
  try {
    if (archive.entryCount > areaFileLimits.archiveEntries) {
      unreadable('zip-too-many-entries', { max: areaFileLimits.archiveEntries });
    }
    const files: NamedBytes[] = [];
    for await (const entry of entriesOf(archive)) {
      const name = nameOf(entry);
      if (endingOf(name) === 'gdbtable') unreadable('file-geodatabase');
      if (!isWanted(name)) continue;
      files.push({ name, bytes: await unpack(archive, entry, budget) });
    }
    return files;
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    return unreadable('zip-damaged');
  } finally {
    archive.close();
  }
}

function open(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const options = { lazyEntries: true, decodeStrings: false, autoClose: false } as const;
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, options, (error, archive) => {
      if (error) reject(new UnreadableFile({ code: 'zip-damaged', params: {} }));
      else resolve(archive);
    });
  });
}

async function* entriesOf(archive: ZipFile): AsyncGenerator<Entry> {
  for (;;) {
    const entry = await nextEntry(archive);
    if (!entry) return;
    yield entry;
  }
}

function nextEntry(archive: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const done = () => archive.removeAllListeners();
    archive.once('entry', (entry: Entry) => {
      done();
      resolve(entry);
    });
    archive.once('end', () => {
      done();
      resolve(null);
    });
    archive.once('error', (error) => {
      done();
      reject(error);
    });
    archive.readEntry();
  });
}

/** UTF-8 where its flag says so or where it can be, else what DOS wrote, of which only the ASCII matters here. */
function nameOf({ fileName }: Entry): string {
  const raw = fileName as unknown as Buffer; // decodeStrings is off: the bytes of the name.
  return new TextDecoder('utf-8').decode(raw).replaceAll('\\', '/');
}

function isWanted(name: string): boolean {
  const base = name.split('/').pop() ?? '';
  if (base === '' || base.startsWith('.') || /(^|\/)__MACOSX\//.test(name)) return false;
  return !beside.has(endingOf(name));
}

async function unpack(archive: ZipFile, entry: Entry, budget: UnpackBudget): Promise<Buffer> {
  if ((entry.generalPurposeBitFlag & 1) !== 0) unreadable('zip-encrypted');
  const { uncompressedSize, compressedSize } = entry;
  budget.bytes += uncompressedSize;
  if (budget.bytes > areaFileLimits.unpackedBytes) {
    unreadable('unpacked-too-large', { maxMb: areaFileLimits.unpackedBytes / 1_000_000 });
  }
  const expansion = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > 10_000_000 && expansion > areaFileLimits.expansion) {
    unreadable('expands-too-much', { times: Math.round(expansion) });
  }
  // yauzl ends the stream with an error where an entry is not as long as it says: the sizes above are the true ones.
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    archive.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
