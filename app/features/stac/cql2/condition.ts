import type { Geometry } from 'geojson';
import type { ArithmeticOp, ComparisonOp, Moment, SpatialOp } from './node.ts';

/**
 * A filter that makes sense: names are known, types fit, and what can be said with less has been (temporal predicates and
 * BETWEEN are comparisons here). As in SQL, what is compared with a missing value is neither true nor false.
 */
export type Condition =
  | { kind: 'constant'; value: boolean }
  | { kind: 'all' | 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'compare'; op: ComparisonOp; left: Value; right: Value }
  | { kind: 'in'; value: Value; list: Value[] }
  /** `%` is any text, `_` any one character, `\` takes the next one as it is. */
  | { kind: 'like'; value: Value; pattern: string }
  | { kind: 'missing'; of: Value | Place }
  /** Neither true nor false. */
  | { kind: 'unknown'; of: Condition }
  | { kind: 'spatial'; op: SpatialOp; left: Place; right: Place };

export type ValueType = 'string' | 'number' | 'boolean' | 'time';

export type Value =
  | { kind: 'text'; type: 'string'; value: string }
  | { kind: 'number'; type: 'number'; value: number }
  | { kind: 'flag'; type: 'boolean'; value: boolean }
  | { kind: 'moment'; type: 'time'; value: Moment }
  | { kind: 'property'; type: ValueType; name: string }
  | { kind: 'fold'; type: 'string'; how: FoldHow; of: Value }
  | { kind: 'arithmetic'; type: 'number'; op: ArithmeticOp; left: Value; right: Value };

export type FoldHow = 'case' | 'accent';

export type Place =
  | { kind: 'geometry'; type: 'geometry'; geometry: Geometry }
  | { kind: 'property'; type: 'geometry'; name: string };

/** What may be asked for, by name. */
export type Queryables = Readonly<Record<string, ValueType | 'geometry'>>;
