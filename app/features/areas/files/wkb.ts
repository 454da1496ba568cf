import type { Geometry, Position } from 'geojson';
import { unreadable } from './area-file.ts';

/** One geometry as text or bytes gave it. `curved`: it has arcs, which are not read; the geometry is then null. */
export type WellKnown = { geometry: Geometry | null; srid: number | null; curved: boolean };

const deepest = 32;
/** Geometries that surfaces with arcs are made of: OGC 06-103r4 §8.2.4. */
const curves = new Set([8, 9, 10, 13]);

/** Reads well-known binary, in OGC's and ISO's numbering or PostGIS' (EWKB), from `offset` to the end. Refuses what is not that long. */
export function readWkb(bytes: Uint8Array, offset = 0): WellKnown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const state: State = { view, at: offset, srid: null, curved: false };
  try {
    const geometry = readGeometry(state, 0);
    if (!state.curved && state.at !== bytes.length) throw new RangeError('left over');
    return { geometry: state.curved ? null : geometry, srid: state.srid, curved: state.curved };
  } catch (error) {
    if (error instanceof RangeError) return unreadable('damaged', { format: 'WKB' });
    throw error;
  }
}

type State = { view: DataView; at: number; srid: number | null; curved: boolean };

function readGeometry(state: State, depth: number): Geometry | null {
  if (depth > deepest) unreadable('too-nested', { max: deepest });
  const little = state.view.getUint8(state.at) === 1;
  const code = state.view.getUint32(state.at + 1, little);
  state.at += 5;
  if (code & 0x20000000) {
    state.srid = state.view.getUint32(state.at, little);
    state.at += 4;
  }
  const plain = code & 0x0fffffff;
  const iso = Math.floor(plain / 1000);
  const hasZ = (code & 0x80000000) !== 0 || iso === 1 || iso === 3;
  const hasM = (code & 0x40000000) !== 0 || iso === 2 || iso === 3;
  const size = 8 * (2 + Number(hasZ) + Number(hasM));
  return readBody(state, { type: plain % 1000, little, size }, depth);
}

type Head = { type: number; little: boolean; size: number };

function readBody(state: State, head: Head, depth: number): Geometry | null {
  const { type } = head;
  if (curves.has(type)) {
    // What follows cannot be passed over without reading it: the whole geometry is given up.
    state.curved = true;
    return null;
  }
  if (type === 1) return pointOf(readPositions(state, head, 1)[0]);
  if (type === 2) return { type: 'LineString', coordinates: readPositions(state, head, null) };
  if (type === 3 || type === 17) return { type: 'Polygon', coordinates: readRings(state, head) };
  if (![4, 5, 6, 7, 11, 12, 15, 16].includes(type)) return unreadable('damaged', { format: 'WKB' });
  const members: Geometry[] = [];
  for (let left = readCount(state, head.little, 5); left > 0; left--) {
    const member = readGeometry(state, depth + 1);
    if (state.curved) return null;
    if (member) members.push(member);
  }
  return collected(type, members);
}

/** A multi-geometry by its number, from its members; surfaces with plane faces are taken as polygons. */
function collected(type: number, members: Geometry[]): Geometry {
  if (type === 4) {
    const coordinates = members.flatMap((m) => (m.type === 'Point' ? [m.coordinates] : []));
    return { type: 'MultiPoint', coordinates };
  }
  if (type === 5 || type === 11) {
    const coordinates = members.flatMap((m) => (m.type === 'LineString' ? [m.coordinates] : []));
    return { type: 'MultiLineString', coordinates };
  }
  if (type === 7) return { type: 'GeometryCollection', geometries: members };
  const coordinates = members.flatMap((m) => (m.type === 'Polygon' ? [m.coordinates] : []));
  return { type: 'MultiPolygon', coordinates };
}

/** An empty point is written as NaN. */
function pointOf(position: Position | undefined): Geometry | null {
  return position?.every(Number.isNaN) ? null : { type: 'Point', coordinates: position ?? [] };
}

function readRings(state: State, head: Head): Position[][] {
  const rings: Position[][] = [];
  for (let left = readCount(state, head.little, 4); left > 0; left--) {
    rings.push(readPositions(state, head, null));
  }
  return rings;
}

/** Longitude and latitude of each; altitude and measure are passed over. */
function readPositions(state: State, { little, size }: Head, known: number | null): Position[] {
  const count = known ?? readCount(state, little, size);
  const { view } = state;
  const positions: Position[] = [];
  for (let i = 0; i < count; i++, state.at += size) {
    positions.push([view.getFloat64(state.at, little), view.getFloat64(state.at + 8, little)]);
  }
  return positions;
}

/** A count is believed only when what is left could hold so many of that size. */
function readCount(state: State, little: boolean, leastBytes: number): number {
  const count = state.view.getUint32(state.at, little);
  state.at += 4;
  if (count * leastBytes > state.view.byteLength - state.at) throw new RangeError('count');
  return count;
}
