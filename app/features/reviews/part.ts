import { type AreaGeometry, isAreaGeometry, normalise } from '#app/features/areas/area.ts';
import { parseCoordinates } from '#app/features/areas/coordinates.ts';

/** A part as it was drawn or typed: places as «longitude, latitude», one a line, or GeoJSON. Null when it cannot be read. */
export function readPart(text: string): AreaGeometry | null {
  const body = text.trim();
  if (body.startsWith('{')) return readGeometry(body);
  const read = parseCoordinates(body, 'lonlat');
  return 'geometry' in read ? read.geometry : null;
}

/** The surface of a GeoJSON geometry, of a feature, or of the first of several. */
function readGeometry(text: string): AreaGeometry | null {
  try {
    const value: unknown = JSON.parse(text);
    const { features } = value as { features?: unknown[] };
    const feature = (features?.[0] ?? value) as { geometry?: unknown };
    const geometry = feature.geometry ?? feature;
    return isAreaGeometry(geometry) ? normalise(geometry) : null;
  } catch {
    return null;
  }
}
