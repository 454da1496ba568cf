import type { Geometry } from 'geojson';
import type { BBox } from '#app/features/areas/area.ts';
import { BadParameter } from './bad-parameter.ts';

/**
 * A box of four numbers (or six, whose elevations take no part) as [west, south, east, north]; west > east crosses the
 * antimeridian. Longitudes a turn too far, as maps send them, are brought back. @throws BadParameter
 */
export function readBBox(numbers: readonly number[], parameter: string): BBox {
  const wrong = (reason: string) => new BadParameter(parameter, reason);
  if (numbers.length !== 4 && numbers.length !== 6) {
    throw wrong('a box is four numbers (west, south, east, north), or six with elevations.');
  }
  if (!numbers.every(Number.isFinite)) throw wrong('a box is made of finite numbers.');
  const flat = numbers.length === 6;
  const [west = 0, south = 0] = numbers;
  const [east = 0, north = 0] = numbers.slice(flat ? 3 : 2);
  if (flat && (numbers[2] ?? 0) > (numbers[5] ?? 0)) {
    throw wrong('the lowest elevation is above the highest.');
  }
  if (Math.abs(south) > 90 || Math.abs(north) > 90) {
    throw wrong('a latitude is beyond ±90: the order is west, south, east, north.');
  }
  if (south > north) throw wrong('the south is north of the north.');
  if (Math.abs(west) > 360 || Math.abs(east) > 360) throw wrong('a longitude is beyond ±360.');
  if (east - west >= 360) return [-180, south, 180, north];
  return [wrapped(west), south, wrapped(east), north];
}

const wrapped = (lon: number) => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);

/** The place that a box covers, in two parts across the antimeridian; one without width or height is a line or a point. */
export function boxGeometry(numbers: readonly number[], parameter: string): Geometry {
  const [west, south, east, north] = readBBox(numbers, parameter);
  if (west > east) {
    return {
      type: 'MultiPolygon',
      coordinates: [[ring(west, south, 180, north)], [ring(-180, south, east, north)]],
    };
  }
  if (west === east && south === north) return { type: 'Point', coordinates: [west, south] };
  if (west === east || south === north) {
    return {
      type: 'LineString',
      coordinates: [
        [west, south],
        [east, north],
      ],
    };
  }
  return { type: 'Polygon', coordinates: [ring(west, south, east, north)] };
}

const ring = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
