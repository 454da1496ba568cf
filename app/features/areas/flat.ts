import { cutAtAntimeridian } from './antimeridian.ts';
import { boundingBox, boxesMeet } from './boxes.ts';
import { type AreaGeometry, type BBox, fromPolygons, polygonsOf } from './geometry.ts';
import { collect, fromGeos, type Geos, loadGeos, toGeos, withGeos } from './geos.ts';
import { flattened, type Plane, planeOf, unflattened } from './plane.ts';

/** Work on a flat map: takes and gives the address of a geometry in metres. */
export type FlatWork = (geos: Geos, flat: number, keep: Keep) => number;
export type Keep = (address: number) => number;

/**
 * Works on an area in metres: its parts on one flat map where they lie within `nearM` of each other, on one of their own
 * otherwise, so that no map is larger than it must be. The results are brought back to Earth, cut at the antimeridian and
 * united; null when nothing is left.
 */
export async function inMetres(
  geometry: AreaGeometry,
  nearM: number,
  work: FlatWork,
): Promise<AreaGeometry | null> {
  const geos = await loadGeos();
  const results = clusters(geometry, nearM).flatMap((cluster) => {
    const plane = planeOf(cluster);
    const result = withGeos(geos, (keep) => {
      const flat = keep(validOf(geos, flattened(cluster, plane)));
      return fromGeos(geos, keep(work(geos, flat, keep)));
    });
    return result ? polygonsOf(toEarth(result, plane)) : [];
  });
  const whole = fromPolygons(results);
  return whole && withGeos(geos, (keep) => fromGeos(geos, keep(uniteOf(geos, whole, keep))));
}

/** What lies on a flat map, back on Earth and cut at the antimeridian. */
export const toEarth = (flat: AreaGeometry, plane: Plane): AreaGeometry =>
  cutAtAntimeridian(unflattened(flat, plane));

/** The parts in groups: those whose boxes, made wider by half of `nearM` on each side, meet. */
export function clusters(geometry: AreaGeometry, nearM: number): AreaGeometry[] {
  const groups: { box: BBox; parts: AreaGeometry[] }[] = [];
  for (const rings of polygonsOf(geometry)) {
    const part = fromPolygons([rings]);
    const box = part && boundingBox(part);
    if (!part || !box) continue;
    const group = { box: widened(box, nearM / 2), parts: [part] };
    for (let i = groups.length - 1; i >= 0; i--) {
      const other = groups[i];
      if (!other || !boxesMeet(group.box, other.box)) continue;
      group.parts.push(...other.parts);
      groups.splice(i, 1);
      const all = fromPolygons(group.parts.flatMap(polygonsOf));
      group.box = widened((all && boundingBox(all)) ?? box, nearM / 2);
      i = groups.length;
    }
    groups.push(group);
  }
  return groups.flatMap(({ parts }) => fromPolygons(parts.flatMap(polygonsOf)) ?? []);
}

/** Sides on ±180 reach over it. */
function widened([west, south, east, north]: BBox, byM: number): BBox {
  const latDeg = byM / 111_000;
  const cosine = Math.cos(
    (Math.min(89, Math.max(Math.abs(south), Math.abs(north))) * Math.PI) / 180,
  );
  const lonDeg = Math.max(1e-9, byM / (111_000 * cosine));
  const width = (east < west ? east + 360 : east) - west;
  if (width + 2 * lonDeg >= 360) return [-180, south - latDeg, 180, north + latDeg];
  return [wrap(west - lonDeg), south - latDeg, wrap(east + lonDeg), north + latDeg];
}

const wrap = (lon: number) => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);

/** A valid surface for GEOS: the given one, or the structure that its rings mean. */
export function validOf(geos: Geos, geometry: AreaGeometry): number {
  const given = toGeos(geos, geometry);
  if (geos.GEOSisValid(given) === 1) return given;
  const mended = fromGeos(geos, makeValid(geos, given));
  geos.GEOSGeom_destroy(given);
  return mended ? toGeos(geos, mended) : collect(geos, []);
}

function uniteOf(geos: Geos, geometry: AreaGeometry, keep: Keep): number {
  return geos.GEOSUnaryUnion(keep(validOf(geos, geometry)));
}

const MITRE_JOIN = 2;
const FLAT_CAP = 2;
const MITRE_LIMIT = 5;

/** A geometry on a flat map grown (or shrunk) by metres, its corners kept as corners; the caller frees it. */
export const grown = (geos: Geos, flat: number, metres: number) =>
  geos.GEOSBufferWithStyle(flat, metres, 8, FLAT_CAP, MITRE_JOIN, MITRE_LIMIT);

const STRUCTURE = 1;

/** Mends by the meaning of rings (outer ring less holes), which keeps more than the lines alone do; the caller frees it. */
export function makeValid(geos: Geos, address: number, method: 0 | 1 = STRUCTURE): number {
  const params = geos.GEOSMakeValidParams_create();
  try {
    geos.GEOSMakeValidParams_setMethod(params, method);
    return geos.GEOSMakeValidWithParams(address, params);
  } finally {
    geos.GEOSMakeValidParams_destroy(params);
  }
}
