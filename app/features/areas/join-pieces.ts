import { geodesicAreaM2 } from './area.ts';
import { grown, inMetres, type Keep, validOf } from './flat.ts';
import { type AreaGeometry, fromPolygons, polygonsOf } from './geometry.ts';
import { fromGeos, type Geos, loadGeos, withGeos } from './geos.ts';

/** One polygon out of pieces, what it adds to them, and the widest gap that it fills. */
export type Joined = { geometry: AreaGeometry; addedM2: number; gapM: number };

/** A joint overlaps what it joins by so much, so that their outlines cross and do not run along one another. */
const OVERLAP_M = 0.05;
const LEAST_REACH_M = 2;
const ROUND = 1;

/**
 * The pieces as one polygon: what touches or overlaps is united; gaps of up to `maxGapM` are filled, by growing all pieces by
 * just enough to meet, and shrinking back. Corners of the pieces stay where they are. Null when a gap is wider.
 */
export async function joinPieces(geometry: AreaGeometry, maxGapM: number): Promise<Joined | null> {
  const geos = await loadGeos();
  const united = unitedOf(geos, geometry);
  if (!united || polygonsOf(united).length === 1) {
    return united && { geometry: united, addedM2: 0, gapM: 0 };
  }
  let gapM = 0;
  const joints = await inMetres(united, maxGapM * 1.1, (g, flat, keep) => {
    const reachM = reachOf(g, flat, keep, maxGapM / 2);
    gapM = Math.max(gapM, 2 * reachM);
    return jointsOf(g, flat, keep, reachM);
  });
  if (!joints) return null;
  const geometryNow = unitedOf(
    geos,
    fromPolygons([...polygonsOf(united), ...polygonsOf(joints)]) ?? joints,
  );
  if (!geometryNow || polygonsOf(geometryNow).length !== 1) return null;
  const addedM2 = geodesicAreaM2(geometryNow) - geodesicAreaM2(united);
  return { geometry: geometryNow, addedM2, gapM };
}

/** By how much all pieces must grow to meet, to a hundredth; the most when they do not. */
function reachOf(geos: Geos, flat: number, keep: Keep, mostM: number): number {
  let [low, high] = [0, mostM];
  const isOne = (metres: number) =>
    geos.GEOSGetNumGeometries(keep(grown(geos, flat, metres))) === 1;
  if (!isOne(high)) return high;
  while (high - low > Math.max(0.01, high / 100)) {
    const middle = (low + high) / 2;
    if (isOne(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * What lies between the pieces: what growing and shrinking by rounded outlines leaves over. A joint just as wide as nothing
 * would not hold, nor would one where pieces only touch at a corner: so a little more than the reach.
 */
function jointsOf(geos: Geos, flat: number, keep: Keep, reachM: number): number {
  const by = Math.max(LEAST_REACH_M, reachM * 1.2);
  const rounded = (address: number, metres: number) =>
    keep(geos.GEOSBufferWithStyle(address, metres, 8, ROUND, ROUND, 5));
  const closed = rounded(rounded(flat, by), -by);
  const between = keep(geos.GEOSDifference(closed, flat));
  return grown(geos, keep(grown(geos, between, -OVERLAP_M)), 2 * OVERLAP_M);
}

function unitedOf(geos: Geos, geometry: AreaGeometry): AreaGeometry | null {
  return withGeos(geos, (keep) =>
    fromGeos(geos, keep(geos.GEOSUnaryUnion(keep(validOf(geos, geometry))))),
  );
}
