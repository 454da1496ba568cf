import type { Position } from 'geojson';

/**
 * The polygons that a list of rings makes, as a Shapefile has them: clockwise rings are shells and the others their holes,
 * whatever their order. A hole that no shell surrounds is a shell wound the wrong way.
 */
export function polygonsOfRings(rings: Position[][]): Position[][][] {
  const used = rings.filter((ring) => ring.length > 0).map(measured);
  if (used.length < 2) return used.map(({ ring }) => [ring]);
  const shells = used
    .filter(({ area }) => area <= 0)
    .map((shell) => ({ ...shell, holes: [shell.ring] }));
  const lost: Position[][][] = [];
  for (const hole of used.filter(({ area }) => area > 0)) {
    const around = shells
      .filter((shell) => boxInside(hole.box, shell.box) && surrounds(shell.ring, hole.ring))
      .sort((a, b) => b.area - a.area)[0];
    if (around) around.holes.push(hole.ring);
    else lost.push([hole.ring]);
  }
  return [...shells.map(({ holes }) => holes), ...lost];
}

type Box = [west: number, south: number, east: number, north: number];
type Measured = { ring: Position[]; area: number; box: Box };

/** Twice the plane area, above 0 anticlockwise, and the box around. */
function measured(ring: Position[]): Measured {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  let area = 0;
  let [px, py] = [0, 0];
  for (const [x = Number.NaN, y = Number.NaN] of ring) {
    // From the first point, so that coordinates in the millions do not eat the decimals.
    area += px * (y - y0) - (x - x0) * py;
    [px, py] = [x - x0, y - y0];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return { ring, area, box };
}

const boxInside = (a: Box, b: Box) => a[0] >= b[0] && a[1] >= b[1] && a[2] <= b[2] && a[3] <= b[3];

/** Whether the ring surrounds the other: by the first corner of it that does not lie on the ring itself. */
function surrounds(ring: Position[], other: Position[]): boolean {
  for (const corner of other.slice(0, 50)) {
    const side = sideOf(ring, corner);
    if (side !== 'on') return side === 'in';
  }
  return true;
}

function sideOf(ring: Position[], [x = 0, y = 0]: Position): 'in' | 'out' | 'on' {
  let inside = false;
  let [ax = 0, ay = 0] = ring[ring.length - 1] ?? [];
  for (const [bx = 0, by = 0] of ring) {
    const turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const within =
      x >= Math.min(ax, bx) &&
      x <= Math.max(ax, bx) &&
      y >= Math.min(ay, by) &&
      y <= Math.max(ay, by);
    if (turn === 0 && within) return 'on';
    if (ay > y !== by > y && turn > 0 === by > ay) inside = !inside;
    [ax, ay] = [bx, by];
  }
  return inside ? 'in' : 'out';
}
