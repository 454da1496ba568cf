import proj4 from 'proj4';
import type { BBox, LonLat } from '../area.ts';
import { unreadable } from './area-file.ts';
import { degreesName, knownSystem, ntfByOrigin, rgf93ByOrigin, utmArea } from './known-systems.ts';

/** The system of a layer's coordinates, and the way from them to [lon, lat] in degrees on WGS84. */
export type SourceCrs = {
  /** For people: 'RGF93 / Lambert-93 (EPSG:2154)'. Null where the file says nothing. */
  name: string | null;
  /** Null: they are such degrees already, and are kept to the last decimal. */
  toLonLat: ((x: number, y: number) => LonLat) | null;
  /** The way back, by which nonsense far from a projection's area is found. */
  fromLonLat: ((lon: number, lat: number) => [x: number, y: number]) | null;
  /** Whether the coordinates are metres or feet, and not degrees. */
  projected: boolean;
  /** Where the system is meant to be used, where we know it. */
  area: BBox | null;
  /** A datum whose distance from WGS84 nobody told us: places may be off by some hundred metres. */
  unknownDatum: string | null;
};

/** Degrees on WGS84, said by the file or by the standard of its format. */
export const wgs84: SourceCrs = plainDegrees('WGS 84 (EPSG:4326)');

/** Nothing is said of the system. Degrees are taken as WGS84; what cannot be degrees is refused. */
export const unstated: SourceCrs = plainDegrees(null);

/** The system of an EPSG code; refuses a code that we do not know without its definition. */
export function crsOfCode(epsg: number): SourceCrs {
  const name = degreesName(epsg);
  if (name) return plainDegrees(`${name} (EPSG:${epsg})`);
  const known = knownSystem(epsg);
  if (!known) unreadable('crs-unknown', { crs: `EPSG:${epsg}` });
  const way = converter(known.proj);
  return { ...way, name: `${known.name} (EPSG:${epsg})`, area: known.area, unknownDatum: null };
}

/** The system of a name: 'EPSG:2154', 'urn:ogc:def:crs:EPSG::2154', 'urn:ogc:def:crs:OGC:1.3:CRS84', 'IGNF:LAMB93' … */
export function crsOfName(given: string): SourceCrs {
  const name = given.trim();
  if (/CRS:?84h?$|WGS_?\s?84$|^WGS84G?$/i.test(name)) return wgs84;
  const ign = /IGNF:+(\w+)$/i.exec(name)?.[1]?.toUpperCase();
  const epsg = /EPSG.*?(\d{4,6})$/i.exec(name)?.[1] ?? ignCodes[ign ?? ''];
  return epsg ? crsOfCode(Number(epsg)) : unreadable('crs-unknown', { crs: name.slice(0, 80) });
}

/** IGN's own short names of the systems in force. */
const ignCodes: Record<string, number> = {
  LAMB93: 2154,
  RGF93G: 4171,
  LAMBE: 27572,
  LAMB1: 27561,
  LAMB2: 27562,
  LAMB3: 27563,
  LAMB4: 27564,
  UTM20W84GUAD: 32620,
  UTM20W84MART: 32620,
  RGAF09UTM20: 5490,
  UTM22RGFG95: 2972,
  RGR92UTM40S: 2975,
  RGM04UTM38S: 4471,
  RGSPM06U21: 4467,
  WGS84G: 4326,
};

/** The system that a definition describes: WKT 1 in OGC's or ESRI's spelling, or WKT 2. Refuses what cannot be understood. */
export function crsOfWkt(given: string): SourceCrs {
  const text = given.replace(/^\uFEFF/, '').trim();
  const name = /^\w+\s*\[\s*"([^"]*)"/.exec(text)?.[1];
  if (!name || text.length > 20_000) unreadable('crs-unreadable', { crs: text.slice(0, 60) });
  const known = knownByWkt(text);
  if (known) return crsOfCode(known);
  try {
    return describedBy(text, name);
  } catch {
    return unreadable('crs-unreadable', { crs: name.slice(0, 60) });
  }
}

