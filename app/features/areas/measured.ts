import type { Position } from 'geojson';
import { type AreaGeometry, geodesicAreaM2, hectares, polygonsOf } from './area.ts';
import { type AreaFault, type AreaLimits, quickFault } from './ring-faults.ts';

/**
 * A function that works something out once for each area: they are never changed in place, and a page draws the same one at
 * each key. 50,000 corners take a tenth of a second to measure.
 */
export function oncePerArea<T extends object | number>(
  workOut: (area: AreaGeometry) => T,
): (area: AreaGeometry) => T {
  const known = new WeakMap<AreaGeometry, T>();
  return (area) => {
    const found = known.get(area) ?? workOut(area);
    known.set(area, found);
    return found;
  };
}

const ofParts = new WeakMap<Position[][], number>();

/**
 * The surface in square metres on the ellipsoid. A part that a change left alone is the same object as before, and is not
 * measured again.
 */
export const measureM2 = oncePerArea((area) =>
  polygonsOf(area).reduce((sum, part) => {
    const areaM2 = ofParts.get(part) ?? geodesicAreaM2({ type: 'Polygon', coordinates: part });
    ofParts.set(part, areaM2);
    return sum + areaM2;
  }, 0),
);

/** The surface in whole hectares, as quotas count it; 0 for none. */
export const measuredHa = (area: AreaGeometry | null): number =>
  area ? hectares(measureM2(area)) : 0;

const quickFaults = oncePerArea(() => new Map<string, AreaFault | null>());

/** `quickFault`, looked for once for each area and limits. */
export function quickFaultOf(area: AreaGeometry, limits: AreaLimits = {}): AreaFault | null {
  const known = quickFaults(area);
  const key = JSON.stringify(limits);
  const found = known.has(key) ? (known.get(key) ?? null) : quickFault(area, limits);
  known.set(key, found);
  return found;
}
