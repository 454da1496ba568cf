import { type AreaGeometry, areaHaOf } from '#app/features/areas/area.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
import type { AreaLimits } from '#app/features/areas/ring-faults.ts';
import { heldOver } from '#app/features/catalogue/catalogue.server.ts';
import { platformName } from '#app/features/catalogue/platform-name.ts';
import type { Db } from '#app/lib/db.server.ts';
import type { AreaCheck } from './area-check.ts';

const MAX_LISTED = 8;

/** Looks an area over: its faults by the geometry engine and, for a sound one, what is already held there. */
export async function checkAskedArea(
  db: Db,
  aoi: AreaGeometry,
  limits: AreaLimits = {},
): Promise<AreaCheck> {
  const fault = await checkArea(aoi, limits);
  const areaHa = areaHaOf(aoi);
  if (fault) return { ...nothingHeld, fault, areaHa, missingHa: areaHa, missing: aoi };
  const { items, coverage } = await heldOver(db, aoi);
  return {
    fault: null,
    areaHa,
    ...coverage,
    items: items.slice(0, MAX_LISTED).map((item) => ({
      id: item.id,
      platform: platformName(item.platform),
      acquiredAt: item.acquiredAt.toISOString(),
      cloudCoverPct: item.cloudCoverPct,
    })),
    itemCount: items.length,
  };
}

const nothingHeld = { heldHa: 0, heldPct: 0, held: null, items: [], itemCount: 0 };
