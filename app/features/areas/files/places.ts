import type { Position } from 'geojson';
import { type BBox, type LonLat, lonLat } from '../area.ts';
import { type SourceLayer, unreadable } from './area-file.ts';
import { guessSystem } from './known-systems.ts';
import type { SourceCrs } from './projection.ts';

/** Degrees of slack around a projection's area of use: people draw a little over the border. */
const slackDeg = 3;

/**
 * The same rings in [lon, lat] on WGS84; altitude and measure are left out. Refuses coordinates that cannot be of the system
 * they are said to be in, with what seems to be wrong.
 */
export function placesOf(polygons: Position[][][], layer: SourceLayer): Position[][][] {
  const { crs } = layer;
  const { toLonLat } = crs;
  if (!toLonLat) {
    return polygons.map((rings) => rings.map((ring) => ring.map((p) => degreesOf(p, layer))));
  }
  refuseDegrees(polygons, crs);
  const placed = polygons.map((rings) =>
    rings.map((ring) => ring.map((p): Position => toLonLat(...lonLat(p)))),
  );
  refuseElsewhere(polygons, placed, crs);
  return placed;
}

/** Longitudes up to 540 are another way to write what crosses the antimeridian, which is dealt with later. */
const isDegrees = (lon: number, lat: number) => Math.abs(lon) <= 540 && Math.abs(lat) <= 90;

function degreesOf(position: Position, layer: SourceLayer): Position {
  const [lon, lat] = lonLat(position);
  if (isDegrees(lon, lat)) return [lon, lat];
  const params = { x: short(lon), y: short(lat) };
  if (Math.abs(lon) <= 90 && Math.abs(lat) <= 180) return unreadable('swapped', params);
  const guess = guessSystem(lon, lat);
  const code =
    layer.crs.name === null && layer.format === 'shapefile' ? 'prj-missing' : 'metres-not-degrees';
  return guess ? unreadable(`${code}-guess`, { ...params, guess }) : unreadable(code, params);
}

/** Within 200 metres of the false origin, and such that they could be degrees: they are degrees. */
function refuseDegrees(polygons: Position[][][], crs: SourceCrs): void {
  if (!crs.projected) return;
  const [first] = polygons[0]?.[0] ?? [];
  const all = polygons.every((rings) =>
    rings.every((ring) =>
      ring.every((p) => Math.abs(p[0] ?? 0) <= 180 && Math.abs(p[1] ?? 0) <= 90),
    ),
  );
  if (!all || !first) return;
  const [x, y] = lonLat(first);
  unreadable('degrees-not-metres', { crs: crs.name ?? '', x: short(x), y: short(y) });
}

function refuseElsewhere(source: Position[][][], placed: Position[][][], crs: SourceCrs): void {
  for (const [i, rings] of placed.entries()) {
    for (const [j, ring] of rings.entries()) {
      for (const [k, place] of ring.entries()) {
        const [x, y] = lonLat(source[i]?.[j]?.[k] ?? []);
        if (belongs(lonLat(place), [x, y], crs)) continue;
        const isSwapped = crs.toLonLat !== null && belongs(crs.toLonLat(y, x), [y, x], crs);
        unreadable(isSwapped ? 'swapped' : 'outside-projection', {
          crs: crs.name ?? '',
          x: short(x),
          y: short(y),
        });
      }
    }
  }
}

/** Inside the area of use or, where we do not know that, where the projection comes back to the same place. */
function belongs([lon, lat]: LonLat, [x, y]: [number, number], crs: SourceCrs): boolean {
  if (!Number.isFinite(lon) || !isDegrees(lon, lat) || Math.abs(lon) > 181) return false;
  if (crs.area) return inside([lon, lat], crs.area);
  if (!crs.projected || !crs.fromLonLat) return true;
  const [backX, backY] = crs.fromLonLat(lon, lat);
  const far = Math.hypot(backX - x, backY - y);
  return far <= 1 + 1e-6 * Math.hypot(x, y);
}

function inside([lon, lat]: LonLat, [west, south, east, north]: BBox): boolean {
  // An area of use may reach over the antimeridian, and so does UTM's first zone.
  const aroundTheEarth = [lon, lon - 360, lon + 360];
  return (
    lat >= south - slackDeg &&
    lat <= north + slackDeg &&
    aroundTheEarth.some((l) => l >= west - slackDeg && l <= east + slackDeg)
  );
}

const short = (value: number) => Number(value.toPrecision(10));
