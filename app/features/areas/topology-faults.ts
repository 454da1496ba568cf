import type { AreaFault } from './area-fault.ts';
import { type Edges, eachNearPair, edgesOf, type Ring } from './edges.ts';
import { Findings, faultIn } from './findings.ts';
import type { LonLat } from './geometry.ts';
import { isSame, type Meeting, meetingOf, type Passage, passagesCross, turn } from './meeting.ts';
import { cutApart, duplicates, nesting } from './nesting.ts';

/** More places than this help nobody to mend an area. */
export const MAX_FAULTS = 100;

/**
 * Every breach of the rules of OGC 06-103r4 §6.1.11 and §6.1.14 by rings that are closed, finite and of three corners at
 * least: where a ring crosses, touches or goes back over itself, where rings cross or run along one another, what lies outside
 * or inside what it must not, and holes that cut a part in two. At most 100, crossings first. Exact, and without a geometry
 * engine, so that the page can ask it too.
 */
export function topologyFaults(given: readonly Omit<Ring, 'first'>[]): AreaFault[] {
  const { edges, rings } = edgesOf(given);
  const found = new Findings(rings);
  const twins = duplicates(rings);
  eachNearPair(edges, (i, j) => {
    const [a, b] = [ringAt(rings, edges, i), ringAt(rings, edges, j)];
    if (a !== b && (twins.has(a) || twins.has(b))) return true;
    if (edges.next[i] === j) lookAtCorner(edges, found, a, i, j);
    else if (edges.next[j] === i) lookAtCorner(edges, found, a, j, i);
    else lookAtPair(edges, found, { i, j, a, b });
    return found.count < MAX_FAULTS;
  });
  const sound = rings.filter((ring) => !twins.has(ring));
  return [
    ...found.faults(),
    ...[...twins].map((ring) => faultIn('duplicate-rings', ring)),
    ...nesting(sound, found),
    ...cutApart(sound, found),
  ].slice(0, MAX_FAULTS);
}

/** Neighbouring edges of a ring share a corner, and no more unless the second goes back over the first. */
function lookAtCorner(edges: Edges, found: Findings, ring: Ring, i: number, j: number): void {
  const [from, at, to] = [start(edges, i), start(edges, j), end(edges, j)];
  if (turn(from, at, to) === 0 && isOneWay(at, from, to)) found.spike(ring, at, i, j);
}

type Pair = { i: number; j: number; a: Ring; b: Ring };
type Met = Pair & { meeting: Meeting };

function lookAtPair(edges: Edges, found: Findings, pair: Pair): void {
  const { i, j, a, b } = pair;
  const meeting = meetingOf(start(edges, i), end(edges, i), start(edges, j), end(edges, j));
  if (!meeting) return;
  if (a === b) lookWithin(edges, found, { ...pair, meeting });
  else if (meeting.kind === 'cross') found.between(a, b, 'cross', meeting.at);
  else if (meeting.kind === 'along') {
    found.between(a, b, isSameSide(edges, pair) ? 'cross' : 'along', meeting.at);
  } else lookAtTouch(edges, found, { ...pair, meeting });
}

function lookAtTouch(edges: Edges, found: Findings, { i, j, a, b, meeting }: Met): void {
  const [ofA, ofB] = [passage(edges, i, meeting.at), passage(edges, j, meeting.at)];
  // What shares a stretch is told of its edges.
  if (!runsAlong(ofA, ofB))
    found.between(a, b, passagesCross(ofA, ofB) ? 'cross' : 'touch', meeting.at);
}

function lookWithin(edges: Edges, found: Findings, { i, j, a, meeting }: Met): void {
  const isTouch = meeting.kind === 'touch' && !crossesItself(edges, i, j, meeting.at);
  found.within(a, isTouch ? 'self-touch' : 'self-intersection', meeting.at, i, j);
}

function crossesItself(edges: Edges, i: number, j: number, at: LonLat): boolean {
  const [one, two] = [passage(edges, i, at), passage(edges, j, at)];
  return !runsAlong(one, two) && passagesCross(one, two);
}

/** How the boundary of an edge's ring passes a place on that edge. */
function passage(edges: Edges, i: number, at: LonLat): Passage {
  if (isSame(at, start(edges, i))) {
    return { from: start(edges, edges.previous[i] ?? i), at, to: end(edges, i) };
  }
  if (!isSame(at, end(edges, i))) return { from: start(edges, i), at, to: end(edges, i) };
  return { from: start(edges, i), at, to: end(edges, edges.next[i] ?? i) };
}

/** Whether two boundaries share a stretch at the place: that is told of their edges, not of the place. */
function runsAlong(a: Passage, b: Passage): boolean {
  return [a.from, a.to].some((one) =>
    [b.from, b.to].some((two) => turn(a.at, one, two) === 0 && isOneWay(a.at, one, two)),
  );
}

const isOneWay = (at: LonLat, one: LonLat, two: LonLat) =>
  (one[0] - at[0]) * (two[0] - at[0]) + (one[1] - at[1]) * (two[1] - at[1]) > 0;

/** Whether the surfaces of two rings lie on the same side of a stretch that both run along: then they overlap there. */
function isSameSide(edges: Edges, { i, j, a, b }: Pair): boolean {
  if (a.part === b.part) return false;
  const [p, q, r, s] = [start(edges, i), end(edges, i), start(edges, j), end(edges, j)];
  const sameWay = (q[0] - p[0]) * (s[0] - r[0]) + (q[1] - p[1]) * (s[1] - r[1]) > 0;
  return sameWay === (surfaceSide(a) === surfaceSide(b));
}

/** 1 when the surface lies left of the ring's edges as they are given, -1 when right. */
function surfaceSide({ corners, index }: Ring): number {
  let twice = 0;
  const [x0, y0] = corners[0] ?? [0, 0];
  for (const [i, [x, y]] of corners.entries()) {
    const [nx, ny] = corners[(i + 1) % corners.length] ?? [x, y];
    twice += (x - x0) * (ny - y0) - (nx - x0) * (y - y0);
  }
  return Math.sign(twice) * (index === 0 ? 1 : -1);
}

const start = ({ x, y }: Edges, i: number): LonLat => [x[i] ?? Number.NaN, y[i] ?? Number.NaN];
const end = (edges: Edges, i: number): LonLat => start(edges, edges.next[i] ?? i);

function ringAt(rings: readonly Ring[], edges: Edges, i: number): Ring {
  const ring = rings[edges.ringOf[i] ?? -1];
  if (!ring) throw new RangeError(`edge ${i} has no ring`);
  return ring;
}
