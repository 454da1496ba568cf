import { BadParameter, quoted } from './bad-parameter.ts';
import type { Node } from './cql2/node.ts';

const comparisons: Readonly<Record<string, string>> = {
  eq: '=',
  neq: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

const wrong = (reason: string) => new BadParameter('query', reason);

/**
 * The older way to ask for properties, `{"eo:cloud_cover": {"lt": 10}}` (STAC API query extension), as the same tree that
 * CQL2 makes: many scripts still write it. Null when it asks for nothing. @throws BadParameter
 */
export function readQuery(value: unknown): Node | null {
  const args = Object.entries(dictionary(value)).flatMap(([name, tests]) =>
    Object.entries(dictionary(tests)).map(([operator, operand]) =>
      testOf({ kind: 'property', name }, operator, operand),
    ),
  );
  if (args.length > 100) throw wrong('it has more than 100 conditions.');
  return args.length > 0 ? { kind: 'call', op: 'and', args } : null;
}

function dictionary(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw wrong('it is no object of properties with operators such as {"gsd": {"lte": 1}}.');
}

function testOf(property: Node, operator: string, operand: unknown): Node {
  const op = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  if (op) return { kind: 'call', op, args: [property, literal(operand)] };
  if (operator === 'in' && Array.isArray(operand)) {
    const items = operand.map(literal);
    return { kind: 'call', op: 'in', args: [property, { kind: 'array', items }] };
  }
  const around = Object.hasOwn(patterns, operator) ? patterns[operator] : undefined;
  if (around && typeof operand === 'string') {
    const pattern = around(operand.replace(/[%_\\]/g, '\\$&'));
    return { kind: 'call', op: 'like', args: [property, { kind: 'literal', value: pattern }] };
  }
  const known = [...Object.keys(comparisons), 'in', ...Object.keys(patterns)].join(', ');
  throw wrong(`${quoted(operator)} with this value is none of ${known}.`);
}

const patterns: Readonly<Record<string, (text: string) => string>> = {
  startsWith: (text) => `${text}%`,
  endsWith: (text) => `%${text}`,
  contains: (text) => `%${text}%`,
};

function literal(value: unknown): Node {
  const isLiteral =
    typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (!isLiteral) throw wrong('a value is neither a text, nor a number, nor true or false.');
  return { kind: 'literal', value: value as string | number | boolean }; // As checked above.
}
