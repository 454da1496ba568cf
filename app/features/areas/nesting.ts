import type { AreaFault } from './area-fault.ts';
import type { Ring } from './edges.ts';
import { type Findings, faultIn } from './findings.ts';
import type { BBox, LonLat } from './geometry.ts';
import { isRingInside } from './meeting.ts';

/** The rings that are there before: the same corners in the same or the opposite order, wherever they begin. */
export function duplicates(rings: readonly Ring[]): Set<Ring> {
  const seen = new Map<string, Ring[]>();
  const twins = new Set<Ring>();
  for (const ring of rings) {
    const key = `${ring.corners.length} ${boxOf(ring)}`;
    const alike = seen.get(key) ?? [];
    if (alike.length > 0 && alike.some((other) => sameCorners(other, ring))) twins.add(ring);
    else seen.set(key, [...alike, ring]);
  }
  return twins;
}

function sameCorners(a: Ring, b: Ring): boolean {
  const text = ({ corners }: Ring) => corners.map(String).sort().join(' ');
  return text(a) === text(b);
}

/** Holes outside their outer ring or inside one another, and parts inside other parts; of rings that do not cross. */
export function nesting(rings: readonly Ring[], found: Findings): AreaFault[] {
  const clear = rings.filter((ring) => !found.isTangled(ring));
  const shells = new Map(clear.filter((r) => r.index === 0).map((ring) => [ring.part, ring]));
  const holes = clear.filter((ring) => ring.index > 0);
  const inside = insideTest(found);
  const outer = holes.filter((hole) => {
    const shell = shells.get(hole.part);
    return shell && !found.haveCrossed(hole, shell) && !inside(hole, shell);
  });
  const kept = holes.filter((hole) => !outer.includes(hole));
  const byPart = new Map<number, Ring[]>();
  for (const hole of kept) byPart.set(hole.part, [...(byPart.get(hole.part) ?? []), hole]);
  const inner = kept.filter((hole) =>
    byPart.get(hole.part)?.some((other) => other !== hole && inside(hole, other)),
  );
  const parts = [...shells.values()].filter((shell) =>
    [...shells.values()].some(
      (around) =>
        around !== shell &&
        inside(shell, around) &&
        !byPart.get(around.part)?.some((hole) => inside(shell, hole)),
    ),
  );
  return [
    ...outer.map((hole) => faultIn('hole-outside', hole)),
    ...inner.map((hole) => faultIn('nested-holes', hole)),
    ...parts.map((shell) => faultIn('nested-parts', shell)),
  ];
}

/** Rings that touch in a circle cut their part in two: each touch joins two rings, and one too many closes the circle. */
export function cutApart(rings: readonly Ring[], found: Findings): AreaFault[] {
  const known = new Set(rings);
  const group = new Map<unknown, unknown>();
  const rootOf = (node: unknown): unknown => {
    const parent = group.get(node);
    return parent === undefined ? node : rootOf(parent);
  };
  const done = new Set<string>();
  const faults: AreaFault[] = [];
  const join = (ring: Ring, at: LonLat) => {
    const place = `${ring.part} ${at}`;
    const key = `${ring.index} ${place}`;
    if (done.has(key)) return;
    done.add(key);
    const [a, b] = [rootOf(ring), rootOf(place)];
    if (a === b) faults.push(faultIn('cut-apart', ring, at));
    else group.set(a, b);
  };
  for (const { a, b, at } of found.touches) {
    if (!known.has(a) || !known.has(b) || found.isPartTangled(a.part)) continue;
    join(a, at);
    join(b, at);
  }
  return faults;
}

function insideTest(found: Findings): (inner: Ring, outer: Ring) => boolean {
  const boxes = new Map<Ring, BBox>();
  const box = (ring: Ring) => {
    const known = boxes.get(ring) ?? boxOf(ring);
    boxes.set(ring, known);
    return known;
  };
  return (inner, outer) =>
    isBoxInside(box(inner), box(outer)) &&
    !found.haveCrossed(inner, outer) &&
    isRingInside(inner.corners, outer.corners);
}

function boxOf({ corners }: Ring): BBox {
  const box: BBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon, lat] of corners) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

const isBoxInside = (a: BBox, b: BBox) =>
  a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];
