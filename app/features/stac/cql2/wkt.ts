import type { Geometry, Position } from 'geojson';
import type { Token } from './lexer.ts';
import { type Budget, fault, type Node } from './node.ts';

/** What the reader of a geometry needs of the parser that met it. */
export type WktSource = {
  readonly budget: Budget;
  peek(ahead?: number): Token;
  next(): Token;
  isSign(text: string, ahead?: number): boolean;
  sign(text: string): void;
  isWord(text: string, ahead?: number): boolean;
  word(text: string): boolean;
  unexpected(wanted: string): Error;
};

const types = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
  GEOMETRYCOLLECTION: 'GeometryCollection',
} as const;
type WktType = keyof typeof types;

export const isWktType = (word: string): word is WktType => Object.hasOwn(types, word);

/** Reads a geometry of CQL2 text, which is WKT; the type is the next word. */
export function readWkt(source: WktSource): Node {
  return { kind: 'geometry', geometry: readGeometry(source) };
}

function readGeometry(source: WktSource): Geometry {
  const token = source.peek();
  const word = token.kind === 'word' ? token.text.toUpperCase() : '';
  if (!isWktType(word)) throw source.unexpected('a geometry');
  source.next();
  source.budget.node();
  source.word('Z');
  if (source.isWord('EMPTY')) throw fault('an empty geometry meets nothing.');
  switch (types[word]) {
    case 'Point':
      return { type: 'Point', coordinates: inside(source, () => position(source)) };
    case 'LineString':
      return { type: 'LineString', coordinates: line(source) };
    case 'Polygon':
      return { type: 'Polygon', coordinates: rings(source) };
    case 'MultiPoint':
      return { type: 'MultiPoint', coordinates: list(source, () => point(source)) };
    case 'MultiLineString':
      return { type: 'MultiLineString', coordinates: rings(source) };
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: list(source, () => rings(source)) };
    case 'GeometryCollection':
      return {
        type: 'GeometryCollection',
        geometries: source.budget.down(() => list(source, () => readGeometry(source))),
      };
  }
}

const rings = (source: WktSource): Position[][] => list(source, () => line(source));
const line = (source: WktSource): Position[] => list(source, () => position(source));

/** The points of a MULTIPOINT may stand in parentheses or not. */
const point = (source: WktSource): Position =>
  source.isSign('(') ? inside(source, () => position(source)) : position(source);

function list<T>(source: WktSource, read: () => T): T[] {
  return inside(source, () => {
    const items = [read()];
    while (source.isSign(',')) {
      source.next();
      items.push(read());
    }
    return items;
  });
}

function inside<T>(source: WktSource, read: () => T): T {
  source.sign('(');
  const value = read();
  source.sign(')');
  return value;
}

/** Two or three numbers; elevations are kept for who asks, and take no part in anything. */
function position(source: WktSource): Position {
  source.budget.position();
  const numbers = [coordinate(source), coordinate(source)];
  if (!source.isSign(',') && !source.isSign(')')) numbers.push(coordinate(source));
  return numbers;
}

function coordinate(source: WktSource): number {
  const minus = source.isSign('-');
  if (minus || source.isSign('+')) source.next();
  const token = source.peek();
  if (token.kind !== 'number') throw source.unexpected('a coordinate');
  source.next();
  return minus ? -token.value : token.value;
}
