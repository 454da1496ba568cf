import type { Geometry, Position } from 'geojson';
import { areaFileLimits, unreadable } from './area-file.ts';
import { polygonsOfRings } from './rings.ts';

/**
 * One record of a .shp: null where the file says that there is none. `damaged`: its own numbers contradict each other;
 * `isBody`: a MultiPatch, which stands in space.
 */
export type ShpRecord = { geometry: Geometry | null; damaged: boolean; isBody: boolean };

const header = 100;

/**
 * Reads the geometries of a .shp (ESRI White Paper, July 1998) in the file's own coordinates, one record after the other:
 * the .shx is not needed. A record whose numbers make no sense is marked; a file cut short ends with what is whole.
 */
export function readShp(bytes: Uint8Array): { records: ShpRecord[]; cutShort: boolean } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < header || view.getUint32(0) !== 9994) {
    unreadable('damaged', { format: 'Shapefile' });
  }
  const records: ShpRecord[] = [];
  let at = header;
  while (at + 8 <= bytes.length) {
    const length = 2 * view.getInt32(at + 4);
    const end = at + 8 + length;
    if (length < 4 || end > bytes.length) return { records, cutShort: true };
    records.push(readRecord(new DataView(bytes.buffer, bytes.byteOffset + at + 8, length)));
    if (records.length > areaFileLimits.records) {
      unreadable('too-many-records', { max: areaFileLimits.records });
    }
    at = end;
  }
  return { records, cutShort: false };
}

function readRecord(view: DataView): ShpRecord {
  try {
    return { geometry: readShape(view), damaged: false, isBody: view.getInt32(0, true) === 31 };
  } catch (error) {
    if (error instanceof RangeError) return { geometry: null, damaged: true, isBody: false };
    throw error;
  }
}

/** Types with altitude (10 more) or measure (20 more) have the same beginning, and that is all that is read. A body is not. */
function readShape(view: DataView): Geometry | null {
  const type = view.getInt32(0, true);
  switch (type % 10) {
    case 1:
      return type > 30 ? null : { type: 'Point', coordinates: position(view, 4) };
    case 3:
      return lineOf(readParts(view));
    case 5:
      return surfaceOf(readParts(view));
    case 8:
      return { type: 'MultiPoint', coordinates: readPoints(view, 40, count(view, 36, 16)) };
    default:
      return null;
  }
}

function lineOf(parts: Position[][]): Geometry | null {
  const [first, ...others] = parts;
  if (!first) return null;
  return others.length === 0
    ? { type: 'LineString', coordinates: first }
    : { type: 'MultiLineString', coordinates: parts };
}

function surfaceOf(rings: Position[][]): Geometry | null {
  const polygons = polygonsOfRings(rings);
  const [first, ...others] = polygons;
  if (!first) return null;
  return others.length === 0
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: polygons };
}

function readParts(view: DataView): Position[][] {
  const parts = count(view, 36, 4);
  const points = count(view, 40, 16);
  const all = readPoints(view, 44 + 4 * parts, points);
  return Array.from({ length: parts }, (_, i) => {
    const start = view.getInt32(44 + 4 * i, true);
    const end = i + 1 < parts ? view.getInt32(44 + 4 * (i + 1), true) : points;
    if (start < 0 || (i === 0 && start > 0) || end < start || end > points) {
      throw new RangeError('parts');
    }
    return all.slice(start, end);
  });
}

function readPoints(view: DataView, from: number, points: number): Position[] {
  const positions: Position[] = [];
  for (let i = 0; i < points; i++) positions.push(position(view, from + 16 * i));
  return positions;
}

const position = (view: DataView, at: number): Position => [
  view.getFloat64(at, true),
  view.getFloat64(at + 8, true),
];

/** A count is believed only when the record is long enough for so many of that size. */
function count(view: DataView, at: number, bytesEach: number): number {
  const value = view.getInt32(at, true);
  if (value < 0 || value * bytesEach > view.byteLength) throw new RangeError('count');
  return value;
}
