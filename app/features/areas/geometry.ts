import type { MultiPolygon, Polygon, Position } from 'geojson';

/** A surface of the Earth: GeoJSON (RFC 7946), [longitude, latitude] in degrees, EPSG:4326. */
export type AreaGeometry = Polygon | MultiPolygon;

/** [west, south, east, north] in degrees; west > east when it crosses the antimeridian (RFC 7946 §5.2). */
export type BBox = [west: number, south: number, east: number, north: number];

/** [longitude, latitude] in degrees. */
export type LonLat = [lon: number, lat: number];

/** The parts as arrays of rings, outer ring first. */
export function polygonsOf(geometry: AreaGeometry): Position[][][] {
  if (geometry.type === 'MultiPolygon') return geometry.coordinates;
  return geometry.coordinates.length > 0 ? [geometry.coordinates] : [];
}

/** A Polygon for one part, a MultiPolygon for several, null for none. */
export function fromPolygons(polygons: Position[][][]): AreaGeometry | null {
  const [first, ...others] = polygons;
  if (!first) return null;
  return others.length === 0
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** How many corners, the point that closes each ring not counted twice. */
export function vertexCount(geometry: AreaGeometry): number {
  return polygonsOf(geometry).reduce(
    (sum, rings) => sum + rings.reduce((n, ring) => n + openRing(ring).length, 0),
    0,
  );
}

/** Whether a value from outside has the shape of a GeoJSON Polygon or MultiPolygon with finite numbers. */
export function isAreaGeometry(value: unknown): value is AreaGeometry {
  return hasShape(value, (n) => Number.isFinite(n));
}

/** The same for numbers that may lack (null) or be infinite: what can still be looked at, and perhaps repaired. */
export function isLooseArea(value: unknown): value is AreaGeometry {
  return hasShape(value, (n) => n === null || typeof n === 'number');
}

/** Longitude and latitude of a position; NaN for what is missing. */
export function lonLat(position: Position): LonLat {
  return [position[0] ?? Number.NaN, position[1] ?? Number.NaN];
}

/** The ring without its closing point. */
export function openRing(ring: Position[]): Position[] {
  const first = ring[0];
  const last = ring[ring.length - 1];
  const closed = ring.length > 1 && first && last && samePlace(first, last);
  return closed ? ring.slice(0, -1) : ring;
}

/** The ring with longitudes and latitudes only, closed, and without points repeated one after the other. */
export function cleanRing(ring: Position[]): Position[] {
  const kept: Position[] = [];
  for (const position of ring) {
    // Adding 0 makes of -0 a plain 0, which JSON would also do.
    const place = lonLat(position).map((degrees) => degrees + 0);
    const previous = kept[kept.length - 1];
    if (!previous || !samePlace(previous, place)) kept.push(place);
  }
  const open = openRing(kept);
  const first = open[0];
  return first ? [...open, [...first]] : [];
}

export const samePlace = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1];

/** The same surface with its outer rings anticlockwise and its holes clockwise (RFC 7946 §3.1.6). */
export function wound(geometry: AreaGeometry): AreaGeometry {
  const polygons = polygonsOf(geometry).map((rings) =>
    rings.map((ring, n) => wind(ring, n === 0 ? 1 : -1)),
  );
  return fromPolygons(polygons) ?? geometry;
}

/** The ring anticlockwise (1) or clockwise (-1). */
export function wind(ring: Position[], direction: 1 | -1): Position[] {
  return signedPlanarArea(ring) * direction < 0 ? [...ring].reverse() : ring;
}

/** In square degrees, above 0 for a ring that is wound anticlockwise. */
export function signedPlanarArea(ring: Position[]): number {
  const [x0, y0] = lonLat(ring[0] ?? []);
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const [x1, y1] = lonLat(ring[i] ?? []);
    const [x2, y2] = lonLat(ring[i + 1] ?? []);
    twice += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  }
  return twice / 2;
}

function hasShape(value: unknown, isNumber: (n: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  const isPosition = (position: unknown) =>
    Array.isArray(position) &&
    position.length >= 2 &&
    isNumber(position[0]) &&
    isNumber(position[1]);
  const isRing = (ring: unknown) => Array.isArray(ring) && ring.every(isPosition);
  if (!Array.isArray(coordinates)) return false;
  if (type === 'Polygon') return coordinates.every(isRing);
  if (type !== 'MultiPolygon') return false;
  return coordinates.every((part) => Array.isArray(part) && part.every(isRing));
}
