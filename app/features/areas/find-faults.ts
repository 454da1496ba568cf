import type { Position } from 'geojson';
import { crossesAntimeridian } from './antimeridian.ts';
import { geodesicAreaM2 } from './area.ts';
import { type AreaFault, type AreaLimits, MOST_PARTS, MOST_VERTICES } from './area-fault.ts';
import {
  type AreaGeometry,
  cleanRing,
  isLooseArea,
  type LonLat,
  lonLat,
  openRing,
  polygonsOf,
  vertexCount,
} from './geometry.ts';
import { topologyFaults } from './topology-faults.ts';

/**
 * Every fault of an area, each with its place: what is no surface, numbers that are none or are no place on Earth, more than
 * the limits, rings that are not closed, then every breach of validity (`topologyFaults`), then its size. What makes the
 * later questions senseless hides them: crossings are not looked for on a map whose axes are swapped. Altitude, winding and
 * points repeated one after the other are no faults. An empty answer also tells that the value is an `AreaGeometry`.
 */
export function findFaults(
  value: unknown,
  limits: AreaLimits = {},
  options: { crossings?: boolean } = {},
): AreaFault[] {
  if (!isLooseArea(value)) return [{ code: 'not-a-polygon' }];
  if (vertexCount(value) === 0) return [{ code: 'empty' }];
  const impossible = [...countFaults(value, limits), ...placeFaults(value)];
  if (impossible.length > 0) return impossible;
  const faults = (options.crossings ?? true) ? validityFaults(value) : ringFaults(value);
  return faults.length > 0 ? faults : sizeFaults(value, limits);
}

/** What OGC 06-103r4 refuses of rings, wherever in the plane: those that are not closed or too short, and `topologyFaults`. */
export function validityFaults(geometry: AreaGeometry): AreaFault[] {
  return [...ringFaults(geometry), ...topologyFaults(ringsOf(geometry))];
}

function countFaults(geometry: AreaGeometry, limits: AreaLimits): AreaFault[] {
  const { maxVertices = MOST_VERTICES, maxParts = MOST_PARTS } = limits;
  const vertices = vertexCount(geometry);
  const parts = polygonsOf(geometry).length;
  return [
    ...exceeding('too-many-vertices', vertices, maxVertices),
    ...exceeding('too-many-parts', parts, maxParts),
  ];
}

const exceeding = (
  code: 'too-many-vertices' | 'too-many-parts',
  count: number,
  max: number,
): AreaFault[] => (count > max ? [{ code, params: { count, max } }] : []);

/** What is said of the numbers: the first place of each kind, for one mistake puts them all wrong. */
function placeFaults(geometry: AreaGeometry): AreaFault[] {
  const places = polygonsOf(geometry).flat(2).map(lonLat);
  const noNumber = places.findIndex((place) => !place.every(isNumber));
  if (noNumber >= 0) {
    const near = places.find((place) => place.every(isNumber));
    return [{ code: 'not-a-number', ...(near && { at: near }), params: { point: noNumber + 1 } }];
  }
  const outside = places.find(([lon, lat]) => Math.abs(lat) > 90 || Math.abs(lon) > 540);
  if (outside) return [outsideFault(places, outside)];
  if (!crossesAntimeridian(geometry)) return [];
  const [beyond] = places.filter(([lon]) => Math.abs(lon) > 180);
  const at = beyond ?? jumpIn(geometry);
  return [{ code: 'crosses-antimeridian', ...(at && { at }) }];
}

function outsideFault(places: readonly LonLat[], [lon, lat]: LonLat): AreaFault {
  const fitsSwapped = places.every(([x, y]) => Math.abs(x) <= 90 && Math.abs(y) <= 180);
  return fitsSwapped
    ? { code: 'swapped-order', params: { lon, lat } }
    : { code: 'out-of-range', params: { lon, lat } };
}

function jumpIn(geometry: AreaGeometry): LonLat | undefined {
  for (const ring of polygonsOf(geometry).flat()) {
    const open = openRing(ring).map(lonLat);
    const place = open.find(([lon], i) => {
      const next = open[(i + 1) % open.length];
      return next !== undefined && Math.abs(next[0] - lon) > 180;
    });
    if (place) return place;
  }
  return undefined;
}

/** Rings that end elsewhere than they begin, or have too few corners to hold a surface. */
function ringFaults(geometry: AreaGeometry): AreaFault[] {
  return polygonsOf(geometry).flatMap((rings, part) =>
    rings.flatMap((ring, index): AreaFault[] => {
      const params = { part: part + 1, ring: index };
      const at = ring[0] && lonLat(ring[0]);
      const corners = openRing(cleanRing(ring));
      // An empty ring holds nothing and harms nothing: it is dropped when the area is kept.
      if (ring.length === 0) return [];
      if (corners.length < 3) {
        const count = new Set(corners.map(String)).size;
        return [{ code: 'too-few-points', ...(at && { at }), params: { ...params, count } }];
      }
      return isClosed(ring) || !at ? [] : [{ code: 'ring-open', at, params }];
    }),
  );
}

function isClosed(ring: Position[]): boolean {
  const first = ring[0];
  const last = ring[ring.length - 1];
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
}

const ringsOf = (geometry: AreaGeometry) =>
  polygonsOf(geometry)
    .flatMap((rings, part) =>
      rings.map((ring, index) => ({ part, index, corners: openRing(cleanRing(ring)).map(lonLat) })),
    )
    .filter(({ corners }) => corners.length >= 3);

function sizeFaults(geometry: AreaGeometry, { minAreaHa, maxAreaHa }: AreaLimits): AreaFault[] {
  // Measuring takes longest of all: a valid area has some surface, and only a limit asks how much.
  if (minAreaHa === undefined && maxAreaHa === undefined) return [];
  const areaHa = geodesicAreaM2(geometry) / 10_000;
  if (minAreaHa !== undefined && areaHa < minAreaHa) return [tooSmall(areaHa, minAreaHa)];
  return maxAreaHa !== undefined && areaHa > maxAreaHa ? [tooLarge(areaHa, maxAreaHa)] : [];
}

/** Rounded away from the limit: 99.996 ha is not said to be 100. */
export const tooSmall = (areaHa: number, minAreaHa: number): AreaFault => ({
  code: 'too-small',
  params: { areaHa: Math.floor(areaHa * 100) / 100, minAreaHa },
});

export const tooLarge = (areaHa: number, maxAreaHa: number): AreaFault => ({
  code: 'too-large',
  params: { areaHa: Math.ceil(areaHa * 100) / 100, maxAreaHa },
});

const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
