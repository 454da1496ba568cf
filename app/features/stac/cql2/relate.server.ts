import type { Geometry, Position } from 'geojson';
import { type Geos, loadGeos, withGeos } from '#app/features/areas/geos.ts';
import type { Relate } from './evaluate.ts';
import type { SpatialOp } from './node.ts';

/** The predicates of GEOS beyond what areas need; https://libgeos.org/doxygen/geos__c_8h.html. */
type Predicate = (a: number, b: number) => number;
type RelatingGeos = Geos & {
  GEOSGeom_createPoint(sequence: number): number;
  GEOSGeom_createLineString(sequence: number): number;
  GEOSisValid(geometry: number): number;
  GEOSIntersects: Predicate;
  GEOSEquals: Predicate;
  GEOSDisjoint: Predicate;
  GEOSTouches: Predicate;
  GEOSWithin: Predicate;
  GEOSOverlaps: Predicate;
  GEOSCrosses: Predicate;
  GEOSContains: Predicate;
};

const predicateOf = (geos: RelatingGeos): Record<SpatialOp, Predicate> => ({
  s_intersects: geos.GEOSIntersects,
  s_equals: geos.GEOSEquals,
  s_disjoint: geos.GEOSDisjoint,
  s_touches: geos.GEOSTouches,
  s_within: geos.GEOSWithin,
  s_overlaps: geos.GEOSOverlaps,
  s_crosses: geos.GEOSCrosses,
  s_contains: geos.GEOSContains,
});

export type Spatial = {
  relate: Relate;
  /** What is wrong with a surface that crosses itself and the like, as GEOS says it; null when nothing is. */
  faultOf: (geometry: Geometry) => string | null;
};

/** The engine's predicates over GeoJSON. What it cannot decide (surfaces that are not valid) stands in no relation. */
export async function loadSpatial(): Promise<Spatial> {
  // The package exports the whole C interface; `Geos` names what areas use of it.
  const geos = (await loadGeos()) as RelatingGeos;
  const predicates = predicateOf(geos);
  return {
    relate: (op, left, right) =>
      withGeos(geos, (keep) => {
        const [a, b] = [keep(write(geos, left)), keep(write(geos, right))];
        return predicates[op](a, b) === 1;
      }),
    faultOf: (geometry) =>
      withGeos(geos, (keep) =>
        geos.GEOSisValid(keep(write(geos, geometry))) === 1 ? null : reasonOf(geos, geometry),
      ),
  };
}

function reasonOf(geos: RelatingGeos, geometry: Geometry): string {
  return withGeos(geos, (keep) => {
    const pointers = geos.Module._malloc(8);
    try {
      geos.GEOSisValidDetail(keep(write(geos, geometry)), 0, pointers, pointers + 4);
      const text = geos.Module.getValue(pointers, 'i32');
      const place = geos.Module.getValue(pointers + 4, 'i32');
      const reason = text ? geos.Module.UTF8ToString(text) : 'not valid';
      if (text) geos.GEOSFree(text);
      if (place) geos.GEOSGeom_destroy(place);
      return reason;
    } finally {
      geos.Module._free(pointers);
    }
  });
}

const collectionTypes = {
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;

function write(geos: RelatingGeos, geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return geos.GEOSGeom_createPoint(sequence(geos, [geometry.coordinates]));
    case 'LineString':
      return geos.GEOSGeom_createLineString(sequence(geos, geometry.coordinates));
    case 'Polygon':
      return polygon(geos, geometry.coordinates);
    case 'MultiPoint':
      return collect(
        geos,
        geometry.type,
        geometry.coordinates.map((at) => geos.GEOSGeom_createPoint(sequence(geos, [at]))),
      );
    case 'MultiLineString':
      return collect(
        geos,
        geometry.type,
        geometry.coordinates.map((line) => geos.GEOSGeom_createLineString(sequence(geos, line))),
      );
    case 'MultiPolygon':
      return collect(
        geos,
        geometry.type,
        geometry.coordinates.map((rings) => polygon(geos, rings)),
      );
    case 'GeometryCollection':
      return collect(
        geos,
        geometry.type,
        geometry.geometries.map((part) => write(geos, part)),
      );
  }
}

function polygon(geos: RelatingGeos, rings: readonly Position[][]): number {
  const [shell = 0, ...holes] = rings.map((ring) =>
    geos.GEOSGeom_createLinearRing(sequence(geos, ring)),
  );
  return withList(geos, holes, (list) => geos.GEOSGeom_createPolygon(shell, list, holes.length));
}

function collect(
  geos: RelatingGeos,
  type: keyof typeof collectionTypes,
  parts: readonly number[],
): number {
  return withList(geos, parts, (list) =>
    geos.GEOSGeom_createCollection(collectionTypes[type], list, parts.length),
  );
}

function sequence(geos: RelatingGeos, positions: readonly Position[]): number {
  const buffer = geos.Module._malloc(positions.length * 16);
  try {
    const at = buffer / 8;
    positions.forEach(([lon = 0, lat = 0], n) => {
      geos.Module.HEAPF64[at + 2 * n] = lon;
      geos.Module.HEAPF64[at + 2 * n + 1] = lat;
    });
    return geos.GEOSCoordSeq_copyFromBuffer(buffer, positions.length, 0, 0);
  } finally {
    geos.Module._free(buffer);
  }
}

function withList<T>(geos: Geos, addresses: readonly number[], use: (list: number) => T): T {
  if (addresses.length === 0) return use(0);
  const list = geos.Module._malloc(addresses.length * 4);
  try {
    geos.Module.HEAPU32.set(addresses, list / 4);
    return use(list);
  } finally {
    geos.Module._free(list);
  }
}
