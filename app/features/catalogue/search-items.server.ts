import type { Db } from '#app/lib/db.server.ts';
import { openCursor, sealCursor } from './cursor.server.ts';
import { type Filter, type ItemFilter, passes, readFilter } from './item-filters.server.ts';
import { readNumbers } from './item-plan.server.ts';
import {
  type Candidate,
  type CatalogueRow,
  readCandidates,
  withDocuments,
} from './item-rows.server.ts';
import { type Cursor, decisive, type SortKey, type SortValue } from './item-sort.ts';
import type { Viewer } from './visibility.server.ts';

export type { CatalogueRow } from './item-rows.server.ts';

export type ItemSearch = ItemFilter & {
  /** Newest first where it says nothing. What is not known comes last. */
  sort?: readonly SortKey[];
  /** At most `maxLimit`; more gives as many. */
  limit: number;
  /** The `next` of the page before, of a search in the same order; anything else begins at the first page. */
  after?: string;
};

export const maxLimit = 1000;

export type FoundItems = { items: CatalogueRow[]; next: string | null };

/** Rows read whose footprints or `matches` say no, at most, before a page ends shorter than was asked. */
const maxTested = 50_000;

/**
 * The scenes that this person may know of and that meet the filter, in the order asked, and where the next page begins.
 * Pages neither lose nor repeat a scene while others are added. A page may be shorter than its limit, and even empty, and
 * have a next one. A scene without a footprint is found by no place.
 */
export async function searchItems(
  db: Db,
  viewer: Viewer,
  search: ItemSearch,
  options: { withStac?: boolean } = {},
): Promise<FoundItems> {
  const sort = decisive(search.sort);
  const limit = Math.min(maxLimit, Math.max(1, Math.trunc(search.limit) || 1));
  const filter = await readFilter(db, viewer, search);
  const page = { sort, limit, cursor: openCursor(search.after, sort) };
  const { items, end } = filter.isVoid ? nothing : await readPage(db, filter, page);
  return {
    items: options.withStac ? await withDocuments(db, items) : items,
    next: end && sealCursor(end, sort),
  };
}

/** Whether `after` continues a search in this order. */
export const isCursor = (after: string, sort?: readonly SortKey[]) =>
  openCursor(after, decisive(sort)) !== null;

type Page = { items: CatalogueRow[]; end: Cursor | null };
const nothing: Page = { items: [], end: null };

async function readPage(
  db: Db,
  filter: Filter,
  { sort, limit, cursor }: { sort: readonly SortKey[]; limit: number; cursor: Cursor | null },
): Promise<Page> {
  const items: CatalogueRow[] = [];
  // One more than asked tells whether there is a next page; a quarter more where footprints may say no.
  let count = limit + 1;
  if (filter.shapes.length > 0 || filter.matches) count += 2 + Math.ceil(limit / 4);
  let last: Candidate | null = null;
  const end = () => (last ? placeOf(last.row(), sort) : cursor);
  for (let tested = 0; tested < maxTested; ) {
    const numbers = await readNumbers(db, filter, { sort, cursor: end(), count });
    for (const candidate of await readCandidates(db, numbers)) {
      if (passes(filter, candidate)) {
        if (items.length === limit) return { items, end: end() };
        items.push(candidate.row());
      }
      last = candidate;
    }
    if (numbers.length < count) return { items, end: null };
    tested += numbers.length;
    count = Math.min(1000, count * 2);
  }
  return { items, end: end() };
}

const placeOf = (row: CatalogueRow, sort: readonly SortKey[]): Cursor => ({
  rowNo: row.rowNo,
  values: sort.map(({ by }): SortValue => {
    const value = row[by];
    return value instanceof Date ? value.getTime() : value;
  }),
});

/** All that a search finds, page after page, up to so many. */
export async function collectItems(
  db: Db,
  viewer: Viewer,
  { max, ...filter }: ItemFilter & { sort?: readonly SortKey[]; max: number },
): Promise<CatalogueRow[]> {
  const found: CatalogueRow[] = [];
  let after: string | null = '';
  while (after !== null && found.length < max) {
    const limit = Math.min(maxLimit, max - found.length);
    const page: FoundItems = await searchItems(db, viewer, { ...filter, limit, after });
    found.push(...page.items);
    after = page.next;
  }
  return found;
}
