import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNull,
  lte,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import { type AreaGeometry, type BBox, boundingBox } from '#app/features/areas/area.ts';
import { cellsFor } from '#app/features/areas/cells.ts';
import { type Coverage, coverage, intersect } from '#app/features/areas/overlay.ts';
import { relationsTo } from '#app/features/requests/requests.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { deliveryFiles, entities, itemCells, items, requests, sensors } from '#db/schema.ts';
import { type Cursor, meetsBox, partsOf, readCursor, writeCursor } from './catalogue-search.ts';

export type ItemSearch = {
  /** [west, south, east, north] in degrees; west > east where it crosses the antimeridian. */
  bbox?: BBox;
  /** Acquired between these moments, both included. */
  from?: Date;
  to?: Date;
  sensorIds?: readonly string[];
  /** A scene whose cloud cover is not known is left out when this is set. */
  maxCloudPct?: number;
  /** At most 200. */
  limit: number;
  /** The `next` of the page before; anything else begins at the first page. */
  after?: string;
};

/** A scene as lists need it: without its STAC item, which only its own page reads. */
export type CatalogueRow = Omit<typeof items.$inferSelect, 'stac'> & { sensorName: string };

const { stac: _leftOut, ...listed } = getTableColumns(items);
const maxLimit = 200;
const maxRounds = 20;

/**
 * The scenes that meet the filters, newest first, and where the next page begins. A scene without a footprint is found
 * without a box only.
 */
export async function searchItems(
  db: Db,
  search: ItemSearch,
): Promise<{ items: CatalogueRow[]; next: string | null }> {
  const limit = Math.min(maxLimit, Math.max(1, Math.trunc(search.limit)));
  const found: CatalogueRow[] = [];
  let cursor = readCursor(search.after);
  // Boxes of footprints are tested by the database, the footprints here: a round may find less than it read.
  for (let round = 0; round < maxRounds; round += 1) {
    const rows = await readRows(db, search, cursor, limit + 1);
    for (const row of rows) {
      if (liesIn(row, search.bbox)) {
        if (found.length === limit) return { items: found, next: cursor && writeCursor(cursor) };
        found.push(row);
      }
      cursor = { acquiredAt: row.acquiredAt, id: row.id };
    }
    if (rows.length <= limit) return { items: found, next: null };
  }
  return { items: found, next: cursor && writeCursor(cursor) };
}

const liesIn = ({ footprint }: CatalogueRow, box: BBox | undefined) =>
  !box || (footprint !== null && meetsBox(footprint, box));

function readRows(
  db: Db,
  search: ItemSearch,
  cursor: Cursor | null,
  limit: number,
): Promise<CatalogueRow[]> {
  const where = search.bbox
    ? sql`${items.id} in (${idsInBox(search, search.bbox, cursor, limit)})`
    : and(...ofItem(search), ...ofTime(search, cursor, items.acquiredAt, items.id));
  return db
    .select({ ...listed, sensorName: sensors.name })
    .from(items)
    .innerJoin(sensors, eq(sensors.id, items.sensorId))
    .where(where)
    .orderBy(desc(items.acquiredAt), desc(items.id))
    .limit(limit)
    .then((rows) => rows);
}

/**
 * The newest ids whose boxes meet the query's: one ordered and limited reading for each cell, so that neither a crowded
 * place nor a wide box makes the database read more than it answers. What lies under several cells is counted once.
 */
function idsInBox(search: ItemSearch, bbox: BBox, cursor: Cursor | null, limit: number): SQL {
  const filters = [
    ...ofItem(search),
    ...ofTime(search, cursor, itemCells.acquiredAt, itemCells.itemId),
    or(...partsOf(bbox).map(boxesMeet)),
  ];
  const readings = cellsFor(bbox).map(
    (cell) => sql`select * from (
      select ${itemCells.itemId} as item, ${itemCells.acquiredAt} as taken
      from ${itemCells} inner join ${items} on ${items.id} = ${itemCells.itemId}
      where ${and(eq(itemCells.cell, cell), ...filters)}
      order by ${itemCells.acquiredAt} desc, ${itemCells.itemId} desc limit ${limit}) as reading`,
  );
  return sql`select item from (${sql.join(readings, sql` union all `)}) as readings
    group by item, taken order by taken desc, item desc limit ${limit}`;
}

