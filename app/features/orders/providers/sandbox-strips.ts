import type { MultiPolygon, Polygon, Position } from 'geojson';

/** West, south, east, north, in degrees. */
export type Box = [west: number, south: number, east: number, north: number];

const kmPerDegree = 111.195;
/** How much longer than its swath one pass may film; SPOT 6 takes strips of 60 by 600 km. */
const lengthInSwaths = 8;
/** Neighbouring strips share this part of their width, so that no sliver is left between them. */
const overlap = 0.01;

/**
 * The boxes that a sensor has to film, one pass each, to cover the whole area: columns of at most a swath, cut where they
 * are too long for one pass, from the north-west. Boxes that touch no part of the area are left out, and none goes beyond
 * the box of the area (of each of its parts, where it lies on both sides of the antimeridian).
 */
export function stripsOver(aoi: Polygon | MultiPolygon, swathKm: number, minimum = 1): Box[] {
  const parts = aoi.type === 'Polygon' ? [aoi.coordinates] : aoi.coordinates;
  const whole = boxOf(parts.flatMap((rings) => rings[0] ?? []));
  const blocks = whole[2] - whole[0] > 180 ? parts.map((rings) => boxOf(rings[0] ?? [])) : [whole];
  return blocks.flatMap((block) => {
    const columns = Math.max(minimum, Math.ceil(widthKm(block) / swathKm - 1e-9));
    const rows = Math.max(1, Math.ceil(heightKm(block) / (swathKm * lengthInSwaths) - 1e-9));
    return columnsOf(block, columns).flatMap((column) => {
      // Clipped by column first: a coast of a hundred thousand vertices is not walked once per box.
      const inColumn = parts.map((rings) => rings.map((ring) => clip(ring, column)));
      return rowsOf(column, rows).filter((box) =>
        inColumn.some((rings) => areaInside(rings, box) > 0),
      );
    });
  });
}

/** The box as a counter-clockwise ring. */
export function polygonOf([west, south, east, north]: Box): Polygon {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

export const widthKm = ([west, south, east, north]: Box) =>
  (east - west) * kmPerDegree * Math.cos((((south + north) / 2) * Math.PI) / 180);

export const heightKm = ([, south, , north]: Box) => (north - south) * kmPerDegree;

export function boxOf(positions: readonly Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lon = 0, lat = 0] of positions) {
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

function columnsOf([west, south, east, north]: Box, count: number): Box[] {
  const step = (east - west) / count;
  return Array.from(
    { length: count },
    (_, rank): Box => [
      rank === 0 ? west : west + (rank - overlap) * step,
      south,
      rank === count - 1 ? east : west + (rank + 1 + overlap) * step,
      north,
    ],
  );
}

function rowsOf([west, south, east, north]: Box, count: number): Box[] {
  const step = (north - south) / count;
  return Array.from(
    { length: count },
    (_, rank): Box => [
      west,
      rank === count - 1 ? south : north - (rank + 1 + overlap) * step,
      east,
      rank === 0 ? north : north - (rank - overlap) * step,
    ],
  );
}

/** The planar area, in square degrees, of a polygon's part inside a box (Sutherland and Hodgman's clipping, 1974). */
function areaInside(rings: readonly Position[][], box: Box): number {
  const [outer = 0, ...holes] = rings.map((ring) => Math.abs(areaOf(clip(ring, box))));
  return outer - holes.reduce((sum, hole) => sum + hole, 0);
}

function clip(ring: readonly Position[], [west, south, east, north]: Box): Position[] {
  const sides: { axis: 0 | 1; limit: number; sign: 1 | -1 }[] = [
    { axis: 0, limit: west, sign: 1 },
    { axis: 0, limit: east, sign: -1 },
    { axis: 1, limit: south, sign: 1 },
    { axis: 1, limit: north, sign: -1 },
  ];
  return sides.reduce<Position[]>(
    (kept, { axis, limit, sign }) => {
      const depth = (at: Position) => sign * ((at[axis] ?? 0) - limit);
      return kept.flatMap((to, rank) => {
        const from = kept[(rank + kept.length - 1) % kept.length] ?? to;
        const [before, after] = [depth(from), depth(to)];
        const crossing =
          before >= 0 !== after >= 0 ? [between(from, to, before / (before - after))] : [];
        return after >= 0 ? [...crossing, to] : crossing;
      });
    },
    [...ring],
  );
}

const between = (
  [x1 = 0, y1 = 0]: Position,
  [x2 = 0, y2 = 0]: Position,
  part: number,
): Position => [x1 + part * (x2 - x1), y1 + part * (y2 - y1)];

function areaOf(ring: readonly Position[]): number {
  return (
    ring.reduce((sum, [x = 0, y = 0], rank) => {
      const [nextX = 0, nextY = 0] = ring[(rank + 1) % ring.length] ?? [];
      return sum + x * nextY - nextX * y;
    }, 0) / 2
  );
}