function knownByWkt(text: string): number | null {
  // Only the code that closes the whole definition is that of the system, and not of its spheroid or unit.
  const code = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?\s*\]\s*\]\s*$/i.exec(text)?.[1];
  const epsg = code ? Number(code) : null;
  if (epsg !== null && (degreesName(epsg) || knownSystem(epsg))) return epsg;
  if (/^GEOG\w*\s*\[\s*"(GCS_)?WGS[ _](19)?84"/i.test(text) && !/"grad/i.test(text)) return 4326;
  const overseas = overseasDatums.find(([datum]) => datum.test(text));
  if (overseas) return overseas[1].find((one) => isOnZone(text, one)) ?? null;
  if (isWebMercator.test(text)) return 3857;
  if (!/lambert/i.test(text)) return null;
  const origin = [falseEastingOf(text), falseNorthingOf(text)] as const;
  if (/grs[ _]?(19)?80|wgs[ _]?(19)?84/i.test(text)) return rgf93ByOrigin(...origin);
  return /clarke|ntf/i.test(text) ? ntfByOrigin(...origin, latitudeOf(text)) : null;
}

/** The datums of the overseas territories, by the names that IGN, EPSG and ESRI give them, and their UTM systems. */
const overseasDatums: readonly (readonly [RegExp, readonly number[]])[] = [
  [/"(D_)?(RGAF_?(20)?09|Reseau[_ ]Geodesique[_ ]des[_ ]Antilles[_ ]Francaises[_ ]2009)"/i, [5490]],
  [
    /"(D_)?(RRAF_?(19)?91|Reseau[_ ]de[_ ]Reference[_ ]des[_ ]Antilles[_ ]Francaises[_ ]1991)"/i,
    [4559],
  ],
  [/"(D_)?(RGFG_?(19)?95|Reseau[_ ]Geodesique[_ ]Francais[_ ]Guyane[_ ]1995)"/i, [2972, 3313]],
  [/"(D_)?(RGR_?(19)?92|Reseau[_ ]Geodesique[_ ]de[_ ]la[_ ]Reunion[_ ]1992)"/i, [2975]],
  [/"(D_)?(RGM_?(20)?04|Reseau[_ ]Geodesique[_ ]de[_ ]Mayotte[_ ]2004)"/i, [4471]],
  [
    /"(D_)?(RGSPM_?(20)?06|Reseau[_ ]Geodesique[_ ]de[_ ]Saint[_ ]Pierre[_ ]et[_ ]Miquelon[_ ]2006)"/i,
    [4467],
  ],
];

/** Whether a definition has the central meridian of a UTM system that we know. */
function isOnZone(text: string, epsg: number): boolean {
  const zone = Number(/\+zone=(\d+)/.exec(knownSystem(epsg)?.proj ?? '')?.[1]);
  return meridianOf(text) === zone * 6 - 183 && falseEastingOf(text) === 500_000;
}

const meridianOf = (text: string) =>
  parameter(text, /"(?:central_meridian|longitude of natural origin)"\s*,\s*([-\d.]+)/i);
/** It is computed on a sphere, which its definition does not always say. */
const isWebMercator =
  /^PROJC\w+\s*\[\s*"[^"]*(pseudo[- ]?mercator|web[_ ]mercator|google[_ ]?maps?)/i;

const latitudeOf = (text: string) =>
  parameter(text, /"(?:latitude_of_origin|latitude of natural origin)"\s*,\s*([-\d.]+)/i);
const falseEastingOf = (text: string) =>
  parameter(text, /"(?:false_easting|easting at false origin|false easting)"\s*,\s*([-\d.e]+)/i);
const falseNorthingOf = (text: string) =>
  parameter(text, /"(?:false_northing|northing at false origin|false northing)"\s*,\s*([-\d.e]+)/i);

const parameter = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? Number.NaN);

/** The area of a UTM zone by the numbers of its definition; null when it is another projection. */
function areaByWkt(text: string): BBox | null {
  const zone = (meridianOf(text) + 183) / 6;
  const isUtm = /"scale[^"]*"\s*,\s*0?\.9996\b/i.test(text) && falseEastingOf(text) === 500_000;
  if (!isUtm) return null;
  const south = falseNorthingOf(text) > 0;
  return Number.isInteger(zone) ? utmArea(zone, south) : null;
}

/** What wkt-parser makes of a definition: only what is looked at here. */
type Definition = {
  projName?: string;
  name?: string;
  datumCode?: string;
  datum_params?: unknown;
  ellps?: string;
  a?: number;
  rf?: number;
};

