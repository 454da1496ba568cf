import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Polygon, Position } from 'geojson';
import type { AreaGeometry } from '#app/features/areas/area.ts';

/** Real files of areas; absent where nobody put them beside the repository. */
export const areaData = '../shared/data/3-aoi';
export const hasAreaData = existsSync(areaData);

/** Every GeoJSON file below a folder; none where it is absent. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(geo)?json$/i.test(name))
    .map((name) => `${folder}/${name}`)
    .sort();
}

export const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The polygons and multipolygons of any GeoJSON, as they are written, in their order. */
export function surfacesIn(root: unknown): AreaGeometry[] {
  if (Array.isArray(root)) return root.flatMap(surfacesIn);
  if (typeof root !== 'object' || root === null) return [];
  const { type, features, geometry, geometries } = root as Record<string, unknown>;
  if (type === 'Polygon' || type === 'MultiPolygon') return [root as AreaGeometry];
  return [features, geometry, geometries].flatMap(surfacesIn);
}

/** A star around 3° E 46° N with so many corners, every second one further in. */
export function star(corners: number): Polygon {
  const ring = Array.from({ length: corners }, (_, i): Position => {
    const angle = (2 * Math.PI * i) / corners;
    const radius = i % 2 === 0 ? 0.1 : 0.09;
    return [3 + radius * Math.cos(angle), 46 + radius * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ring[0] ?? [3, 46]]] };
}
