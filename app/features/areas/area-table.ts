import type { Position } from 'geojson';
import {
  type AreaGeometry,
  boundingBox,
  fromPolygons,
  type LonLat,
  lonLat,
  openRing,
  polygonsOf,
} from './area.ts';

/** Where a ring is: its part, and its rank in it. Ring 0 is the outline, the others are holes. All ranks are from 0. */
export type RingPlace = { part: number; ring: number };
export type VertexPlace = RingPlace & { vertex: number };

export type RingRow = RingPlace & { kind: 'outline' | 'hole'; vertices: number };

/** A ring needs three corners to enclose anything. */
export const minVertices = 3;

/** Every ring of the area, part by part, outline first. */
export function listRings(area: AreaGeometry): RingRow[] {
  return polygonsOf(area).flatMap((rings, part) =>
    rings.map((positions, ring) => ({
      part,
      ring,
      kind: ring === 0 ? ('outline' as const) : ('hole' as const),
      vertices: openRing(positions).length,
    })),
  );
}

/** How many parts and holes there are. */
export function countRings(area: AreaGeometry): { parts: number; holes: number } {
  const parts = polygonsOf(area);
  const rings = parts.reduce((sum, part) => sum + part.length, 0);
  return { parts: parts.length, holes: rings - parts.length };
}

/** The corners of one ring from `first` on, at most `count` of them; none where there is no such ring. */
export function listVertices(
  area: AreaGeometry,
  { part, ring }: RingPlace,
  first = 0,
  count = Number.POSITIVE_INFINITY,
): LonLat[] {
  return corners(area, { part, ring })
    .slice(first, first + count)
    .map(lonLat);
}

/** One corner, or null where there is none. */
export function vertexAt(area: AreaGeometry, place: VertexPlace): LonLat | null {
  const position = corners(area, place)[place.vertex];
  return position ? lonLat(position) : null;
}

/** The area with one corner elsewhere; its closing point follows. Every other ring stays the same object. */
export function setVertex(area: AreaGeometry, place: VertexPlace, at: LonLat): AreaGeometry {
  return withCorners(area, place, (before) =>
    before.map((position, index) => (index === place.vertex ? at : position)),
  );
}

/** The area with a further corner half-way to the next, right after the given one. */
export function insertVertex(area: AreaGeometry, place: VertexPlace): AreaGeometry {
  return withCorners(area, place, (before) => {
    const from = before[place.vertex];
    const to = before[(place.vertex + 1) % before.length];
    if (!from || !to) return before;
    const [lonA, latA] = lonLat(from);
    const [lonB, latB] = lonLat(to);
    const middle = [round((lonA + lonB) / 2), round((latA + latB) / 2)];
    return [...before.slice(0, place.vertex + 1), middle, ...before.slice(place.vertex + 1)];
  });
}

/** The area without one corner. A ring of three keeps them: it is removed as a whole by `removeRing`. */
export function removeVertex(area: AreaGeometry, place: VertexPlace): AreaGeometry {
  return withCorners(area, place, (before) =>
    before.length <= minVertices ? before : before.filter((_, index) => index !== place.vertex),
  );
}

/** The area without a hole, or, for ring 0, without the whole part. Null when nothing is left. */
export function removeRing(area: AreaGeometry, { part, ring }: RingPlace): AreaGeometry | null {
  const parts = polygonsOf(area);
  if (ring === 0) return fromPolygons(parts.filter((_, index) => index !== part));
  return fromPolygons(
    parts.map((rings, index) =>
      index === part ? rings.filter((_, rank) => rank !== ring) : rings,
    ),
  );
}

/** The area with a small square hole in the middle of a part, to be given its true corners, and where it is. */
export function addHole(
  area: AreaGeometry,
  part: number,
): { area: AreaGeometry; place: RingPlace } | null {
  const parts = polygonsOf(area);
  const rings = parts[part];
  const box = rings && boundingBox({ type: 'Polygon', coordinates: rings });
  if (!rings || !box) return null;
  const [west, south, east, north] = box;
  const hole = square(
    [(west + east) / 2, (south + north) / 2],
    Math.min(east - west, north - south) / 20,
  ).reverse();
  const next = fromPolygons(parts.map((p, index) => (index === part ? [...p, hole] : p)));
  return next && { area: next, place: { part, ring: rings.length } };
}

/** The area with a further square part east of the others, to be given its true corners, and where it is. */
export function addPart(area: AreaGeometry | null): { area: AreaGeometry; place: RingPlace } {
  const parts = area ? polygonsOf(area) : [];
  const [west, south, east, north] = (area && boundingBox(area)) ?? middleOfFrance;
  const half = Math.max((east - west) / 8, 0.001);
  const beside = east + half * 2 > 180 ? west - half * 2 : east + half * 2;
  const added = square([area ? beside : (west + east) / 2, (south + north) / 2], half);
  const next: AreaGeometry =
    parts.length === 0
      ? { type: 'Polygon', coordinates: [added] }
      : { type: 'MultiPolygon', coordinates: [...parts, [added]] };
  return { area: next, place: { part: parts.length, ring: 0 } };
}

const middleOfFrance: readonly [number, number, number, number] = [2.3, 46.4, 2.5, 46.6];

function corners(area: AreaGeometry, { part, ring }: RingPlace): Position[] {
  return openRing(polygonsOf(area)[part]?.[ring] ?? []);
}

function withCorners(
  area: AreaGeometry,
  { part, ring }: RingPlace,
  change: (before: Position[]) => Position[],
): AreaGeometry {
  const before = corners(area, { part, ring });
  const after = change(before);
  const [first] = after;
  if (after === before || !first) return area;
  const closed = [...after, [...first]];
  const parts = polygonsOf(area).map((rings, index) =>
    index === part ? rings.map((positions, rank) => (rank === ring ? closed : positions)) : rings,
  );
  return area.type === 'Polygon'
    ? { type: 'Polygon', coordinates: parts[0] ?? [] }
    : { type: 'MultiPolygon', coordinates: parts };
}

/** Anticlockwise and closed, with 7 decimals as everything that we keep. */
function square([lon, lat]: LonLat, half: number): Position[] {
  const corner = (x: number, y: number) => [round(lon + x * half), round(lat + y * half)];
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)];
}

/** A decimal of 1e-7 degree is 11 mm: as fine as an area is kept. */
const round = (degrees: number) => Number(degrees.toFixed(7)) + 0;
