import { crossesAntimeridian, cutAtAntimeridian } from './antimeridian.ts';
import {
  type AreaGeometry,
  boundingBox,
  boxesMeet,
  boxUnwrapped,
  fromPolygons,
  geodesicAreaM2,
  hectares,
  polygonsOf,
  ringMeasure,
  vertexCount,
} from './area.ts';
import { type Keep, validOf } from './flat.ts';
import { collection, fromGeos, type Geos, loadGeos, withGeos } from './geos.ts';

/**
 * Sets of surfaces, computed by GEOS in the plane of longitude and latitude (RFC 7946 §3.1.1: an edge is straight there).
 * Inputs that are slightly invalid are mended first, and cut at the antimeridian. Answers are surfaces only: what is thinner than a hair is dropped.
 */

/** What is already held of an area, and what is not. */
export type Coverage = {
  held: AreaGeometry | null;
  missing: AreaGeometry | null;
  /**
   * Whole hectares of `held` and of `missing`, each as its own geometry measures. Their sum differs from the area's by the
   * rounding and by under 0.1 % on edges of tens of kilometres: an edge is straight here but measured as a geodesic.
   */
  heldHa: number;
  missingHa: number;
  /** Share held, 0 to 100 with one decimal; 100 only when nothing is missing. */
  heldPct: number;
};

/** The part that both have; null when they share no surface. */
export async function intersect(a: AreaGeometry, b: AreaGeometry): Promise<AreaGeometry | null> {
  return combine(a, b, (geos, x, y) => geos.GEOSIntersection(x, y));
}

/** What is left of `a` without `b`; null when nothing is. */
export async function subtract(a: AreaGeometry, b: AreaGeometry): Promise<AreaGeometry | null> {
  return combine(a, b, (geos, x, y) => geos.GEOSDifference(x, y));
}

/** All the surfaces as one, counted once where they overlap; null for an empty list. */
export async function unite(list: readonly AreaGeometry[]): Promise<AreaGeometry | null> {
  const geos = await loadGeos();
  return withGeos(geos, (keep) => withoutSlivers(fromGeos(geos, union(geos, keep, list))));
}

/** Whether no surface of `b` lies outside `a`, slivers aside. */
export async function covers(a: AreaGeometry, b: AreaGeometry): Promise<boolean> {
  return (await subtract(b, a)) === null;
}

/** What the footprints together hold of the area of interest. Footprints elsewhere cost nothing but a look at their box. */
export async function coverage(
  aoi: AreaGeometry,
  footprints: readonly AreaGeometry[],
): Promise<Coverage> {
  const geos = await loadGeos();
  const { held, missing } = withGeos(geos, (keep) => {
    const wanted = valid(geos, keep, aoi);
    const rest = without(geos, keep, wanted, near(aoi, footprints), batchFor(aoi));
    const isAll = geos.GEOSisEmpty(rest) === 1;
    return {
      held: withoutSlivers(
        fromGeos(geos, isAll ? wanted : keep(geos.GEOSDifference(wanted, rest))),
      ),
      missing: withoutSlivers(fromGeos(geos, rest)),
    };
  });
  const heldM2 = held ? geodesicAreaM2(held) : 0;
  const missingM2 = missing ? geodesicAreaM2(missing) : 0;
  const heldPct = heldM2 > 0 ? Math.floor((heldM2 / (heldM2 + missingM2)) * 1000) / 10 : 0;
  return { held, missing, heldHa: hectares(heldM2), missingHa: hectares(missingM2), heldPct };
}

/** Whole hectares of a footprint that lie inside the area of interest; 0 when they do not meet. */
export async function areaInsideHa(aoi: AreaGeometry, footprint: AreaGeometry): Promise<number> {
  const common = await intersect(aoi, footprint);
  return common ? hectares(geodesicAreaM2(common)) : 0;
}

async function combine(
  a: AreaGeometry,
  b: AreaGeometry,
  operation: (geos: Geos, x: number, y: number) => number,
): Promise<AreaGeometry | null> {
  const geos = await loadGeos();
  return withGeos(geos, (keep) => {
    const result = keep(operation(geos, valid(geos, keep, a), valid(geos, keep, b)));
    return withoutSlivers(fromGeos(geos, result));
  });
}

/** A valid surface for GEOS, cut and mended where the input is not; lines that mending leaves over are dropped. */
function valid(geos: Geos, keep: Keep, geometry: AreaGeometry): number {
  const isAcross = crossesAntimeridian(geometry);
  return keep(validOf(geos, isAcross ? cutAtAntimeridian(geometry) : geometry));
}

function union(geos: Geos, keep: Keep, list: readonly AreaGeometry[]): number {
  const parts = list.map((geometry) => valid(geos, keep, geometry));
  return keep(geos.GEOSUnaryUnion(keep(collection(geos, parts))));
}

/** So many footprints are united at a time before they are taken away: more where taking away is the dearer part. */
const batchFor = (aoi: AreaGeometry) => (vertexCount(aoi) > 5000 ? 400 : 32);

/**
 * What is left of a surface without the footprints, the largest first and some at a time: the more is gone, the fewer of the
 * next still matter, and where all is gone the rest need no look.
 */
function without(
  geos: Geos,
  keep: Keep,
  wanted: number,
  footprints: readonly AreaGeometry[],
  atOnce: number,
): number {
  const ordered = [...footprints].sort((a, b) => boxSize(b) - boxSize(a));
  let rest = wanted;
  for (let i = 0; i < ordered.length && geos.GEOSisEmpty(rest) !== 1; i += atOnce) {
    const batch = ordered.slice(i, i + atOnce).map((footprint) => valid(geos, keep, footprint));
    const matter = meeting(geos, rest, batch);
    if (matter.length === 0) continue;
    const held = keep(geos.GEOSUnaryUnion(keep(collection(geos, matter))));
    rest = keep(geos.GEOSDifference(rest, held));
  }
  return rest;
}

function meeting(geos: Geos, surface: number, others: readonly number[]): number[] {
  const prepared = geos.GEOSPrepare(surface);
  try {
    return others.filter((other) => geos.GEOSPreparedIntersects(prepared, other) === 1);
  } finally {
    geos.GEOSPreparedGeom_destroy(prepared);
  }
}

function boxSize(geometry: AreaGeometry): number {
  const [west, south, east, north] = boxUnwrapped(boundingBox(geometry) ?? [0, 0, 0, 0]);
  return (east - west) * (north - south);
}

function near(aoi: AreaGeometry, footprints: readonly AreaGeometry[]): AreaGeometry[] {
  const box = boundingBox(aoi);
  if (!box) return [];
  return footprints.filter((footprint) => {
    const other = boundingBox(footprint);
    return other !== null && boxesMeet(box, other);
  });
}

/**
 * Two outlines meant to be the same differ by the rounding of their last decimal (11 mm), which leaves long threads
 * between them. Parts under 1 m², or under 10 cm wide on average, are less than a pixel of any sensor and are dropped.
 */
function withoutSlivers(geometry: AreaGeometry | null): AreaGeometry | null {
  if (!geometry) return null;
  const parts = polygonsOf(geometry).filter((rings) => {
    const areaM2 = geodesicAreaM2({ type: 'Polygon', coordinates: rings });
    const perimeterM = rings.reduce((sum, ring) => sum + ringMeasure(ring).perimeterM, 0);
    return areaM2 >= 1 && (2 * areaM2) / perimeterM >= 0.1;
  });
  return fromPolygons(parts);
}
