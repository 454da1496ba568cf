import type { Geometry, Position } from 'geojson';
import { areaFileLimits, type SourceLayer, unreadable } from './area-file.ts';
import { crsOfCode, unstated } from './projection.ts';
import type { WellKnown } from './wkb.ts';

/** Reads a text of one well-known text geometry or several, apart by line ends or semicolons; EWKT's SRID is followed. */
export function readWktText(text: string, name: string): SourceLayer[] {
  const reader = new WktReader(text);
  const read: WellKnown[] = [];
  while (!reader.atEnd()) {
    if (read.length >= areaFileLimits.records) {
      unreadable('too-many-records', { max: areaFileLimits.records });
    }
    read.push(reader.next());
  }
  return layersOf(
    read.map((one, i) => ({ ...one, properties: {}, id: String(i + 1) })),
    name,
    'wkt',
  );
}

/** Reads one geometry; refuses what comes after it. */
export function readWkt(text: string): WellKnown {
  const reader = new WktReader(text);
  const read = reader.next();
  if (!reader.atEnd()) reader.refuse();
  return read;
}

type Row = WellKnown & { properties: Record<string, unknown>; id?: string };

/** One layer for each system that the geometries name. */
export function layersOf(
  rows: Row[],
  name: string,
  format: SourceLayer['format'],
  otherwise = unstated,
): SourceLayer[] {
  const bySrid = new Map<number | null, Row[]>();
  for (const row of rows) {
    const srid = row.srid === 0 ? null : row.srid;
    const members = bySrid.get(srid);
    if (members) members.push(row);
    else bySrid.set(srid, [row]);
  }
  return [...bySrid].map(([srid, members]) => {
    const curved = members.filter((m) => m.curved).length;
    return {
      format,
      name,
      crs: srid === null ? otherwise : crsOfCode(srid),
      features: members.map(({ geometry, properties, id }) => ({
        geometry,
        properties,
        ...(id !== undefined && { id }),
      })),
      notes: curved > 0 ? [{ code: 'curves-skipped' as const, params: { count: curved } }] : [],
    };
  });
}

const deepest = 32;

/**
 * A reader of the text, token by token: OGC 06-103r4 §7.2, with what people really have besides: altitude without the letter
 * Z, points of a MULTIPOINT with or without brackets, rings left open. Letters in either case.
 */
class WktReader {
  private readonly text: string;
  private at = 0;
  private curved = false;

  constructor(text: string) {
    this.text = text.replace(/^\uFEFF/, '');
  }

  atEnd(): boolean {
    this.skip(/[\s;]*/y);
    return this.at >= this.text.length;
  }

  next(): WellKnown {
    this.curved = false;
    const srid = this.take(/\s*srid\s*=\s*(\d{1,6})\s*;/iy);
    const geometry = this.geometry(0);
    return {
      geometry: this.curved ? null : geometry,
      srid: srid ? Number(/\d+/.exec(srid)?.[0]) : null,
      curved: this.curved,
    };
  }

  refuse(): never {
    const text = this.text.slice(this.at, this.at + 30).trim() || '…';
    const line = this.text.slice(0, this.at).split(/\r\n|\r|\n/).length;
    return unreadable('not-wkt', { line, text });
  }

  private geometry(depth: number): Geometry | null {
    if (depth > deepest) unreadable('too-nested', { max: deepest });
    const word =
      this.take(/\s*[a-z]+/iy)
        ?.trim()
        .toUpperCase() ?? this.refuse();
    const type = word.replace(/(?<=[A-Z]{3})(ZM|Z|M)$/, '');
    if (!types.has(type)) this.refuse();
    this.skip(/\s*(zm|z|m)(?![a-z])/iy);
    if (this.take(/\s*empty(?![a-z])/iy)) return empty(type);
    switch (type) {
      case 'POINT':
        return { type: 'Point', coordinates: this.positions()[0] ?? this.refuse() };
      case 'LINESTRING':
        return { type: 'LineString', coordinates: this.positions() };
      case 'TRIANGLE':
      case 'POLYGON':
        return { type: 'Polygon', coordinates: this.list(() => this.positions()) };
      case 'MULTIPOINT':
        return { type: 'MultiPoint', coordinates: this.positions() };
      case 'MULTILINESTRING':
        return { type: 'MultiLineString', coordinates: this.list(() => this.positions()) };
      case 'TIN':
      case 'POLYHEDRALSURFACE':
      case 'MULTIPOLYGON':
        return {
          type: 'MultiPolygon',
          coordinates: this.list(() => this.list(() => this.positions())),
        };
      case 'GEOMETRYCOLLECTION':
        return {
          type: 'GeometryCollection',
          geometries: this.list(() => this.geometry(depth + 1)).filter((g) => g !== null),
        };
      default:
        return this.passOver();
    }
  }

  /** Arcs: read to the bracket that closes them, and not understood. */
  private passOver(): null {
    this.curved = true;
    let open = 0;
    do {
      const sign = this.take(/[^()]*[()]/y) ?? this.refuse();
      open += sign.endsWith('(') ? 1 : -1;
    } while (open > 0);
    return null;
  }

  private list<T>(item: () => T): T[] {
    if (!this.take(/\s*\(/y)) this.refuse();
    const items: T[] = [item()];
    while (this.take(/\s*,/y)) items.push(item());
    if (!this.take(/\s*\)/y)) this.refuse();
    return items;
  }

  private positions(): Position[] {
    if (this.take(/\s*empty(?![a-z])/iy)) return [];
    return this.list(() => {
      const bracket = this.take(/\s*\(/y);
      const position = this.position();
      if (bracket && !this.take(/\s*\)/y)) this.refuse();
      return position;
    });
  }

  private position(): Position {
    const x = this.number();
    const y = this.number();
    // Altitude and measure are passed over.
    this.skip(/(\s+[-+]?(nan|inf|[\d.]+(e[-+]?\d+)?)){0,2}/iy);
    return [x, y];
  }

  private number(): number {
    const token = this.take(/\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?/iy);
    if (token !== null) return Number(token);
    return this.take(/\s*[-+]?(nan|inf(inity)?)/iy) !== null ? Number.NaN : this.refuse();
  }

  private take(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }

  private skip(pattern: RegExp): void {
    this.take(pattern);
  }
}

const types = new Set([
  'POINT',
  'LINESTRING',
  'POLYGON',
  'MULTIPOINT',
  'MULTILINESTRING',
  'MULTIPOLYGON',
  'GEOMETRYCOLLECTION',
  'TRIANGLE',
  'TIN',
  'POLYHEDRALSURFACE',
  'CIRCULARSTRING',
  'COMPOUNDCURVE',
  'CURVEPOLYGON',
  'MULTICURVE',
  'MULTISURFACE',
]);

function empty(type: string): Geometry | null {
  if (/^MULTI|TIN|POLYHEDRAL/.test(type)) return { type: 'MultiPolygon', coordinates: [] };
  return /POLYGON|TRIANGLE/.test(type) ? { type: 'Polygon', coordinates: [] } : null;
}
