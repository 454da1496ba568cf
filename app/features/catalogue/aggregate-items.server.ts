import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { items } from '#db/schema.ts';
import { type ItemFilter, lastEmbargoEnd, readFilter } from './item-filters.server.ts';
import { type Group, readGroups } from './item-groups.server.ts';
import type { Viewer } from './visibility.server.ts';

/** What scenes are counted by: a month is `2026-05` and a year `2026`, in UTC; cloud is in tens of percent, `0` to `90`. */
export const facets = ['sensor', 'platform', 'month', 'year', 'cloud', 'visibility'] as const;
export type Facet = (typeof facets)[number];

/** How many scenes have this value; null is not known. In the order of the values. */
export type Bucket = { value: string | null; count: number };

export type Aggregation = {
  total: number;
  /** When the first and the last were acquired; null when there is none. */
  from: Date | null;
  to: Date | null;
  buckets: Partial<Record<Facet, Bucket[]>>;
};

/** How many scenes a search finds, in all and by each facet wanted: exact, for what this person may know of. */
export async function aggregateItems(
  db: Db,
  viewer: Viewer,
  given: ItemFilter,
  wanted: readonly Facet[] = facets,
): Promise<Aggregation> {
  const filter = await readFilter(db, viewer, given, await lastEmbargoEnd(db));
  const keys = [...new Set(wanted.map((facet) => keyOf[facet]))];
  // Without a place each key is read from an index alone; with one, the rows are read, so all keys at once.
  const questions = filter.shapes.length > 0 || filter.matches ? [keys] : keys.map((key) => [key]);
  const answers = await answered(questions.length > 0 ? questions : [[]], (question) =>
    readGroups(
      db,
      filter,
      question.map((key) => columnOf[key]),
    ),
  );
  const [all = []] = answers;
  const from = all.reduce((least, group) => Math.min(least, group.from), Infinity);
  const to = all.reduce((most, group) => Math.max(most, group.to), -Infinity);
  return {
    total: all.reduce((sum, { count }) => sum + count, 0),
    from: all.length > 0 ? new Date(from) : null,
    to: all.length > 0 ? new Date(to) : null,
    buckets: Object.fromEntries(
      wanted.map((facet) => {
        const at = questions.findIndex((question) => question.includes(keyOf[facet]));
        const rank = questions[at]?.indexOf(keyOf[facet]) ?? 0;
        return [facet, bucketsOf(answers[at] ?? [], (group) => shownAs[facet](group.values[rank]))];
      }),
    ),
  };
}

/** One after the other: each takes the database's whole attention. */
async function answered<Q, A>(questions: readonly Q[], ask: (question: Q) => Promise<A>) {
  const answers: A[] = [];
  for (const question of questions) answers.push(await ask(question));
  return answers;
}

/** What the database groups by: months and years are made of days here. */
type Key = 'sensor' | 'platform' | 'day' | 'cloud' | 'visibility';

const keyOf: Record<Facet, Key> = {
  sensor: 'sensor',
  platform: 'platform',
  month: 'day',
  year: 'day',
  cloud: 'cloud',
  visibility: 'visibility',
};

const columnOf: Record<Key, SQL> = {
  sensor: sql`${items.sensorId}`,
  platform: sql`${items.platform}`,
  /** Days since 1970, in UTC. */
  day: usesPostgres
    ? sql`cast(floor(extract(epoch from ${items.acquiredAt}) / 86400) as integer)`
    : sql`cast(floor(${items.acquiredAt} / 86400000.0) as integer)`,
  /** Ten bands of ten percent; 100 % is in the last. */
  cloud: sql`case when ${items.cloudCoverPct} is null then null
    when ${items.cloudCoverPct} >= 90 then 9 else cast(floor(${items.cloudCoverPct} / 10) as integer) end`,
  visibility: sql`${items.visibility}`,
};

const dayOf = (days: unknown) => new Date(Number(days) * 86_400_000).toISOString();

const shownAs: Record<Facet, (value: unknown) => string | null> = {
  sensor: String,
  platform: String,
  month: (days) => dayOf(days).slice(0, 7),
  year: (days) => dayOf(days).slice(0, 4),
  cloud: (band) => (band === null ? null : String(10 * Number(band))),
  visibility: String,
};

function bucketsOf(groups: readonly Group[], value: (group: Group) => string | null): Bucket[] {
  const counts = new Map<string | null, number>();
  for (const group of groups) {
    counts.set(value(group), (counts.get(value(group)) ?? 0) + group.count);
  }
  return [...counts]
    .map(([name, count]) => ({ value: name, count }))
    .sort((a, b) => inOrder(a.value, b.value));
}

/** What is not known comes last; `10` comes after `0` and before `20` as texts do. */
function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}
