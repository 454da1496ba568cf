import { quoted } from '../bad-parameter.ts';
import { arithmetic } from './arithmetic.ts';
import { checkPlace, propertyName } from './check-place.ts';
import type { Condition, Place, Queryables, Value } from './condition.ts';
import { foldText } from './fold.ts';
import { parseMoment } from './moment.ts';
import {
  type ArithmeticOp,
  arithmeticOps,
  type ComparisonOp,
  comparisonOps,
  fault,
  isOneOf,
  type Node,
  spatialOps,
} from './node.ts';
import { isTemporalOp, temporalCondition } from './temporal.ts';

/**
 * What a filter means over these queryables. @throws BadParameter for a name that is not among them, a value of the wrong
 * type, and what is CQL2 but not served here (arrays, functions of its own).
 */
export function checkFilter(node: Node, queryables: Queryables): Condition {
  return new Checker(queryables).condition(node);
}

class Checker {
  constructor(readonly queryables: Queryables) {}

  condition(node: Node): Condition {
    if (node.kind === 'literal' && typeof node.value === 'boolean') {
      return { kind: 'constant', value: node.value };
    }
    if (node.kind === 'property') return this.#isTrue(this.value(node));
    if (node.kind !== 'call') throw fault(`${nameOf(node)} is neither true nor false.`);
    const { op, args } = node;
    if (op === 'and' || op === 'or') {
      if (args.length < 1) throw fault(`“${op}” has nothing to join.`);
      const of = args.map((arg) => this.condition(arg));
      return { kind: op === 'and' ? 'all' : 'any', of };
    }
    if (op === 'not') return { kind: 'not', of: this.condition(only(op, args)) };
    if (isOneOf(comparisonOps, op)) return this.#comparison(op, ...two(op, args));
    if (isOneOf(spatialOps, op)) {
      const [left, right] = two(op, args);
      return { kind: 'spatial', op, left: this.place(left), right: this.place(right) };
    }
    if (isTemporalOp(op)) {
      const [left, right] = two(op, args);
      return temporalCondition(op, left, right, (end) => this.#time(end));
    }
    return this.#predicate(op, args);
  }

  #predicate(op: string, args: Node[]): Condition {
    switch (op) {
      case 'isnull':
        return this.#isNull(only(op, args));
      case 'like': {
        const [value, pattern] = two(op, args);
        return { kind: 'like', value: this.#text(value), pattern: this.#pattern(pattern) };
      }
      case 'between': {
        const [value, low, high, ...more] = args;
        if (!value || !low || !high || more.length > 0) throw fault('“between” takes three terms.');
        const of = [this.#comparison('>=', value, low), this.#comparison('<=', value, high)];
        return { kind: 'all', of };
      }
      case 'in': {
        const [value, list] = two(op, args);
        if (list.kind !== 'array' || list.items.length === 0) {
          throw fault('“in” takes a list of one value or more.');
        }
        const of = list.items.map((item) => this.#fitted(value, item));
        const [first] = of;
        if (!first) throw fault('“in” takes a list of one value or more.');
        return { kind: 'in', value: first[0], list: of.map(([, item]) => item) };
      }
      default:
        throw fault(`${quoted(op)} is no operator or function that is served here.`);
    }
  }

  #isTrue(value: Value): Condition {
    if (value.type !== 'boolean') throw fault(`${said(value)} is neither true nor false.`);
    const right: Value = { kind: 'flag', type: 'boolean', value: true };
    return { kind: 'compare', op: '=', left: value, right };
  }

  #isNull(node: Node): Condition {
    if (node.kind === 'property') {
      const name = propertyName(node.name, this.queryables);
      const type = this.queryables[name];
      if (type === 'geometry') return { kind: 'missing', of: { kind: 'property', type, name } };
    }
    if (node.kind === 'geometry' || node.kind === 'bbox' || node.kind === 'interval') {
      return { kind: 'constant', value: false };
    }
    const predicate = node.kind === 'call' && !isValueOp(node.op);
    if (predicate) return { kind: 'unknown', of: this.condition(node) };
    return { kind: 'missing', of: this.value(node) };
  }

  /** One side may be a predicate when the other is TRUE or FALSE. */
  #comparison(op: ComparisonOp, left: Node, right: Node): Condition {
    const [a, b] = this.#fitted(left, right);
    return { kind: 'compare', op, left: a, right: b };
  }

