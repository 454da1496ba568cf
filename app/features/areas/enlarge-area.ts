import { cutAtAntimeridian } from './antimeridian.ts';
import { areaHaOf, geodesicAreaM2, normalise } from './area.ts';
import { validityFaults } from './find-faults.ts';
import { type FitProposal, fitFaults, type OfferLimits, ordersOf, widthM } from './fit-area.ts';
import { grown, validOf } from './flat.ts';
import { type AreaGeometry, fromPolygons, polygonsOf, vertexCount } from './geometry.ts';
import { fromGeos, type Geos, loadGeos, withGeos } from './geos.ts';
import { joinPieces } from './join-pieces.ts';
import { flattened, planeOf, unflattened } from './plane.ts';

/** Area and width end within this share above the minimum that asked for them. */
const SLACK = 0.004;
const MOST_STEPS = 40;
/** More corners than this make growing slow, and no offer asks for them. */
const DETAILED = 2000;
/** Pieces farther apart than this are no neighbours. */
const MAX_GAP_M = 5000;

/**
 * The area grown outwards until the offer takes it: every order that is too small or too narrow by just as much as it needs, to
 * within 0.5 %, its shape and its corners kept. Orders that come to overlap become one. Null when growing does not help: an
 * area that is too large, or has too many corners.
 */
export async function enlargeToFit(
  geometry: AreaGeometry,
  offer: OfferLimits,
): Promise<AreaGeometry | null> {
  const geos = await loadGeos();
  const orders = ordersOf(geometry, offer).flatMap((order) => {
    const enlarged = isShort(order, offer) ? enlargeOrder(geos, order, offer) : order;
    return enlarged ? polygonsOf(enlarged) : [];
  });
  const whole = fromPolygons(orders);
  // Parts that keep apart stay as they are, to the last digit.
  const united =
    whole && validityFaults(whole).length > 0
      ? withGeos(geos, (keep) =>
          fromGeos(geos, keep(geos.GEOSUnaryUnion(keep(validOf(geos, whole))))),
        )
      : whole;
  if (!united) return null;
  const result = normalise(united);
  return fitFaults(result, offer).length === 0 ? result : null;
}

/** The smallest enlargement that the offer takes, with what it adds; null when there is none. */
export async function enlargement(
  geometry: AreaGeometry,
  offer: OfferLimits,
): Promise<FitProposal | null> {
  return proposal(geometry, await enlargeToFit(geometry, offer));
}

/**
 * Neighbouring pieces as one, for an offer that orders each alone: where some are too small or too narrow alone, and joining
 * them (and growing the whole, if it must be) is taken. Null when there is nothing to join, or the offer still refuses.
 */
export async function mergeToFit(
  geometry: AreaGeometry,
  offer: OfferLimits,
): Promise<FitProposal | null> {
  const isPieces = polygonsOf(geometry).length > 1;
  if (!isPieces || !offer.perPolygon || fitFaults(geometry, offer).length === 0) return null;
  const joined = await joinPieces(geometry, MAX_GAP_M);
  return joined
    ? enlargement(joined.geometry, offer).then(
        (found) => found && proposal(geometry, found.geometry),
      )
    : null;
}

function proposal(before: AreaGeometry, after: AreaGeometry | null): FitProposal | null {
  if (!after) return null;
  const areaHa = areaHaOf(after);
  return { geometry: after, areaHa, extraHa: areaHa - areaHaOf(before) };
}

const isShort = (order: AreaGeometry, { minAreaHa, minWidthKm }: OfferLimits) =>
  geodesicAreaM2(order) < minAreaHa * 10_000 ||
  (minWidthKm !== null && widthM(order) < minWidthKm * 1000);

/** Growing by bisection, on one flat map. */
function enlargeOrder(geos: Geos, order: AreaGeometry, offer: OfferLimits): AreaGeometry | null {
  const plane = planeOf(order);
  return withGeos(geos, (keep) => {
    const flat = keep(validOf(geos, flattened(order, plane)));
    // A detailed outline is grown from a plainer one, by more than the plainer one leaves out.
    const isDetailed = vertexCount(order) > DETAILED;
    const leastM = isDetailed ? Math.sqrt(geodesicAreaM2(order)) * 0.0002 : 0;
    const base = isDetailed ? keep(geos.GEOSTopologyPreserveSimplify(flat, leastM)) : flat;
    const by = (metres: number): AreaGeometry | null => {
      const result = withGeos(geos, (own) => {
        const larger = own(grown(geos, base, metres));
        // The places put on long edges are no longer needed: straight corners stay few.
        const slackM = Math.min(2, (metres - leastM) / 2);
        return fromGeos(geos, own(geos.GEOSTopologyPreserveSimplify(larger, slackM)));
      });
      return result && cutAtAntimeridian(unflattened(result, plane));
    };
    return bisect(by, offer, leastM);
  });
}

function bisect(
  by: (metres: number) => AreaGeometry | null,
  offer: OfferLimits,
  leastM: number,
): AreaGeometry | null {
  // Growing a point by so much makes it large and wide enough.
  const widthOf = (offer.minWidthKm ?? 0) * 1000;
  const enough = Math.max(widthOf, Math.sqrt(offer.minAreaHa * 10_000)) + 1;
  let [low, high] = [leastM, leastM + enough];
  let best: AreaGeometry | null = null;
  for (let step = 0; step < MOST_STEPS; step++) {
    const middle = (low + high) / 2;
    const tried = by(middle);
    if (!tried || isShort(tried, offer)) {
      low = middle;
      continue;
    }
    best = tried;
    high = middle;
    if (isClose(tried, offer)) break;
  }
  return best;
}

/** Whether it is above one of the minima by no more than the slack. */
function isClose(area: AreaGeometry, { minAreaHa, minWidthKm }: OfferLimits): boolean {
  const near = (value: number, minimum: number) => minimum > 0 && value < minimum * (1 + SLACK);
  return (
    near(geodesicAreaM2(area), minAreaHa * 10_000) || near(widthM(area), (minWidthKm ?? 0) * 1000)
  );
}
