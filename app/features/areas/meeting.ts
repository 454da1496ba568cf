import { orient2d } from 'robust-predicates';
import type { LonLat } from './geometry.ts';

/** How two edges meet: through one another, along one another, or with an end of one on the other. */
export type Meeting = { kind: 'cross' | 'along' | 'touch'; at: LonLat };

/** 1 when p, q, r turn left, -1 when they turn right, 0 when they are in line: exact, whatever the numbers. */
export function turn(p: LonLat, q: LonLat, r: LonLat): -1 | 0 | 1 {
  // The library has its y downwards.
  const area = -orient2d(p[0], p[1], q[0], q[1], r[0], r[1]);
  return area > 0 ? 1 : area < 0 ? -1 : 0;
}

/** Where and how the edges from a to b and from c to d meet; null when they do not. */
export function meetingOf(a: LonLat, b: LonLat, c: LonLat, d: LonLat): Meeting | null {
  const [ca, cb] = [turn(c, d, a), turn(c, d, b)];
  const [ac, ad] = [turn(a, b, c), turn(a, b, d)];
  if (ca * cb < 0 && ac * ad < 0) return { kind: 'cross', at: crossingPlace(a, b, c, d) };
  if (ca === 0 && cb === 0) return inLine(a, b, c, d);
  if (ca === 0 && isWithin(a, c, d)) return { kind: 'touch', at: a };
  if (cb === 0 && isWithin(b, c, d)) return { kind: 'touch', at: b };
  if (ac === 0 && isWithin(c, a, b)) return { kind: 'touch', at: c };
  if (ad === 0 && isWithin(d, a, b)) return { kind: 'touch', at: d };
  return null;
}

/** Two edges in one line: they share a stretch, one end, or nothing. */
function inLine(a: LonLat, b: LonLat, c: LonLat, d: LonLat): Meeting | null {
  const shared = [
    ...[a, b].filter((end) => isWithin(end, c, d)),
    ...[c, d].filter((end) => isWithin(end, a, b)),
  ];
  const [first] = shared;
  if (!first) return null;
  const isStretch = shared.some((end) => !isSame(end, first));
  return { kind: isStretch ? 'along' : 'touch', at: first };
}

function crossingPlace(a: LonLat, b: LonLat, c: LonLat, d: LonLat): LonLat {
  const fromA = (d[0] - c[0]) * (a[1] - c[1]) - (d[1] - c[1]) * (a[0] - c[0]);
  const fromB = (d[0] - c[0]) * (b[1] - c[1]) - (d[1] - c[1]) * (b[0] - c[0]);
  const share = fromA === fromB ? 0 : fromA / (fromA - fromB);
  return [a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])];
}

export const isSame = (a: LonLat, b: LonLat) => a[0] === b[0] && a[1] === b[1];

/** Whether a place in line with an edge lies on it. */
const isWithin = ([x, y]: LonLat, from: LonLat, to: LonLat) =>
  x >= Math.min(from[0], to[0]) &&
  x <= Math.max(from[0], to[0]) &&
  y >= Math.min(from[1], to[1]) &&
  y <= Math.max(from[1], to[1]);

/** A boundary that comes to a place and goes on from it. */
export type Passage = { from: LonLat; at: LonLat; to: LonLat };

/** Whether two boundaries through one place cross there, rather than touch. Neither runs along the other. */
export function passagesCross(a: Passage, b: Passage): boolean {
  return isBetween(a, b.from) !== isBetween(a, b.to);
}

/** Whether a direction from the place lies between the coming and the going one, turning left from the coming one. */
function isBetween({ from, at, to }: Passage, direction: LonLat): boolean {
  const afterFrom = turn(at, from, direction) > 0;
  const beforeTo = turn(at, direction, to) > 0;
  const corner = turn(at, from, to);
  if (corner > 0) return afterFrom && beforeTo;
  if (corner < 0) return !(turn(at, to, direction) > 0 && turn(at, direction, from) > 0);
  return afterFrom;
}

/** Where a place lies with regard to a ring: exact. */
export function placeIn(ring: readonly LonLat[], place: LonLat): 'inside' | 'outside' | 'on' {
  let inside = false;
  for (const [i, to] of ring.entries()) {
    const from = ring[(i + ring.length - 1) % ring.length] ?? to;
    const side = turn(from, to, place);
    if (side === 0 && isWithin(place, from, to)) return 'on';
    if (from[1] > place[1] === to[1] > place[1]) continue;
    // An edge upwards has what is west of it on its left.
    if (to[1] > from[1] === side > 0) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

/**
 * Whether a ring lies inside another that it may touch but does not cross: by its first corner off the other's boundary.
 * Null when every corner is on it: the middles of its edges tell.
 */
export function isRingInside(inner: readonly LonLat[], outer: readonly LonLat[]): boolean {
  for (const corner of inner) {
    const place = placeIn(outer, corner);
    if (place !== 'on') return place === 'inside';
  }
  const middles = inner.map((corner, i): LonLat => {
    const next = inner[(i + 1) % inner.length] ?? corner;
    return [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2];
  });
  return middles.some((middle) => placeIn(outer, middle) === 'inside');
}
