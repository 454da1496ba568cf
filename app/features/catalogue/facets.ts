import { type CatalogueQuery, writeQuery } from './catalogue-query.ts';

/** What can be chosen to narrow a search, each with how many scenes it would find. */

export type FacetKind = 'sensor' | 'platform' | 'year' | 'cloud';
export type FacetChoice = {
  value: string;
  /** A name of its own; null where the page words the value. */
  label: string | null;
  count: number;
  isChosen: boolean;
  /** The address of the search with the choice made, or taken back. */
  href: string;
};
export type Facet = { kind: FacetKind; choices: FacetChoice[] };

export type Counted = { value: string | null; count: number };

/** Percents of cloud that a reader chooses from. */
export const cloudSteps = [5, 10, 20, 50] as const;

/**
 * The facets of a search. Each list of counts is of the search without what that facet asks, so that another choice can
 * be made; a choice that is made stays in its list though nothing has it.
 */
export function facetsOf(
  query: CatalogueQuery,
  counted: {
    sensors: readonly Counted[];
    platforms: readonly Counted[];
    years: readonly Counted[];
    clouds: readonly Counted[];
  },
  names: { sensor: (id: string) => string; platform: (id: string) => string },
): Facet[] {
  const hrefOf = (change: Partial<CatalogueQuery>) =>
    `/catalogue${writeQuery({ ...query, ...change, after: null })}`;
  const many = (
    list: readonly Counted[],
    chosen: readonly string[],
    name: (id: string) => string,
    change: (ids: string[]) => Partial<CatalogueQuery>,
  ) =>
    withChosen(list, chosen)
      .map(({ value, count }) => ({
        value,
        label: name(value),
        count,
        isChosen: chosen.includes(value),
        href: hrefOf(change(toggled(chosen, value))),
      }))
      .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
  const year = yearOf(query);
  const facets: Facet[] = [
    {
      kind: 'sensor',
      choices: many(counted.sensors, query.sensorIds, names.sensor, (sensorIds) => ({ sensorIds })),
    },
    {
      kind: 'platform',
      choices: many(counted.platforms, query.platforms, names.platform, (platforms) => ({
        platforms,
      })),
    },
    {
      kind: 'year',
      choices: withChosen(counted.years, year ? [year] : [])
        .sort((a, b) => b.value.localeCompare(a.value))
        .map(({ value, count }) => ({
          value,
          label: value,
          count,
          isChosen: value === year,
          href: hrefOf(
            value === year
              ? { from: null, to: null }
              : { from: `${value}-01-01`, to: `${value}-12-31` },
          ),
        })),
    },
    {
      kind: 'cloud',
      choices: withChosen(
        counted.clouds,
        query.maxCloudPct === null ? [] : [String(query.maxCloudPct)],
      ).map(({ value, count }) => ({
        value,
        label: null,
        count,
        isChosen: Number(value) === query.maxCloudPct,
        href: hrefOf({ maxCloudPct: Number(value) === query.maxCloudPct ? null : Number(value) }),
      })),
    },
  ];
  return facets.filter(({ choices }) => choices.length > 0);
}

/** The one year that the days of a search are, or null. */
export function yearOf({ from, to }: Pick<CatalogueQuery, 'from' | 'to'>): string | null {
  const year = from?.slice(0, 4) ?? '';
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : null;
}

/** Counts by year, from counts by month. */
export function yearsOf(months: readonly Counted[]): Counted[] {
  const years = new Map<string, number>();
  for (const { value, count } of months) {
    const year = value?.slice(0, 4);
    if (year) years.set(year, (years.get(year) ?? 0) + count);
  }
  return [...years].map(([value, count]) => ({ value, count }));
}

const toggled = (chosen: readonly string[], value: string): string[] =>
  chosen.includes(value) ? chosen.filter((id) => id !== value) : [...chosen, value];

function withChosen(
  list: readonly Counted[],
  chosen: readonly string[],
): { value: string; count: number }[] {
  const known = list.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]));
  const absent = chosen.filter((value) => !known.some((item) => item.value === value));
  return [...known, ...absent.map((value) => ({ value, count: 0 }))];
}
