import type { Position } from 'geojson';
import {
  type AreaGeometry,
  geodesicAreaM2,
  isAreaGeometry,
  type LonLat,
  lonLat,
  openRing,
  polygonsOf,
  vertexCount,
} from './area.ts';

/** What makes an area unusable, with the place to show on the map where there is one. */
export type AreaFault = {
  code: AreaFaultCode;
  at?: LonLat;
  params?: Record<string, number | string>;
};

export type AreaFaultCode =
  | 'empty'
  | 'not-a-polygon'
  | 'out-of-range'
  | 'crosses-antimeridian'
  | 'too-many-vertices'
  | 'hole'
  | 'self-intersection'
  | 'overlapping-parts'
  | 'too-small'
  | 'too-large';

/** The caller's limits: they are the desk's to change. What is left out is not checked, save holes, which are refused. */
export type AreaLimits = {
  maxVertices?: number;
  minAreaHa?: number;
  maxAreaHa?: number;
  /** For what is computed rather than drawn: an area less what is held inside it has a hole. */
  mayHaveHoles?: boolean;
};

/** Comparing each edge with each other takes about 2 ms up to here; beyond, only the server looks for crossings. */
const LIVE_VERTICES = 500;

/**
 * The first fault that can be found without a geometry engine, or null: quick enough for each movement of the mouse.
 * Crossings are looked for in rings of up to 500 corners; whether parts overlap is left to `checkArea`. Rings may be
 * closed or not. Null also tells that the value is an `AreaGeometry`.
 */
export function quickFault(geometry: unknown, limits: AreaLimits = {}): AreaFault | null {
  if (!isAreaGeometry(geometry)) return { code: 'not-a-polygon' };
  return (
    emptyFault(geometry) ??
    rangeFault(geometry) ??
    countFault(geometry, limits.maxVertices) ??
    antimeridianFault(geometry) ??
    (limits.mayHaveHoles ? null : holeFault(geometry)) ??
    crossingFault(geometry) ??
    sizeFault(geometry, limits)
  );
}

/** Where a ring crosses, touches or goes back over itself, or null. Plain O(n²): for modest rings. */
export function selfIntersection(ring: Position[]): LonLat | null {
  const points = openRing(ring).map(lonLat);
  const edges = points.flatMap((from, i): Edge[] => {
    const to = points[(i + 1) % points.length];
    return to ? [{ from, to, index: i }] : [];
  });
  for (const a of edges) {
    for (const b of edges.slice(a.index + 1)) {
      const place = meeting(a, b, edges.length);
      if (place) return place;
    }
  }
  return null;
}

type Edge = { from: LonLat; to: LonLat; index: number };

function emptyFault(geometry: AreaGeometry): AreaFault | null {
  const rings = polygonsOf(geometry);
  const usable = rings.length > 0 && rings.every(([shell]) => shell && openRing(shell).length >= 3);
  return usable ? null : { code: 'empty' };
}

function rangeFault(geometry: AreaGeometry): AreaFault | null {
  for (const position of positionsOf(geometry)) {
    const [lon, lat] = lonLat(position);
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
      return { code: 'out-of-range', at: [lon, lat], params: { lon, lat } };
    }
  }
  return null;
}

function countFault(geometry: AreaGeometry, max: number | undefined): AreaFault | null {
  const count = vertexCount(geometry);
  return max !== undefined && count > max
    ? { code: 'too-many-vertices', params: { count, max } }
    : null;
}

/** An edge of more than half the Earth means the other way round: RFC 7946 §3.1.9 asks to cut the area there. */
function antimeridianFault(geometry: AreaGeometry): AreaFault | null {
  for (const rings of polygonsOf(geometry)) {
    for (const ring of rings) {
      const points = openRing(ring).map(lonLat);
      const place = points.find(([lon], i) => {
        const next = points[(i + 1) % points.length];
        return next !== undefined && Math.abs(next[0] - lon) > 180;
      });
      if (place) return { code: 'crosses-antimeridian', at: place };
    }
  }
  return null;
}

function holeFault(geometry: AreaGeometry): AreaFault | null {
  for (const [, hole] of polygonsOf(geometry)) {
    const first = hole?.[0];
    if (first) return { code: 'hole', at: lonLat(first) };
  }
  return null;
}

function crossingFault(geometry: AreaGeometry): AreaFault | null {
  for (const [shell] of polygonsOf(geometry)) {
    if (!shell || shell.length > LIVE_VERTICES + 1) continue;
    const at = selfIntersection(shell);
    if (at) return { code: 'self-intersection', at };
  }
  return null;
}

function sizeFault(geometry: AreaGeometry, { minAreaHa, maxAreaHa }: AreaLimits): AreaFault | null {
  const areaHa = geodesicAreaM2(geometry) / 10_000;
  const minimum = minAreaHa ?? 0;
  if (areaHa <= 0 || areaHa < minimum)
    return { code: 'too-small', params: { areaHa, minAreaHa: minimum } };
  if (maxAreaHa !== undefined && areaHa > maxAreaHa) {
    return { code: 'too-large', params: { areaHa, maxAreaHa } };
  }
  return null;
}

function* positionsOf(geometry: AreaGeometry): Generator<Position> {
  for (const rings of polygonsOf(geometry)) for (const ring of rings) yield* ring;
}

/** A point that two edges of a ring share and should not. */
function meeting(a: Edge, b: Edge, count: number): LonLat | null {
  if (b.index === a.index + 1) return goesBack(a, b) ? a.to : null;
  if (a.index === 0 && b.index === count - 1) return goesBack(b, a) ? b.to : null;
  return crossing(a, b);
}

/** Whether `next`, which starts where `edge` ends, runs back over it. */
function goesBack(edge: Edge, next: Edge): boolean {
  if (turn(edge.from, edge.to, next.to) !== 0) return false;
  const along =
    (edge.to[0] - edge.from[0]) * (next.to[0] - next.from[0]) +
    (edge.to[1] - edge.from[1]) * (next.to[1] - next.from[1]);
  return along < 0;
}

function crossing(a: Edge, b: Edge): LonLat | null {
  const fromA = turn(b.from, b.to, a.from);
  const toA = turn(b.from, b.to, a.to);
  const fromB = turn(a.from, a.to, b.from);
  const toB = turn(a.from, a.to, b.to);
  if (fromA * toA < 0 && fromB * toB < 0) {
    const part = fromA / (fromA - toA);
    return [a.from[0] + part * (a.to[0] - a.from[0]), a.from[1] + part * (a.to[1] - a.from[1])];
  }
  if (fromA === 0 && within(a.from, b)) return a.from;
  if (toA === 0 && within(a.to, b)) return a.to;
  if (fromB === 0 && within(b.from, a)) return b.from;
  if (toB === 0 && within(b.to, a)) return b.to;
  return null;
}

/** Twice the area of the triangle: above 0 when p, q, r turn left, 0 when in line. */
const turn = (p: LonLat, q: LonLat, r: LonLat) =>
  (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);

const within = ([x, y]: LonLat, { from, to }: Edge) =>
  x >= Math.min(from[0], to[0]) &&
  x <= Math.max(from[0], to[0]) &&
  y >= Math.min(from[1], to[1]) &&
  y <= Math.max(from[1], to[1]);
