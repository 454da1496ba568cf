import { quoted } from '../bad-parameter.ts';
import { type Token, tokensOf } from './lexer.ts';
import { readMoment } from './moment.ts';
import { Budget, comparisonOps, fault, isOneOf, type Node } from './node.ts';
import { isWktType, readWkt, type WktSource } from './wkt.ts';

/**
 * Reads CQL2 text (OGC 21-065r2, annex B). Predicates, arithmetic and arrays share one expression grammar: what may stand
 * where is checked afterwards, with the types. @throws BadParameter with the place of the first fault.
 */
export function parseCql2Text(source: string): Node {
  return new Parser(tokensOf(source)).whole();
}

class Parser implements WktSource {
  readonly budget = new Budget();
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  whole(): Node {
    if (this.peek().kind === 'end') throw fault('it is empty.');
    const node = this.#or();
    if (this.peek().kind !== 'end') throw this.unexpected('the end');
    return node;
  }

  peek(ahead = 0): Token {
    return this.tokens[this.#at + ahead] ?? { kind: 'end', at: 0 };
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  unexpected(wanted: string): Error {
    const token = this.peek();
    const found = token.kind === 'end' ? 'the end' : quoted(wordsOf(token));
    return fault(`${found} at ${token.at + 1} where ${wanted} was expected.`);
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'sign' && token.text === text;
  }

  sign(text: string): void {
    if (!this.isSign(text)) throw this.unexpected(`“${text}”`);
    this.next();
  }

  isWord(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'word' && token.text.toUpperCase() === text;
  }

  /** Takes the keyword if it is next. */
  word(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.next();
    return true;
  }

  #or(): Node {
    return this.#chain('or', () => this.#and());
  }

  #and(): Node {
    return this.#chain('and', () => this.#not());
  }

