import type { Position } from 'geojson';
import { crossesAntimeridian, cutAtAntimeridian } from './antimeridian.ts';
import { geodesicAreaM2, normalise } from './area.ts';
import { findFaults } from './find-faults.ts';
import { makeValid } from './flat.ts';
import {
  type AreaGeometry,
  cleanRing,
  fromPolygons,
  isLooseArea,
  lonLat,
  openRing,
  polygonsOf,
  samePlace,
} from './geometry.ts';
import { fromGeos, type Geos, loadGeos, toGeos, withGeos } from './geos.ts';
import { turn } from './meeting.ts';

/** A repaired area, and by how much the repair changes it. */
export type AreaRepair = {
  geometry: AreaGeometry;
  /** What the rings measured as they were given, once their places were places on Earth. */
  beforeM2: number;
  afterM2: number;
  /** After less before: below 0 where the repair takes something away. */
  changedM2: number;
  /** What was done, in order; texts `areas:repair.<code>`. */
  steps: RepairStep[];
};

export type RepairStep = { code: RepairCode; params: { count: number } };

export type RepairCode =
  | 'dropped-points'
  | 'swapped'
  | 'cut-antimeridian'
  | 'closed'
  | 'dropped-spikes'
  | 'dropped-rings'
  | 'made-valid';

/**
 * The nearest area without faults, or null when there is nothing to repair, or nothing left. In this order: drops places that
 * are no numbers, takes longitudes and latitudes for each other where only that makes sense, cuts at the antimeridian, closes
 * rings, drops spikes and rings without surface, and lets GEOS make valid what still is not, by whichever of its two ways
 * keeps more. What is too large, or too detailed, stays so.
 */
export async function repairArea(value: unknown): Promise<AreaRepair | null> {
  if (!isLooseArea(value) || findFaults(value).length === 0) return null;
  const work: Work = { polygons: polygonsOf(value).map((p) => [...p]), steps: [] };
  dropPoints(work);
  swap(work);
  cut(work);
  const given = fromPolygons(work.polygons);
  const beforeM2 = given ? geodesicAreaM2(given) : 0;
  close(work);
  dropSpikes(work);
  dropRings(work);
  const cleaned = fromPolygons(work.polygons);
  const valid = cleaned && (await validated(cleaned, work));
  if (!valid || work.steps.length === 0) return null;
  const geometry = normalise(valid);
  if (polygonsOf(geometry).length === 0) return null;
  const afterM2 = geodesicAreaM2(geometry);
  return { geometry, beforeM2, afterM2, changedM2: afterM2 - beforeM2, steps: work.steps };
}

type Work = { polygons: Position[][][]; steps: RepairStep[] };

function done(work: Work, code: RepairCode, count: number): void {
  if (count > 0) work.steps.push({ code, params: { count } });
}

const eachRing = (work: Work, change: (ring: Position[]) => Position[]) => {
  work.polygons = work.polygons.map((rings) => rings.map(change));
};

function dropPoints(work: Work): void {
  let count = 0;
  eachRing(work, (ring) => {
    const kept = ring.filter((position) => lonLat(position).every((n) => Number.isFinite(n)));
    count += ring.length - kept.length;
    return kept;
  });
  done(work, 'dropped-points', count);
}

function swap(work: Work): void {
  const geometry = fromPolygons(work.polygons);
  if (!geometry || findFaults(geometry)[0]?.code !== 'swapped-order') return;
  eachRing(work, (ring) => ring.map(([lat = 0, lon = 0]) => [lon, lat]));
  done(work, 'swapped', work.polygons.flat(2).length);
}

function cut(work: Work): void {
  const geometry = fromPolygons(work.polygons);
  if (!geometry || !crossesAntimeridian(geometry)) return;
  work.polygons = polygonsOf(cutAtAntimeridian(geometry));
  done(work, 'cut-antimeridian', work.polygons.length);
}

function close(work: Work): void {
  let count = 0;
  eachRing(work, (ring) => {
    const [first, last] = [ring[0], ring[ring.length - 1]];
    if (first && last && !samePlace(first, last)) count += 1;
    return cleanRing(ring);
  });
  done(work, 'closed', count);
}

function dropSpikes(work: Work): void {
  let count = 0;
  eachRing(work, (ring) => {
    const kept = withoutSpikes(openRing(ring));
    count += ring.length - 1 - kept.length;
    return kept.length > 0 ? cleanRing(kept) : [];
  });
  done(work, 'dropped-spikes', Math.max(0, count));
}

/** Takes the tips of spikes off until none is left: taking one off may bare the next. */
function withoutSpikes(ring: Position[]): Position[] {
  const kept: Position[] = [];
  let changed = false;
  for (const [i, position] of ring.entries()) {
    const previous = kept[kept.length - 1] ?? ring[ring.length - 1];
    const next = ring[(i + 1) % ring.length];
    const isTip = isSpike([previous ?? [], position, next ?? []]);
    const isRepeat = previous !== undefined && ring.length > 1 && samePlace(previous, position);
    if (isTip || isRepeat) changed = true;
    else kept.push(position);
  }
  return changed && kept.length > 0 ? withoutSpikes(kept) : kept;
}

function isSpike([a, b, c]: Position[]): boolean {
  if (!a || !b || !c) return false;
  const [p, q, r] = [lonLat(a), lonLat(b), lonLat(c)];
  if (turn(p, q, r) !== 0) return false;
  return (q[0] - p[0]) * (r[0] - q[0]) + (q[1] - p[1]) * (r[1] - q[1]) < 0;
}

function dropRings(work: Work): void {
  const before = work.polygons.flat().length;
  work.polygons = work.polygons
    .filter(([shell]) => shell !== undefined && shell.length >= 4)
    .map((rings) => rings.filter((ring) => ring.length >= 4));
  done(work, 'dropped-rings', before - work.polygons.flat().length);
}

async function validated(geometry: AreaGeometry, work: Work): Promise<AreaGeometry | null> {
  const geos = await loadGeos();
  return withGeos(geos, (keep) => {
    const address = keep(toGeos(geos, geometry));
    if (geos.GEOSisValid(address) === 1) return geometry;
    const tries = ([0, 1] as const).map((method) => mended(geos, address, method));
    const [best] = tries
      .flatMap((result) => (result ? [{ result, areaM2: geodesicAreaM2(result) }] : []))
      .sort((a, b) => b.areaM2 - a.areaM2);
    done(work, 'made-valid', 1);
    return best?.result ?? null;
  });
}

/** Null where the method finds no way: linework gives up where rounding parts lines that cross in one point. */
function mended(geos: Geos, address: number, method: 0 | 1): AreaGeometry | null {
  return withGeos(geos, (keep) => {
    const made = makeValid(geos, address, method);
    return made ? fromGeos(geos, keep(made)) : null;
  });
}
