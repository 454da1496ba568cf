import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type AreaGeometry, isLooseArea } from '#app/features/areas/geometry.ts';

/** Area files of others, with what is known of each; absent on a plain clone. */
export const areaData = '../shared/data/3-aoi';
export const hasAreaData = existsSync(areaData);

/** Every GeoJSON file below a folder, by path; none where the folder is absent. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(geo)?json$/.test(file))
    .map((file) => `${folder}/${file}`);
}

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

/** The surfaces anywhere in a GeoJSON value. */
export function surfacesIn(value: unknown): AreaGeometry[] {
  if (isLooseArea(value)) return [value];
  if (Array.isArray(value)) return value.flatMap(surfacesIn);
  if (typeof value !== 'object' || value === null) return [];
  const { features, geometry, geometries } = value as Record<string, unknown>;
  return [features, geometry, geometries].flatMap(surfacesIn);
}

/** The surfaces of a file; none where it is not JSON. */
export function surfacesOf(file: string): AreaGeometry[] {
  try {
    return surfacesIn(readJson(file));
  } catch {
    return [];
  }
}

/** A star of so many corners, as wide as a département. */
export function star(corners: number): AreaGeometry {
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const t = (2 * Math.PI * (i % corners)) / corners;
    return [
      2.35 + (0.3 + 0.05 * Math.sin(37 * t)) * Math.cos(t),
      48.85 + (0.2 + 0.03 * Math.sin(37 * t)) * Math.sin(t),
    ];
  });
  return { type: 'Polygon', coordinates: [ring] };
}
