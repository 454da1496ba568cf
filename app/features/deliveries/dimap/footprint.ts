import type { MultiPolygon, Polygon } from 'geojson';
import { elementAt, numberAt, type XmlElement } from './read-xml.ts';

export type LonLat = [lon: number, lat: number];

/** GeoJSON, EPSG:4326, right-hand rule; cut at the antimeridian where it crosses it (RFC 7946, 3.1.6 and 3.1.9). */
export type Footprint = Polygon | MultiPolygon;

/** Where the upper left corner of the image stands and how large its pixels are, in the units of the CRS. */
export type Georeference = {
  epsg: number;
  upperLeftX: number;
  upperLeftY: number;
  pixelX: number;
  pixelY: number;
  columns: number;
  rows: number;
};

/** Turns a position of a projected CRS into longitude and latitude; null where the CRS is not known to it. */
export type Project = (epsg: number, position: [x: number, y: number]) => LonLat | null;

/**
 * The footprint of a product, by the best that it offers: the vertices of its extent, else the corners of its
 * georeferencing, else the ground domain of its RPC, which is only approximate.
 */
export function footprintOf(
  sources: { vertices: LonLat[]; georeference: Georeference | null; rpc: XmlElement | null },
  project: Project,
): { footprint: Footprint; approximate: boolean } | null {
  const exact =
    footprintOfRing(sources.vertices) ??
    footprintOfRing(sources.georeference ? cornersOf(sources.georeference, project) : []);
  if (exact) return { footprint: exact, approximate: false };
  const rough = footprintOfRing((sources.rpc && rpcGroundDomain(sources.rpc)) ?? []);
  return rough && { footprint: rough, approximate: true };
}

/**
 * The outline through these corners, in their order; corners whose outline crosses itself are put in order around their
 * centre. Null under three distinct positions or without area.
 */
export function footprintOfRing(corners: readonly LonLat[]): Footprint | null {
  if (!corners.every(isPosition)) return null;
  const distinct = unwrap(corners).filter(
    ([lon, lat], rank, ring) =>
      !ring.slice(0, rank).some((other) => other[0] === lon && other[1] === lat),
  );
  if (distinct.length < 3) return null;
  const ring = crossesItself(distinct) ? aroundCentre(distinct) : distinct;
  const area = signedArea(ring);
  if (Math.abs(area) < 1e-12) return null;
  return cutAtAntimeridian(area > 0 ? ring : ring.toReversed());
}

/**
 * The ground rectangle for which an RPC file holds (Inverse_Model_Validity_Domain, else offset and scale), as corners.
 * Some SPOT 6 files give longitude for latitude in the domain: the offsets tell which is which.
 */
export function rpcGroundDomain(root: XmlElement): LonLat[] | null {
  const validity = elementAt(root, 'Rational_Function_Model/Global_RFM/RFM_Validity');
  if (!validity) return null;
  const read = (name: string) => numberAt(validity, name);
  const domain = 'Inverse_Model_Validity_Domain';
  const [lonOff, lonScale, latOff, latScale] = [
    'LONG_OFF',
    'LONG_SCALE',
    'LAT_OFF',
    'LAT_SCALE',
  ].map(read);
  const lons = interval(read(`${domain}/FIRST_LON`), read(`${domain}/LAST_LON`));
  const lats = interval(read(`${domain}/FIRST_LAT`), read(`${domain}/LAST_LAT`));
  if (lons && lats) {
    const swapped = within(lonOff, lats) && within(latOff, lons) && !within(lonOff, lons);
    return swapped ? rectangle(lats, lons) : rectangle(lons, lats);
  }
  if (lonOff == null || lonScale == null || latOff == null || latScale == null) return null;
  return rectangle([lonOff - lonScale, lonOff + lonScale], [latOff - latScale, latOff + latScale]);
}

function cornersOf(georeference: Georeference, project: Project): LonLat[] {
  const { epsg, upperLeftX: left, upperLeftY: top, columns, rows, pixelX, pixelY } = georeference;
  const right = left + columns * pixelX;
  const bottom = top - rows * pixelY;
  const corners: [number, number][] = [
    [left, top],
    [left, bottom],
    [right, bottom],
    [right, top],
  ];
  const projected = epsg === 4326 ? corners : corners.map((corner) => project(epsg, corner));
  return projected.every((corner) => corner !== null) ? projected : [];
}

type Interval = readonly [number, number];

