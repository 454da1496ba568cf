import type { AreaFault, AreaLimits } from './area-fault.ts';
import { findFaults } from './find-faults.ts';
import { type AreaGeometry, lonLat, polygonsOf } from './geometry.ts';
import { type Geos, loadGeos, readFirstPosition, toGeos, withGeos } from './geos.ts';

/** The first fault of an area, with its place, or null when it may be used. For the server. */
export async function checkArea(
  geometry: unknown,
  limits: AreaLimits = {},
): Promise<AreaFault | null> {
  return (await checkFaults(geometry, limits))[0] ?? null;
}

/**
 * Every fault of an area, as `findFaults` tells them, and as a last word the validity of GEOS (OGC 06-103r4 §6.1.11 and
 * §6.1.14), which will compute with it. For the server.
 */
export async function checkFaults(
  geometry: unknown,
  limits: AreaLimits = {},
): Promise<AreaFault[]> {
  const faults = findFaults(geometry, limits);
  if (faults.length > 0) return faults;
  // No fault means that it is an AreaGeometry.
  const invalid = invalidAt(await loadGeos(), geometry as AreaGeometry);
  return invalid ? [invalid] : [];
}

/** What GEOS says makes the surface invalid, with its place, or null when it is valid. */
function invalidAt(geos: Geos, geometry: AreaGeometry): AreaFault | null {
  return withGeos(geos, (keep) => {
    const address = keep(toGeos(geos, geometry));
    const out = geos.Module._malloc(8);
    try {
      if (geos.GEOSisValidDetail(address, 0, out, out + 4) === 1) return null;
      geos.GEOSFree(geos.Module.getValue(out, 'i32'));
      const place = keep(geos.Module.getValue(out + 4, 'i32'));
      const at = readFirstPosition(geos, place) ?? polygonsOf(geometry)[0]?.[0]?.[0] ?? [];
      return { code: 'self-intersection', at: lonLat(at) };
    } finally {
      geos.Module._free(out);
    }
  });
}
