import type { Db } from '#app/lib/db.server.ts';
import { type ItemFilter, lastEmbargoEnd, readFilter } from './item-filters.server.ts';
import { readGroups } from './item-groups.server.ts';
import type { Viewer } from './visibility.server.ts';

/** How many scenes a search finds in all: exact, for what this person may know of. */
export async function countItems(db: Db, viewer: Viewer, given: ItemFilter): Promise<number> {
  const filter = await readFilter(db, viewer, given, await lastEmbargoEnd(db));
  const groups = await readGroups(db, filter, []);
  return groups.reduce((sum, { count }) => sum + count, 0);
}
