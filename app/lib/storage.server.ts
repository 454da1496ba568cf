import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Where files are kept, by key: 'deliveries/42/IMG_001/IMG_R1C1.TIF'. Keys are relative paths of printable segments; a
 * wrong key throws InvalidKey. A file is seen whole or not at all, whatever stops the process.
 */
export type Storage = {
  /** Writes a file and gives what was written; writing the same key again replaces it in one step. */
  put: (key: string, content: Readable | Buffer) => Promise<{ bytes: number; sha256: string }>;
  /** The same from a file of this machine, which is copied, never linked: it stays its owner's to change. */
  putFile: (key: string, sourcePath: string) => Promise<{ bytes: number; sha256: string }>;
  /** Reads a file, or its bytes `start` to `end`, both included; an absent key is an error on the stream. */
  open: (key: string, range?: { start?: number; end?: number }) => Readable;
  /** The bytes `start` to `end` at once, both included: for portions that may be held in memory. An absent key is an error. */
  read: (key: string, range: { start: number; end: number }) => Promise<Buffer>;
  stat: (key: string) => Promise<{ bytes: number } | null>;
  /** Every file at or below a key, sorted; '' for all. */
  list: (prefix: string) => Promise<{ key: string; bytes: number }[]>;
  /** Removes the file or all that is below a key; nothing there is no fault. */
  remove: (prefix: string) => Promise<void>;
};

export class InvalidKey extends Error {}

/** Storage in a folder of this machine, made if absent. The folder must be on one file system (files are renamed into place). */
export function diskStorage(root: string): Storage {
  const pathOf = (key: string) => join(root, ...segmentsOf(key));
  return {
    put: async (key, content) => write(root, pathOf(key), content),
    putFile: async (key, sourcePath) => {
      const path = pathOf(key);
      return write(root, path, createReadStream(sourcePath, { highWaterMark: chunkBytes }));
    },
    open: (key, range = {}) =>
      createReadStream(pathOf(key), { ...range, highWaterMark: chunkBytes }),
    read: async (key, range) => readPortion(pathOf(key), range),
    stat: async (key) => statFile(pathOf(key)),
    list: async (prefix) => {
      const found = await listBelow(prefix === '' ? root : pathOf(prefix), prefix);
      return found.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    },
    remove: async (prefix) => rm(pathOf(prefix), { recursive: true, force: true }),
  };
}

/** Removes what writes left behind that a crash cut short; younger ones may still be at work. */
export async function sweepUnfinished(
  root: string,
  olderThanMs: number,
  now: number,
): Promise<number> {
  const folder = join(root, unfinished);
  let swept = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (!found || now - found.mtimeMs < olderThanMs) continue;
    await rm(join(folder, name), { force: true });
    swept += 1;
  }
  return swept;
}

const chunkBytes = 1024 * 1024;
const unfinished = '.unfinished';
/** Limits of S3 (1,024 bytes of key) and of Linux file systems (255 bytes of name), so that either can take over. */
const maxKeyBytes = 1024;
const maxSegmentBytes = 255;

function segmentsOf(key: string): string[] {
  const segments = key.split('/');
  const wrong = segments.find((segment) => !isSegment(segment));
  if (wrong !== undefined || segments[0] === unfinished || Buffer.byteLength(key) > maxKeyBytes)
    throw new InvalidKey(`not a storage key: ${JSON.stringify(key)}`);
  return segments;
}

const isSegment = (segment: string) =>
  segment !== '' &&
  segment !== '.' &&
  segment !== '..' &&
  !/[\\\p{Cc}\p{Cs}\u2028\u2029]/u.test(segment) &&
  Buffer.byteLength(segment) <= maxSegmentBytes;

async function write(root: string, path: string, content: Readable | Buffer) {
  const folder = join(root, unfinished);
  await mkdir(folder, { recursive: true });
  const temporary = join(folder, randomUUID());
  try {
    const written = await writeDurably(temporary, content);
    const made = await mkdir(dirname(path), { recursive: true });
    await rename(temporary, path);
    await syncFolders(dirname(path), made === undefined ? dirname(path) : dirname(made));
    return written;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeDurably(path: string, content: Readable | Buffer) {
  const hash = createHash('sha256');
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.byteLength;
      done(null, chunk);
    },
  });
  const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
  // flush: the file is on the disk before its name appears (fsync at close).
  await pipeline(
    source,
    count,
    createWriteStream(path, { flush: true, highWaterMark: chunkBytes }),
  );
  return { bytes, sha256: hash.digest('hex') };
}

/** A new name is only durable once its folder is written too, and so upwards for folders that were made for it. */
async function syncFolders(from: string, upTo: string) {
  for (let path = from; ; path = dirname(path)) {
    const folder = await open(path, 'r');
    await folder.sync().finally(() => folder.close());
    if (path === upTo || path === dirname(path)) return;
  }
}

async function readPortion(path: string, range: { start: number; end: number }): Promise<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(range.end - range.start + 1);
  const file = await open(path, 'r');
  try {
    let filled = 0;
    while (filled < buffer.length) {
      const left = buffer.length - filled;
      const { bytesRead } = await file.read(buffer, filled, left, range.start + filled);
      if (bytesRead === 0) throw new Error(`${path} is shorter than its row says`);
      filled += bytesRead;
    }
    return buffer;
  } finally {
    await file.close();
  }
}

async function statFile(path: string): Promise<{ bytes: number } | null> {
  const found = await stat(path).catch(absentAsNull);
  return found?.isFile() ? { bytes: found.size } : null;
}

async function listBelow(path: string, key: string): Promise<{ key: string; bytes: number }[]> {
  const file = await statFile(path);
  if (file) return [{ key, bytes: file.bytes }];
  const names = (await readdir(path).catch(absentAsNull)) ?? [];
  const seen = names.filter((name) => key !== '' || name !== unfinished);
  const below = seen.map((name) =>
    listBelow(join(path, name), key === '' ? name : `${key}/${name}`),
  );
  return (await Promise.all(below)).flat();
}

function absentAsNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}
