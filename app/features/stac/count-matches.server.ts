import type { AreaGeometry } from '#app/features/areas/area.ts';
import { countItems } from '#app/features/catalogue/count-items.server.ts';
import {
  type Filter,
  type ItemFilter,
  readFilter,
} from '#app/features/catalogue/item-filters.server.ts';
import { fromItems, tilesOf } from '#app/features/catalogue/item-source.server.ts';
import { conditionOf, matchingRows } from '#app/features/catalogue/matching-rows.server.ts';
import { meets } from '#app/features/catalogue/meets.ts';
import type { Viewer } from '#app/features/catalogue/visibility.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { items } from '#db/schema.ts';
import { SqlText } from '#db/sql-text.ts';

/** Counting more footprints than this for every search would cost more than the search. */
const maxFootprints = 200;

/** A condition of CQL2 is counted up to here: it may be one that no index serves. */
const maxConditioned = 20_000;

/**
 * How many scenes a search finds in all, or null where that would take much longer than finding some of them: places where
 * hundreds of scenes lie, and filters that tens of thousands meet. OGC 17-069r4, 7.15.7 lets the number be left out then;
 * `/aggregate` gives it all the same.
 */
export async function countMatches(
  db: Db,
  viewer: Viewer,
  asked: ItemFilter,
): Promise<number | null> {
  const filter = await readFilter(db, viewer, asked);
  if (filter.isVoid) return 0;
  if (filter.isNamed) return (await matchingRows(db, filter)).length;
  if (filter.shapes.length > 0 || filter.matches) {
    const text = new SqlText();
    const cells = tilesOf(filter).map((cell) => text.value(cell));
    const near = await limitedCount(
      db,
      `select 1 from item_cells where cell in (${cells.join(', ')})`,
      text,
      maxFootprints,
    );
    if (near === null) return null;
    return filter.matches ? (await matchingRows(db, filter)).length : countPlaced(db, filter);
  }
  if (!asked.where) return countItems(db, viewer, asked);
  const text = new SqlText();
  const where = text.piece(conditionOf(filter));
  return limitedCount(db, `select 1 from items where ${where}`, text, maxConditioned);
}

/** Footprints alone are read: they are all that is left to ask. */
async function countPlaced(db: Db, filter: Filter): Promise<number> {
  const text = new SqlText();
  const from = fromItems(text, filter);
  const rows = await db.rows(`select items.footprint ${from}`, text.values);
  const footprints = rows.map(([written]) => items.footprint.mapFromDriverValue(written));
  return footprints.filter((footprint) =>
    filter.shapes.every((shape) => meets(footprint as AreaGeometry, shape)),
  ).length;
}

async function limitedCount(
  db: Db,
  select: string,
  text: SqlText,
  most: number,
): Promise<number | null> {
  const limit = text.value(most + 1);
  const [row] = await db.rows(
    `select count(*) from (${select} limit ${limit}) as found`,
    text.values,
  );
  const count = Number(row?.[0] ?? 0);
  return count > most ? null : count;
}
