import type { Geometry } from 'geojson';
import {
  type AreaFileNote,
  areaFileLimits,
  type SourceFeature,
  type SourceLayer,
  unreadable,
} from './area-file.ts';
import { crsOfName, wgs84 } from './projection.ts';
import { isTopology, readTopology } from './topojson.ts';

/**
 * Reads JSON text: GeoJSON of any type and nesting (RFC 7946; `crs` of the GeoJSON of 2008 is followed), one object a line
 * or after a record mark (RFC 8142), or TopoJSON.
 */
export function readJson(text: string, name: string): SourceLayer[] {
  const body = text.replace(/^\uFEFF/, '');
  refuseDeep(body);
  const roots = parseAll(body);
  const [first] = roots;
  const declared = crsName(first);
  const crs = declared ? crsOfName(declared) : wgs84;
  if (isTopology(first)) return readTopology(first, crs);
  const found = roots.map(featuresOf);
  const features = found.flatMap((one) => one.features);
  if (features.length > areaFileLimits.records) {
    unreadable('too-many-records', { max: areaFileLimits.records });
  }
  const damaged = found.reduce((sum, one) => sum + one.damaged, 0);
  const notes: AreaFileNote[] =
    damaged > 0 ? [{ code: 'damaged-skipped', params: { count: damaged } }] : [];
  return [{ format: 'geojson', name, crs, features, notes }];
}

/** Nesting and brackets are counted before anything is parsed; those inside strings are none. Each place has its own. */
function refuseDeep(text: string): void {
  let depth = 0;
  let brackets = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) i = endOfString(text, i);
    else if (c === 0x5b || c === 0x7b) {
      depth += 1;
      brackets += 1;
      if (depth > areaFileLimits.nesting) {
        unreadable('too-nested', { max: areaFileLimits.nesting });
      }
    } else if (c === 0x5d || c === 0x7d) depth -= 1;
  }
  if (brackets > areaFileLimits.jsonBrackets) {
    unreadable('too-many-vertices', { max: areaFileLimits.vertices });
  }
}

function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x5c) i += 1;
    else if (c === 0x22) return i;
  }
  return text.length;
}

/** One value; or one after each record mark; or one a line. The fault that is told is that of the first that fails. */
function parseAll(text: string): unknown[] {
  if (text.includes('\x1e')) return pieces(text, '\x1e').map(parseOne);
  try {
    return [JSON.parse(text)];
  } catch {
    const [first, ...others] = pieces(text, '\n');
    if (others.length === 0 || !isWhole(first ?? '')) return unreadable('not-json');
    return pieces(text, '\n').map(parseOne);
  }
}

const pieces = (text: string, mark: string) =>
  text.split(mark).filter((piece) => piece.trim() !== '');

const isWhole = (line: string) => /^\s*\{.*\}\s*$/.test(line);

function parseOne(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return unreadable('not-json');
  }
}

type Found = { features: SourceFeature[]; damaged: number };

/**
 * The features below any object; a bare geometry is one without a name. What is no GeoJSON is counted inside a collection,
 * and refused alone. A list and no recursion: nesting is no matter.
 */
function featuresOf(root: unknown): Found {
  const found: Found = { features: [], damaged: 0 };
  const waiting: unknown[] = [root];
  for (const value of waiting) {
    const members = membersOf(value);
    const feature = members ? null : featureOf(value);
    if (members) for (const member of members) waiting.push(member);
    else if (feature) found.features.push(feature);
    else if (value === root) unreadable('not-geojson', { found: shortly(value) });
    else found.damaged += 1;
  }
  return found;
}

function membersOf(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isRecord(value) || value.type !== 'FeatureCollection') return null;
  return Array.isArray(value.features) ? value.features : null;
}

function featureOf(value: unknown): SourceFeature | null {
  if (hasGeometryType(value)) return { geometry: value, properties: {} };
  if (!isRecord(value) || value.type !== 'Feature') return null;
  const { geometry, properties, id } = value;
  const isNone = geometry === null || geometry === undefined;
  if (!isNone && !hasGeometryType(geometry)) return null;
  return {
    geometry: isNone ? null : geometry,
    properties: isRecord(properties) ? properties : {},
    ...((typeof id === 'string' || typeof id === 'number') && { id: String(id) }),
  };
}

/** What stands where GeoJSON should, for the sentence that says so. */
function shortly(value: unknown): string {
  if (isRecord(value) && typeof value.type === 'string') return `type: ${value.type.slice(0, 30)}`;
  return (JSON.stringify(value) ?? '').slice(0, 30);
}

const geometryTypes = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
];

/** Only the type is looked at: coordinates are where surfaces are made of them. */
const hasGeometryType = (value: unknown): value is Geometry =>
  isRecord(value) && geometryTypes.some((known) => known === value.type);

function crsName(root: unknown): string | null {
  const crs = isRecord(root) ? root.crs : null;
  const properties = isRecord(crs) ? crs.properties : null;
  const name = isRecord(properties) ? properties.name : null;
  return typeof name === 'string' ? name : null;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