function describedBy(text: string, name: string): SourceCrs {
  if (/^(GEOCCS|LOCAL_CS|ENGCRS|ENGINEERINGCRS|VERT)/i.test(text)) throw new Error('no map');
  const geographic = /^(GEOGCS|GEOGCRS|GEODCRS|GEODETICCRS|GEOGRAPHICCRS)/i.test(text);
  // Angles in grades would be taken for degrees.
  if (/"grad[es]*"/i.test(text)) throw new Error('grades');
  proj4.defs('desk:read', text);
  const definition = proj4.defs('desk:read') as Definition; // Parse boundary: typed loosely by the package.
  const shift = shiftOf(definition, text);
  const label = `${name.replaceAll('_', ' ')}${epsgOf(text)}`;
  if (geographic && shift === 'none') return plainDegrees(label);
  const shifted = Array.isArray(shift) ? { ...definition, datum_params: shift } : definition;
  const way = converter(shifted, !geographic);
  return {
    ...way,
    name: label,
    area: areaByWkt(text),
    unknownDatum: shift === 'unknown' ? name : null,
  };
}

const epsgOf = (text: string) => {
  const code = /(?:AUTHORITY|ID)\s*\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?\s*\]\s*\]\s*$/i.exec(text)?.[1];
  return code ? ` (EPSG:${code})` : '';
};

/** How far the datum is from WGS84: told, known by its name, none to speak of, or unknown. */
function shiftOf(definition: Definition, text: string): number[] | 'told' | 'none' | 'unknown' {
  if (Array.isArray(definition.datum_params)) {
    const told = definition.datum_params.map(Number);
    return told.every((value) => value === 0) ? 'none' : 'told';
  }
  const datum = /DATUM\s*\[\s*"([^"]*)"/i.exec(text)?.[1] ?? '';
  const known = oldDatums.find(([pattern]) => pattern.test(datum));
  if (known) return [...known[1]];
  // GRS80 and WGS84 are the bodies of the datums of satellites, all within a metre or two of each other.
  const rf = Number(definition.rf);
  const modern = Math.abs((definition.a ?? 0) - 6378137) < 0.5 && Math.abs(rf - 298.2572) < 0.001;
  if (modern) return 'none';
  return hasShift(definition) ? 'told' : 'unknown';
}

/** Whether proj4 itself knows the datum by its name. */
function hasShift(definition: Definition): boolean {
  const { datum } = new proj4.Proj(definition as string) as { datum?: { datum_type?: number } };
  return datum?.datum_type === 1 || datum?.datum_type === 2 || datum?.datum_type === 3;
}

/** ESRI's definitions leave the shift out: those of the old French datums, in metres and seconds of arc to WGS84. */
const oldDatums: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^(D[_ ])?(NTF|Nouvelle[_ ]Triangulation[_ ]Fran)/i, [-168, -60, 320]],
  [
    /Guadeloupe[_ ]1948|Sainte[_ ]Anne/i,
    [-472.29, -5.63, -304.12, 0.4362, -0.8374, 0.2563, 1.8984],
  ],
  [
    /Martinique[_ ]1938|Fort[_ ]Desaix/i,
    [126.93, 547.94, 130.41, -2.7867, 5.1612, -0.8584, 13.8227],
  ],
  [/Reunion[_ ]1947/i, [789.524, -626.486, -89.904, 0.6006, 76.7946, -10.5788, -32.3241]],
  [/CSG[_ ]?(19)?67|Centre[_ ]Spatial[_ ]Guyanais/i, [-186, 230, 110]],
  [/Combani/i, [-382, -59, -262]],
  [/RGPF|Polynesie[_ ]Francaise/i, [0.072, -0.507, -0.245, 0.0183, -0.0003, 0.007, -0.0093]],
  [/European[_ ](Datum[_ ])?1950/i, [-87, -98, -121]],
  // The package's own figures for Belgium have the wrong signs.
  [/Belge[_ ]1972/i, [-106.8686, 52.2978, -103.7239, 0.3366, -0.457, 1.8422, -1.2747]],
  [
    /Luxembourg[_ ](1930|Reference[_ ]Frame)/i,
    [-189.6806, 18.3463, -42.7695, -0.33746, -3.09264, 2.53861, 0.4598],
  ],
];

function converter(
  system: string | Definition,
  projected = true,
): Pick<SourceCrs, 'toLonLat' | 'fromLonLat' | 'projected'> {
  const way = proj4(system as string, '+proj=longlat +datum=WGS84 +no_defs');
  return {
    projected,
    toLonLat: (x, y) => {
      const [lon = Number.NaN, lat = Number.NaN] = way.forward([x, y]);
      return [lon, lat];
    },
    fromLonLat: (lon, lat) => {
      const [x = Number.NaN, y = Number.NaN] = way.inverse([lon, lat]);
      return [x, y];
    },
  };
}

function plainDegrees(name: string | null): SourceCrs {
  return {
    name,
    toLonLat: null,
    fromLonLat: null,
    projected: false,
    area: null,
    unknownDatum: null,
  };
}
