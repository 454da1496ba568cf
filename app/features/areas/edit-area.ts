import type { Position } from 'geojson';
import { geodesicAreaM2, hectares, normalise } from './area.ts';
import { type AreaFault, MOST_VERTICES } from './area-fault.ts';
import { enlargeToFit } from './enlarge-area.ts';
import { findFaults } from './find-faults.ts';
import type { OfferLimits } from './fit-area.ts';
import { inMetres } from './flat.ts';
import { type AreaGeometry, polygonsOf, vertexCount } from './geometry.ts';
import { joinPieces } from './join-pieces.ts';
import { subtract, unite } from './overlay.ts';
import { repairArea } from './repair-area.ts';
import { simplifyArea } from './simplify-area.ts';
import { CORRIDOR_M, splitArea } from './split-area.ts';

/** What may be done to an area; metres on the ground, places [longitude, latitude]. */
export type AreaEdit =
  | { operation: 'buffer'; metres: number }
  | { operation: 'simplify'; metres: number }
  | { operation: 'split'; line: Position[] }
  | { operation: 'merge' }
  | { operation: 'unite'; geometry: AreaGeometry }
  | { operation: 'subtract'; geometry: AreaGeometry }
  | { operation: 'repair' }
  | { operation: 'enlarge'; offer: OfferLimits };

/** The area after it, or why it cannot be; texts of both codes `areas:edit.<code>`, of other faults `areas:fault.<code>`. */
export type EditAnswer =
  | {
      geometry: AreaGeometry;
      beforeHa: number;
      afterHa: number;
      beforeM2: number;
      afterM2: number;
      note?: EditNote;
    }
  | { fault: EditFault };

export type EditNote = {
  code:
    | 'buffered'
    | 'simplified'
    | 'split'
    | 'merged'
    | 'united'
    | 'subtracted'
    | 'repaired'
    | 'enlarged'
    | 'unchanged';
  params: Record<string, number>;
};

export type EditFault =
  | AreaFault
  | {
      code:
        | 'nothing-left'
        | 'cannot-simplify'
        | 'line-does-not-cut'
        | 'too-far-apart'
        | 'nothing-to-repair'
        | 'cannot-enlarge'
        | 'needs-repair';
      params?: Record<string, number>;
    };

/** Gaps wider than this are not filled by merging. */
const MAX_GAP_M = 5000;
/** A quarter of a circle in so many pieces: its chords are within 0.12 % of the distance. */
const QUARTER = 16;
const ROUND = 1;

/**
 * Does one operation on an area. What comes out is valid, within 50,000 corners and 1,000 parts, and cut at the antimeridian;
 * else the answer is a fault and the area stays as it is. A buffer is true to 0.2 % of its distance on areas of up to 500 km.
 */
export async function editArea(given: AreaGeometry, edit: AreaEdit): Promise<EditAnswer> {
  if (edit.operation === 'repair') return repaired(given);
  const area = normalise(given);
  const [fault] = findFaults(area);
  if (fault) return { fault: { code: 'needs-repair' } };
  const result = await apply(area, edit);
  if ('fault' in result) return result;
  return sound(area, result);
}

type Result = { geometry: AreaGeometry | null; note?: EditNote } | { fault: EditFault };

async function apply(
  area: AreaGeometry,
  edit: Exclude<AreaEdit, { operation: 'repair' }>,
): Promise<Result> {
  switch (edit.operation) {
    case 'buffer':
      return { geometry: await bufferArea(area, edit.metres), note: note('buffered', edit) };
    case 'simplify':
      return simplified(area, edit.metres);
    case 'split': {
      const { geometry, parts } = await splitArea(area, edit.line);
      if (parts <= polygonsOf(area).length) return { fault: { code: 'line-does-not-cut' } };
      return { geometry, note: note('split', { parts, gapM: CORRIDOR_M }) };
    }
    case 'merge': {
      const joined = await joinPieces(area, MAX_GAP_M);
      if (!joined) return { fault: { code: 'too-far-apart', params: { maxM: MAX_GAP_M } } };
      const { geometry, addedM2, gapM } = joined;
      return { geometry, note: note('merged', { addedM2, gapM }) };
    }
    case 'unite':
      return { geometry: await unite([area, edit.geometry]), note: note('united', {}) };
    case 'subtract':
      return { geometry: await subtract(area, edit.geometry), note: note('subtracted', {}) };
    case 'enlarge': {
      const geometry = await enlargeToFit(area, edit.offer);
      return geometry
        ? { geometry, note: note('enlarged', {}) }
        : { fault: { code: 'cannot-enlarge' } };
    }
  }
}

