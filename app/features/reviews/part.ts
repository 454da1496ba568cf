import type { AreaGeometry } from '#app/features/areas/area.ts';
import { parseCoordinates } from '#app/features/areas/coordinates.ts';
import { readAreaText } from '#app/features/areas/read-area-file.ts';

/** A part as it was drawn or typed: places as «longitude, latitude», one a line, or GeoJSON. Null when it cannot be read. */
export function readPart(text: string): AreaGeometry | null {
  const body = text.trim();
  if (body.startsWith('{')) {
    const read = readAreaText('part.geojson', body);
    return 'areas' in read ? (read.areas[0]?.geometry ?? null) : null;
  }
  const read = parseCoordinates(body, 'lonlat');
  return 'geometry' in read ? read.geometry : null;
}
