import { type AreaGeometry, areaHaOf, type BBox, boxPolygon } from '#app/features/areas/area.ts';
import { partsOf } from '#app/features/catalogue/bounds.ts';
import { addItems, type NewItem } from '#app/features/catalogue/postings.server.ts';
import { newId } from '#app/lib/id.server.ts';
import type { Db } from '#db/client.server.ts';
import { deliveries } from '#db/schema.ts';

export type PlantedItem = {
  id: string;
  box?: [number, number, number, number] | null;
  /** In place of the box. */
  footprint?: AreaGeometry;
  acquiredAt: string;
} & Partial<
  Pick<
    NewItem,
    | 'sensorId'
    | 'platform'
    | 'cloudCoverPct'
    | 'incidenceDeg'
    | 'gsdM'
    | 'visibility'
    | 'entityId'
    | 'embargoUntil'
    | 'synthetic'
    | 'withdrawnAt'
    | 'createdAt'
    | 'stac'
  >
>;

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
    await addItems(
      t,
      list.map((item) => newItem(deliveryId, item)),
    );
  });
}

function newItem(deliveryId: string, { box, acquiredAt, ...item }: PlantedItem): NewItem {
  const footprint = item.footprint ?? (box ? polygonOfBox(box) : null);
  return {
    deliveryId,
    sensorId: 'pleiades',
    licenceId: 'dsp-pleiades',
    platform: 'pleiades-1a',
    acquiredAt: new Date(acquiredAt),
    cloudCoverPct: 5,
    footprintApproximate: false,
    areaHa: areaHaOf(footprint),
    synthetic: true,
    visibility: 'public',
    stac: {},
    createdAt: new Date(),
    ...item,
    footprint,
  };
}

/** A box whose west lies east of its east is cut at the antimeridian. */
function polygonOfBox(box: BBox): AreaGeometry {
  const [first = [], ...others] = partsOf(box).map((part) => boxPolygon(part).coordinates);
  return others.length === 0
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: [first, ...others] };
}
