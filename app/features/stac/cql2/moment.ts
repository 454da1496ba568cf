import { quoted } from '../bad-parameter.ts';
import { parseInstant } from '../datetime.ts';
import { fault, type Moment } from './node.ts';

export const dayMs = 86_400_000;

/** Before and after everything: the open ends of intervals. */
export const beforeAll: Moment = { ms: Number.NEGATIVE_INFINITY, day: false };
export const afterAll: Moment = { ms: Number.POSITIVE_INFINITY, day: false };

/** `YYYY-MM-DD`, or null when it is no day of the calendar. */
export function parseDay(text: string): Moment | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  const real = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  return real ? { ms, day: true } : null;
}

/** A moment as RFC 3339 writes it, or null. */
export function parseTimestamp(text: string): Moment | null {
  const ms = parseInstant(text);
  return ms === null ? null : { ms, day: false };
}

/** Either of them: what a plain text stands for where a moment is expected. */
export const parseMoment = (text: string): Moment | null => parseDay(text) ?? parseTimestamp(text);

/** The moment that a DATE or a TIMESTAMP names, or a refusal. */
export function readMoment(kind: 'date' | 'timestamp', text: string): Moment {
  const moment = kind === 'date' ? parseDay(text) : parseTimestamp(text);
  if (moment) return moment;
  throw fault(
    kind === 'date'
      ? `${quoted(text)} is no date such as 2026-06-30.`
      : `${quoted(text)} is no timestamp such as 2026-06-30T10:30:00Z.`,
  );
}

/** Below, at or above zero. A day and a moment are compared by their days: any time of a day equals that day. */
export function compareMoments(a: Moment, b: Moment): number {
  if (a.day || b.day) return difference(Math.floor(a.ms / dayMs), Math.floor(b.ms / dayMs));
  return difference(a.ms, b.ms);
}

const difference = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
