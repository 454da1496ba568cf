import type { Position } from 'geojson';
import { geodesicAreaM2 } from './area.ts';
import type { AreaFault } from './area-fault.ts';
import { tooLarge, tooSmall } from './find-faults.ts';
import { type AreaGeometry, fromPolygons, polygonsOf, vertexCount } from './geometry.ts';
import { densified, planeOf } from './plane.ts';

/** What an offer asks of an area; hectares and kilometres, as the desk edits them. Null asks for nothing. */
export type OfferLimits = {
  minAreaHa: number;
  minWidthKm: number | null;
  maxAreaHa: number | null;
  /** Each part is an order of its own, and must keep to the limits alone. */
  perPolygon: boolean;
  maxVertices: number;
};

/** Whether an offer takes an area as it is, and the nearest areas that it takes. */
export type FitAnswer = {
  offerId: string;
  ok: boolean;
  /** What the offer refuses; `params.part` counts from 1 where each part is an order of its own. */
  faults: AreaFault[];
  /** The smallest enlargement that the offer takes. */
  enlargement: FitProposal | null;
  /** Neighbouring pieces as one, where some are below the minima alone. */
  merge: FitProposal | null;
};

/** `extraHa` is what it adds to the area as it is. */
export type FitProposal = { geometry: AreaGeometry; areaHa: number; extraHa: number };

/**
 * What of an area an offer refuses: too small, too narrow or too large an order, or too many corners. An order is each part
 * where the offer says so (all of them, an order being what is paid for), else all parts together. Of a valid area.
 */
export function fitFaults(geometry: AreaGeometry, offer: OfferLimits): AreaFault[] {
  const faults = ordersOf(geometry, offer).flatMap((order, i): AreaFault[] => {
    const [at] = polygonsOf(order)[0]?.[0] ?? [];
    const place: Pick<AreaFault, 'at'> = at ? { at: [at[0] ?? 0, at[1] ?? 0] } : {};
    const part = offer.perPolygon ? { part: i + 1 } : {};
    return orderFaults(order, offer).map(({ code, params }) => ({
      code,
      ...place,
      params: { ...params, ...part },
    }));
  });
  const count = vertexCount(geometry);
  if (count > offer.maxVertices) {
    faults.push({ code: 'too-many-vertices', params: { count, max: offer.maxVertices } });
  }
  return faults;
}

/** What each order of the area would be. */
export function ordersOf(
  geometry: AreaGeometry,
  { perPolygon }: Pick<OfferLimits, 'perPolygon'>,
): AreaGeometry[] {
  if (!perPolygon) return [geometry];
  return polygonsOf(geometry).flatMap((rings) => fromPolygons([rings]) ?? []);
}

function orderFaults(order: AreaGeometry, offer: OfferLimits): AreaFault[] {
  const { minAreaHa, minWidthKm, maxAreaHa } = offer;
  const areaHa = geodesicAreaM2(order) / 10_000;
  const faults: AreaFault[] = [];
  if (areaHa < minAreaHa) faults.push(tooSmall(areaHa, minAreaHa));
  if (maxAreaHa !== null && areaHa > maxAreaHa) {
    faults.push(tooLarge(areaHa, maxAreaHa));
  }
  if (minWidthKm !== null) {
    const exactKm = widthM(order) / 1000;
    const widthKm = Math.floor(exactKm * 100) / 100;
    if (exactKm < minWidthKm) faults.push({ code: 'too-narrow', params: { widthKm, minWidthKm } });
  }
  return faults;
}

/**
 * How wide the area is where it is narrowest, in metres: the smallest distance of two parallel lines that hold it between
 * them, on a flat map around it.
 */
export function widthM(geometry: AreaGeometry): number {
  const plane = planeOf(geometry);
  const corners = polygonsOf(geometry).flatMap(([shell = []]) => densified(hullOf(shell, true)));
  return hullWidth(hullOf(corners.map(plane.toPlane)));
}

/** One side of the narrowest strip lies along an edge of the hull (rotating calipers). */
function hullWidth(hull: Position[]): number {
  if (hull.length < 3) return 0;
  return Math.min(
    ...hull.map(([ax = 0, ay = 0], i) => {
      const [bx = 0, by = 0] = hull[(i + 1) % hull.length] ?? [];
      const lengthM = Math.hypot(bx - ax, by - ay);
      const distances = hull.map(
        ([x = 0, y = 0]) => Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / lengthM,
      );
      return Math.max(...distances);
    }),
  );
}

/** The convex hull, anticlockwise (Andrew's monotone chain); closed when asked. */
function hullOf(positions: readonly Position[], closed = false): Position[] {
  const sorted = [...positions].sort(
    (a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0),
  );
  const half = (list: readonly Position[]) => {
    const chain: Position[] = [];
    for (const position of list) {
      while (chain.length >= 2 && !turnsLeft(chain.slice(-2), position)) chain.pop();
      chain.push(position);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half([...sorted].reverse())];
  return closed ? [...hull, ...hull.slice(0, 1)] : hull;
}

function turnsLeft([a = [], b = []]: Position[], [x = 0, y = 0]: Position): boolean {
  const [ax = 0, ay = 0] = a;
  const [bx = 0, by = 0] = b;
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
}
