import type { Position } from 'geojson';
import { findFaults } from './find-faults.ts';
import { type AreaGeometry, fromPolygons, lonLat, openRing, polygonsOf } from './geometry.ts';
import { fromGeos, type Geos, loadGeos, toGeos, withGeos } from './geos.ts';

/** A simpler outline and the farthest that one of the dropped corners lies from it. */
export type Simplified = { geometry: AreaGeometry; deviationM: number };

const METRES_A_DEGREE = 111_320;

/**
 * The area with fewer corners, none of the dropped ones farther than `metres` from the new outline; those kept are kept
 * exactly. Straight means straight in longitude and latitude. Rings keep to their order and do not come to cross (topology
 * preserving, GEOS). Null when that cannot be had.
 */
export async function simplifyArea(
  geometry: AreaGeometry,
  metres: number,
): Promise<Simplified | null> {
  const geos = await loadGeos();
  // Each part by itself is measured best; where parts then cross, all are taken together.
  for (const pieces of [polygonsOf(geometry).map((rings) => [rings]), [polygonsOf(geometry)]]) {
    const simple = pieces.flatMap((polygons) => simplifyTogether(geos, polygons, metres));
    const whole = fromPolygons(simple);
    if (!whole || findFaults(whole).length > 0) continue;
    return { geometry: whole, deviationM: deviation(geometry, whole) };
  }
  return null;
}

function simplifyTogether(geos: Geos, polygons: Position[][][], metres: number): Position[][][] {
  // The widest degree of longitude among them: elsewhere distances are told too long, so corners are kept, never lost.
  const widest = Math.min(...polygons.flat(2).map(([, lat = 0]) => Math.abs(lat)));
  const eastM = METRES_A_DEGREE * Math.max(0.01, Math.cos((widest * Math.PI) / 180));
  const given = new Map<string, Position>();
  const flat = polygons.map((rings) =>
    rings.map((ring) =>
      ring.map((position) => {
        const [lon, lat] = lonLat(position);
        const place = [lon * eastM, lat * METRES_A_DEGREE];
        given.set(String(place), position);
        return place;
      }),
    ),
  );
  const whole = fromPolygons(flat);
  if (!whole) return polygons;
  const simple = withGeos(geos, (keep) => {
    const address = keep(toGeos(geos, whole));
    return fromGeos(geos, keep(geos.GEOSTopologyPreserveSimplify(address, metres)));
  });
  const back = (place: Position) => given.get(String(place)) ?? place;
  return simple ? polygonsOf(simple).map((rings) => rings.map((ring) => ring.map(back))) : polygons;
}

/** How far, in metres, the dropped corners lie from the edges that took their place. */
function deviation(before: AreaGeometry, after: AreaGeometry): number {
  let farthest = 0;
  for (const [part, rings] of polygonsOf(before).entries()) {
    for (const [index, ring] of rings.entries()) {
      const kept = polygonsOf(after)[part]?.[index];
      if (kept) farthest = Math.max(farthest, deviationOfRing(openRing(ring), openRing(kept)));
    }
  }
  return farthest;
}

function deviationOfRing(ring: Position[], kept: Position[]): number {
  const places = new Set(kept.map(String));
  const first = ring.findIndex((position) => places.has(String(position)));
  const turned = [...ring.slice(first), ...ring.slice(0, first), ring[first] ?? []];
  let farthest = 0;
  let from = 0;
  for (const [i, position] of turned.entries()) {
    if (i === 0 || !places.has(String(position))) continue;
    for (const dropped of turned.slice(from + 1, i)) {
      farthest = Math.max(farthest, distanceM(dropped, turned[from] ?? [], position));
    }
    from = i;
  }
  return farthest;
}

/** From a place to an edge, in metres: a degree is as long as where the place is. */
function distanceM(place: Position, from: Position, to: Position): number {
  const [lon, lat] = lonLat(place);
  const eastM = METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180);
  const near = (position: Position) => {
    const [x, y] = lonLat(position);
    return [(x - lon) * eastM, (y - lat) * METRES_A_DEGREE] as const;
  };
  const [[ax, ay], [bx, by]] = [near(from), near(to)];
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length2 === 0 ? 0 : -(ax * (bx - ax) + ay * (by - ay)) / length2;
  const within = Math.min(1, Math.max(0, share));
  return Math.hypot(ax + within * (bx - ax), ay + within * (by - ay));
}
