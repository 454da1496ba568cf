import { type AreaGeometry, type LonLat, lonLat, polygonsOf } from './area.ts';
import { type Geos, loadGeos, readFirstPosition, toGeos, withGeos } from './geos.ts';
import { type AreaFault, type AreaLimits, quickFault } from './ring-faults.ts';

/**
 * The first fault of an area, with its place, or null when it may be used: everything that `quickFault` finds, then
 * validity by GEOS (OGC 06-103r4 §6.1.11 and §6.1.14), so also crossings in long rings and parts that overlap. For the server.
 */
export async function checkArea(
  geometry: unknown,
  limits: AreaLimits = {},
): Promise<AreaFault | null> {
  const fault = quickFault(geometry, limits);
  // No fault in the quick check means that it is an AreaGeometry.
  return fault ?? validityFault(await loadGeos(), geometry as AreaGeometry);
}

/** Each part alone first: what is wrong only with the whole is the parts' overlap. */
function validityFault(geos: Geos, geometry: AreaGeometry): AreaFault | null {
  for (const coordinates of polygonsOf(geometry)) {
    const at = invalidAt(geos, { type: 'Polygon', coordinates });
    if (at) return { code: 'self-intersection', at };
  }
  const at = geometry.type === 'MultiPolygon' ? invalidAt(geos, geometry) : null;
  return at ? { code: 'overlapping-parts', at } : null;
}

/** The place that GEOS gives for what makes the surface invalid, or null when it is valid. */
function invalidAt(geos: Geos, geometry: AreaGeometry): LonLat | null {
  return withGeos(geos, (keep) => {
    const address = keep(toGeos(geos, geometry));
    const out = geos.Module._malloc(8);
    try {
      if (geos.GEOSisValidDetail(address, 0, out, out + 4) === 1) return null;
      geos.GEOSFree(geos.Module.getValue(out, 'i32'));
      const place = keep(geos.Module.getValue(out + 4, 'i32'));
      return lonLat(readFirstPosition(geos, place) ?? polygonsOf(geometry)[0]?.[0]?.[0] ?? []);
    } finally {
      geos.Module._free(out);
    }
  });
}
