import type { NamedBytes } from '#app/features/areas/files/area-file.ts';
import { readAreaFiles } from '#app/features/areas/files/read-area-files.server.ts';
import { unzip } from '#app/features/areas/files/zip.server.ts';
import { zipOf } from './brought-files.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Random = () => number;
const below = (random: Random, n: number) => Math.floor(random() * n);
const oneOf = <T>(random: Random, list: readonly [T, ...T[]]): T =>
  list[below(random, list.length)] ?? list[0];

/**
 * One of the files, damaged as transport, programs and ill will damage files: bits and bytes, cuts, pieces of others, numbers
 * and marks of its own language, and for archives what is inside them.
 */
export async function mutated(
  files: readonly NamedBytes[],
  other: Uint8Array,
  random: Random,
): Promise<NamedBytes[]> {
  const chosen = below(random, files.length);
  return Promise.all(
    files.map(async (file, i) => {
      if (i !== chosen) return file;
      const inside = random() < 0.6 ? await insideZip(file, other, random) : null;
      return { name: file.name, bytes: inside ?? damagedTimes(file.bytes, other, random) };
    }),
  );
}

async function insideZip(file: NamedBytes, other: Uint8Array, random: Random) {
  if (file.bytes[0] !== 0x50 || file.bytes[1] !== 0x4b) return null;
  const entries = await unzip(file.bytes, { bytes: 0 }).catch(() => []);
  return entries.length > 0 ? zipOf(await mutated(entries, other, random)) : null;
}

function damagedTimes(bytes: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let damaged: Buffer = Buffer.from(bytes);
  for (let times = random() < 0.6 ? 1 : 1 + below(random, 4); times > 0; times--)
    damaged = damage(damaged, other, random);
  return damaged;
}

function damage(bytes: Buffer, other: Uint8Array, random: Random): Buffer {
  const isText = !bytes.subarray(0, 1000).includes(0);
  // Most files are JSON, and what is no JSON any more is not looked into.
  if (isText && /^\s*[[{]/.test(bytes.toString('latin1', 0, 50)) && random() < 0.7) {
    return jsonTree(bytes, random);
  }
  const way = isText && random() < 0.6 ? oneOf(random, textWays) : oneOf(random, byteWays);
  return way(bytes, random, other);
}

type Way = (bytes: Buffer, random: Random, other: Uint8Array) => Buffer;

const byteWays: readonly [Way, ...Way[]] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let n = 1 + below(random, 8); n > 0 && copy.length > 0; n--) {
      const at = below(random, copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << below(random, 8));
    }
    return copy;
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    const at = below(random, Math.max(1, copy.length - 4));
    const words = [0, 0xffffffff, 0x7fffffff, 0x80000000, 1, 0xffff] as const;
    if (copy.length >= 4) copy.writeUInt32LE(oneOf(random, words), at);
    return copy;
  },
  (bytes, random) => bytes.subarray(0, below(random, bytes.length + 1)),
  (bytes, random) => bytes.subarray(below(random, Math.min(200, bytes.length + 1))),
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  (bytes, random, other) => {
    const at = below(random, bytes.length + 1);
    const from = below(random, other.length + 1);
    const piece = other.subarray(from, from + 1 + below(random, 500));
    return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
  },
];

