import type { Geometry, Position } from 'geojson';
import type { Geos } from '#app/features/areas/geos.ts';

/** What making geometries of every type needs of GEOS, beyond surfaces. */
export type WritingGeos = Geos & {
  GEOSGeom_createPoint(sequence: number): number;
  GEOSGeom_createLineString(sequence: number): number;
};

const collectionTypes = {
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;

/** Writes a GeoJSON geometry into GEOS; the caller frees it. 0 where GEOS will not have it. */
export function write(geos: WritingGeos, geometry: Geometry): number {
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

function polygon(geos: WritingGeos, rings: readonly Position[][]): number {
  const [shell = 0, ...holes] = rings.map((ring) =>
    geos.GEOSGeom_createLinearRing(sequence(geos, ring)),
  );
  return withList(geos, holes, (list) => geos.GEOSGeom_createPolygon(shell, list, holes.length));
}

function collect(
  geos: WritingGeos,
  type: keyof typeof collectionTypes,
  parts: readonly number[],
): number {
  return withList(geos, parts, (list) =>
    geos.GEOSGeom_createCollection(collectionTypes[type], list, parts.length),
  );
}

function sequence(geos: WritingGeos, positions: readonly Position[]): number {
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
