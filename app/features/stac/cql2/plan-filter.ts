import type { Geometry } from 'geojson';
import type { Condition, Place, Value } from './condition.ts';
import { dayMs } from './moment.ts';
import type { ComparisonOp, Moment } from './node.ts';

/** A span of time in milliseconds, both ends included; infinite where it is open. */
export type Span = { from: number; to: number };

const always: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

/** The time within which `name` has to be for a condition to hold: what an index by time needs to know. */
export function spanOf(condition: Condition, name: string): Span {
  switch (condition.kind) {
    case 'all':
      return condition.of
        .map((part) => spanOf(part, name))
        .reduce((a, b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }), always);
    case 'any': {
      const [first = always, ...others] = condition.of.map((part) => spanOf(part, name));
      return others.reduce(
        (a, b) => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) }),
        first,
      );
    }
    case 'compare': {
      const { op, left, right } = condition;
      if (isNamed(left, name) && right.kind === 'moment') return spanBeside(op, right.value);
      if (isNamed(right, name) && left.kind === 'moment') return spanBeside(turned[op], left.value);
      return always;
    }
    default:
      return always;
  }
}

const isNamed = (value: Value, name: string) => value.kind === 'property' && value.name === name;

/** The operator with its sides exchanged. */
export const turned: Record<ComparisonOp, ComparisonOp> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Where something has to be to stand so to a moment, or to a whole day. */
export function spanBeside(op: ComparisonOp, { ms, day }: Moment): Span {
  const first = ms;
  const last = day ? ms + dayMs - 1 : ms;
  switch (op) {
    case '=':
      return { from: first, to: last };
    case '<':
      return { ...always, to: first - 1 };
    case '<=':
      return { ...always, to: last };
    case '>':
      return { ...always, from: last + 1 };
    case '>=':
      return { ...always, from: first };
    case '<>':
      return always;
  }
}

/**
 * Geometries of which one at least has to be touched for a condition to hold: what an index by place needs to know; null
 * when it may hold anywhere. `exact` says that touching one is all that the condition asks.
 */
export function regionOf(condition: Condition): { geometries: Geometry[]; exact: boolean } | null {
  switch (condition.kind) {
    case 'spatial': {
      const geometry = literalOf(condition.left, condition.right);
      if (!geometry || condition.op === 's_disjoint') return null;
      return { geometries: [geometry], exact: condition.op === 's_intersects' };
    }
    case 'any': {
      const regions = condition.of.map(regionOf);
      const known = regions.filter((region) => region !== null);
      if (known.length < regions.length || known.length === 0) return null;
      return {
        geometries: known.flatMap(({ geometries }) => geometries),
        exact: known.every(({ exact }) => exact),
      };
    }
    case 'all': {
      const [first] = condition.of.map(regionOf).filter((region) => region !== null);
      return first ? { geometries: first.geometries, exact: false } : null;
    }
    default:
      return null;
  }
}

function literalOf(left: Place, right: Place): Geometry | null {
  if (left.kind === 'property' && right.kind === 'geometry') return right.geometry;
  return right.kind === 'property' && left.kind === 'geometry' ? left.geometry : null;
}

/** The texts of which `name` has to be one for a condition to hold; null when it may be any. */
export function choiceOf(condition: Condition, name: string): string[] | null {
  switch (condition.kind) {
    case 'compare': {
      const { op, left, right } = condition;
      if (op !== '=') return null;
      if (isNamed(left, name) && right.kind === 'text') return [right.value];
      return isNamed(right, name) && left.kind === 'text' ? [left.value] : null;
    }
    case 'in': {
      const texts = condition.list.flatMap((item) => (item.kind === 'text' ? [item.value] : []));
      return isNamed(condition.value, name) && texts.length === condition.list.length
        ? [...new Set(texts)]
        : null;
    }
    case 'all': {
      const [first = null] = condition.of.map((part) => choiceOf(part, name)).filter(isKnown);
      return first;
    }
    case 'any': {
      const choices = condition.of.map((part) => choiceOf(part, name)).filter(isKnown);
      return choices.length < condition.of.length || choices.length === 0
        ? null
        : [...new Set(choices.flat())];
    }
    default:
      return null;
  }
}

const isKnown = <T>(value: T | null): value is T => value !== null;

/** The conditions that all have to hold, however deep their ANDs are. */
export function conjuncts(condition: Condition): Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap(conjuncts) : [condition];
}
