import {
  type Aggregation,
  aggregateItems,
  type Bucket,
  type Facet,
} from '#app/features/catalogue/aggregate-items.server.ts';
import { type ItemFilter, readFilter } from '#app/features/catalogue/item-filters.server.ts';
import { tilesOf } from '#app/features/catalogue/item-source.server.ts';
import type { Viewer } from '#app/features/catalogue/visibility.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { SqlText } from '#db/sql-text.ts';
import { type AggregationName, aggregations, readAggregations } from './aggregations.ts';
import { BadParameter } from './bad-parameter.ts';
import { catalogueState, type KeptFigures, sightOf } from './kept-figures.server.ts';
import { planSearch } from './plan-search.server.ts';
import { type Given, readSearch } from './search-request.ts';

type Answer = { name: AggregationName; data_type: string; value?: unknown; buckets?: unknown[] };

/** Scenes that are looked at one by one, at most: what is asked over a polygon or by a calculation. */
const maxCompared = 50_000;

/** The figures asked for, of what this person may know of. @throws BadParameter */
export async function aggregate(
  db: Db,
  viewer: Viewer,
  given: Given,
  kept: KeptFigures<Aggregation>,
): Promise<Answer[]> {
  const { aggregations: named, ...rest } = given;
  const names = readAggregations(named);
  const search = readSearch(rest);
  const asked = await planSearch(search);
  if (names.length === 0) return [];
  const state = await catalogueState(db);
  const facets = [...new Set(names.flatMap((name) => facetOf[name] ?? []))];
  const key = sightOf(viewer) + JSON.stringify([search, facets]);
  const figures = await kept.get(key, state, async () => {
    await refuseTooMany(db, viewer, asked);
    return aggregateItems(db, viewer, asked, facets);
  });
  return names.map((name) => ({ name, ...answerOf(name, figures) }));
}

async function refuseTooMany(db: Db, viewer: Viewer, asked: ItemFilter): Promise<void> {
  const filter = await readFilter(db, viewer, asked);
  // Within a box the database counts.
  if (!filter.matches && filter.shapes.every(({ isBox }) => isBox)) return;
  const text = new SqlText();
  const cells = tilesOf(filter).map((cell) => text.value(cell));
  const [row] = await db.rows(
    `select count(*) from (select 1 from item_cells where cell in (${cells.join(', ')}) limit ${maxCompared + 1}) as near`,
    text.values,
  );
  if (Number(row?.[0] ?? 0) <= maxCompared) return;
  throw new BadParameter(
    asked.matches ? 'filter' : 'intersects',
    `there are more than ${maxCompared} scenes to compare one by one: ask for a smaller place.`,
  );
}

const facetOf: Partial<Record<AggregationName, Facet>> = {
  collection_frequency: 'sensor',
  platform_frequency: 'platform',
  datetime_frequency: 'month',
  cloud_cover_frequency: 'cloud',
};

function answerOf(name: AggregationName, figures: Aggregation): Omit<Answer, 'name'> {
  const { data_type } = aggregations[name];
  const buckets = figures.buckets[facetOf[name] ?? 'year'] ?? [];
  switch (name) {
    case 'total_count':
      return { data_type, value: figures.total };
    case 'datetime_min':
      return { data_type, value: figures.from?.toISOString() ?? null };
    case 'datetime_max':
      return { data_type, value: figures.to?.toISOString() ?? null };
    case 'datetime_frequency':
      return { data_type, ...bucketed(buckets, ({ value }) => ({ key: `${value}-01T00:00:00Z` })) };
    case 'cloud_cover_frequency':
      return { data_type, ...bucketed(buckets, cloudBand) };
    default:
      return { data_type, ...bucketed(buckets, ({ value }) => ({ key: value })) };
  }
}

/** Ten bands of ten percent; the last holds 100 % too. */
function cloudBand({ value }: Bucket) {
  const from = Number(value);
  return { key: `${from}-${from + 10}`, from, to: from + 10 };
}

/** What is not known is in no bucket: `overflow` says how many that are. */
function bucketed(buckets: readonly Bucket[], write: (bucket: Bucket) => Record<string, unknown>) {
  const known = buckets.filter(({ value }) => value !== null);
  const overflow = buckets.reduce((sum, { value, count }) => sum + (value === null ? count : 0), 0);
  return {
    buckets: known.map((bucket) => ({ ...write(bucket), frequency: bucket.count })),
    overflow,
  };
}
