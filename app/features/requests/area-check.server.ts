import { and, eq, inArray } from 'drizzle-orm';
import type { EditAnswer } from '#app/features/areas/edit-area.ts';
import type { EditRequest } from '#app/features/areas/edit-request.ts';
import type { OfferAsked } from '#app/features/areas/examine-area.ts';
import type { AreaGeometry } from '#app/features/areas/geometry.ts';
import { runGeometry } from '#app/features/areas/geometry-pool.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { offers } from '#db/schema.ts';
import type { AreaCheck } from './area-check.ts';

/** Nobody asks for more offers at once: three sensors, tasking and archive. */
const MOST_OFFERS = 12;

/**
 * Looks an area over, GeoJSON as it was posted: its size, all its faults and how to repair them, and whether these offers take
 * it. In a geometry thread; refuses (400 `area-too-heavy`) what takes too long.
 */
export async function checkAskedArea(
  db: Db,
  text: string,
  offerIds: readonly string[],
): Promise<AreaCheck> {
  return runGeometry('examine', text, await findOffers(db, offerIds));
}

/**
 * An area after an operation, in a geometry thread. Refuses (400) an offer that there is not (`no-offer`), and what takes too
 * long (`area-too-heavy`).
 */
export async function editAskedArea(
  db: Db,
  area: AreaGeometry,
  edit: EditRequest,
): Promise<EditAnswer> {
  if (edit.operation !== 'enlarge') return runGeometry('edit', area, edit);
  const [offer] = await findOffers(db, [edit.offerId]);
  if (!offer) refuse('invalid', 'no-offer');
  return runGeometry('edit', area, { operation: 'enlarge', offer });
}

/** The limits of these offers, in the order of the ids; withdrawn and unknown ones are left out. */
export async function findOffers(db: Db, ids: readonly string[]): Promise<OfferAsked[]> {
  const asked = [...new Set(ids)].slice(0, MOST_OFFERS);
  if (asked.length === 0) return [];
  const rows = await db
    .select({
      id: offers.id,
      minAreaHa: offers.minAreaHa,
      minWidthKm: offers.minWidthKm,
      maxAreaHa: offers.maxAreaHa,
      perPolygon: offers.perPolygon,
      maxVertices: offers.maxVertices,
    })
    .from(offers)
    .where(and(inArray(offers.id, asked), eq(offers.active, true)));
  return asked.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
