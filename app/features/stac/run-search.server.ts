import type { ItemFilter } from '#app/features/catalogue/item-filters.server.ts';
import { newestFirst, type SortKey } from '#app/features/catalogue/item-sort.ts';
import { isCursor, searchItems } from '#app/features/catalogue/search-items.server.ts';
import type { Viewer } from '#app/features/catalogue/visibility.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { BadParameter } from './bad-parameter.ts';
import { countMatches } from './count-matches.server.ts';
import { withFields } from './fields.ts';
import type { ItemTexts } from './item-texts.server.ts';
import { catalogueState, type KeptFigures, sightOf } from './kept-figures.server.ts';
import { planSearch } from './plan-search.server.ts';
import type { StacSearch } from './search-request.ts';

export type Found = {
  /** Items as JSON. */
  texts: string[];
  /** What continues the search, or null at its end. */
  next: string | null;
  /** How many there are in all; null where counting them costs too much. */
  matched: number | null;
};

export type SearchDeps = { items: ItemTexts; counts: KeptFigures<number | null> };

/** The items that this person may know of and that a search asks for. @throws BadParameter */
export async function runSearch(
  db: Db,
  viewer: Viewer,
  search: StacSearch,
  { items, counts }: SearchDeps,
): Promise<Found> {
  const { limit, token, fields } = search;
  const asked = await planSearch(search);
  const sort = orderOf(search, asked);
  if (token !== null && !isCursor(token, sort)) {
    throw new BadParameter('token', 'it continues no search in this order.');
  }
  const state = await catalogueState(db);
  const page = { ...asked, limit, sort, ...(token && { after: token }) };
  const { items: rows, next } = await searchItems(db, viewer, page);
  const texts = await items.of(db, rows, state);
  const isWhole = token === null && next === null;
  const matched = isWhole
    ? rows.length
    : await counts.get(keyOf(viewer, search), state, () => countMatches(db, viewer, asked));
  return {
    texts: fields
      ? texts.map((text) => JSON.stringify(withFields(JSON.parse(text), fields)))
      : texts,
    next,
    matched,
  };
}

/**
 * Newest first where nothing is said. Scenes that are named are looked up by name: with a second key the order is not one
 * in which the whole catalogue is kept, and read until they turn up.
 */
function orderOf({ sort }: StacSearch, { ids }: ItemFilter): readonly SortKey[] {
  if (sort.length > 0) return sort;
  return ids ? [...newestFirst, { by: 'id', descending: false }] : newestFirst;
}

/** One item, or null: the same for one that may not be known of as for one that never was. */
export async function findItemText(
  db: Db,
  viewer: Viewer,
  { collection, id }: { collection: string; id: string },
  items: ItemTexts,
): Promise<string | null> {
  const state = await catalogueState(db);
  const only: ItemFilter = { ids: [id], sensorIds: [collection] };
  const sort: SortKey[] = [{ by: 'id', descending: false }];
  const { items: rows } = await searchItems(db, viewer, { ...only, sort, limit: 1 });
  const [text] = await items.of(db, rows, state);
  return text ?? null;
}

/** What is asked and by whom, without the page: searches that have the same find the same. */
function keyOf(
  viewer: Viewer,
  { bbox, intersects, interval, ids, collections, filter }: StacSearch,
) {
  return sightOf(viewer) + JSON.stringify([bbox, intersects, interval, ids, collections, filter]);
}
