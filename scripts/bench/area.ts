import type { Polygon } from 'geojson';
import GeoJSON from 'ol/format/GeoJSON.js';
import { getArea } from 'ol/sphere.js';
import { geodesicAreaM2 } from '../../app/features/areas/area.ts';
import { figure, rate } from './measure.ts';

/** Geodesic area on the ellipsoid against OpenLayers' spherical one, of rings of 4 to 2,000 vertices. */
export async function area() {
  console.log('vertices  ellipsoid/s  ol sphere/s  ratio  sphere off by');
  for (const vertices of [4, 100, 2000]) {
    const polygon = circle(vertices);
    const geometry = new GeoJSON().readGeometry(polygon);
    if (!geometry) throw new Error('OpenLayers read no geometry');
    const ours = rate(() => void geodesicAreaM2(polygon));
    const peer = rate(() => void getArea(geometry, { projection: 'EPSG:4326' }));
    const exact = geodesicAreaM2(polygon);
    const off = (100 * Math.abs(getArea(geometry, { projection: 'EPSG:4326' }) - exact)) / exact;
    console.log(
      `${String(vertices).padStart(8)}  ${figure(ours, 0).padStart(11)}  ${figure(peer, 0).padStart(11)}  ${figure(ours / peer, 3).padStart(5)}  ${figure(off, 3)} %`,
    );
  }
}

function circle(vertices: number): Polygon {
  const ring = Array.from({ length: vertices }, (_, i) => {
    const angle = (2 * Math.PI * i) / vertices;
    return [6 + 0.1 * Math.cos(angle), 45 + 0.1 * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? [0, 0]]] };
}
