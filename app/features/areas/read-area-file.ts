import { kml } from '@tmcw/togeojson';
import {
  type AreaGeometry,
  fromPolygons,
  isAreaGeometry,
  normalise,
  polygonsOf,
  vertexCount,
} from './area.ts';

/** What a file must stay under. Larger ones are refused before the page is slowed by drawing them. */
const MAX_BYTES = 5_000_000;
const MAX_VERTICES = 20_000;

/** One feature with a surface, normalised; its polygons together. The name is the file's own, or null. */
export type NamedArea = { name: string | null; geometry: AreaGeometry };

export type AreaFileFault = { code: AreaFileFaultCode; params: Record<string, string | number> };

export type AreaFileFaultCode =
  | 'file-too-large'
  | 'unknown-format'
  | 'not-json'
  | 'not-xml'
  | 'no-xml-here'
  | 'wrong-crs'
  | 'bad-coordinates'
  | 'no-polygon'
  | 'file-too-many-vertices';

/**
 * Reads the surfaces of a GeoJSON (RFC 7946, any type, nested or not) or KML (OGC 12-007r2) text. Never throws. A KML needs
 * `parseXml`, in a browser `(text) => new DOMParser().parseFromString(text, 'text/xml')`. Lines and points are passed over;
 * `no-polygon` says that there was nothing else. Other faults of an area (holes, crossings) are left to `quickFault`.
 */
export function readAreaText(
  name: string,
  text: string,
  parseXml?: (text: string) => Document,
): { areas: NamedArea[] } | { fault: AreaFileFault } {
  if (text.length > MAX_BYTES) {
    return fault('file-too-large', {
      maxMb: MAX_BYTES / 1_000_000,
      sizeMb: Math.ceil(text.length / 1_000_000),
    });
  }
  const body = text.replace(/^\uFEFF/, '').trim();
  if (body.startsWith('<')) return readKml(body, parseXml);
  if (/^[[{]/.test(body) || /\.(geo)?json$/i.test(name)) return readGeoJson(body);
  return fault(/\.kml$/i.test(name) ? 'not-xml' : 'unknown-format', { name });
}

type Reading = ReturnType<typeof readAreaText>;

function readGeoJson(text: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault('not-json');
  }
  const crs = crsName(value);
  return crs && !isLonLatCrs(crs) ? fault('wrong-crs', { crs }) : surfacesOf(value);
}

function readKml(text: string, parseXml: ((text: string) => Document) | undefined): Reading {
  if (!parseXml) return fault('no-xml-here');
  try {
    const document = parseXml(text);
    if (document.getElementsByTagName('parsererror').length > 0) return fault('not-xml');
    return surfacesOf(kml(document));
  } catch {
    return fault('not-xml');
  }
}

function surfacesOf(root: unknown): Reading {
  const areas: NamedArea[] = [];
  const seen = { broken: false };
  let vertices = 0;
  for (const feature of featuresOf(root)) {
    const parts = partsOf(feature.geometry, seen);
    const united = fromPolygons(parts.flatMap(polygonsOf));
    if (!united) continue;
    vertices += vertexCount(united);
    if (vertices > MAX_VERTICES) return fault('file-too-many-vertices', { max: MAX_VERTICES });
    const geometry = normalise(united);
    if (polygonsOf(geometry).length === 0) seen.broken = true;
    else areas.push({ name: feature.name, geometry });
  }
  const projected = areas.some(({ geometry }) => !inDegrees(geometry));
  if (projected) return fault('wrong-crs', { crs: '?' });
  if (areas.length > 0) return { areas };
  return fault(seen.broken ? 'bad-coordinates' : 'no-polygon');
}

type Loose = { name: string | null; geometry: unknown };

/** The features of any GeoJSON object; a bare geometry is one without a name. A list and no recursion: nesting has no limit. */
function featuresOf(root: unknown): Loose[] {
  const found: Loose[] = [];
  const waiting: unknown[] = [root];
  for (const value of waiting) {
    if (Array.isArray(value)) for (const item of value) waiting.push(item);
    else if (isRecord(value) && value.type === 'FeatureCollection') waiting.push(value.features);
    else if (isRecord(value) && value.type === 'Feature') {
      found.push({ name: nameOf(value.properties), geometry: value.geometry });
    } else if (isRecord(value)) found.push({ name: null, geometry: value });
  }
  return found;
}

function partsOf(root: unknown, seen: { broken: boolean }): AreaGeometry[] {
  const parts: AreaGeometry[] = [];
  const waiting: unknown[] = [root];
  for (const value of waiting) {
    if (!isRecord(value)) continue;
    if (isAreaGeometry(value)) parts.push(value);
    else if (Array.isArray(value.geometries))
      for (const item of value.geometries) waiting.push(item);
    else if (value.type === 'Polygon' || value.type === 'MultiPolygon') seen.broken = true;
  }
  return parts;
}

const NAME_KEYS = ['name', 'nom', 'title', 'titre', 'label', 'libelle', 'id'];

function nameOf(properties: unknown): string | null {
  if (!isRecord(properties)) return null;
  const byKey = new Map(
    Object.entries(properties).map(([key, value]) => [key.toLowerCase(), value]),
  );
  for (const key of NAME_KEYS) {
    const value = byKey.get(key);
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 120);
  }
  return null;
}

/** The `crs` member of the GeoJSON of 2008, which RFC 7946 removed and old tools still write. */
function crsName(value: unknown): string | null {
  const crs = isRecord(value) ? value.crs : null;
  const properties = isRecord(crs) ? crs.properties : null;
  const name = isRecord(properties) ? properties.name : null;
  return typeof name === 'string' ? name : null;
}

const isLonLatCrs = (name: string) => /CRS:?84$|EPSG:+(\d|\.)*:?4326$|WGS ?84$/i.test(name.trim());

function inDegrees(geometry: AreaGeometry): boolean {
  return polygonsOf(geometry)
    .flat(2)
    .every(([lon = 0, lat = 0]) => Math.abs(lon) <= 540 && Math.abs(lat) <= 90);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const fault = (code: AreaFileFaultCode, params: AreaFileFault['params'] = {}) => ({
  fault: { code, params },
});
