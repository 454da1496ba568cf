import type { Position } from 'geojson';
import initGeos from 'geos-wasm';
import { type AreaGeometry, fromPolygons, openRing, polygonsOf } from './geometry.ts';

/**
 * The little of the GEOS C interface that we call, https://libgeos.org/doxygen/geos__c_8h.html. Geometries are addresses
 * in its own memory, and are freed by hand. For the server: the engine is 2.5 MB.
 */
export type Geos = {
  GEOSGeom_createLinearRing(sequence: number): number;
  GEOSGeom_createPolygon(shell: number, holes: number, count: number): number;
  GEOSGeom_createCollection(type: number, parts: number, count: number): number;
  GEOSGeom_createEmptyCollection(type: number): number;
  GEOSGeom_destroy(geometry: number): void;
  GEOSGeom_getCoordSeq(ring: number): number;
  GEOSCoordSeq_copyFromBuffer(buffer: number, size: number, hasZ: number, hasM: number): number;
  GEOSCoordSeq_copyToBuffer(sequence: number, buffer: number, hasZ: number, hasM: number): number;
  GEOSGetNumCoordinates(geometry: number): number;
  GEOSGeomTypeId(geometry: number): number;
  GEOSGetNumGeometries(geometry: number): number;
  GEOSGetGeometryN(geometry: number, n: number): number;
  GEOSGetExteriorRing(polygon: number): number;
  GEOSGetNumInteriorRings(polygon: number): number;
  GEOSGetInteriorRingN(polygon: number, n: number): number;
  GEOSisEmpty(geometry: number): number;
  GEOSisValid(geometry: number): number;
  GEOSisValidDetail(geometry: number, flags: number, reason: number, location: number): number;
  GEOSMakeValid(geometry: number): number;
  GEOSMakeValidWithParams(geometry: number, params: number): number;
  GEOSMakeValidParams_create(): number;
  GEOSMakeValidParams_destroy(params: number): void;
  GEOSMakeValidParams_setMethod(params: number, method: number): number;
  GEOSIntersection(a: number, b: number): number;
  GEOSDifference(a: number, b: number): number;
  GEOSUnaryUnion(geometry: number): number;
  GEOSCovers(a: number, b: number): number;
  GEOSUnion(a: number, b: number): number;
  GEOSClipByRect(geometry: number, w: number, s: number, e: number, n: number): number;
  GEOSDistanceIndexed(a: number, b: number, out: number): number;
  GEOSTopologyPreserveSimplify(geometry: number, tolerance: number): number;
  GEOSBufferWithStyle(
    geometry: number,
    width: number,
    quadrantSegments: number,
    endCap: number,
    join: number,
    mitreLimit: number,
  ): number;
  GEOSGeom_createLineString(sequence: number): number;
  GEOSPrepare(geometry: number): number;
  GEOSPreparedGeom_destroy(prepared: number): void;
  GEOSPreparedIntersects(prepared: number, geometry: number): number;
  GEOSGeom_clone(geometry: number): number;
  GEOSFree(pointer: number): void;
  Module: {
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    getValue(pointer: number, type: 'i32'): number;
    UTF8ToString(pointer: number): string;
    HEAPF64: Float64Array;
    HEAPU32: Uint32Array;
  };
};

const POLYGON = 3;
const MULTI_POLYGON = 6;
const COLLECTION = 7;

let lastMessage = '';
let loading: Promise<Geos> | undefined;

/** The engine, started once a process (about 60 ms). */
export function loadGeos(): Promise<Geos> {
  loading ??= initGeos({
    errorHandler: (message: string) => {
      lastMessage = message;
    },
    noticeHandler: () => undefined,
  }) as unknown as Promise<Geos>; // The package's own types describe no import that TypeScript can follow.
  return loading;
}

/**
 * Runs a calculation and frees every geometry that it kept, also when it fails. `keep` takes an address from GEOS and
 * gives it back; 0 means that GEOS could not, and throws its message.
 */
export function withGeos<T>(geos: Geos, run: (keep: (address: number) => number) => T): T {
  const kept: number[] = [];
  try {
    return run((address) => {
      if (!address) throw new Error(`GEOS: ${lastMessage || 'no result'}`);
      kept.push(address);
      return address;
    });
  } finally {
    for (const address of kept) geos.GEOSGeom_destroy(address);
  }
}