const interval = (a: number | null, b: number | null): Interval | null =>
  a === null || b === null ? null : [Math.min(a, b), Math.max(a, b)];

const within = (value: number | null | undefined, [from, to]: Interval) =>
  value != null && value >= from && value <= to;

const rectangle = ([west, east]: Interval, [south, north]: Interval): LonLat[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];

const isPosition = ([lon, lat]: LonLat) =>
  Number.isFinite(lon) && Number.isFinite(lat) && Math.abs(lon) <= 360 && Math.abs(lat) <= 90;

/** Longitudes made continuous from the first one on, which lies in [-180, 180]: a scene is never half the world wide. */
function unwrap(corners: readonly LonLat[]): LonLat[] {
  let last: number | null = null;
  return corners.map(([lon, lat]) => {
    const near: number = last ?? 0;
    const turned = lon - 360 * Math.round((lon - near) / 360);
    last = turned;
    return [turned, lat];
  });
}

/** The shoelace area in square degrees, positive when counter-clockwise. */
const signedArea = (ring: readonly LonLat[]): number =>
  ring.reduce((sum, [x, y], rank) => {
    const [nextX, nextY] = ring[(rank + 1) % ring.length] ?? [x, y];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);

function crossesItself(ring: readonly LonLat[]): boolean {
  const sides = ring.map((from, rank) => [from, ring[(rank + 1) % ring.length] ?? from] as const);
  return sides.some(([a, b], i) =>
    sides.some(
      ([c, d], j) =>
        j > i && side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0,
    ),
  );
}

const side = ([ax, ay]: LonLat, [bx, by]: LonLat, [px, py]: LonLat) =>
  Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));

function aroundCentre(ring: readonly LonLat[]): LonLat[] {
  const middle = (axis: 0 | 1) =>
    ring.reduce((sum, position) => sum + position[axis], 0) / ring.length;
  const [x, y] = [middle(0), middle(1)];
  return ring.toSorted((a, b) => Math.atan2(a[1] - y, a[0] - x) - Math.atan2(b[1] - y, b[0] - x));
}

function cutAtAntimeridian(ring: readonly LonLat[]): Footprint {
  const lons = ring.map(([lon]) => lon);
  const seam = Math.max(...lons) > 180 ? 180 : Math.min(...lons) < -180 ? -180 : null;
  if (seam === null) return { type: 'Polygon', coordinates: [close(ring)] };
  const shift = seam > 0 ? -360 : 360;
  const inside = clip(ring, seam, -Math.sign(seam));
  const beyond = clip(ring, seam, Math.sign(seam)).map(([lon, lat]): LonLat => [lon + shift, lat]);
  const parts = [inside, beyond].filter((part) => part.length > 2);
  return { type: 'MultiPolygon', coordinates: parts.map((part) => [close(part)]) };
}

/** The part of a convex ring on one side of a meridian (Sutherland and Hodgman). */
function clip(ring: readonly LonLat[], meridian: number, towards: number): LonLat[] {
  const isIn = ([lon]: LonLat) => (lon - meridian) * towards >= 0;
  return ring.flatMap((from, rank) => {
    const to = ring[(rank + 1) % ring.length] ?? from;
    const part = (meridian - from[0]) / (to[0] - from[0]);
    const crossing: LonLat = [meridian, from[1] + part * (to[1] - from[1])];
    const kept: LonLat[] = isIn(from) ? [from] : [];
    return isIn(from) === isIn(to) ? kept : [...kept, crossing];
  });
}

const close = (ring: readonly LonLat[]): LonLat[] => [...ring, ...ring.slice(0, 1)];

/** West, south, east, north in degrees; west is the greater where the footprint crosses the antimeridian (RFC 7946, 5.2). */
export function bboxOf(footprint: Footprint): [number, number, number, number] {
  const rings = footprint.type === 'Polygon' ? footprint.coordinates : footprint.coordinates.flat();
  const lats = rings.flat().map((position) => position[1] ?? 0);
  const lonsOf = (ring: (typeof rings)[number]) => ring.map((position) => position[0] ?? 0);
  const all = rings.flatMap(lonsOf);
  const crosses = footprint.type === 'MultiPolygon' && footprint.coordinates.length > 1;
  const west = crosses ? Math.min(...all.filter((lon) => lon > 0)) : Math.min(...all);
  const east = crosses ? Math.max(...all.filter((lon) => lon < 0)) : Math.max(...all);
  return [west, Math.min(...lats), east, Math.max(...lats)];
}
