import { and, gt, inArray, type SQL } from 'drizzle-orm';
import { items } from '#db/schema.ts';
import { type CatalogueQuery, momentsOf, sortKeys } from './catalogue-query.ts';
import type { MapSearch } from './footprint-map.server.ts';
import type { ItemFilter } from './item-filters.server.ts';
import type { SortKey } from './item-sort.ts';

/** The search that an address asks for, without the page: what lists, counts and figures share. */
export function filterOf(query: CatalogueQuery): ItemFilter {
  const { text, bbox, sensorIds, maxCloudPct } = query;
  const where = conditionOf(query);
  return {
    ...momentsOf(query),
    ...(text !== '' && { text }),
    ...(bbox && { bbox }),
    ...(sensorIds.length > 0 && { sensorIds }),
    ...(maxCloudPct !== null && { maxCloudPct }),
    ...(where && { where }),
  };
}

/** The same search in its order, from where the page before ended. */
export function searchOf(query: CatalogueQuery): ItemFilter & {
  sort: readonly SortKey[];
  after?: string;
} {
  return {
    ...filterOf(query),
    sort: sortKeys[query.sort],
    ...(query.after && { after: query.after }),
  };
}

/** The same search for the map. */
export function mapSearchOf(query: CatalogueQuery): MapSearch {
  const { text, bbox, sensorIds, platforms, maxCloudPct, since } = query;
  return {
    ...momentsOf(query),
    ...(text !== '' && { text }),
    ...(bbox && { bbox }),
    ...(sensorIds.length > 0 && { sensorIds }),
    ...(platforms.length > 0 && { platforms }),
    ...(maxCloudPct !== null && { maxCloudPct }),
    ...(since && { since: new Date(since) }),
  };
}

function conditionOf({ platforms, since }: CatalogueQuery): SQL | undefined {
  return and(
    platforms.length > 0 ? inArray(items.platform, platforms) : undefined,
    since ? gt(items.createdAt, new Date(since)) : undefined,
  );
}
