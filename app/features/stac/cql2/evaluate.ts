import type { Geometry } from 'geojson';
import { arithmetic } from './arithmetic.ts';
import type { Condition, Place, Value } from './condition.ts';
import { foldText } from './fold.ts';
import { likeText } from './like.ts';
import { compareMoments } from './moment.ts';
import type { ComparisonOp, Moment, SpatialOp } from './node.ts';

/** What one record says of a queryable; null or nothing where it is silent. */
export type RecordOf = (
  name: string,
) => string | number | boolean | Moment | Geometry | null | undefined;

/** Whether two geometries stand in a relation, in the plane of longitude and latitude. */
export type Relate = (op: SpatialOp, left: Geometry, right: Geometry) => boolean;

/** Whether a record meets a condition; null where what it lacks leaves that open (OGC 21-065r2, 6.5: as in SQL). */
export function evaluate(condition: Condition, of: RecordOf, relate: Relate): boolean | null {
  const ask = (inner: Condition) => evaluate(inner, of, relate);
  switch (condition.kind) {
    case 'constant':
      return condition.value;
    case 'all':
      return joined(condition.of, false, ask);
    case 'any':
      return joined(condition.of, true, ask);
    case 'not': {
      const inner = ask(condition.of);
      return inner === null ? null : !inner;
    }
    case 'compare':
      return compared(condition.op, readValue(condition.left, of), readValue(condition.right, of));
    case 'in': {
      const value = readValue(condition.value, of);
      return joined(condition.list, true, (item) => compared('=', value, readValue(item, of)));
    }
    case 'like': {
      const value = readValue(condition.value, of);
      return typeof value === 'string' ? likeText(value, condition.pattern) : null;
    }
    case 'missing':
      return isMissing(condition.of, of);
    case 'unknown':
      return ask(condition.of) === null;
    case 'spatial': {
      const left = placeOf(condition.left, of);
      const right = placeOf(condition.right, of);
      return left && right && relate(condition.op, left, right);
    }
  }
}

/** AND until something is false, OR until something is true; what is open stays so unless that decides. */
function joined<T>(
  list: readonly T[],
  deciding: boolean,
  ask: (item: T) => boolean | null,
): boolean | null {
  let open = false;
  for (const item of list) {
    const answer = ask(item);
    if (answer === deciding) return deciding;
    if (answer === null) open = true;
  }
  return open ? null : !deciding;
}

type Known = string | number | boolean | Moment | null;

function readValue(value: Value, of: RecordOf): Known {
  switch (value.kind) {
    case 'property': {
      const found = of(value.name) ?? null;
      return typeof found === 'object' && found !== null && !('ms' in found) ? null : found;
    }
    case 'fold': {
      const text = readValue(value.of, of);
      return typeof text === 'string' ? foldText(text, value.how) : null;
    }
    case 'arithmetic': {
      const left = readValue(value.left, of);
      const right = readValue(value.right, of);
      if (typeof left !== 'number' || typeof right !== 'number') return null;
      return arithmetic(value.op, left, right);
    }
    default:
      return value.value;
  }
}

function compared(op: ComparisonOp, left: Known, right: Known): boolean | null {
  if (left === null || right === null) return null;
  const order = orderOf(left, right);
  switch (op) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Texts by their code points, as both databases do under the "C" collation. */
function orderOf(left: NonNullable<Known>, right: NonNullable<Known>): number {
  if (typeof left === 'object' && typeof right === 'object') return compareMoments(left, right);
  if (left === right) return 0;
  if (typeof left === 'string' && typeof right === 'string') return byCodePoints(left, right);
  return left < right ? -1 : 1;
}

function byCodePoints(a: string, b: string): number {
  // UTF-16 order differs from that of code points only where surrogates meet what lies above them.
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    const difference = (x[i]?.codePointAt(0) ?? 0) - (y[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}

function isMissing(what: Value | Place, of: RecordOf): boolean {
  return what.type === 'geometry' ? placeOf(what, of) === null : readValue(what, of) === null;
}

function placeOf(place: Place, of: RecordOf): Geometry | null {
  if (place.kind === 'geometry') return place.geometry;
  const found = of(place.name);
  return typeof found === 'object' && found !== null && 'type' in found ? found : null;
}
