import { and, asc, desc, eq, getTableColumns, isNull, lte, or } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { type Coverage, coverage, intersect } from '#app/features/areas/overlay.ts';
import { relationsTo } from '#app/features/requests/requests.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { deliveryFiles, entities, itemDocuments, items, requests, sensors } from '#db/schema.ts';
import { type CatalogueRow, listed } from './item-rows.server.ts';
import { collectItems } from './search-items.server.ts';
import { knownTo, type Viewer } from './visibility.server.ts';

/**
 * A scene with all that its page tells, or a refusal (404): the same for one that may not be known of as for one that never
 * was. What was withdrawn is given, with its `withdrawnAt`. The request's number is for those who may see the request.
 */
export async function findItem(db: Db, actor: Actor | null, id: string) {
  const [row] = await db
    .select({
      item: { ...getTableColumns(items), stac: itemDocuments.stac },
      sensorName: sensors.name,
      entityName: entities.name,
      request: requests,
    })
    .from(items)
    .innerJoin(itemDocuments, eq(itemDocuments.rowNo, items.rowNo))
    .innerJoin(sensors, eq(sensors.id, items.sensorId))
    .leftJoin(requests, eq(requests.id, items.requestId))
    .leftJoin(entities, eq(entities.id, requests.entityId))
    .where(and(eq(items.id, id), knownTo(actor, new Date())));
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

/** What a held scene has to be to serve; nothing given, any does. */
export type HeldNeed = { from?: Date; to?: Date; maxGsdM?: number; maxCloudPct?: number };

/** A scene that shows some of an area. */
export type HeldItem = CatalogueRow & { footprint: AreaGeometry };

/**
 * The scenes that this person may know of and that show any of the area, newest first, and what of it they hold together.
 * At most a thousand, the newest.
 */
export async function heldOver(
  db: Db,
  viewer: Viewer,
  aoi: AreaGeometry,
  { maxGsdM, ...need }: HeldNeed = {},
): Promise<{ items: HeldItem[]; coverage: Coverage }> {
  const near = await collectItems(db, viewer, {
    ...need,
    intersects: aoi,
    ...(maxGsdM !== undefined && { where: lte(items.gsdM, maxGsdM) }),
    max: maxHeld,
  });
  const held: HeldItem[] = [];
  for (const row of near) {
    const { footprint } = row;
    // What only touches shows nothing.
    if (footprint && (await intersect(aoi, footprint))) held.push({ ...row, footprint });
  }
  const footprints = held.map(({ footprint }) => footprint);
  return { items: held, coverage: await coverage(aoi, footprints) };
}

/**
 * The scenes that were delivered for a request, newest first, and not withdrawn. The caller has found the request first: who
 * may see it may know of them.
 */
export function itemsOfRequest(db: Db, requestId: string): Promise<CatalogueRow[]> {
  return db
    .select(listed)
    .from(items)
    .innerJoin(sensors, eq(sensors.id, items.sensorId))
    .where(and(eq(items.requestId, requestId), isNull(items.withdrawnAt)))
    .orderBy(desc(items.acquiredAt), desc(items.rowNo))
    .then((rows) => rows);
}