  /** Terms with the same word between them are one call, however many. */
  #chain(op: 'and' | 'or', read: () => Node): Node {
    const args = [read()];
    while (this.word(op.toUpperCase())) args.push(read());
    const [only] = args;
    return args.length === 1 && only ? only : this.#call(op, args);
  }

  #not(): Node {
    if (!this.word('NOT')) return this.#predicate();
    return this.budget.down(() => this.#call('not', [this.#not()]));
  }

  #predicate(): Node {
    const left = this.#sum();
    const token = this.peek();
    if (token.kind === 'sign' && isOneOf(comparisonOps, token.text)) {
      this.next();
      return this.#call(token.text, [left, this.#sum()]);
    }
    if (this.word('IS')) {
      const negated = this.word('NOT');
      if (!this.word('NULL')) throw this.unexpected('NULL');
      return this.#maybeNot(negated, this.#call('isnull', [left]));
    }
    const negated = this.isWord('NOT') && this.word('NOT');
    if (this.word('LIKE')) return this.#maybeNot(negated, this.#call('like', [left, this.#sum()]));
    if (this.word('BETWEEN')) return this.#maybeNot(negated, this.#between(left));
    if (this.word('IN')) {
      const list: Node = { kind: 'array', items: this.#list() };
      return this.#maybeNot(negated, this.#call('in', [left, list]));
    }
    if (negated) throw this.unexpected('LIKE, BETWEEN or IN');
    return left;
  }

  #between(value: Node): Node {
    const low = this.#sum();
    if (!this.word('AND')) throw this.unexpected('AND');
    return this.#call('between', [value, low, this.#sum()]);
  }

  #maybeNot(negated: boolean, node: Node): Node {
    return negated ? this.#call('not', [node]) : node;
  }

  #sum(): Node {
    return this.#binary(['+', '-'], () => this.#product());
  }

  #product(): Node {
    return this.#binary(['*', '/', '%', 'DIV'], () => this.#power());
  }

  #power(): Node {
    return this.#binary(['^'], () => this.#signed());
  }

  #binary(ops: readonly string[], read: () => Node): Node {
    let left = read();
    for (;;) {
      const op = ops.find((known) => this.isSign(known) || (known === 'DIV' && this.isWord('DIV')));
      if (!op) return left;
      this.next();
      left = this.#call(op.toLowerCase(), [left, read()]);
    }
  }

  /** `-x` is -1 * x, as CQL2-JSON has no sign. */
  #signed(): Node {
    const minus = this.isSign('-');
    if (!minus && !this.isSign('+')) return this.#operand();
    this.next();
    return this.budget.down(() => {
      const value = this.#signed();
      if (!minus) return value;
      if (value.kind === 'literal' && typeof value.value === 'number') {
        return { kind: 'literal', value: -value.value };
      }
      return this.#call('*', [{ kind: 'literal', value: -1 }, value]);
    });
  }

  #operand(): Node {
    this.budget.node();
    const token = this.peek();
    switch (token.kind) {
      case 'number':
        this.next();
        return { kind: 'literal', value: token.value };
      case 'string':
        this.next();
        return { kind: 'literal', value: token.text };
      case 'name':
        this.next();
        return { kind: 'property', name: token.text };
      case 'word':
        return this.#named(token.text);
      default:
        if (this.isSign('(')) return this.#parenthesised();
        throw this.unexpected('a value or a predicate');
    }
  }

  #named(text: string): Node {
    const upper = text.toUpperCase();
    const called = this.isSign('(', 1);
    if (isWktType(upper) && (called || this.isWord('Z', 1) || this.isWord('EMPTY', 1))) {
      return this.budget.down(() => readWkt(this));
    }
    if (!called) {
      if (reserved.has(upper)) throw this.unexpected('a value or a predicate');
      this.next();
      if (upper === 'TRUE' || upper === 'FALSE')
        return { kind: 'literal', value: upper === 'TRUE' };
      return { kind: 'property', name: text };
    }
    this.next();
    return this.budget.down(() => this.#function(upper));
  }

  #function(upper: string): Node {
    if (upper === 'DATE') return { kind: 'moment', moment: readMoment('date', this.#onlyText()) };
    if (upper === 'TIMESTAMP') {
      return { kind: 'moment', moment: readMoment('timestamp', this.#onlyText()) };
    }
    if (upper === 'BBOX') return this.#bbox();
    const args = this.#list();
    if (upper !== 'INTERVAL') return this.#call(upper.toLowerCase(), args);
    const [from, to] = args;
    if (!from || !to || args.length > 2) throw fault('INTERVAL takes two ends.');
    return { kind: 'interval', from: endOf(from), to: endOf(to) };
  }

  #onlyText(): string {
    this.sign('(');
    const token = this.next();
    if (token.kind !== 'string') throw fault(`a text in quotes is expected at ${token.at + 1}.`);
    this.sign(')');
    return token.text;
  }

  #bbox(): Node {
    const box = this.#list().map((node) => {
      if (node.kind === 'literal' && typeof node.value === 'number') return node.value;
      throw fault('BBOX takes four or six numbers.');
    });
    if (box.length !== 4 && box.length !== 6) throw fault('BBOX takes four or six numbers.');
    return { kind: 'bbox', box };
  }

  #parenthesised(): Node {
    return this.budget.down(() => {
      const items = this.#list();
      const [only] = items;
      return items.length === 1 && only ? only : { kind: 'array', items };
    });
  }

  #list(): Node[] {
    this.sign('(');
    const items: Node[] = [];
    if (!this.isSign(')')) {
      do items.push(this.#or());
      while (this.isSign(',') && this.next());
    }
    this.sign(')');
    return items;
  }

  #call(op: string, args: Node[]): Node {
    this.budget.node();
    return { kind: 'call', op, args };
  }
}

const reserved = new Set(['AND', 'OR', 'NOT', 'LIKE', 'BETWEEN', 'IN', 'IS', 'NULL', 'DIV']);

/** The ends of an interval are texts without DATE or TIMESTAMP around them; '..' is open. */
export function endOf(node: Node): Node | null {
  if (node.kind !== 'literal') return node;
  if (node.value === '..') return null;
  if (typeof node.value !== 'string') throw fault('an end of an INTERVAL is no moment.');
  const day = /^\d{4}-\d{2}-\d{2}$/.test(node.value);
  return { kind: 'moment', moment: readMoment(day ? 'date' : 'timestamp', node.value) };
}

function wordsOf(token: Token): string {
  if (token.kind === 'number') return String(token.value);
  if (token.kind === 'string') return `'${token.text}'`;
  return token.kind === 'end' ? '' : token.text;
}
