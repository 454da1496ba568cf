import { geodesicAreaM2, hectares, normalise } from './area.ts';
import type { AreaFault } from './area-fault.ts';
import { checkFaults } from './check-area.ts';
import { enlargement, mergeToFit } from './enlarge-area.ts';
import { type FitAnswer, fitFaults, type OfferLimits } from './fit-area.ts';
import { type AreaGeometry, isAreaGeometry, polygonsOf, vertexCount } from './geometry.ts';
import { type AreaRepair, repairArea } from './repair-area.ts';

/** An offer with its limits. */
export type OfferAsked = OfferLimits & { id: string };

/** An area looked over: its size, all its faults, how to repair them, and which offers take it. */
export type AreaExamination = {
  /** Whole hectares, and square metres on the ellipsoid, as given; 0 while nothing can be measured. */
  areaHa: number;
  areaM2: number;
  vertices: number;
  parts: number;
  /** Every fault, the gravest first; empty when the area may be used. */
  faults: AreaFault[];
  /** The one-click repair; null when there is nothing to repair, or nothing left after it. */
  repair: AreaRepair | null;
  /** One answer for each offer that was asked about; empty while there are faults. */
  fit: FitAnswer[];
};

/** Looks a posted area over, GeoJSON as it came. Silent changes (winding, altitude, a sure antimeridian) are no faults. */
export async function examineArea(
  text: string,
  offers: readonly OfferAsked[] = [],
): Promise<AreaExamination> {
  const given = parsed(text);
  const area = isAreaGeometry(given) ? given : null;
  const faults = await checkFaults(asStored(given));
  if (faults.length > 0) {
    const size = area ? sizeOf(area) : nothing;
    return { ...size, faults, repair: await repairArea(given), fit: [] };
  }
  const stored = normalise(given as AreaGeometry);
  const fit: FitAnswer[] = [];
  for (const offer of offers) fit.push(await fitOf(stored, offer));
  return { ...sizeOf(stored), faults: [], repair: null, fit };
}

/** Whether an offer takes an area, and what to do about it when it does not. */
export async function fitOf(area: AreaGeometry, { id, ...offer }: OfferAsked): Promise<FitAnswer> {
  const faults = fitFaults(area, offer);
  const answer = { offerId: id, ok: faults.length === 0, faults, enlargement: null, merge: null };
  const isShort = faults.some(({ code }) => code === 'too-small' || code === 'too-narrow');
  if (!isShort) return answer;
  return {
    ...answer,
    enlargement: await enlargement(area, offer),
    merge: await mergeToFit(area, offer),
  };
}

/** Faults are told of the area as it would be kept, save open rings: what keeping mends silently is none. */
function asStored(given: unknown): unknown {
  if (!isAreaGeometry(given)) return given;
  const isWhole = polygonsOf(given).every((rings) => rings.every((ring) => ring.length >= 4));
  const stored = normalise(given);
  const kept = polygonsOf(stored).flat().length >= polygonsOf(given).flat().length;
  return isWhole && kept ? stored : given;
}

const nothing = { areaHa: 0, areaM2: 0, vertices: 0, parts: 0 };

function sizeOf(area: AreaGeometry) {
  const measured = geodesicAreaM2(area);
  const areaM2 = Number.isFinite(measured) ? measured : 0;
  return {
    areaM2,
    areaHa: hectares(areaM2),
    vertices: vertexCount(area),
    parts: polygonsOf(area).length,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