function ofItem({ sensorIds, maxCloudPct }: ItemSearch): (SQL | undefined)[] {
  return [
    sensorIds && sensorIds.length > 0 ? inArray(items.sensorId, [...sensorIds]) : undefined,
    maxCloudPct === undefined ? undefined : lte(items.cloudCoverPct, maxCloudPct),
  ];
}

type TimeColumn = typeof items.acquiredAt | typeof itemCells.acquiredAt;
type IdColumn = typeof items.id | typeof itemCells.itemId;

function ofTime(
  { from, to }: ItemSearch,
  cursor: Cursor | null,
  time: TimeColumn,
  id: IdColumn,
): (SQL | undefined)[] {
  return [
    from && gte(time, from),
    to && lte(time, to),
    cursor
      ? sql`(${time}, ${id}) < (${sql.param(cursor.acquiredAt, time)}, ${cursor.id})`
      : undefined,
  ];
}

/** A scene whose west lies east of its east crosses the antimeridian: it meets what reaches either side of it. */
const boxesMeet = ([west, south, east, north]: BBox) => sql`(
  ${items.south} <= ${north} and ${items.north} >= ${south} and case
    when ${items.west} <= ${items.east} then ${items.west} <= ${east} and ${items.east} >= ${west}
    else ${items.west} <= ${east} or ${items.east} >= ${west} end)`;

/** A scene with all that its page tells, or a refusal (404). The request's number is for those who may see the request. */
export async function findItem(db: Db, id: string, actor: Actor | null = null) {
  const [row] = await db
    .select({ item: items, sensorName: sensors.name, entityName: entities.name, request: requests })
    .from(items)
    .innerJoin(sensors, eq(sensors.id, items.sensorId))
    .leftJoin(requests, eq(requests.id, items.requestId))
    .leftJoin(entities, eq(entities.id, requests.entityId))
    .where(eq(items.id, id));
  if (!row) refuse('not-found', 'no-item');
  const { item, sensorName, entityName, request } = row;
  const mayKnow = request !== null && relationsTo(actor, request).length > 0;
  return {
    item,
    sensorName,
    entityName,
    requestNumber: mayKnow ? request.number : null,
    deliveryId: item.deliveryId,
    files: await listFiles(db, item),
  };
}

/** The files of a scene: its own, and those that all scenes of its parcel share. None of one that was imported. */
export async function listFiles(db: Db, item: { id: string; deliveryId: string | null }) {
  if (item.deliveryId === null) return [];
  return db
    .select()
    .from(deliveryFiles)
    .where(
      and(
        eq(deliveryFiles.deliveryId, item.deliveryId),
        or(eq(deliveryFiles.itemId, item.id), isNull(deliveryFiles.itemId)),
      ),
    )
    .orderBy(asc(deliveryFiles.path))
    .then((rows) => rows);
}

/** More scenes than this over one area add nothing to what is held there. */
const maxHeld = 1000;

/** The scenes that show any of the area, newest first, and what of it they hold together. */
export async function heldOver(
  db: Db,
  aoi: AreaGeometry,
): Promise<{ items: CatalogueRow[]; coverage: Coverage }> {
  const bbox = boundingBox(aoi);
  const near = bbox ? await allInBox(db, bbox) : [];
  const held: (CatalogueRow & { footprint: AreaGeometry })[] = [];
  for (const { footprint, ...row } of near) {
    if (footprint && (await intersect(aoi, footprint))) held.push({ ...row, footprint });
  }
  const footprints = held.map(({ footprint }) => footprint);
  return { items: held, coverage: await coverage(aoi, footprints) };
}

async function allInBox(db: Db, bbox: BBox): Promise<CatalogueRow[]> {
  const found: CatalogueRow[] = [];
  let after: string | null = '';
  while (after !== null && found.length < maxHeld) {
    const page: Awaited<ReturnType<typeof searchItems>> = await searchItems(db, {
      bbox,
      limit: maxLimit,
      after,
    });
    found.push(...page.items);
    after = page.next;
  }
  return found;
}

/** The scenes that were delivered for a request, newest first. The caller has found the request first. */
export function itemsOfRequest(db: Db, requestId: string): Promise<CatalogueRow[]> {
  return db
    .select({ ...listed, sensorName: sensors.name })
    .from(items)
    .innerJoin(sensors, eq(sensors.id, items.sensorId))
    .where(eq(items.requestId, requestId))
    .orderBy(desc(items.acquiredAt), desc(items.id))
    .then((rows) => rows);
}
