import type { Geometry } from 'geojson';
import { BadParameter } from '../bad-parameter.ts';

/**
 * One tree for both encodings of CQL2 (OGC 21-065r2). It says what was written, not yet whether it makes sense: names are
 * looked up and types compared by `checkFilter`.
 */
export type Node =
  | { kind: 'literal'; value: string | number | boolean }
  /** DATE('…') or TIMESTAMP('…'). */
  | { kind: 'moment'; moment: Moment }
  /** INTERVAL(from, to): '..' is null, which is open. */
  | { kind: 'interval'; from: Node | null; to: Node | null }
  | { kind: 'geometry'; geometry: Geometry }
  /** Four numbers, or six with elevations. */
  | { kind: 'bbox'; box: number[] }
  | { kind: 'property'; name: string }
  | { kind: 'array'; items: Node[] }
  /** An operator, a predicate or a function; `op` in lower case, as CQL2-JSON writes it but for `isNull`. */
  | { kind: 'call'; op: string; args: Node[] };

/** A moment to the millisecond (UTC), or a whole day. Before and after everything are the infinite ones. */
export type Moment = { ms: number; day: boolean };

/** How large a filter may be: whatever is within these is answered in well under a second. */
export const limits = { characters: 262_144, depth: 48, nodes: 2_000, positions: 20_000 } as const;

/** The parameter that every fault of a filter is about. */
export const fault = (reason: string) => new BadParameter('filter', reason);

/** Counts what a filter holds while it is read, and refuses what is too much. */
export class Budget {
  #depth = 0;
  #nodes = 0;
  #positions = 0;

  /** Reads one level further down. */
  down<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > limits.depth) {
      throw fault(`it is nested deeper than ${limits.depth} levels.`);
    }
    const value = read();
    this.#depth -= 1;
    return value;
  }

  node(): void {
    this.#nodes += 1;
    if (this.#nodes > limits.nodes) throw fault(`it has more than ${limits.nodes} terms.`);
  }

  position(): void {
    this.#positions += 1;
    if (this.#positions > limits.positions) {
      throw fault(`its geometries have more than ${limits.positions} positions.`);
    }
  }
}

export const spatialOps = [
  's_intersects',
  's_equals',
  's_disjoint',
  's_touches',
  's_within',
  's_overlaps',
  's_crosses',
  's_contains',
] as const;
export type SpatialOp = (typeof spatialOps)[number];

export const comparisonOps = ['=', '<>', '<', '<=', '>', '>='] as const;
export type ComparisonOp = (typeof comparisonOps)[number];

export const arithmeticOps = ['+', '-', '*', '/', '%', 'div', '^'] as const;
export type ArithmeticOp = (typeof arithmeticOps)[number];

/** Whether `op` is one of a list of operators, for the type as well. */
export const isOneOf = <T extends string>(list: readonly T[], op: string): op is T =>
  list.some((known) => known === op);