  /** Both values, of one type: a plain text beside a moment is read as one. */
  #fitted(left: Node, right: Node): [Value, Value] {
    const a = this.value(left);
    const b = this.value(right);
    if (a.type === b.type) return [a, b];
    if (a.type === 'time' && b.kind === 'text') return [a, asMoment(b.value)];
    if (b.type === 'time' && a.kind === 'text') return [asMoment(a.value), b];
    throw fault(`${said(a)} is a ${a.type} and cannot be compared with ${said(b)}, a ${b.type}.`);
  }

  value(node: Node): Value {
    switch (node.kind) {
      case 'literal':
        return literal(node.value);
      case 'moment':
        return { kind: 'moment', type: 'time', value: node.moment };
      case 'property': {
        const name = propertyName(node.name, this.queryables);
        const type = this.queryables[name];
        if (!type || type === 'geometry')
          throw fault(`${quoted(name)} is a geometry, not a value.`);
        return { kind: 'property', type, name };
      }
      case 'call':
        return this.#computed(node.op, node.args);
      default:
        throw fault(`${nameOf(node)} is no value that can be compared.`);
    }
  }

  #computed(op: string, args: Node[]): Value {
    if (op === 'casei' || op === 'accenti') {
      const of = this.#text(only(op, args));
      const how = op === 'casei' ? 'case' : 'accent';
      if (of.kind === 'text') return { ...of, value: foldText(of.value, how) };
      return { kind: 'fold', type: 'string', how, of };
    }
    if (isOneOf(arithmeticOps, op)) return this.#calculated(op, ...two(op, args));
    throw fault(`${quoted(op)} gives no value that is known here.`);
  }

  #calculated(op: ArithmeticOp, left: Node, right: Node): Value {
    const [a, b] = [this.#number(left), this.#number(right)];
    if (a.kind !== 'number' || b.kind !== 'number') {
      return { kind: 'arithmetic', type: 'number', op, left: a, right: b };
    }
    const value = arithmetic(op, a.value, b.value);
    if (value === null) throw fault(`${a.value} ${op} ${b.value} has no result.`);
    return { kind: 'number', type: 'number', value };
  }

  #number(node: Node): Value {
    const value = this.value(node);
    if (value.type !== 'number') throw fault(`${said(value)} is a ${value.type}, not a number.`);
    return value;
  }

  #text(node: Node): Value {
    const value = this.value(node);
    if (value.type !== 'string') throw fault(`${said(value)} is a ${value.type}, not a text.`);
    return value;
  }

  #pattern(node: Node): string {
    const value = this.#text(node);
    if (value.kind !== 'text') throw fault('the pattern of “like” is no text in quotes.');
    if (value.value.length > 500)
      throw fault('the pattern of “like” is longer than 500 characters.');
    return value.value;
  }

  #time(node: Node): Value {
    const value = this.value(node);
    if (value.type === 'time') return value;
    if (value.kind === 'text') return asMoment(value.value);
    throw fault(`${said(value)} is a ${value.type}, not a moment.`);
  }

  place(node: Node): Place {
    return checkPlace(node, this.queryables);
  }
}

function literal(value: string | number | boolean): Value {
  if (typeof value === 'string') return { kind: 'text', type: 'string', value };
  if (typeof value === 'number') return { kind: 'number', type: 'number', value };
  return { kind: 'flag', type: 'boolean', value };
}

function asMoment(text: string): Value {
  const value = parseMoment(text);
  if (value) return { kind: 'moment', type: 'time', value };
  throw fault(
    `${quoted(text)} is no date such as 2026-06-30 and no timestamp such as 2026-06-30T10:30:00Z.`,
  );
}

const isValueOp = (op: string) => op === 'casei' || op === 'accenti' || isOneOf(arithmeticOps, op);

function only(op: string, args: Node[]): Node {
  const [first] = args;
  if (!first || args.length > 1) throw fault(`${quoted(op)} takes one term.`);
  return first;
}

function two(op: string, args: Node[]): [Node, Node] {
  const [first, second] = args;
  if (!first || !second || args.length > 2) throw fault(`${quoted(op)} takes two terms.`);
  return [first, second];
}

function said(value: Value): string {
  if (value.kind === 'property') return quoted(value.name);
  if (value.kind === 'text' || value.kind === 'number') return quoted(String(value.value));
  return `a ${value.kind}`;
}

const nameOf = (node: Node) =>
  node.kind === 'literal' ? quoted(String(node.value)) : `a ${node.kind}`;
