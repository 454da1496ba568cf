import geodesic from 'geographiclib-geodesic';
import type { Position } from 'geojson';
import { boundingBox, boxUnwrapped } from './boxes.ts';
import { type AreaGeometry, fromPolygons, type LonLat, lonLat, polygonsOf } from './geometry.ts';

/**
 * A flat map in metres around a place: azimuthal equidistant on the WGS84 ellipsoid. Distances from the middle are exact; across
 * it they are too long by r²/6R²: 0.004 % at 100 km from the middle, 0.1 % at 500 km.
 */
export type Plane = {
  toPlane(position: Position): Position;
  /** Longitudes go on beyond ±180 where the map does. */
  toEarth(position: Position): Position;
};

/** Edges are straight in longitude and latitude: every so many metres a place of theirs is put on the map. */
const STEP_M = 2500;

const { WGS84 } = geodesic.Geodesic;

/** The flat map whose middle is that of the area's box, or the pole that it holds. */
export function planeOf(geometry: AreaGeometry): Plane {
  const box = boundingBox(geometry) ?? [0, 0, 0, 0];
  const [west, south, east, north] = boxUnwrapped(box);
  if (Math.abs(south) === 90 || Math.abs(north) === 90)
    return planeAt([0, south === -90 ? -90 : 90]);
  return planeAt([(west + east) / 2, (south + north) / 2]);
}

/** The flat map around a place. */
export function planeAt([lon0, lat0]: LonLat): Plane {
  const toPlane = (position: Position) => {
    const [lon, lat] = lonLat(position);
    const { s12 = 0, azi1 = 0 } = WGS84.Inverse(lat0, lon0, lat, lon);
    const azimuth = (azi1 * Math.PI) / 180;
    return [s12 * Math.sin(azimuth), s12 * Math.cos(azimuth)];
  };
  const toEarth = ([x = 0, y = 0]: Position) => {
    const azimuth = (Math.atan2(x, y) * 180) / Math.PI;
    const { lon2 = 0, lat2 = 0 } = WGS84.Direct(lat0, lon0, azimuth, Math.hypot(x, y));
    const off = lon2 - lon0;
    return [lon0 + off - 360 * Math.round(off / 360), lat2];
  };
  return { toPlane, toEarth };
}

/** The area on a flat map, its long edges with places in between. */
export function flattened(geometry: AreaGeometry, plane: Plane): AreaGeometry {
  return mapped(geometry, (ring) => densified(ring).map(plane.toPlane));
}

/** What lies on the flat map, back on Earth. */
export function unflattened(geometry: AreaGeometry, plane: Plane): AreaGeometry {
  return mapped(geometry, (ring) => ring.map(plane.toEarth));
}

/** A line with places every 2.5 km of its edges. */
export function densified(line: readonly Position[]): Position[] {
  return line.flatMap((position, i) => {
    const next = line[i + 1];
    if (!next) return [position];
    const [lon, lat] = lonLat(position);
    const [lonNext, latNext] = lonLat(next);
    const eastM = (lonNext - lon) * 111_320 * Math.cos((((lat + latNext) / 2) * Math.PI) / 180);
    const steps = Math.ceil(Math.hypot(eastM, (latNext - lat) * 111_320) / STEP_M);
    return Array.from({ length: Math.max(1, steps) }, (_, n) => {
      const share = n / Math.max(1, steps);
      return n === 0 ? position : [lon + share * (lonNext - lon), lat + share * (latNext - lat)];
    });
  });
}

function mapped(geometry: AreaGeometry, map: (ring: Position[]) => Position[]): AreaGeometry {
  const parts = polygonsOf(geometry).map((rings) => rings.map(map));
  return fromPolygons(parts) ?? geometry;
}
