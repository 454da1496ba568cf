import type { Position } from 'geojson';
import {
  type Corner,
  cutAtMeridian,
  isAround,
  latAt,
  type PlaneRing,
  toPositions,
  xOf,
} from './cut-meridian.ts';
import { type AreaGeometry, fromPolygons, lonLat, openRing, polygonsOf } from './geometry.ts';

/** An edge longer than this, in degrees of longitude, is meant the other way round. */
const LONGEST_EDGE_DEG = 180;
/** An edge as long as this can be meant no other way. */
const SURE_EDGE_DEG = 270;

/** Whether the area leaves ±180, or has an edge of more than half the Earth: RFC 7946 §3.1.9 asks to cut it there. */
export const crossesAntimeridian = (geometry: AreaGeometry) => crosses(geometry, LONGEST_EDGE_DEG);

/** The same where there is no doubt about it. */
export const surelyCrosses = (geometry: AreaGeometry) => crosses(geometry, SURE_EDGE_DEG);

/**
 * The same surface in parts that do not cross the antimeridian, straight in longitude and latitude (RFC 7946 §3.1.1 and
 * §3.1.9). Edges of more than 180° of longitude are taken the short way; longitudes beyond ±180 are brought back. A ring that
 * goes round the Earth holds the pole that makes it the smaller, whichever way it is wound. What does not cross is given back
 * as it is.
 */
export function cutAtAntimeridian(geometry: AreaGeometry): AreaGeometry {
  const parts = polygonsOf(geometry).flatMap((rings) => {
    const alone = fromPolygons([rings]);
    return alone && crossesAntimeridian(alone) ? cutPolygon(rings) : [rings];
  });
  return fromPolygons(parts) ?? geometry;
}

function crosses(geometry: AreaGeometry, longestDeg: number): boolean {
  return polygonsOf(geometry).some((rings) =>
    rings.some((ring) => {
      if (ring.some((position) => Math.abs(lonLat(position)[0]) > 180)) return true;
      const jumps = jumpsOf(ring).filter(({ degrees }) => Math.abs(degrees) > longestDeg);
      if (jumps.every(({ alongPole }) => alongPole)) return false;
      // There and back from one side of the map to the other: a band or a cap that was cut already.
      const there = jumps.reduce((sum, { degrees }) => sum + degrees, 0);
      return there !== 0 || jumps.some(({ degrees }) => Math.abs(degrees) !== 360);
    }),
  );
}

/** The longitudes that each edge spans; a pole has all of them at once. */
function jumpsOf(ring: Position[]): { degrees: number; alongPole: boolean }[] {
  const open = openRing(ring);
  return open.map((position, i) => {
    const [lon, lat] = lonLat(position);
    const [next, nextLat] = lonLat(open[(i + 1) % open.length] ?? position);
    return { degrees: next - lon, alongPole: lat === nextLat && Math.abs(lat) === 90 };
  });
}

function cutPolygon(rings: Position[][]): Position[][][] {
  const [outer, ...inner] = rings.map(unroll);
  if (!outer) return [];
  const shell = outer.turns === 0 ? outer.ring : aroundPole(outer);
  const holes = inner.map(({ ring }) => besideShell(ring, shell));
  const xs = shell.map(xOf);
  const first = Math.floor((Math.min(...xs) + 180) / 360);
  const last = Math.ceil((Math.max(...xs) - 180) / 360);
  let rest: PlaneRing[][] = [[shell, ...holes]];
  const parts: Position[][][] = [];
  for (let turn = first; turn < last; turn++) {
    const cuts = rest.map((polygon) => cutAtMeridian(polygon, 180 + 360 * turn));
    parts.push(...cuts.flatMap(({ west }) => west.map((polygon) => toPositions(polygon, turn))));
    rest = cuts.flatMap(({ east }) => east);
  }
  return [...parts, ...rest.map((polygon) => toPositions(polygon, last))];
}

