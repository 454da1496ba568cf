import geodesic from 'geographiclib-geodesic';
import type { MultiPolygon, Polygon, Position } from 'geojson';

/** A surface of the Earth: GeoJSON (RFC 7946), [longitude, latitude] in degrees, EPSG:4326. */
export type AreaGeometry = Polygon | MultiPolygon;

/** [west, south, east, north] in degrees; west > east when it crosses the antimeridian (RFC 7946 §5.2). */
export type BBox = [west: number, south: number, east: number, north: number];

/** [longitude, latitude] in degrees. */
export type LonLat = [lon: number, lat: number];

/** A decimal of 1e-7 degree is 11 mm at the equator: finer than any pixel, and as fine as we keep. */
const DECIMALS = 7;

/**
 * The surface in square metres on the WGS84 ellipsoid, each edge being a geodesic: holes are taken off and the parts of a
 * MultiPolygon are summed. Karney, "Algorithms for geodesics" (2013), https://doi.org/10.1007/s00190-012-0578-z, section 6.
 * Rings may be closed or not and wound either way; overlapping parts count twice.
 */
export function geodesicAreaM2(geometry: AreaGeometry): number {
  let total = 0;
  for (const [shell, ...holes] of polygonsOf(geometry)) {
    const ofHoles = holes.reduce((sum, hole) => sum + ringMeasure(hole).areaM2, 0);
    total += Math.max(0, (shell ? ringMeasure(shell).areaM2 : 0) - ofHoles);
  }
  return total;
}

/** Whole hectares, rounded to the nearest; what is not empty counts for at least 1. */
export function hectares(areaM2: number): number {
  return areaM2 > 0 ? Math.max(1, Math.round(areaM2 / 10_000)) : 0;
}

/** Shorthand of `hectares(geodesicAreaM2(geometry))`, the figure that quotas and prices use; 0 for no geometry. */
export function areaHaOf(geometry: AreaGeometry | null): number {
  return geometry ? hectares(geodesicAreaM2(geometry)) : 0;
}

/** Area in m² and perimeter in m of one ring, whatever its winding. */
export function ringMeasure(ring: Position[]): { areaM2: number; perimeterM: number } {
  const polygon = geodesic.Geodesic.WGS84.Polygon(false);
  for (const position of openRing(ring)) {
    const [lon, lat] = lonLat(position);
    polygon.AddPoint(lat, lon);
  }
  const { area, perimeter } = polygon.Compute(false, true);
  return { areaM2: Math.abs(area ?? 0), perimeterM: perimeter };
}

/** The smallest box of longitudes and latitudes around the geometry; null when it has no position. */
export function boundingBox(geometry: AreaGeometry): BBox | null {
  const box: BBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygonsOf(geometry)) {
    for (const position of polygon[0] ?? []) {
      const [lon, lat] = lonLat(position);
      box[0] = Math.min(box[0], lon);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lon);
      box[3] = Math.max(box[3], lat);
    }
  }
  return box[0] > box[2] ? null : box;
}

/** Whether two boxes that do not cross the antimeridian have a point in common. */
export function boxesMeet(a: BBox, b: BBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** How many corners, the point that closes each ring not counted twice. */
export function vertexCount(geometry: AreaGeometry): number {
  return polygonsOf(geometry).reduce(
    (sum, rings) => sum + rings.reduce((n, ring) => n + openRing(ring).length, 0),
    0,
  );
}

/**
 * The same surface as we store it: outer rings anticlockwise and holes clockwise (RFC 7946 §3.1.6), closed, without
 * altitude or repeated points, 7 decimals, one part as a Polygon. Rings left with fewer than three corners are dropped; when
 * nothing is left the answer is a Polygon without coordinates, which `quickFault` calls empty.
 */
export function normalise(geometry: AreaGeometry): AreaGeometry {
  const polygons = polygonsOf(geometry).flatMap((rings) => {
    const [shell, ...holes] = rings.map(cleanRing);
    if (!shell || shell.length < 4) return [];
    return [[wind(shell, 1), ...holes.filter((h) => h.length >= 4).map((h) => wind(h, -1))]];
  });
  return fromPolygons(polygons) ?? { type: 'Polygon', coordinates: [] };
}

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

/** The box as a polygon, anticlockwise from its south-west corner. */
export function boxPolygon([west, south, east, north]: BBox): Polygon {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [corners] };
}

/** Whether a value from outside has the shape of a GeoJSON Polygon or MultiPolygon with finite numbers. */
export function isAreaGeometry(value: unknown): value is AreaGeometry {
  if (typeof value !== 'object' || value === null) return false;
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  if (!Array.isArray(coordinates)) return false;
  if (type === 'Polygon') return coordinates.every(isRing);
  if (type !== 'MultiPolygon') return false;
  return coordinates.every((part) => Array.isArray(part) && part.every(isRing));
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

const samePlace = (a: Position, b: Position) => a[0] === b[0] && a[1] === b[1];

const isRing = (ring: unknown) => Array.isArray(ring) && ring.every(isPosition);

const isPosition = (position: unknown) =>
  Array.isArray(position) &&
  position.length >= 2 &&
  Number.isFinite(position[0]) &&
  Number.isFinite(position[1]);

function cleanRing(ring: Position[]): Position[] {
  const kept: Position[] = [];
  for (const position of ring) {
    const place = lonLat(position).map(rounded);
    const previous = kept[kept.length - 1];
    if (!previous || !samePlace(previous, place)) kept.push(place);
  }
  const open = openRing(kept);
  const first = open[0];
  return first ? [...open, [...first]] : [];
}

/** Adding 0 makes of -0 a plain 0, which JSON would also do. */
const rounded = (degrees: number) => Number(degrees.toFixed(DECIMALS)) + 0;

function wind(ring: Position[], direction: 1 | -1): Position[] {
  return signedPlanarArea(ring) * direction < 0 ? [...ring].reverse() : ring;
}

function signedPlanarArea(ring: Position[]): number {
  const [x0, y0] = lonLat(ring[0] ?? []);
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const [x1, y1] = lonLat(ring[i] ?? []);
    const [x2, y2] = lonLat(ring[i + 1] ?? []);
    twice += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  }
  return twice / 2;
}
