import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { pick } from 'stream-json/filters/pick.js';
import { streamArray } from 'stream-json/streamers/stream-array.js';
import { feature as topojsonFeature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { BoundaryFeature } from './boundary-feature.ts';

/** Why a file as a whole cannot be read. */
export class BoundaryFileError extends Error {}

/** A TopoJSON file shares its lines between features, so it is read as a whole: up to this many characters. */
const maxTopologyLength = 256 * 1024 * 1024;

/**
 * The features of a file, one at a time: a GeoJSON FeatureCollection of any size, GeoJSON text sequences (one feature a line),
 * or TopoJSON; each also compressed by gzip. Throws a `BoundaryFileError` for what is none of them.
 */
export async function* readBoundaryFile(path: string): AsyncGenerator<BoundaryFeature> {
  const head = await headOf(path);
  const read =
    // The type may come after the lines, but then so do the objects, and a topology begins with no `features`.
    /"type"\s*:\s*"Topology"/.test(head) || /^\s*\{\s*"(arcs|objects|transform)"/.test(head)
      ? readTopology
      : /^\{\s*"type"\s*:\s*"Feature"/.test(withoutMark(head))
        ? readLines
        : readCollection;
  let count = 0;
  for await (const found of read(path)) {
    count += 1;
    yield toFeature(found);
  }
  if (count === 0) {
    throw new BoundaryFileError('No feature in this file: it is neither GeoJSON nor TopoJSON.');
  }
}

function toFeature(value: unknown): BoundaryFeature {
  if (typeof value !== 'object' || value === null) return { properties: {}, geometry: null };
  const { properties, geometry } = value as { properties?: unknown; geometry?: unknown };
  const isObject = typeof properties === 'object' && properties !== null;
  return { properties: isObject ? { ...properties } : {}, geometry: geometry ?? null };
}

/** The first characters, decompressed. */
async function headOf(path: string): Promise<string> {
  const text = await textOf(path);
  for await (const chunk of text) {
    text.destroy();
    return String(chunk)
      .slice(0, 4096)
      .replace(/^\ufeff/, '');
  }
  return '';
}

/** The file as UTF-8 text, through gunzip where it begins as gzip does. */
async function textOf(path: string): Promise<Readable> {
  const file = await open(path);
  const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  await file.close();
  const bytes = createReadStream(path);
  const isCompressed = buffer[0] === 0x1f && buffer[1] === 0x8b;
  // What goes wrong destroys the last stream, where it is read, with the error.
  const plain = isCompressed ? pipeline(bytes, createGunzip(), () => undefined) : bytes;
  return plain.setEncoding('utf8');
}

async function* readCollection(path: string): AsyncGenerator<unknown> {
  const features = pipeline(
    await textOf(path),
    pick.withParserAsStream({ filter: 'features' }),
    streamArray.asStream(),
    () => undefined,
  );
  try {
    for await (const { value } of features as AsyncIterable<{ value: unknown }>) yield value;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Parser')) {
      throw new BoundaryFileError('This file is not JSON, or not to its end.', { cause: error });
    }
    throw error;
  }
}

async function* readLines(path: string): AsyncGenerator<unknown> {
  const lines = createInterface({ input: await textOf(path), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const text = withoutMark(line);
    if (text !== '') yield parseLine(text, number);
  }
}

/** The record separator (RFC 8142) or byte order mark that a text may begin with. */
const withoutMark = (text: string) =>
  (text.startsWith('\u001e') || text.startsWith('\ufeff') ? text.slice(1) : text).trim();

function parseLine(text: string, number: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BoundaryFileError(`Line ${number} is not one GeoJSON feature.`);
  }
}

async function* readTopology(path: string): AsyncGenerator<unknown> {
  let text = '';
  for await (const chunk of await textOf(path)) {
    text += String(chunk);
    if (text.length > maxTopologyLength) {
      throw new BoundaryFileError('This TopoJSON is too large: convert it to GeoJSON.');
    }
  }
  const topology = JSON.parse(text) as Topology;
  for (const object of Object.values(topology.objects)) {
    const geometries = (object as GeometryCollection).geometries ?? [object];
    // One at a time, so that the lines of all of them are never spelt out together.
    for (const geometry of geometries) yield topojsonFeature(topology, geometry);
  }
}
