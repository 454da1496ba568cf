import { quoted } from '../bad-parameter.ts';
import { readGeometry } from '../geojson.ts';
import { readMoment } from './moment.ts';
import { Budget, fault, type Node } from './node.ts';
import { endOf } from './parse-text.ts';

/** Reads CQL2-JSON (OGC 21-065r2, annex C) from what JSON.parse gave. @throws BadParameter */
export function parseCql2Json(value: unknown): Node {
  return read(value, new Budget());
}

function read(value: unknown, budget: Budget): Node {
  budget.node();
  if (typeof value === 'string' || typeof value === 'boolean') return { kind: 'literal', value };
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw fault('a number is too large.');
    return { kind: 'literal', value };
  }
  if (Array.isArray(value)) {
    return budget.down(() => ({ kind: 'array', items: value.map((item) => read(item, budget)) }));
  }
  if (typeof value !== 'object' || value === null) {
    throw fault('null is no term: {"op":"isNull","args":[…]} asks for what is missing.');
  }
  return budget.down(() => readObject(value as Record<string, unknown>, budget)); // Any JSON object is one.
}

function readObject(value: Record<string, unknown>, budget: Budget): Node {
  if ('op' in value) return readCall(value, budget);
  if ('property' in value) return { kind: 'property', name: text(value.property, 'property') };
  if ('date' in value) {
    return { kind: 'moment', moment: readMoment('date', text(value.date, 'date')) };
  }
  if ('timestamp' in value) {
    return { kind: 'moment', moment: readMoment('timestamp', text(value.timestamp, 'timestamp')) };
  }
  if ('interval' in value) return readInterval(value.interval, budget);
  if ('bbox' in value && !('type' in value)) return { kind: 'bbox', box: readBox(value.bbox) };
  if ('type' in value) {
    const problem = (reason: string) => fault(`a geometry: ${reason}`);
    return { kind: 'geometry', geometry: readGeometry(value, problem, () => budget.position()) };
  }
  throw fault(
    `${quoted(JSON.stringify(value))} has none of “op”, “property”, “date”, “timestamp”, “interval”, “bbox”, “type”.`,
  );
}

function readCall({ op, args }: Record<string, unknown>, budget: Budget): Node {
  const name = text(op, 'op').toLowerCase();
  if (!Array.isArray(args)) throw fault(`“args” of ${quoted(name)} is no list.`);
  return { kind: 'call', op: name, args: args.map((arg) => read(arg, budget)) };
}

function readInterval(value: unknown, budget: Budget): Node {
  if (!Array.isArray(value) || value.length !== 2)
    throw fault('“interval” is no list of two ends.');
  const [from, to] = value;
  return { kind: 'interval', from: endOf(read(from, budget)), to: endOf(read(to, budget)) };
}

function readBox(value: unknown): number[] {
  const good =
    Array.isArray(value) &&
    (value.length === 4 || value.length === 6) &&
    value.every((number) => Number.isFinite(number));
  if (!good) throw fault('“bbox” is no list of four or six numbers.');
  return value;
}

function text(value: unknown, member: string): string {
  if (typeof value !== 'string' || value === '') throw fault(`“${member}” is no text.`);
  return value;
}
