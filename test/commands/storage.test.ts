import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskStorage, InvalidKey, type Storage, sweepUnfinished } from '#app/lib/storage.server.ts';

let root = '';
let storage: Storage;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'storage-'));
  storage = diskStorage(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const unfinished = () =>
  existsSync(join(root, '.unfinished')) ? readdirSync(join(root, '.unfinished')) : [];

describe('storage on disk', () => {
  it('gives back what was put, with its size and SHA-256', async () => {
    const content = randomBytes(3_000_000);
    const written = await storage.put(
      'a/b/image.tif',
      Readable.from([content.subarray(0, 7), content.subarray(7)]),
    );
    expect(written).toEqual({ bytes: 3_000_000, sha256: sha256(content) });
    expect(await storage.stat('a/b/image.tif')).toEqual({ bytes: 3_000_000 });
    expect((await buffer(storage.open('a/b/image.tif'))).equals(content)).toBe(true);
    expect(unfinished()).toEqual([]);
  });

  it('reads a range, both ends included', async () => {
    await storage.put('key', Buffer.from('0123456789'));
    expect((await buffer(storage.open('key', { start: 2, end: 4 }))).toString()).toBe('234');
    expect((await buffer(storage.open('key', { start: 8 }))).toString()).toBe('89');
  });

  it('shows nothing of a write that failed, and keeps what was there before', async () => {
    await storage.put('key', Buffer.from('before'));
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('line cut');
      })(),
    );
    await expect(storage.put('key', broken)).rejects.toThrow('line cut');
    expect((await buffer(storage.open('key'))).toString()).toBe('before');
    expect(unfinished()).toEqual([]);
  });

  it('takes the same content again, and many writers of one key at once', async () => {
    const content = Buffer.from('same');
    const all = await Promise.all(Array.from({ length: 20 }, () => storage.put('k/x', content)));
    expect(new Set(all.map(({ sha256: digest }) => digest)).size).toBe(1);
    expect(await storage.list('k')).toEqual([{ key: 'k/x', bytes: 4 }]);
  });

  it('copies a file, which stays its owner’s to change', async () => {
    const source = join(root, '..', `source-${process.pid}`);
    writeFileSync(source, 'original');
    const written = await storage.putFile('copy', source);
    writeFileSync(source, 'changed');
    expect(written.bytes).toBe(8);
    expect((await buffer(storage.open('copy'))).toString()).toBe('original');
    expect(readFileSync(source, 'utf8')).toBe('changed');
    rmSync(source);
  });

  it('lists by folder, not by the beginning of a name, and never what is unfinished', async () => {
    for (const key of ['d/1/b', 'd/1/a', 'd/10/c']) await storage.put(key, Buffer.from('x'));
    writeFileSync(join(root, '.unfinished', 'left'), 'x');
    expect((await storage.list('d/1')).map(({ key }) => key)).toEqual(['d/1/a', 'd/1/b']);
    expect((await storage.list('')).map(({ key }) => key)).toEqual(['d/1/a', 'd/1/b', 'd/10/c']);
    expect(await storage.list('absent')).toEqual([]);
  });

  it('removes a folder and nothing beside it; nothing there is no fault', async () => {
    for (const key of ['d/1/a', 'd/10/c']) await storage.put(key, Buffer.from('x'));
    await storage.remove('d/1');
    await storage.remove('d/1');
    expect((await storage.list('')).map(({ key }) => key)).toEqual(['d/10/c']);
    expect(await storage.stat('d/1/a')).toBeNull();
    expect(await storage.stat('d')).toBeNull();
  });

  it('fails on the stream for a key that is absent', async () => {
    await expect(buffer(storage.open('absent'))).rejects.toThrow('ENOENT');
  });

  it.each([
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    'a//b',
    'a/',
    './a',
    'a\\b',
    'a\u0000b',
    'a\nb',
    '.unfinished/x',
  ])('refuses the key %j everywhere and touches nothing', async (key) => {
    await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow(InvalidKey);
    await expect(storage.putFile(key, '/dev/null')).rejects.toThrow(InvalidKey);
    await expect(storage.stat(key)).rejects.toThrow(InvalidKey);
    await expect(storage.remove(key)).rejects.toThrow(InvalidKey);
    expect(() => storage.open(key)).toThrow(InvalidKey);
    expect(readdirSync(root)).toEqual([]);
  });

  it('refuses a name that a file system or S3 could not hold', async () => {
    await expect(storage.put('x'.repeat(256), Buffer.from(''))).rejects.toThrow(InvalidKey);
    await expect(storage.put(`${'x/'.repeat(600)}x`, Buffer.from(''))).rejects.toThrow(InvalidKey);
  });

  it('takes accents and spaces, as deliveries have them', async () => {
    await storage.put('Livraison été/Île 1.tif', Buffer.from('x'));
    expect(await storage.list('')).toEqual([{ key: 'Livraison été/Île 1.tif', bytes: 1 }]);
  });
});

describe('what a crash left unfinished', () => {
  it('is swept once it is old, and not while it may be at work', async () => {
    await storage.put('key', Buffer.from('x'));
    for (const name of ['old', 'young']) writeFileSync(join(root, '.unfinished', name), 'x');
    utimesSync(join(root, '.unfinished', 'old'), 0, 0);
    expect(await sweepUnfinished(root, 3_600_000, Date.now())).toBe(1);
    expect(unfinished()).toEqual(['young']);
    expect(await storage.stat('key')).toEqual({ bytes: 1 });
    expect(await sweepUnfinished(join(root, 'none'), 0, 0)).toBe(0);
  });
});
