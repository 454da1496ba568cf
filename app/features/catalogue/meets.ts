import type { Geometry, Position } from 'geojson';
import { orient2d } from 'robust-predicates';
import {
  type AreaGeometry,
  type BBox,
  boxPolygon,
  openRing,
  polygonsOf,
} from '#app/features/areas/area.ts';
import { boundsOf, partsOf } from './bounds.ts';

/**
 * Whether a footprint and what is asked for have a point in common, touching included, in the plane of longitude and
 * latitude (RFC 7946 §3.1.1: an edge is straight there); holes are no surface. Exact for the coordinates as they are
 * given: orientations are computed by adaptive arithmetic (Shewchuk, 1997).
 */

/** What is asked for, made ready to be compared with many footprints. */
export type Shape = {
  /** West > east where it crosses the antimeridian; null when it holds no position. */
  bounds: BBox | null;
  /** Its bounds say all of it. */
  isBox: boolean;
  /** As it was given. */
  source: Geometry | BBox;
  points: Position[];
  /** Outlines of surfaces and lines: one position of each piece, then all edges by latitude. */
  starts: Position[];
  edges: Edges;
  surfaces: Edges[];
};

/** Any GeoJSON geometry, or a box whose west is greater than its east where it crosses the antimeridian. */
export function shapeOf(geometry: Geometry): Shape {
  const pieces = piecesOf(geometry);
  const lines = [...pieces.lines, ...pieces.surfaces.flat()];
  return {
    bounds: boundsOf(geometry),
    isBox: false,
    source: geometry,
    points: pieces.points,
    starts: lines.flatMap((line) => line.slice(0, 1)),
    edges: edgesOf(lines),
    surfaces: pieces.surfaces.map(edgesOf),
  };
}

/** The same for a box: two surfaces where it crosses the antimeridian. */
export function shapeOfBox(box: BBox): Shape {
  const parts = partsOf(box).map((part) => boxPolygon(part).coordinates);
  const shape = shapeOf({ type: 'MultiPolygon', coordinates: parts });
  return { ...shape, bounds: box, isBox: true, source: box };
}

export function meets(footprint: AreaGeometry, shape: Shape): boolean {
  return polygonsOf(footprint).some((rings) => surfaceMeets(rings.map(closedRing), shape));
}

function surfaceMeets(rings: Position[][], shape: Shape): boolean {
  const surface = edgesOf(rings);
  const [first] = rings[0] ?? [];
  if (!first) return false;
  return (
    shape.points.some((point) => covers(surface, point)) ||
    shape.surfaces.some((asked) => covers(asked, first)) ||
    shape.starts.some((start) => covers(surface, start)) ||
    anyCross(surface, shape.edges)
  );
}

type Pieces = { points: Position[]; lines: Position[][]; surfaces: Position[][][] };

function piecesOf(geometry: Geometry): Pieces {
  const none: Pieces = { points: [], lines: [], surfaces: [] };
  switch (geometry.type) {
    case 'Point':
      return { ...none, points: geometry.coordinates.length > 0 ? [geometry.coordinates] : [] };
    case 'MultiPoint':
      return { ...none, points: geometry.coordinates };
    case 'LineString':
      return { ...none, lines: [geometry.coordinates] };
    case 'MultiLineString':
      return { ...none, lines: geometry.coordinates };
    case 'GeometryCollection': {
      const all = geometry.geometries.map(piecesOf);
      return {
        points: all.flatMap(({ points }) => points),
        lines: all.flatMap(({ lines }) => lines),
        surfaces: all.flatMap(({ surfaces }) => surfaces),
      };
    }
    default:
      return { ...none, surfaces: polygonsOf(geometry).map((rings) => rings.map(closedRing)) };
  }
}

/** Segments [ax, ay, bx, by], with those that reach each of some bands of latitude: a long outline is read in part only. */
type Edges = { list: Segment[]; south: number; north: number; bands: Segment[][] };
type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/** Shorter outlines are read whole. */
const minForBands = 64;

function edgesOf(lines: readonly Position[][]): Edges {
  const list: Segment[] = [];
  let south = Infinity;
  let north = -Infinity;
  for (const line of lines) {
    for (let i = 0; i + 1 < line.length; i++) {
      const [ax = 0, ay = 0] = line[i] ?? [];
      const [bx = 0, by = 0] = line[i + 1] ?? [];
      list.push([ax, ay, bx, by]);
      south = Math.min(south, ay, by);
      north = Math.max(north, ay, by);
    }
  }
  const edges: Edges = { list, south, north, bands: [] };
  if (list.length < minForBands) return edges;
  const count = Math.ceil(Math.sqrt(list.length)) * 4;
  edges.bands = Array.from({ length: count }, () => []);
  for (const segment of list) {
    const last = bandOf(edges, Math.max(segment[1], segment[3]));
    for (let n = bandOf(edges, Math.min(segment[1], segment[3])); n <= last; n++) {
      edges.bands[n]?.push(segment);
    }
  }
  return edges;
}

function bandOf({ south, north, bands }: Edges, lat: number): number {
  const share = north > south ? (lat - south) / (north - south) : 0;
  return Math.min(bands.length - 1, Math.max(0, Math.floor(share * bands.length)));
}

/** The segments that may reach these latitudes; one that spans several bands may come several times. */
function* reaching(edges: Edges, from: number, to: number): Generator<readonly Segment[]> {
  if (edges.bands.length === 0) yield edges.list;
  else if (to >= edges.south && from <= edges.north) {
    for (let n = bandOf(edges, from); n <= bandOf(edges, to); n++) yield edges.bands[n] ?? [];
  }
}

/** Whether the surface within these rings holds the point, its edge included (even–odd rule: holes are left out). */
function covers(rings: Edges, [x = Number.NaN, y = Number.NaN]: Position): boolean {
  let inside = false;
  for (const segments of reaching(rings, y, y)) {
    for (const [ax, ay, bx, by] of segments) {
      const side = orient2d(ax, ay, bx, by, x, y);
      if (side === 0 && within(x, ax, bx) && within(y, ay, by)) return true;
      // Half open in latitude, so that a corner counts once. The library's sign is negative on the left of a segment.
      if (ay > y !== by > y && side < 0 === by > ay) inside = !inside;
    }
  }
  return inside;
}

function anyCross(few: Edges, many: Edges): boolean {
  for (const segment of few.list) {
    const [ax, ay, bx, by] = segment;
    const [west, east] = ax < bx ? [ax, bx] : [bx, ax];
    const [south, north] = ay < by ? [ay, by] : [by, ay];
    for (const others of reaching(many, south, north)) {
      for (const [cx, cy, dx, dy] of others) {
        if ((cx < west && dx < west) || (cx > east && dx > east)) continue;
        if ((cy < south && dy < south) || (cy > north && dy > north)) continue;
        if (cross(ax, ay, bx, by, cx, cy, dx, dy)) return true;
      }
    }
  }
  return false;
}

/** Whether two segments whose boxes meet have a point in common. */
function cross(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const c = orient2d(ax, ay, bx, by, cx, cy);
  const d = orient2d(ax, ay, bx, by, dx, dy);
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return false;
  const a = orient2d(cx, cy, dx, dy, ax, ay);
  const b = orient2d(cx, cy, dx, dy, bx, by);
  // On one line they meet because their boxes do.
  return !((a > 0 && b > 0) || (a < 0 && b < 0));
}

function closedRing(ring: Position[]): Position[] {
  const open = openRing(ring);
  return [...open, ...open.slice(0, 1)];
}

const within = (value: number, a: number, b: number) => (value - a) * (value - b) <= 0;
