import type { LonLat } from './geometry.ts';

/** One ring of an area: which part it belongs to, its number in it (0 is the outer one), its corners without the closing one. */
export type Ring = {
  part: number;
  index: number;
  corners: readonly LonLat[];
  /** The number of its first edge; edge `first + i` goes from corner i to the next. */
  first: number;
};

/** The edges of many rings in one row. */
export type Edges = {
  count: number;
  x: Float64Array;
  y: Float64Array;
  /** For each edge the one that follows in its ring; an edge ends where that one starts. */
  next: Int32Array;
  previous: Int32Array;
  ringOf: Int32Array;
};

/** Puts the edges of rings in one row, ring after ring, and tells each ring where its own begin. */
export function edgesOf(rings: readonly Omit<Ring, 'first'>[]): { edges: Edges; rings: Ring[] } {
  const count = rings.reduce((sum, ring) => sum + ring.corners.length, 0);
  const edges: Edges = {
    count,
    x: new Float64Array(count),
    y: new Float64Array(count),
    next: new Int32Array(count),
    previous: new Int32Array(count),
    ringOf: new Int32Array(count),
  };
  let at = 0;
  const placed = rings.map((ring, number): Ring => {
    const first = at;
    for (const [lon, lat] of ring.corners) {
      edges.x[at] = lon;
      edges.y[at] = lat;
      edges.ringOf[at] = number;
      edges.next[at] = at + 1;
      edges.previous[at] = at - 1;
      at++;
    }
    edges.next[at - 1] = first;
    edges.previous[first] = at - 1;
    return { ...ring, first };
  });
  return { edges, rings: placed };
}

/** As many edges of a row as are compared one by one. */
const LEAF = 8;

/**
 * Calls `visit` with each pair of edges (lower number first) whose boxes meet, until it answers false. Boxes of runs of
 * edges, halved again and again, keep apart what is apart: about n log n for outlines of real areas.
 */
export function eachNearPair(edges: Edges, visit: (i: number, j: number) => boolean): void {
  const root = treeOver(edges, 0, edges.count);
  // A pair of a run with itself stands for all pairs within the run.
  const waiting: [Run, Run][] = [[root, root]];
  for (let pair = waiting.pop(); pair; pair = waiting.pop()) {
    const [a, b] = pair;
    if (a === b) {
      if (a.halves) waiting.push([a.halves[0], a.halves[0]], a.halves, [a.halves[1], a.halves[1]]);
      else if (!within(a, edges, visit)) return;
    } else if (a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north) {
      const [larger, smaller] = a.to - a.from >= b.to - b.from ? [a, b] : [b, a];
      if (larger.halves) waiting.push([larger.halves[0], smaller], [larger.halves[1], smaller]);
      else if (!between(a, b, edges, visit)) return;
    }
  }
}

type Run = {
  from: number;
  to: number;
  west: number;
  south: number;
  east: number;
  north: number;
  halves: [Run, Run] | null;
};

function treeOver(edges: Edges, from: number, to: number): Run {
  if (to - from <= LEAF) return { from, to, ...boxOf(edges, from, to), halves: null };
  const middle = (from + to) >> 1;
  const halves: [Run, Run] = [treeOver(edges, from, middle), treeOver(edges, middle, to)];
  const [a, b] = halves;
  return {
    from,
    to,
    west: Math.min(a.west, b.west),
    south: Math.min(a.south, b.south),
    east: Math.max(a.east, b.east),
    north: Math.max(a.north, b.north),
    halves,
  };
}

function boxOf({ x, y, next }: Edges, from: number, to: number) {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (let i = from; i < to; i++) {
    for (const end of [i, next[i] ?? i]) {
      box.west = Math.min(box.west, x[end] ?? Number.NaN);
      box.east = Math.max(box.east, x[end] ?? Number.NaN);
      box.south = Math.min(box.south, y[end] ?? Number.NaN);
      box.north = Math.max(box.north, y[end] ?? Number.NaN);
    }
  }
  return box;
}

function within(run: Run, edges: Edges, visit: (i: number, j: number) => boolean): boolean {
  for (let i = run.from; i < run.to; i++) {
    for (let j = i + 1; j < run.to; j++) if (boxesOfMeet(edges, i, j) && !visit(i, j)) return false;
  }
  return true;
}

function between(a: Run, b: Run, edges: Edges, visit: (i: number, j: number) => boolean): boolean {
  for (let i = a.from; i < a.to; i++) {
    for (let j = b.from; j < b.to; j++) {
      if (boxesOfMeet(edges, i, j) && !visit(Math.min(i, j), Math.max(i, j))) return false;
    }
  }
  return true;
}

function boxesOfMeet({ x, y, next }: Edges, i: number, j: number): boolean {
  return (
    spansMeet(x[i], x[next[i] ?? i], x[j], x[next[j] ?? j]) &&
    spansMeet(y[i], y[next[i] ?? i], y[j], y[next[j] ?? j])
  );
}

const spansMeet = (a1 = 0, a2 = 0, b1 = 0, b2 = 0) =>
  Math.min(a1, a2) <= Math.max(b1, b2) && Math.min(b1, b2) <= Math.max(a1, a2);