/** A ring laid out flat, each edge the short way; `turns` is how often it went round, eastwards, when it closes. */
type Unrolled = { ring: PlaneRing; turns: number };

function unroll(ring: Position[]): Unrolled {
  const open = openRing(ring);
  let turn = 0;
  const corners = open.map((position, i): Corner => {
    const [lon, lat] = lonLat(position);
    const previous = open[i - 1];
    if (previous) turn += shortWay(lon - lonLat(previous)[0]);
    return { lon, turn, lat };
  });
  const [lonFirst] = lonLat(open[0] ?? []);
  const [lonLast] = lonLat(open[open.length - 1] ?? []);
  return { ring: corners, turns: turn + shortWay(lonFirst - lonLast) };
}

/** How many turns to add so that an edge of so many degrees goes the short way. */
const shortWay = (degrees: number) => -Math.round(degrees / 360 - Math.sign(degrees) * 1e-12);

/**
 * A ring that went round the Earth as one that holds the pole: from its crossing of the antimeridian nearest to the pole once
 * round, up the meridian, along the pole and down again.
 */
function aroundPole({ ring, turns }: Unrolled): PlaneRing {
  const eastward = turns > 0 ? ring : [...ring].reverse();
  const lat = nearerPole(eastward);
  const edges = eastward.flatMap((from, i) => crossingOf(from, eastward, i, Math.abs(turns)));
  const nearest = edges.reduce<Seam | null>(
    (best, seam) => (best && Math.abs(lat - best.lat) <= Math.abs(lat - seam.lat) ? best : seam),
    null,
  );
  if (!nearest) return ring;
  const { index, turn } = nearest;
  const ahead = (corner: Corner) => ({ ...corner, turn: corner.turn + Math.abs(turns) });
  const path = [...eastward.slice(index + 1), ...eastward.slice(0, index + 1).map(ahead)];
  const start: Corner = { lon: -180, turn: turn + 1, lat: nearest.lat };
  const end: Corner = { lon: 180, turn: turn + 1, lat: nearest.lat };
  return [start, ...path, end, { ...end, lat }, { ...start, lat }];
}

/** Where an edge passes the antimeridian eastwards: after which corner, and in which turn. */
type Seam = { index: number; turn: number; lat: number };

function crossingOf(from: Corner, ring: PlaneRing, index: number, turns: number): Seam[] {
  const following = ring[index + 1];
  const first = ring[0];
  const to = following ?? (first && { ...first, turn: first.turn + turns });
  if (!to) return [];
  const turn = Math.floor((xOf(to) + 180) / 360) - 1;
  const at = 180 + 360 * turn;
  return xOf(from) < at && xOf(to) >= at ? [{ index, turn, lat: latAt(from, to, at) }] : [];
}

/** The pole on the side with less surface: by the mean of the sine of latitude along the ring (a cylinder of equal areas). */
function nearerPole(ring: PlaneRing): 90 | -90 {
  let area = 0;
  for (const [i, corner] of ring.entries()) {
    const next = ring[i + 1] ?? ring[0];
    if (!next) continue;
    const step = i + 1 < ring.length ? xOf(next) - xOf(corner) : xOf(next) + 360 - xOf(corner);
    area += (step * (sine(corner.lat) + sine(next.lat))) / 2;
  }
  return area >= 0 ? 90 : -90;
}

const sine = (degrees: number) => Math.sin((degrees * Math.PI) / 180);

/** A hole is laid out by itself: it is moved by whole turns to where the shell is around it. */
function besideShell(hole: PlaneRing, shell: PlaneRing): PlaneRing {
  const moved = (turns: number) => hole.map((corner) => ({ ...corner, turn: corner.turn + turns }));
  const tries = [0, 1, -1, 2, -2].map(moved);
  return tries.find(([first]) => first && isAround(shell, first)) ?? hole;
}