/** Writes the surface into GEOS as a MultiPolygon, unmended; the caller frees it. Rings without three corners are left out. */
export function toGeos(geos: Geos, geometry: AreaGeometry): number {
  const parts = polygonsOf(geometry).flatMap((rings) => {
    const [shell, ...holes] = rings.map(closedRing);
    if (!shell) return [];
    const held = holes.flatMap((hole) => (hole ? [writeRing(geos, hole)] : []));
    const polygon = withAddresses(geos, held, (list) =>
      geos.GEOSGeom_createPolygon(writeRing(geos, shell), list, held.length),
    );
    return [polygon];
  });
  return collect(geos, parts);
}

/** A MultiPolygon that takes over the given polygons. */
export function collect(geos: Geos, polygons: number[]): number {
  if (polygons.length === 0) return geos.GEOSGeom_createEmptyCollection(MULTI_POLYGON);
  return withAddresses(geos, polygons, (list) =>
    geos.GEOSGeom_createCollection(MULTI_POLYGON, list, polygons.length),
  );
}

/** A collection of copies of geometries, which may overlap; the caller frees it. */
export function collection(geos: Geos, geometries: readonly number[]): number {
  const copies = geometries.map((address) => geos.GEOSGeom_clone(address));
  if (copies.length === 0) return geos.GEOSGeom_createEmptyCollection(COLLECTION);
  return withAddresses(geos, copies, (list) =>
    geos.GEOSGeom_createCollection(COLLECTION, list, copies.length),
  );
}

/** Reads what is surface in a result of any type; points and lines of a collection are left out. Null when there is none. */
export function fromGeos(geos: Geos, address: number): AreaGeometry | null {
  return fromPolygons(readPolygons(geos, address));
}

function readPolygons(geos: Geos, address: number): Position[][][] {
  if (geos.GEOSisEmpty(address) === 1) return [];
  const type = geos.GEOSGeomTypeId(address);
  if (type === POLYGON) return [readPolygon(geos, address)];
  if (type < MULTI_POLYGON) return [];
  return range(geos.GEOSGetNumGeometries(address)).flatMap((n) =>
    readPolygons(geos, geos.GEOSGetGeometryN(address, n)),
  );
}

function readPolygon(geos: Geos, polygon: number): Position[][] {
  const holes = range(geos.GEOSGetNumInteriorRings(polygon)).map((n) =>
    readRing(geos, geos.GEOSGetInteriorRingN(polygon, n)),
  );
  return [readRing(geos, geos.GEOSGetExteriorRing(polygon)), ...holes];
}

/** The place of a Point, or null when it is empty. */
export function readFirstPosition(geos: Geos, point: number): Position | null {
  return geos.GEOSisEmpty(point) === 1 ? null : (readRing(geos, point)[0] ?? null);
}

function readRing(geos: Geos, ring: number): Position[] {
  const size = geos.GEOSGetNumCoordinates(ring);
  const buffer = geos.Module._malloc(size * 16);
  try {
    geos.GEOSCoordSeq_copyToBuffer(geos.GEOSGeom_getCoordSeq(ring), buffer, 0, 0);
    const at = buffer / 8;
    const values = geos.Module.HEAPF64.slice(at, at + size * 2);
    return range(size).map((i) => [values[2 * i] ?? 0, values[2 * i + 1] ?? 0]);
  } finally {
    geos.Module._free(buffer);
  }
}

/** Writes a line of two places or more; the caller frees it. */
export function lineToGeos(geos: Geos, line: readonly Position[]): number {
  return geos.GEOSGeom_createLineString(writeSequence(geos, line));
}

const writeRing = (geos: Geos, ring: Position[]) =>
  geos.GEOSGeom_createLinearRing(writeSequence(geos, ring));

function writeSequence(geos: Geos, line: readonly Position[]): number {
  const buffer = geos.Module._malloc(line.length * 16);
  try {
    // The memory may have moved when it grew: it is looked up after the reservation.
    const values = geos.Module.HEAPF64;
    let at = buffer / 8;
    for (const [lon = 0, lat = 0] of line) {
      values[at++] = lon;
      values[at++] = lat;
    }
    return geos.GEOSCoordSeq_copyFromBuffer(buffer, line.length, 0, 0);
  } finally {
    geos.Module._free(buffer);
  }
}

function withAddresses<T>(geos: Geos, addresses: number[], use: (list: number) => T): T {
  if (addresses.length === 0) return use(0);
  const list = geos.Module._malloc(addresses.length * 4);
  try {
    geos.Module.HEAPU32.set(addresses, list / 4);
    return use(list);
  } finally {
    geos.Module._free(list);
  }
}

function closedRing(ring: Position[]): Position[] | null {
  const open = openRing(ring);
  const first = open[0];
  return first && open.length >= 3 ? [...open, first] : null;
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
