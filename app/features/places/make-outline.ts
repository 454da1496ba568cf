import {
  type AreaGeometry,
  fromPolygons,
  geodesicAreaM2,
  isAreaGeometry,
  normalise,
  polygonsOf,
} from '#app/features/areas/area.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
import { loadGeos, toGeos, withGeos } from '#app/features/areas/geos.ts';
import { unite } from '#app/features/areas/overlay.ts';

/** The outline of a place, ready to be kept. */
export type Outline = { code: string; name: string; geometry: AreaGeometry };

/** `changedM2` is null for an outline that was sound; `fault` is a key with its namespace. */
type Made = { geometry: AreaGeometry; changedM2: number | null } | { fault: string };

/** Mending may move a corner here and there; a shape that it changes by more than this is not the place's. */
const maxMendedShare = 0.001;

/**
 * What a file gives as the shape of a place, as we keep shapes: valid by OGC rules, mended where simplification made the line
 * touch itself. For the server.
 */
export async function makeOutline(geometry: unknown): Promise<Made> {
  if (geometry === null) return { fault: 'places:refused.no-geometry' };
  if (!isAreaGeometry(geometry)) return { fault: 'places:refused.not-a-surface' };
  if (!isOnEarth(geometry)) return { fault: 'places:refused.not-degrees' };
  const clean = normalise(rounded(geometry));
  if (polygonsOf(clean).length === 0) return { fault: 'places:refused.empty' };
  if (await isValid(clean)) return { geometry: clean, changedM2: null };
  const mended = await uniteOutlines([clean]);
  const before = geodesicAreaM2(clean);
  const after = mended ? geodesicAreaM2(mended) : 0;
  if (mended && Math.abs(after - before) <= before * maxMendedShare) {
    return { geometry: mended, changedM2: Math.round(after - before) };
  }
  const fault = await checkArea(clean);
  return { fault: `areas:fault.${fault?.code ?? 'self-intersection'}` };
}

/** Several outlines as one; null for none. Slivers between neighbours that do not quite touch stay as they are. */
export async function uniteOutlines(list: readonly AreaGeometry[]): Promise<AreaGeometry | null> {
  const united = await unite(list);
  return united && normalise(rounded(united));
}

/** 7 decimals, 11 mm at the equator: finer than any official outline, and neighbours keep the very same corners. */
function rounded(geometry: AreaGeometry): AreaGeometry {
  const parts = polygonsOf(geometry).map((rings) =>
    rings.map((ring) => ring.map(([lon = 0, lat = 0]) => [sevenDecimals(lon), sevenDecimals(lat)])),
  );
  return fromPolygons(parts) ?? { type: 'Polygon', coordinates: [] };
}

const sevenDecimals = (degrees: number) => Math.round(degrees * 1e7) / 1e7;

/** Longitudes and latitudes, rather than metres of a projection. */
const isOnEarth = (geometry: AreaGeometry) =>
  polygonsOf(geometry).every((rings) =>
    rings.every((ring) =>
      ring.every(([lon = 0, lat = 0]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90),
    ),
  );

async function isValid(geometry: AreaGeometry): Promise<boolean> {
  const geos = await loadGeos();
  return withGeos(geos, (keep) => geos.GEOSisValid(keep(toGeos(geos, geometry)))) === 1;
}
