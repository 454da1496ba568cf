import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip, gunzipSync } from 'node:zlib';
import type { Source } from './import-items.server.ts';

/** A JSON file is read whole: more than this is for NDJSON, which is read line by line. */
const maxJsonBytes = 256 * 2 ** 20;

const isLines = (name: string) => /\.(ndjson|jsonl|geojsonl)(\.gz)?$/i.test(name);
const isJson = (name: string) => /\.(json|geojson)(\.gz)?$/i.test(name);

/**
 * The items of an NDJSON file (one a line, or FeatureCollections), of a JSON file, or of all such files of a folder in the
 * order of their names. In a folder, JSON that is neither an item nor a collection of features is passed over: catalogues have
 * other documents beside their items.
 */
export async function* readStacFiles(path: string): AsyncGenerator<Source> {
  const isFolder = (await stat(path)).isDirectory();
  if (!isFolder) {
    yield* readOne(path, path, false);
    return;
  }
  const names = await readdir(path, { recursive: true });
  for (const name of names.filter((n) => isLines(n) || isJson(n)).sort()) {
    const file = join(path, name);
    if ((await stat(file)).isFile()) yield* readOne(file, relative(path, file), true);
  }
}

function readOne(file: string, label: string, isInFolder: boolean): AsyncGenerator<Source> {
  return isJson(file) ? readDocument(file, label, isInFolder) : readLines(file, label);
}

async function* readLines(file: string, label: string): AsyncGenerator<Source> {
  const bytes = createReadStream(file, { highWaterMark: 2 ** 20 });
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.on('error', (error) => input.destroy(error));
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    // A byte order mark, and the record separator of RFC 8142.
    const text = line.replace('\uFEFF', '').replace('\u001e', '');
    if (text.trim() !== '') yield* itemsOf(text, `${label}:${number}`, false);
  }
}

async function* readDocument(
  file: string,
  label: string,
  isInFolder: boolean,
): AsyncGenerator<Source> {
  if ((await stat(file)).size > maxJsonBytes) {
    yield {
      where: label,
      unreadable: `more than ${maxJsonBytes / 2 ** 20} MiB: write it as NDJSON`,
    };
    return;
  }
  const bytes = await readFile(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  yield* itemsOf(text.replace(/^\uFEFF/, ''), label, isInFolder);
}

function* itemsOf(text: string, where: string, isInFolder: boolean): Generator<Source> {
  const { value, fault } = parsed(text);
  if (fault !== undefined) {
    yield { where, unreadable: fault };
    return;
  }
  const { type, features } = (value ?? {}) as { type?: unknown; features?: unknown };
  if (type === 'FeatureCollection' && Array.isArray(features)) {
    for (const [rank, feature] of features.entries()) {
      yield { where: `${where}#${rank + 1}`, value: feature };
    }
  } else if (type === 'Feature' || !isInFolder) yield { where, value };
}

function parsed(text: string): { value?: unknown; fault?: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
