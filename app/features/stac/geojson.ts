import type { Geometry, Position } from 'geojson';

type Problem = (reason: string) => Error;

/**
 * Reads a GeoJSON geometry of any type from what JSON.parse gave: the shape and finite numbers only. `count` is told of
 * every position and may refuse; `problem` makes the error to throw.
 */
export function readGeometry(value: unknown, problem: Problem, count: () => void): Geometry {
  return read(value, { problem, count, depth: 0 });
}

type Reading = { problem: Problem; count: () => void; depth: number };

function read(value: unknown, at: Reading): Geometry {
  if (typeof value !== 'object' || value === null) throw at.problem('it is no GeoJSON geometry.');
  const { type, coordinates, geometries } = value as Record<string, unknown>; // Checked member by member below.
  switch (type) {
    case 'Point':
      return { type, coordinates: position(coordinates, at) };
    case 'MultiPoint':
      return { type, coordinates: listOf(coordinates, at, position, 1) };
    case 'LineString':
      return { type, coordinates: line(coordinates, at) };
    case 'MultiLineString':
      return { type, coordinates: listOf(coordinates, at, line, 1) };
    case 'Polygon':
      return { type, coordinates: polygon(coordinates, at) };
    case 'MultiPolygon':
      return { type, coordinates: listOf(coordinates, at, polygon, 1) };
    case 'GeometryCollection': {
      if (at.depth > 8) throw at.problem('its collections are nested too deep.');
      const inner = { ...at, depth: at.depth + 1 };
      return { type, geometries: listOf(geometries, inner, read, 1) };
    }
    default:
      throw at.problem(
        'its `type` is none of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon, GeometryCollection.',
      );
  }
}

const line = (value: unknown, at: Reading): Position[] => listOf(value, at, position, 2);
const polygon = (value: unknown, at: Reading): Position[][] => listOf(value, at, ring, 1);

function ring(value: unknown, at: Reading): Position[] {
  const positions = listOf(value, at, position, 1);
  const first = positions[0];
  const last = positions.at(-1);
  if (positions.length < 4) throw at.problem('a ring has fewer than four positions.');
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    throw at.problem('a ring does not end where it began.');
  }
  return positions;
}

function listOf<T>(
  value: unknown,
  at: Reading,
  each: (value: unknown, at: Reading) => T,
  least: number,
): T[] {
  if (!Array.isArray(value) || value.length < least) {
    throw at.problem('its `coordinates` do not have the nesting of its `type`.');
  }
  return value.map((item) => each(item, at));
}

function position(value: unknown, at: Reading): Position {
  at.count();
  const good =
    Array.isArray(value) &&
    value.length >= 2 &&
    value.length <= 4 &&
    value.every((number) => Number.isFinite(number));
  if (!good) throw at.problem('a position is not two or three finite numbers.');
  return value;
}
