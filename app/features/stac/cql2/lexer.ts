import { quoted } from '../bad-parameter.ts';
import { fault, limits } from './node.ts';

export type Token =
  | { kind: 'word'; text: string; at: number }
  /** A name in double quotes: never a keyword. */
  | { kind: 'name'; text: string; at: number }
  | { kind: 'string'; text: string; at: number }
  | { kind: 'number'; value: number; at: number }
  | { kind: 'sign'; text: string; at: number }
  | { kind: 'end'; at: number };

// The identifiers of the grammar, without the surrogates that the `u` flag already joins; `.` only after the start.
const start = String.raw`:_A-Za-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFE\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`;
const word = new RegExp(String.raw`[${start}][${start}.0-9\u0300-\u036F\u203F\u2040]*`, 'uy');
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
// JavaScript's own white space is the grammar's, but for U+0085.
const space = /[\s\u0085]+/y;
const text = /'(?:''|\\'|[^'])*'/y;
const name = /"([^"]*)"/y;
const sign = /<>|<=|>=|[=<>+\-*/%^(),]/y;

/** The words of CQL2 text. @throws BadParameter at what belongs to no word. */
export function tokensOf(source: string): Token[] {
  if (source.length > limits.characters) {
    throw fault(`it is longer than ${limits.characters} characters.`);
  }
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < source.length) {
    const from = at;
    if (take(space)) continue;
    const token = tokenAt(take, from);
    if (!token) throw fault(`${quoted(source.slice(at, at + 12))} at ${at + 1} is not CQL2 text.`);
    tokens.push(token);
  }
  tokens.push({ kind: 'end', at });
  return tokens;
}

function tokenAt(take: (pattern: RegExp) => RegExpExecArray | null, at: number): Token | null {
  const found = take(word);
  if (found) return { kind: 'word', text: found[0], at };
  const digits = take(number);
  if (digits) return { kind: 'number', value: finite(Number(digits[0])), at };
  const literal = take(text);
  if (literal) return { kind: 'string', text: unescaped(literal[0]), at };
  const named = take(name);
  if (named) return { kind: 'name', text: named[1] ?? '', at };
  const mark = take(sign);
  return mark && { kind: 'sign', text: mark[0], at };
}

/** An apostrophe inside a literal is doubled, or follows a backslash. */
const unescaped = (literal: string) => literal.slice(1, -1).replace(/''|\\'/g, "'");

function finite(value: number): number {
  if (!Number.isFinite(value)) throw fault('a number is too large.');
  return value;
}
