import type { Geometry, Position } from 'geojson';
import { loadGeos, withGeos } from '#app/features/areas/geos.ts';
import type { Relate } from './evaluate.ts';
import type { SpatialOp } from './node.ts';
import { type WritingGeos, write } from './write-geometry.server.ts';

/** The predicates of GEOS beyond what areas need; https://libgeos.org/doxygen/geos__c_8h.html. */
type Predicate = (a: number, b: number) => number;
type RelatingGeos = WritingGeos & {
  GEOSIntersects: Predicate;
  GEOSEquals: Predicate;
  GEOSDisjoint: Predicate;
  GEOSTouches: Predicate;
  GEOSWithin: Predicate;
  GEOSOverlaps: Predicate;
  GEOSCrosses: Predicate;
  GEOSContains: Predicate;
  GEOSPrepare(geometry: number): number;
  GEOSPreparedGeom_destroy(prepared: number): void;
  GEOSPreparedIntersects: Predicate;
  GEOSPreparedDisjoint: Predicate;
  GEOSPreparedTouches: Predicate;
  GEOSPreparedWithin: Predicate;
  GEOSPreparedOverlaps: Predicate;
  GEOSPreparedCrosses: Predicate;
  GEOSPreparedContains: Predicate;
};

const predicatesOf = (geos: RelatingGeos): Record<SpatialOp, Predicate> => ({
  s_intersects: geos.GEOSIntersects,
  s_equals: geos.GEOSEquals,
  s_disjoint: geos.GEOSDisjoint,
  s_touches: geos.GEOSTouches,
  s_within: geos.GEOSWithin,
  s_overlaps: geos.GEOSOverlaps,
  s_crosses: geos.GEOSCrosses,
  s_contains: geos.GEOSContains,
});

/** The same with a prepared geometry on the left; there is none for equality. */
const preparedOf = (geos: RelatingGeos): Partial<Record<SpatialOp, Predicate>> => ({
  s_intersects: geos.GEOSPreparedIntersects,
  s_disjoint: geos.GEOSPreparedDisjoint,
  s_touches: geos.GEOSPreparedTouches,
  s_within: geos.GEOSPreparedWithin,
  s_overlaps: geos.GEOSPreparedOverlaps,
  s_crosses: geos.GEOSPreparedCrosses,
  s_contains: geos.GEOSPreparedContains,
});

/** The relation with its sides exchanged. */
const converse: Record<SpatialOp, SpatialOp> = {
  s_intersects: 's_intersects',
  s_equals: 's_equals',
  s_disjoint: 's_disjoint',
  s_touches: 's_touches',
  s_within: 's_contains',
  s_overlaps: 's_overlaps',
  s_crosses: 's_crosses',
  s_contains: 's_within',
};

export type Spatial = {
  relate: Relate;
  /** What is wrong with a surface that crosses itself and the like, as GEOS says it; null when nothing is. */
  faultOf: (geometry: Geometry) => string | null;
};

/** The engine's predicates over GeoJSON. What it cannot decide (surfaces that are not valid) stands in no relation. */
export async function loadSpatial(): Promise<Spatial> {
  // The package exports the whole C interface; `Geos` names what areas use of it.
  const geos = (await loadGeos()) as RelatingGeos;
  const predicates = predicatesOf(geos);
  const prepared = preparedOf(geos);
  const relate: Relate = (op, left, right) => {
    const large = [left, right].find(isLarge);
    const [asked, other] = large === right ? [converse[op], left] : [op, right];
    const predicate = prepared[asked];
    return withGeos(geos, (keep) => {
      if (large && predicate) {
        return predicate(ready(geos, large), keep(write(geos, other))) === 1;
      }
      const [a, b] = [keep(write(geos, left)), keep(write(geos, right))];
      return predicates[op](a, b) === 1;
    });
  };
  return {
    relate,
    faultOf: (geometry) =>
      withGeos(geos, (keep) =>
        geos.GEOSisValid(keep(write(geos, geometry))) === 1 ? null : reasonOf(geos, geometry),
      ),
  };
}

/** What has more positions than this is a filter's own, asked of one footprint after another: it is written once. */
const largeFrom = 32;

function isLarge(geometry: Geometry): boolean {
  if (geometry.type === 'GeometryCollection') return false;
  const { coordinates } = geometry;
  return countOf(coordinates) > largeFrom;
}

type Nested = Position | Position[] | Position[][] | Position[][][];

function countOf(nested: Nested): number {
  if (typeof nested[0] === 'number') return 1;
  let count = 0;
  for (const part of nested as Nested[]) {
    count += countOf(part);
    if (count > largeFrom) break;
  }
  return count;
}

/** The last few large geometries, by themselves: those of the searches that run now. */
const kept = new Map<Geometry, { geometry: number; prepared: number }>();
const mostKept = 16;

function ready(geos: RelatingGeos, geometry: Geometry): number {
  const known = kept.get(geometry);
  if (known) return known.prepared;
  const written = write(geos, geometry);
  if (!written) throw new Error('GEOS: a geometry cannot be written');
  const made = { geometry: written, prepared: geos.GEOSPrepare(written) };
  kept.set(geometry, made);
  for (const [oldest, { geometry: address, prepared }] of kept) {
    if (kept.size <= mostKept) break;
    geos.GEOSPreparedGeom_destroy(prepared);
    geos.GEOSGeom_destroy(address);
    kept.delete(oldest);
  }
  return made.prepared;
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
