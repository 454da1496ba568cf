import { and, inArray, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import { usesPostgres } from '#db/kit.ts';
import { items } from '#db/schema.ts';
import { safeDate } from '../safe-date.ts';
import type { Condition, Value } from './condition.ts';
import { likeParts } from './like.ts';
import type { ComparisonOp } from './node.ts';
import { spanBeside, turned } from './plan-filter.ts';

/** The columns of the queryables. Ids, collections and platforms are ASCII: accents are none of theirs. */
const columns = {
  id: items.id,
  collection: items.sensorId,
  platform: items.platform,
  datetime: items.acquiredAt,
  created: items.createdAt,
  gsd: items.gsdM,
  'eo:cloud_cover': items.cloudCoverPct,
  'view:incidence_angle': items.incidenceDeg,
} as const;
type Column = (typeof columns)[keyof typeof columns];

/** A statement holds some ten thousand values, and a search may repeat the condition for each of its 36 cells. */
const maxValues = 400;

/**
 * Conditions over `items` that say the same as a filter, or as much of it as can be said: null for what has to be asked of
 * the rows (arithmetic, geometries, texts beyond the budget). One of these for each filter: it counts the values.
 */
export class FilterSql {
  #values = 0;

  /** The same condition, three values included; null when it cannot be said. */
  exact(condition: Condition): SQL | null {
    switch (condition.kind) {
      case 'constant':
        return condition.value ? sql`1 = 1` : sql`1 = 0`;
      case 'all':
      case 'any': {
        const parts = condition.of.map((part) => this.exact(part));
        const said = parts.filter((part) => part !== null);
        if (said.length < parts.length) return null;
        return (condition.kind === 'all' ? and(...said) : or(...said)) ?? null;
      }
      case 'not': {
        const inner = this.exact(condition.of);
        return inner && not(inner);
      }
      case 'compare':
        return this.#compare(condition.op, condition.left, condition.right);
      case 'in':
        return this.#in(condition.value, condition.list);
      case 'like':
        return this.#like(condition.value, condition.pattern);
      case 'missing':
        return this.#missing(condition.of);
      case 'unknown': {
        const inner = this.exact(condition.of);
        return inner && sql`(${inner}) is null`;
      }
      case 'spatial':
        return null;
    }
  }

  /** What has to hold for the condition to hold: null when nothing of that can be said. */
  necessary(condition: Condition): SQL | null {
    const exact = this.exact(condition);
    if (exact) return exact;
    if (condition.kind === 'all') {
      const said = condition.of.map((part) => this.necessary(part)).filter((part) => part !== null);
      return and(...said) ?? null;
    }
    if (condition.kind === 'any') {
      const parts = condition.of.map((part) => this.necessary(part));
      const said = parts.filter((part) => part !== null);
      return said.length < parts.length ? null : (or(...said) ?? null);
    }
    return condition.kind === 'spatial' ? sql`${items.footprint} is not null` : null;
  }

  #compare(op: ComparisonOp, left: Value, right: Value): SQL | null {
    if (left.kind === 'moment' && right.kind === 'property') {
      return this.#compare(turned[op], right, left);
    }
    if (left.kind === 'property' && right.kind === 'moment') {
      const column = columnOf(left);
      return column && this.#beside(op, column, spanBeside(op === '<>' ? '=' : op, right.value));
    }
    const [a, b] = [this.#side(left), this.#side(right)];
    if (!a || !b || (isLiteral(left) && isLiteral(right))) return null;
    const ordered = left.type === 'string' && op !== '=' && op !== '<>';
    return sql`${ordered ? byBytes(a) : a} ${sql.raw(op)} ${b}`;
  }

  #beside(
    op: ComparisonOp,
    column: Column,
    { from, to }: { from: number; to: number },
  ): SQL | null {
    if (!this.#afford(2)) return null;
    const at = (ms: number) => sql.param(safeDate(ms), column);
    const within = and(
      Number.isFinite(from) ? sql`${column} >= ${at(from)}` : undefined,
      Number.isFinite(to) ? sql`${column} <= ${at(to)}` : undefined,
      // Before or after an open end: true of all that is known.
      from === Number.POSITIVE_INFINITY || to === Number.NEGATIVE_INFINITY
        ? sql`${column} <> ${column}`
        : undefined,
    );
    const condition = within ?? sql`${column} = ${column}`;
    return op === '<>' ? not(condition) : condition;
  }

  #in(value: Value, list: readonly Value[]): SQL | null {
    const texts = list.flatMap((item) =>
      item.kind === 'text' || item.kind === 'number' ? [item.value] : [],
    );
    const side = this.#side(value);
    if (side && !isLiteral(value) && texts.length === list.length) {
      return this.#afford(texts.length) ? inArray(side, texts) : null;
    }
    const parts = list.map((item) => this.#compare('=', value, item));
    const said = parts.filter((part) => part !== null);
    return said.length < parts.length ? null : (or(...said) ?? null);
  }

  #like(value: Value, pattern: string): SQL | null {
    const side = this.#side(value);
    if (!side || isLiteral(value) || !this.#afford(1)) return null;
    const parts = likeParts(pattern);
    if (usesPostgres) {
      const like = parts.map((part) => {
        if (part.kind === 'any') return '%';
        return part.kind === 'one' ? '_' : part.text.replace(/[!%_]/, '!$&');
      });
      return sql`${side} like ${like.join('')} escape '!'`;
    }
    // SQLite's LIKE does not tell capitals from small letters; its GLOB does.
    const glob = parts.map((part) => {
      if (part.kind === 'any') return '*';
      return part.kind === 'one' ? '?' : part.text.replace(/[*?[]/, '[$&]');
    });
    return sql`${side} glob ${glob.join('')}`;
  }

  #missing(of: Extract<Condition, { kind: 'missing' }>['of']): SQL | null {
    if (of.kind === 'property' && of.type === 'geometry') return sql`${items.footprint} is null`;
    if (of.kind === 'property') {
      const column = columnOf(of);
      return column && isNull(column);
    }
    return null;
  }

  /** A value as SQL; null for a moment, which needs its column, and for what is calculated. */
  #side(value: Value): SQL | null {
    switch (value.kind) {
      case 'property': {
        const column = columnOf(value);
        return column && sql`${column}`;
      }
      case 'text':
      case 'number':
        return this.#afford(1) ? sql`${value.value}` : null;
      case 'fold': {
        const inner = this.#side(value.of);
        return inner && value.how === 'case' ? sql`lower(${inner})` : inner;
      }
      default:
        return null;
    }
  }

  #afford(values: number): boolean {
    this.#values += values;
    return this.#values <= maxValues;
  }
}

const isLiteral = ({ kind }: Value) => kind === 'text' || kind === 'number';

function columnOf({ name }: Extract<Value, { kind: 'property' }>): Column | null {
  return Object.hasOwn(columns, name) ? columns[name as keyof typeof columns] : null;
}

/** Texts in the order of their bytes, as SQLite has them. */
const byBytes = (side: SQL) => (usesPostgres ? sql`${side} collate "C"` : side);
