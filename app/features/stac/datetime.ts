import { BadParameter, quoted } from './bad-parameter.ts';

/** Acquired between these moments, both included; null is open. */
export type Interval = { from: Date | null; to: Date | null };

const rfc3339 =
  /^(\d{4})-(\d{2})-(\d{2})t(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:z|([+-])(\d{2}):(\d{2}))$/i;

/**
 * The moment of an RFC 3339 `date-time`, in milliseconds since 1970, or null when it is none. `t` and `z` may be small, any
 * number of decimals may be given (what is finer than a millisecond is cut off), and the leap second 60 is taken as the one
 * after 59. A comma before the decimals is ISO 8601 but not RFC 3339.
 */
export function parseInstant(text: string): number | null {
  const match = rfc3339.exec(text);
  if (!match) return null;
  const part = (n: number) => Number(match[n] ?? 0);
  const [year, month, day, hour, minute, second] = [
    part(1),
    part(2),
    part(3),
    part(4),
    part(5),
    part(6),
  ];
  const inRange = hour <= 23 && minute <= 59 && second <= 60 && part(9) <= 23 && part(10) <= 59;
  if (!inRange || !isDay(year, month, day)) return null;
  const decimals = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const midnight = Date.parse(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`);
  const offsetMinutes = (part(9) * 60 + part(10)) * (match[8] === '-' ? -1 : 1);
  return midnight + ((hour * 60 + minute - offsetMinutes) * 60 + second) * 1000 + decimals;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}

/**
 * The `datetime` of a search: one moment, or an interval of two of which one may be open (`..` or nothing).
 * @throws BadParameter
 */
export function parseInterval(text: string): Interval {
  const ends = text.split('/');
  const [first = '', second] = ends;
  if (second === undefined) {
    const at = endOf(first, text);
    if (at === null) throw wrong(text, 'an open end needs the other one: ../2026-06-30T00:00:00Z');
    return { from: at, to: at };
  }
  if (ends.length > 2) throw wrong(text, 'an interval has two ends');
  const from = endOf(first, text);
  const to = endOf(second, text);
  if (from === null && to === null) throw wrong(text, 'at least one end must be a moment');
  if (from && to && from > to) throw wrong(text, 'it ends before it begins');
  return { from, to };
}

function endOf(text: string, whole: string): Date | null {
  if (text === '' || text === '..') return null;
  const ms = parseInstant(text);
  if (ms === null) {
    throw wrong(whole, `${quoted(text)} is no RFC 3339 date and time such as 2026-06-30T10:30:00Z`);
  }
  return new Date(ms);
}

const wrong = (text: string, why: string) =>
  new BadParameter('datetime', `${quoted(text)} is not understood: ${why}.`);
