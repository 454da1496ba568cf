import { type AreaGeometry, areaHaOf } from '#app/features/areas/area.ts';
import { ordersOf } from '#app/features/areas/fit-area.ts';

/** The area of one order, and its whole hectares. */
export type OrderPart = { aoi: AreaGeometry; areaHa: number };

/**
 * What is ordered of a granted area: all of it at once or, where the offer sells each polygon by itself, each of its polygons.
 * The hectares of several are measured one by one, and together differ from the grant's by their rounding.
 */
export function orderParts(granted: OrderPart, offer: { perPolygon: boolean }): OrderPart[] {
  const areas = ordersOf(granted.aoi, offer);
  return areas.length < 2 ? [granted] : areas.map((aoi) => ({ aoi, areaHa: areaHaOf(aoi) }));
}
