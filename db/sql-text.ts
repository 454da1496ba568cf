import type { SQL } from 'drizzle-orm';
import { CasingCache } from 'drizzle-orm/casing';
import { usesPostgres } from './kit.ts';

const casing = new CasingCache('snake_case');
const placeholder = (rank: number) => (usesPostgres ? `$${rank}` : `?${rank}`);

/**
 * A statement for `Db.rows`, written as text: parameters are numbered, so that a piece written once may stand in it many
 * times. Conditions are drizzle's own.
 */
export class SqlText {
  readonly values: unknown[] = [];

  /** The text of a condition, its values added to the statement's. */
  piece(fragment: SQL): string {
    const paramStartIndex = { value: this.values.length };
    const { sql, params } = fragment.toQuery({
      casing,
      escapeName: (name) => `"${name}"`,
      escapeParam: (rank) => placeholder(rank + 1),
      escapeString: (text) => `'${text.replaceAll("'", "''")}'`,
      paramStartIndex,
    });
    this.values.push(...params);
    return sql;
  }

  /** The parameter that stands for a value, as the driver takes it. */
  value(value: unknown): string {
    this.values.push(value);
    return placeholder(this.values.length);
  }
}
