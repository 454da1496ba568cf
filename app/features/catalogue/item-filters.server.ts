import { gte, inArray, isNotNull, lte, max, or, type SQL, sql } from 'drizzle-orm';
import type { Geometry } from 'geojson';
import type { BBox } from '#app/features/areas/area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { foldText } from '#app/lib/fold-text.ts';
import { items, sensors } from '#db/schema.ts';
import { partsOf } from './bounds.ts';
import type { Candidate, CatalogueRow } from './item-rows.server.ts';
import { meets, type Shape, shapeOf, shapeOfBox } from './meets.ts';
import { type Viewer, visibleTo } from './visibility.server.ts';

/** What a scene has to be to be found. Everything given has to hold. */
export type ItemFilter = {
  /** [west, south, east, north] in degrees; west > east where it crosses the antimeridian. */
  bbox?: BBox;
  /** Any GeoJSON geometry in [lon, lat], EPSG:4326: scenes that touch it are found. */
  intersects?: Geometry;
  /** Acquired between these moments, both included. */
  from?: Date;
  to?: Date;
  ids?: readonly string[];
  sensorIds?: readonly string[];
  /** A scene whose cloud cover is not known is left out when this is set. */
  maxCloudPct?: number;
  /** Words, each of which is in the id, the platform or the sensor's name; accents and capitals do not count. */
  text?: string;
  /** A further condition over the columns of `items`. */
  where?: SQL;
  /** What the database cannot say, asked of each row that meets the rest. */
  matches?: (row: CatalogueRow) => boolean;
};

/** A filter made ready: conditions over `items`, and the shapes that footprints are compared with. */
export type Filter = {
  /** Who may know, sensors, ids, cloud, words, `where`. Not time, nor place. */
  conditions: SQL[];
  from: Date | null;
  to: Date | null;
  shapes: Shape[];
  matches: ItemFilter['matches'];
  /** Nothing can meet it: an empty box or list. */
  isVoid: boolean;
  sensorIds: readonly string[];
  /** Scenes are named by their ids: they are few. */
  isNamed: boolean;
  /** Asks for nothing but what the index of facts holds. */
  isFactual: boolean;
};

/** `now` is for figures that are kept: `lastEmbargoEnd`. */
export async function readFilter(
  db: Db,
  viewer: Viewer,
  given: ItemFilter,
  now = new Date(),
): Promise<Filter> {
  const { bbox, intersects, ids, sensorIds, maxCloudPct, where } = given;
  const isEverywhere = bbox !== undefined && holdsTheWorld(bbox);
  const shapes = [
    ...(bbox && !isEverywhere ? [shapeOfBox(bbox)] : []),
    ...(intersects ? [shapeOf(intersects)] : []),
  ];
  const words = await textConditions(db, given.text);
  const conditions = [
    visibleTo(viewer, now),
    isEverywhere && isNotNull(items.west),
    ids && inArray(items.id, [...ids]),
    sensorIds && sensorIds.length > 0 && inArray(items.sensorId, [...sensorIds]),
    maxCloudPct !== undefined && lte(items.cloudCoverPct, maxCloudPct),
    ...words,
    where,
  ];
  return {
    conditions: conditions.filter((condition) => condition !== undefined && condition !== false),
    from: given.from ?? null,
    to: given.to ?? null,
    shapes,
    matches: given.matches,
    isVoid: shapes.some(({ bounds }) => bounds === null) || ids?.length === 0,
    sensorIds: sensorIds ?? [],
    isNamed: ids !== undefined,
    isFactual: shapes.length === 0 && !isEverywhere && !ids && !where && words.length === 0,
  };
}

/** A box that everything with a place lies in, as many clients send for no box at all. */
const holdsTheWorld = ([west, south, east, north]: BBox) =>
  west <= -180 && south <= -90 && east >= 180 && north >= 90;

/**
 * When the last embargo ended: between that moment and now visibility did not change, so that a figure kept since then
 * still holds.
 */
export async function lastEmbargoEnd(db: Db): Promise<Date> {
  const now = new Date();
  const [row] = await db
    .select({ at: max(items.embargoUntil) })
    .from(items)
    .where(lte(items.embargoUntil, now));
  return row?.at ?? new Date(0);
}

/** Each word is somewhere in what tells of a scene. Words are few: what comes after the tenth is left out. */
async function textConditions(db: Db, text: string | undefined): Promise<(SQL | undefined)[]> {
  const words = foldText(text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 10);
  if (words.length === 0) return [];
  const all = await db.select({ id: sensors.id, name: sensors.name }).from(sensors);
  const folded = all.map(({ id, name }) => ({ id, name: foldText(name) }));
  return words.map((word) => {
    const ids = folded.filter(({ name }) => name.includes(word)).map(({ id }) => id);
    const pattern = `%${word.replace(/[!%_]/g, '!$&')}%`;
    return or(
      sql`${items.searchText} like ${pattern} escape '!'`,
      ids.length > 0 ? inArray(items.sensorId, ids) : undefined,
    );
  });
}

/** The scene was acquired in time. */
export const timeConditions = ({ from, to }: Filter): SQL[] => [
  ...(from ? [gte(items.acquiredAt, from)] : []),
  ...(to ? [lte(items.acquiredAt, to)] : []),
];

/** The scene's box meets that of each shape. */
export const placeConditions = ({ shapes }: Filter): SQL[] =>
  shapes.flatMap(({ bounds }) => (bounds ? [anyOf(partsOf(bounds).map(boxMeets))] : []));

/** A scene whose west lies east of its east crosses the antimeridian: it meets what reaches either side of it. */
const boxMeets = ([west, south, east, north]: BBox) => sql`(
  ${items.south} <= ${north} and ${items.north} >= ${south} and case
    when ${items.west} <= ${items.east} then ${items.west} <= ${east} and ${items.east} >= ${west}
    else ${items.west} <= ${east} or ${items.east} >= ${west} end)`;

const anyOf = (conditions: SQL[]) => sql`(${sql.join(conditions, sql` or `)})`;

/** Whether a row that met the conditions meets the rest. */
export function passes(filter: Filter, { footprint, row }: Candidate): boolean {
  const isThere = filter.shapes.every((shape) => footprint !== null && meets(footprint, shape));
  return isThere && (filter.matches?.(row()) ?? true);
}
