import type { Polygon } from 'geojson';
import { type AreaGeometry, type BBox, lonLat, polygonsOf } from './geometry.ts';

/**
 * The smallest box around the geometry; null when it has no position. Parts that were cut at the antimeridian make one box
 * across it, whose west is greater than its east (RFC 7946 §5.2); so do longitudes beyond ±180.
 */
export function boundingBox(geometry: AreaGeometry): BBox | null {
  const boxes = polygonsOf(geometry).flatMap(([shell = []]) => {
    const box = boxOf(shell);
    return box ? [box] : [];
  });
  if (boxes.length === 0) return null;
  const [west, south, east, north] = boxes.reduce(around);
  const [w, e] = west === -180 && east === 180 ? acrossAntimeridian(boxes) : [west, east];
  return e - w >= 360 ? [-180, south, 180, north] : [wrapped(w), south, wrapped(e), north];
}

/** Whether two boxes have a point in common. */
export function boxesMeet(a: BBox, b: BBox): boolean {
  if (a[1] > b[3] || b[1] > a[3]) return false;
  return spans(a).some(([w, e]) => spans(b).some(([w2, e2]) => w <= e2 && w2 <= e));
}

/** The box with its east at or beyond its west, so past 180 where it crosses the antimeridian: what a map shows. */
export function boxUnwrapped([west, south, east, north]: BBox): BBox {
  return [west, south, east < west ? east + 360 : east, north];
}

/** The box as a polygon, anticlockwise from its south-west corner. */
export function boxPolygon([west, south, east, north]: BBox): Polygon {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [corners] };
}

function boxOf(ring: readonly (readonly number[])[]): BBox | null {
  const box: BBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const position of ring) {
    const [lon, lat] = lonLat(position as number[]);
    if (lon < box[0]) box[0] = lon;
    if (lat < box[1]) box[1] = lat;
    if (lon > box[2]) box[2] = lon;
    if (lat > box[3]) box[3] = lat;
  }
  return box[0] > box[2] ? null : box;
}

const around = (a: BBox, b: BBox): BBox => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** From the far side of the widest gap to its near side; the whole turn when nothing is left free. */
function acrossAntimeridian(boxes: readonly BBox[]): [west: number, east: number] {
  let reached = -180;
  let gap = { from: -180, to: -180 };
  for (const [west, , east] of [...boxes].sort((a, b) => a[0] - b[0])) {
    if (west - reached > gap.to - gap.from) gap = { from: reached, to: west };
    reached = Math.max(reached, east);
  }
  return gap.to > gap.from ? [gap.to, gap.from + 360] : [-180, 180];
}

function wrapped(lon: number): number {
  if (lon > 180) return lon - 360;
  return lon < -180 ? lon + 360 : lon;
}

function spans([west, , east]: BBox): [number, number][] {
  return west <= east
    ? [[west, east]]
    : [
        [west, 180],
        [-180, east],
      ];
}
