/** The scenes of a search over time: bars of months, or of years where there are many. */

export type TimelineBar = {
  /** `2026-05` or `2026`. */
  key: string;
  /** Calendar days, both included. */
  from: string;
  to: string;
  count: number;
  /** Within the days that the search asks for. */
  isChosen: boolean;
};

export type Timeline = { unit: 'month' | 'year'; bars: TimelineBar[]; most: number };

/** More bars than this are too thin to be pointed at. */
const maxMonths = 72;

/**
 * The bars between the first and the last scene, empty ones included. `months` are counts by `YYYY-MM` in UTC, of the
 * search without its days. Where there are too many months, years; unless the days asked for are few enough to be shown by
 * month.
 */
export function timelineOf(
  months: readonly { value: string | null; count: number }[],
  { from, to }: { from: string | null; to: string | null },
): Timeline {
  const counts = new Map(
    months.flatMap(({ value, count }) => (value && count > 0 ? [[value, count] as const] : [])),
  );
  const keys = [...counts.keys()].sort();
  const [first, last] = [keys[0], keys.at(-1)];
  if (!first || !last) return { unit: 'month', bars: [], most: 0 };
  const [shownFirst, shownLast] = within(first, last, from, to);
  const all = monthsBetween(shownFirst, shownLast);
  const unit = all.length > maxMonths ? 'year' : 'month';
  const bars = (unit === 'month' ? all : yearsBetween(first, last)).map((key) =>
    barOf(key, countOf(counts, key), { from, to }),
  );
  return { unit, bars, most: Math.max(...bars.map(({ count }) => count)) };
}

/** All months where they are few; else the years of the days asked for, where those are few. */
function within(first: string, last: string, from: string | null, to: string | null) {
  if (monthsBetween(first, last).length <= maxMonths || !from || !to) return [first, last] as const;
  const start = `${from.slice(0, 4)}-01`;
  const end = `${to.slice(0, 4)}-12`;
  const isFew = monthsBetween(start, end).length <= 48;
  return isFew ? ([start, end] as const) : ([first, last] as const);
}

function monthsBetween(first: string, last: string): string[] {
  const rank = (key: string) => Number(key.slice(0, 4)) * 12 + Number(key.slice(5, 7)) - 1;
  const length = Math.max(0, Math.min(12_000, rank(last) - rank(first) + 1));
  return Array.from({ length }, (_, at) => {
    const month = rank(first) + at;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

function yearsBetween(first: string, last: string): string[] {
  const start = Number(first.slice(0, 4));
  const length = Math.min(1000, Number(last.slice(0, 4)) - start + 1);
  return Array.from({ length }, (_, at) => String(start + at).padStart(4, '0'));
}

function countOf(counts: ReadonlyMap<string, number>, key: string): number {
  if (key.length > 4) return counts.get(key) ?? 0;
  return [...counts].reduce((sum, [month, n]) => (month.startsWith(key) ? sum + n : sum), 0);
}

function barOf(
  key: string,
  count: number,
  asked: { from: string | null; to: string | null },
): TimelineBar {
  const from = key.length > 4 ? `${key}-01` : `${key}-01-01`;
  const to = key.length > 4 ? lastDayOf(key) : `${key}-12-31`;
  const isAsked = asked.from !== null || asked.to !== null;
  const isInside = (asked.from ?? '') <= to && from <= (asked.to ?? '9999');
  return { key, from, to, count, isChosen: isAsked && isInside };
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
