import type { Position } from 'geojson';
import { type AreaGeometry, type BBox, polygonsOf } from '#app/features/areas/area.ts';

/** Where a page of results ended: the next one begins after it, whatever was added in the meantime. */
export type Cursor = { acquiredAt: Date; id: string };

/** A cursor as addresses carry it. Opaque to whoever follows it. */
export const writeCursor = ({ acquiredAt, id }: Cursor): string =>
  `${acquiredAt.getTime().toString(36)}.${id}`;

/** The cursor of an address, or null when it is none of ours: the search then begins at its first page. */
export function readCursor(text: string | undefined): Cursor | null {
  const [, time, id] = /^(-?[0-9a-z]{1,10})\.([0-9a-z_-]{1,160})$/.exec(text ?? '') ?? [];
  if (!time || !id) return null;
  const ms = Number.parseInt(time, 36);
  return Math.abs(ms) <= 8.64e15 ? { acquiredAt: new Date(ms), id } : null;
}

/** The box in one or two parts, none of which crosses the antimeridian (RFC 7946 §5.2: west > east says that it does). */
export function partsOf([west, south, east, north]: BBox): BBox[] {
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

/**
 * Whether any surface of a footprint lies in the box or touches it. Edges are straight in longitude and latitude; holes,
 * which scenes do not have, are not looked at.
 */
export function meetsBox(footprint: AreaGeometry, box: BBox): boolean {
  const shells = polygonsOf(footprint).flatMap(([shell]) => (shell ? [shell] : []));
  return partsOf(box).some((part) => shells.some((shell) => clipped(shell, part).length > 0));
}

/** The part of a ring inside a box (Sutherland and Hodgman, 1974), one side after the other. */
function clipped(ring: readonly Position[], [west, south, east, north]: BBox): Position[] {
  const sides: { axis: 0 | 1; at: number; keep: 1 | -1 }[] = [
    { axis: 0, at: west, keep: 1 },
    { axis: 0, at: east, keep: -1 },
    { axis: 1, at: south, keep: 1 },
    { axis: 1, at: north, keep: -1 },
  ];
  return sides.reduce<Position[]>((kept, side) => cut(kept, side), [...ring]);
}

function cut(
  ring: readonly Position[],
  { axis, at, keep }: { axis: 0 | 1; at: number; keep: 1 | -1 },
): Position[] {
  const inside = (p: Position) => ((p[axis] ?? 0) - at) * keep >= 0;
  return ring.flatMap((from, rank) => {
    const to = ring[(rank + 1) % ring.length] ?? from;
    const own = inside(from) ? [from] : [];
    return inside(from) === inside(to) ? own : [...own, crossing(from, to, axis, at)];
  });
}

function crossing(from: Position, to: Position, axis: 0 | 1, at: number): Position {
  const [x0 = 0, y0 = 0] = from;
  const [x1 = 0, y1 = 0] = to;
  const part = axis === 0 ? (at - x0) / (x1 - x0) : (at - y0) / (y1 - y0);
  return axis === 0 ? [at, y0 + part * (y1 - y0)] : [x0 + part * (x1 - x0), at];
}
