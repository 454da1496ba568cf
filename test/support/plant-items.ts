import { areaHaOf, boxPolygon } from '#app/features/areas/area.ts';
import { cellsOf } from '#app/features/areas/cells.ts';
import { newId } from '#app/lib/id.server.ts';
import type { Db } from '#db/client.server.ts';
import { deliveries, itemCells, items } from '#db/schema.ts';

export type PlantedItem = {
  id: string;
  box?: [number, number, number, number] | null;
  acquiredAt: string;
  sensorId?: string;
  cloudCoverPct?: number | null;
};

/** Catalogue rows without files, in one delivery. */
export async function plantItems(db: Db, list: readonly PlantedItem[]): Promise<void> {
  const deliveryId = newId();
  await db.tx(async (t) => {
    await t.insert(deliveries).values({
      id: deliveryId,
      reference: 'planted',
      sourceFolder: '/planted',
      state: 'ingested',
      bytes: 0,
      takeInPart: false,
      tries: 0,
      createdAt: new Date(),
    });
    for (const item of list) await plantItem(t, deliveryId, item);
  });
}

async function plantItem(t: Db, deliveryId: string, item: PlantedItem): Promise<void> {
  const { id, box = null, sensorId = 'pleiades', cloudCoverPct = 5 } = item;
  const acquiredAt = new Date(item.acquiredAt);
  const footprint = box && boxPolygon(box);
  const [west, south, east, north] = box ?? [null, null, null, null];
  await t.insert(items).values({
    id,
    deliveryId,
    sensorId,
    licenceId: 'dsp-pleiades',
    platform: 'pleiades-1a',
    acquiredAt,
    cloudCoverPct,
    footprint,
    footprintApproximate: false,
    areaHa: areaHaOf(footprint),
    west,
    south,
    east,
    north,
    synthetic: true,
    visibility: 'public',
    stac: {},
    createdAt: new Date(),
  });
  if (!box) return;
  const cells = cellsOf(box).map((cell) => ({ cell, acquiredAt, itemId: id }));
  await t.insert(itemCells).values(cells);
}