const note = (code: EditNote['code'], params: Record<string, unknown>): EditNote => ({
  code,
  params: Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === 'number' ? [[name, Math.round(value * 100) / 100]] : [],
    ),
  ),
});

/** The area grown by metres on the ellipsoid (shrunk below 0), its corners rounded; null when nothing is left. */
export function bufferArea(area: AreaGeometry, metres: number): Promise<AreaGeometry | null> {
  const nearM = Math.max(1, 2 * metres);
  return inMetres(area, nearM, (geos, flat, keep) => {
    const round = keep(geos.GEOSBufferWithStyle(flat, metres, QUARTER, ROUND, ROUND, 5));
    // The places put on long edges are no longer needed.
    return geos.GEOSTopologyPreserveSimplify(round, Math.min(0.5, Math.abs(metres) * 0.0005));
  });
}

async function simplified(area: AreaGeometry, metres: number): Promise<Result> {
  const result = await simplifyArea(area, metres);
  if (!result) return { fault: { code: 'cannot-simplify' } };
  const { geometry, deviationM } = result;
  const [before, after] = [vertexCount(area), vertexCount(geometry)];
  return { geometry, note: note('simplified', { deviationM, before, after }) };
}

async function repaired(given: AreaGeometry): Promise<EditAnswer> {
  const repair = await repairArea(given);
  if (!repair) return { fault: { code: 'nothing-to-repair' } };
  const { geometry, beforeM2, afterM2, changedM2 } = repair;
  return {
    geometry,
    ...sizes(beforeM2, afterM2),
    note: note('repaired', { changedM2 }),
  };
}

/** What comes out of an operation as it is stored; rounding may have made it invalid by a hair, which is mended. */
async function sound(
  before: AreaGeometry,
  result: Exclude<Result, { fault: EditFault }>,
): Promise<EditAnswer> {
  if (!result.geometry) return { fault: { code: 'nothing-left' } };
  let geometry = normalise(result.geometry);
  let [fault] = findFaults(geometry);
  if (fault && !fault.code.startsWith('too-')) {
    const repair = await repairArea(geometry);
    if (repair) geometry = repair.geometry;
    [fault] = findFaults(geometry);
  }
  if (fault) return { fault: fault.code === 'too-many-vertices' ? withMost(fault) : fault };
  const measures = sizes(geodesicAreaM2(before), geodesicAreaM2(geometry));
  const said = isSame(before, geometry) ? note('unchanged', {}) : result.note;
  return { geometry, ...measures, ...(said && { note: said }) };
}

/** GEOS may begin a ring at another corner. */
function isSame(a: AreaGeometry, b: AreaGeometry): boolean {
  if (vertexCount(a) !== vertexCount(b) || polygonsOf(a).length !== polygonsOf(b).length)
    return false;
  const places = new Set(polygonsOf(a).flat(2).map(String));
  return polygonsOf(b)
    .flat(2)
    .every((place) => places.has(String(place)));
}

const withMost = (fault: AreaFault): AreaFault => ({
  ...fault,
  params: { ...fault.params, max: MOST_VERTICES },
});

const sizes = (beforeM2: number, afterM2: number) => ({
  beforeM2,
  afterM2,
  beforeHa: hectares(beforeM2),
  afterHa: hectares(afterM2),
});
