import geodesic from 'geographiclib-geodesic';
import type { Position } from 'geojson';
import { type AreaGeometry, boundingBox, lonLat } from './area.ts';

/**
 * The area carried so many metres east and north, measured on the ellipsoid at the middle of its box. Longitudes and latitudes
 * are moved by the same steps everywhere, so its outline keeps its angles but for the narrowing of the meridians. Null
 * when it would leave the Earth.
 */
export function movedArea(area: AreaGeometry, eastM: number, northM: number): AreaGeometry | null {
  const box = boundingBox(area);
  if (!box) return null;
  const [west, south, east, north] = box;
  const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };
  const { Geodesic } = geodesic;
  const up = Geodesic.WGS84.Direct(middle.lat, middle.lon, 0, northM);
  const right = Geodesic.WGS84.Direct(up.lat2 ?? middle.lat, middle.lon, 90, eastM);
  // Beyond a pole one stands on another meridian.
  if (Math.abs(turned((up.lon2 ?? middle.lon) - middle.lon)) > 1) return null;
  const lat = (up.lat2 ?? middle.lat) - middle.lat;
  const lon = turned((right.lon2 ?? middle.lon) - middle.lon);
  if (west + lon < -180 || east + lon > 180 || south + lat < -90 || north + lat > 90) return null;
  const ring = (positions: Position[]) =>
    positions.map((position) => {
      const [x, y] = lonLat(position);
      return [round(x + lon), round(y + lat)];
    });
  return area.type === 'Polygon'
    ? { type: 'Polygon', coordinates: area.coordinates.map(ring) }
    : { type: 'MultiPolygon', coordinates: area.coordinates.map((part) => part.map(ring)) };
}

/** The same turn between -180 and 180 degrees. */
const turned = (degrees: number) => ((degrees + 540) % 360) - 180;

const round = (degrees: number) => Number(degrees.toFixed(7)) + 0;