const textWays: readonly [Way, ...Way[]] = [
  (bytes, random) => replaceOne(bytes, random, /-?\d+(\.\d+)?/g, () => oneOf(random, numbers)),
  (bytes, random) => replaceOne(bytes, random, /[[\]{}(),:;<>"/]/g, () => oneOf(random, marks)),
  (bytes, random) =>
    replaceOne(bytes, random, /"[A-Za-z]+"|<\/?[\w:]+|\b[A-Z]{5,}\b/g, () => oneOf(random, words)),
  (bytes, random) =>
    replaceOne(bytes, random, /[[{<(]/g, (found) => found.repeat(1 + below(random, 200))),
  (bytes, random) => replaceOne(bytes, random, /[\s,]/g, () => oneOf(random, intruders)),
];

/** JSON stays JSON: a value in it is exchanged, repeated, wrapped or left out. */
function jsonTree(bytes: Buffer, random: Random): Buffer {
  try {
    const root: unknown = JSON.parse(bytes.toString('utf8'));
    const places: (unknown[] | Record<string, unknown>)[] = [];
    const waiting: unknown[] = [root];
    for (const value of waiting) {
      if (typeof value !== 'object' || value === null || waiting.length > 20_000) continue;
      places.push(value as Record<string, unknown>);
      for (const item of Object.values(value)) waiting.push(item);
    }
    const place = places[below(random, places.length)];
    if (!place) return bytes;
    if (Array.isArray(place)) changeList(place, random);
    else changeRecord(place, random);
    return Buffer.from(JSON.stringify(root));
  } catch {
    return bytes;
  }
}

const strange = [null, '', 'x', 0, -1, 1e308, 91, 181, true, [], {}, [[]], [[[]]]] as const;

function changeList(list: unknown[], random: Random): void {
  const at = below(random, list.length + 1);
  const item = list[Math.min(at, list.length - 1)];
  const changes = [
    () => list.splice(at, 1),
    () => list.splice(at, 0, item, item),
    () => list.splice(at, 1, [item]),
    () => list.reverse(),
    () => list.splice(at, 1, oneOf(random, strange)),
    () => list.splice(at),
  ] as const;
  changes[below(random, changes.length)]?.();
}

function changeRecord(record: Record<string, unknown>, random: Random): void {
  const keys = Object.keys(record);
  const key = keys[below(random, keys.length)] ?? 'type';
  const kinds = [
    'Polygon',
    'MultiPolygon',
    'GeometryCollection',
    'FeatureCollection',
    'Topology',
  ] as const;
  if (random() < 0.3) delete record[key];
  else if (random() < 0.5)
    record[key] = key === 'type' ? oneOf(random, kinds) : oneOf(random, strange);
  else record[key] = { type: 'GeometryCollection', geometries: [record[key], { ...record }] };
}

const numbers = [
  '1e999',
  '-1e999',
  'NaN',
  'null',
  '1e308',
  '-0',
  '1e-320',
  '9'.repeat(400),
  '""',
  '[]',
  '181',
  '91',
  '-6862345.12',
  '',
] as const;
const marks = ['[', ']', '{', '}', '(', ')', ',', '"', '<', '>', '', ';'] as const;
const words = [
  '"Polygon"',
  '"MultiPolygon"',
  '"GeometryCollection"',
  '"FeatureCollection"',
  '"Topology"',
  '<kml',
  '<coordinates',
  '</Polygon',
  'POLYGON',
  'EMPTY',
  '"type"',
  '""',
] as const;
const intruders = [
  '\0',
  '\uFEFF',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '&b;',
  '\x1e',
  '\n\n',
  ' '.repeat(3000),
  'é',
  '\ud800',
] as const;

function replaceOne(
  bytes: Buffer,
  random: Random,
  pattern: RegExp,
  by: (found: string) => string,
): Buffer {
  const text = bytes.toString('utf8');
  const found = [...text.matchAll(pattern)];
  const match = found[below(random, found.length)];
  if (!match) return bytes;
  const end = match.index + match[0].length;
  return Buffer.from(text.slice(0, match.index) + by(match[0]) + text.slice(end));
}

function span(bytes: Buffer, random: Random): [from: number, to: number] {
  const from = below(random, bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + below(random, Math.min(2000, bytes.length + 1)))];
}

/** What came of reading in this process; throws what `readAreaFiles` throws, which is a bug. */
export async function readHere(files: NamedBytes[]): Promise<string> {
  const answer = await readAreaFiles(files);
  if ('fault' in answer) return answer.fault.code;
  JSON.stringify(answer);
  return 'read';
}
