import geodesic from 'geographiclib-geodesic';
import type { Position } from 'geojson';
import { cutAtAntimeridian, surelyCrosses } from './antimeridian.ts';
import {
  type AreaGeometry,
  cleanRing,
  fromPolygons,
  lonLat,
  openRing,
  polygonsOf,
  wound,
} from './geometry.ts';

export { boundingBox, boxesMeet, boxPolygon, boxUnwrapped } from './boxes.ts';
export {
  type AreaGeometry,
  type BBox,
  fromPolygons,
  isAreaGeometry,
  type LonLat,
  lonLat,
  openRing,
  polygonsOf,
  vertexCount,
} from './geometry.ts';

/**
 * The surface in square metres on the WGS84 ellipsoid, each edge being a geodesic: holes are taken off and the parts of a
 * MultiPolygon are summed. Karney, "Algorithms for geodesics" (2013), https://doi.org/10.1007/s00190-012-0578-z, section 6.
 * Rings may be closed or not and wound either way; overlapping parts count twice.
 */
export function geodesicAreaM2(geometry: AreaGeometry): number {
  let total = 0;
  for (const [shell, ...holes] of polygonsOf(geometry)) {
    const ofHoles = holes.reduce((sum, hole) => sum + ringMeasure(hole).areaM2, 0);
    total += Math.max(0, (shell ? ringMeasure(shell).areaM2 : 0) - ofHoles);
  }
  return total;
}

/** Whole hectares, rounded to the nearest; what is not empty counts for at least 1. */
export function hectares(areaM2: number): number {
  return areaM2 > 0 ? Math.max(1, Math.round(areaM2 / 10_000)) : 0;
}

/** Shorthand of `hectares(geodesicAreaM2(geometry))`, the figure that quotas and prices use; 0 for no geometry. */
export function areaHaOf(geometry: AreaGeometry | null): number {
  return geometry ? hectares(geodesicAreaM2(geometry)) : 0;
}

/** Area in m² and perimeter in m of one ring, whatever its winding. */
export function ringMeasure(ring: Position[]): { areaM2: number; perimeterM: number } {
  const polygon = geodesic.Geodesic.WGS84.Polygon(false);
  for (const position of openRing(ring)) {
    const [lon, lat] = lonLat(position);
    polygon.AddPoint(lat, lon);
  }
  const { area, perimeter } = polygon.Compute(false, true);
  return { areaM2: Math.abs(area ?? 0), perimeterM: perimeter };
}

/**
 * The same surface as we store it, its coordinates as they were given: outer rings anticlockwise and holes clockwise
 * (RFC 7946 §3.1.6), closed, without altitude or points repeated one after the other, cut at the antimeridian where there
 * is no doubt that it crosses it (§3.1.9), one part as a Polygon. Rings left with fewer than three corners are dropped; when
 * nothing is left the answer is a Polygon without coordinates, which `quickFault` calls empty.
 */
export function normalise(geometry: AreaGeometry): AreaGeometry {
  const polygons = polygonsOf(geometry).flatMap((rings) => {
    const [shell, ...holes] = rings.map(cleanRing);
    if (!shell || shell.length < 4) return [];
    return [[shell, ...holes.filter((hole) => hole.length >= 4)]];
  });
  const whole = fromPolygons(polygons);
  if (!whole) return { type: 'Polygon', coordinates: [] };
  return wound(surelyCrosses(whole) ? cutAtAntimeridian(whole) : whole);
}
