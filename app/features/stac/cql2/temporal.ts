import type { Condition, Value } from './condition.ts';
import { afterAll, beforeAll, compareMoments } from './moment.ts';
import { type ComparisonOp, fault, isOneOf, type Node } from './node.ts';

type Ends = { start: Value; end: Value };
type Test = (a: Ends, b: Ends) => Condition;

const compare =
  (left: 'start' | 'end', op: ComparisonOp, right: 'start' | 'end'): Test =>
  (a, b) => ({ kind: 'compare', op, left: a[left], right: b[right] });
const every =
  (...tests: Test[]): Test =>
  (a, b) => ({ kind: 'all', of: tests.map((test) => test(a, b)) });

/** Allen's relations between what is on the left and what is on the right (OGC 21-065r2, 7.8); a moment starts where it ends. */
const relations = {
  t_after: compare('start', '>', 'end'),
  t_before: compare('end', '<', 'start'),
  t_contains: every(compare('start', '<', 'start'), compare('end', '>', 'end')),
  t_disjoint: (a, b) => ({
    kind: 'any',
    of: [compare('start', '>', 'end')(a, b), compare('end', '<', 'start')(a, b)],
  }),
  t_during: every(compare('start', '>', 'start'), compare('end', '<', 'end')),
  t_equals: every(compare('start', '=', 'start'), compare('end', '=', 'end')),
  t_finishedby: every(compare('start', '<', 'start'), compare('end', '=', 'end')),
  t_finishes: every(compare('start', '>', 'start'), compare('end', '=', 'end')),
  t_intersects: every(compare('start', '<=', 'end'), compare('end', '>=', 'start')),
  t_meets: compare('end', '=', 'start'),
  t_metby: compare('start', '=', 'end'),
  t_overlappedby: every(
    compare('start', '>', 'start'),
    compare('start', '<', 'end'),
    compare('end', '>', 'end'),
  ),
  t_overlaps: every(
    compare('start', '<', 'start'),
    compare('end', '>', 'start'),
    compare('end', '<', 'end'),
  ),
  t_startedby: every(compare('start', '=', 'start'), compare('end', '>', 'end')),
  t_starts: every(compare('start', '=', 'start'), compare('end', '<', 'end')),
} satisfies Record<string, Test>;

export const temporalOps = Object.keys(relations);
type TemporalOp = keyof typeof relations;
export const isTemporalOp = (op: string): op is TemporalOp => isOneOf(temporalOps, op);

/** A temporal predicate as comparisons of its ends; `timeOf` reads one end. */
export function temporalCondition(
  op: TemporalOp,
  left: Node,
  right: Node,
  timeOf: (node: Node) => Value,
): Condition {
  return relations[op](endsOf(left, timeOf), endsOf(right, timeOf));
}

function endsOf(node: Node, timeOf: (node: Node) => Value): Ends {
  if (node.kind !== 'interval') {
    const at = timeOf(node);
    return { start: at, end: at };
  }
  const { from, to } = node;
  const start: Value = from ? timeOf(from) : { kind: 'moment', type: 'time', value: beforeAll };
  const end: Value = to ? timeOf(to) : { kind: 'moment', type: 'time', value: afterAll };
  const turned =
    start.kind === 'moment' && end.kind === 'moment' && compareMoments(start.value, end.value) > 0;
  if (turned) throw fault('an INTERVAL ends before it begins.');
  return { start, end };
}
