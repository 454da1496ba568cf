import type { Polygon } from 'geojson';
import { boxPolygon } from '#app/features/areas/area.ts';

/** A place of the map that was pointed at, and how far around it may be meant, in degrees. */
export type PickedPlace = { lon: number; lat: number; reachDeg: number };

const maxReachDeg = 2;

/** The place that an address names; null when it is none. */
export function readPlace(params: URLSearchParams): PickedPlace | null {
  const number = (name: string) => {
    const text = params.get(name) ?? '';
    return /^-?\d{1,3}(\.\d{1,12})?$/.test(text) ? Number(text) : Number.NaN;
  };
  const [lon, lat, reach] = [number('lon'), number('lat'), number('reach')];
  const isOnEarth = Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && reach >= 0;
  return isOnEarth ? { lon, lat, reachDeg: Math.min(maxReachDeg, reach) } : null;
}

/** The place for an address. */
export const writePlace = ({ lon, lat, reachDeg }: PickedPlace): string =>
  `lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}&reach=${reachDeg.toFixed(6)}`;

/** The little square around a place. */
export function placeOf({ lon, lat, reachDeg }: PickedPlace): Polygon {
  const reach = Math.max(1e-7, reachDeg);
  const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));
  return boxPolygon([
    clamp(lon - reach, 180),
    clamp(lat - reach, 90),
    clamp(lon + reach, 180),
    clamp(lat + reach, 90),
  ]);
}
