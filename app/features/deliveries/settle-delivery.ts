import { type AreaGeometry, geodesicAreaM2 } from '#app/features/areas/area.ts';
import { intersect, unite } from '#app/features/areas/overlay.ts';
import { type AcquisitionMode, viewsOf } from '#app/features/quotas/ledger.ts';

/**
 * From this share on an area counts as covered. Footprints come with corners rounded to about a metre and straight edges
 * between them, so a product cut to the area seldom covers its last threads; 0.1 % is under a pixel's row on most areas.
 */
export const completePct = 99.9;

/** How much of what was granted has been delivered. */
export type Delivered = { pct: number; complete: boolean };

/**
 * The share of the granted area that these footprints deliver, 0 to 100. A point of the ground is delivered once as many
 * scenes show it as its mode asks for: one in mono, two in stereo, three in tristereo. Which scene is which view is not
 * looked at: two scenes of one strip would count as a pair, which a provider does not deliver.
 */
export async function deliveredShare(
  granted: AreaGeometry,
  footprints: readonly AreaGeometry[],
  mode: AcquisitionMode,
): Promise<Delivered> {
  const shown = await shownTimes(granted, footprints, viewsOf(mode));
  if (!shown) return { pct: 0, complete: false };
  const pct = Math.min(100, (geodesicAreaM2(shown) / geodesicAreaM2(granted)) * 100);
  return { pct, complete: pct >= completePct };
}

/** The part of an area that at least so many of the footprints show; null for none. */
async function shownTimes(
  area: AreaGeometry,
  footprints: readonly AreaGeometry[],
  times: number,
): Promise<AreaGeometry | null> {
  const layers: (AreaGeometry | null)[] = Array.from({ length: times }, () => null);
  for (const footprint of footprints) {
    const inside = await intersect(area, footprint);
    if (!inside) continue;
    for (let depth = times - 1; depth > 0; depth -= 1) {
      const below = layers[depth - 1];
      const again = below ? await intersect(below, inside) : null;
      layers[depth] = await joined(layers[depth] ?? null, again);
    }
    layers[0] = await joined(layers[0] ?? null, inside);
  }
  return layers[times - 1] ?? null;
}

const joined = (a: AreaGeometry | null, b: AreaGeometry | null) =>
  a && b ? unite([a, b]) : Promise.resolve(a ?? b);
