import geodesic from 'geographiclib-geodesic';
import { cutAtAntimeridian } from './antimeridian.ts';
import type { AreaGeometry, LonLat } from './geometry.ts';

/**
 * A circle on the ellipsoid: a ring of corners that all lie `radiusM` metres from the centre, anticlockwise from the east, cut
 * at the antimeridian. 90 corners hold all but 0.1 % of its surface. It may hold a pole.
 */
export function circlePolygon(center: LonLat, radiusM: number, corners = 90): AreaGeometry {
  const [lon, lat] = center;
  const ring = Array.from({ length: corners }, (_, i) => {
    const { lat2 = 0, lon2 = 0 } = geodesic.Geodesic.WGS84.Direct(
      lat,
      lon,
      90 - (360 * i) / corners,
      radiusM,
    );
    return [lon2, lat2];
  });
  return cutAtAntimeridian({ type: 'Polygon', coordinates: [[...ring, ring[0] ?? [lon, lat]]] });
}
