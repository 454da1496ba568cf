import type { BBox } from '../area.ts';

/**
 * A system that a code alone names, without its definition: the French ones first. `area` is where it is meant to be used,
 * [west, south, east, north] in degrees. Definitions: EPSG dataset; datum shifts of the old French systems: IGN circular 2.
 */
export type KnownSystem = { name: string; proj: string; area: BBox };

const metropole: BBox = [-9.86, 41.15, 10.38, 51.56];
const antilles: BBox = [-63.66, 14.08, -57.52, 18.54];
const guyane: BBox = [-54.61, 2.11, -49.45, 8.88];
const reunion: BBox = [51.83, -24.72, 58.24, -18.28];
const mayotte: BBox = [43.68, -14.49, 46.7, -11.33];
const miquelon: BBox = [-57.1, 43.41, -55.9, 47.37];
const caledonia: BBox = [156.25, -26.45, 174.28, -14.83];
const polynesia: BBox = [-158.13, -31.24, -131.97, -4.52];

const grs80 = '+ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs';
const ntf =
  '+a=6378249.2 +b=6356515 +towgs84=-168,-60,320,0,0,0,0 +pm=paris +units=m +no_defs +lon_0=0 +proj=lcc';
const rgpf =
  '+ellps=GRS80 +towgs84=0.072,-0.507,-0.245,0.0183,-0.0003,0.007,-0.0093 +units=m +no_defs';
const international = '+ellps=intl +units=m +no_defs';
const utm = (zone: number, rest: string, south = false) =>
  `+proj=utm +zone=${zone}${south ? ' +south' : ''} ${rest}`;

const lambert93 = `+proj=lcc +lat_1=49 +lat_2=44 +lat_0=46.5 +lon_0=3 +x_0=700000 +y_0=6600000 ${grs80}`;

const systems: Record<number, KnownSystem> = {
  2154: { name: 'RGF93 / Lambert-93', proj: lambert93, area: metropole },
  9793: { name: 'RGF93 v2 / Lambert-93', proj: lambert93, area: metropole },
  9794: { name: 'RGF93 v2b / Lambert-93', proj: lambert93, area: metropole },
  27561: ntfZone('I (Nord)', 49.5, 0.999877341, 600000, 200000),
  27562: ntfZone('II (Centre)', 46.8, 0.99987742, 600000, 200000),
  27563: ntfZone('III (Sud)', 44.1, 0.999877499, 600000, 200000),
  27564: ntfZone('IV (Corse)', 42.165, 0.99994471, 234.358, 185861.369),
  27571: ntfZone('I carto', 49.5, 0.999877341, 600000, 1200000),
  27572: ntfZone('II étendu', 46.8, 0.99987742, 600000, 2200000),
  27573: ntfZone('III carto', 44.1, 0.999877499, 600000, 3200000),
  27574: ntfZone('IV carto', 42.165, 0.99994471, 234.358, 4185861.369),
  4559: { name: 'RRAF 1991 / UTM 20N', proj: utm(20, grs80), area: antilles },
  5490: { name: 'RGAF09 / UTM 20N', proj: utm(20, grs80), area: antilles },
  2970: {
    name: 'Guadeloupe 1948 / UTM 20N',
    proj: `${utm(20, international)} +towgs84=-472.29,-5.63,-304.12,0.4362,-0.8374,0.2563,1.8984`,
    area: antilles,
  },
  2973: {
    name: 'Martinique 1938 / UTM 20N',
    proj: `${utm(20, international)} +towgs84=126.93,547.94,130.41,-2.7867,5.1612,-0.8584,13.8227`,
    area: antilles,
  },
  2971: {
    name: 'CSG67 / UTM 22N',
    proj: `${utm(22, international)} +towgs84=-186,230,110,0,0,0,0`,
    area: guyane,
  },
  2972: { name: 'RGFG95 / UTM 22N', proj: utm(22, grs80), area: guyane },
  3313: { name: 'RGFG95 / UTM 21N', proj: utm(21, grs80), area: guyane },
  2975: { name: 'RGR92 / UTM 40S', proj: utm(40, grs80, true), area: reunion },
  2980: {
    name: 'Combani 1950 / UTM 38S',
    proj: `${utm(38, international, true)} +towgs84=-382,-59,-262,0,0,0,0`,
    area: mayotte,
  },
  4471: { name: 'RGM04 / UTM 38S', proj: utm(38, grs80, true), area: mayotte },
  4467: { name: 'RGSPM06 / UTM 21N', proj: utm(21, grs80), area: miquelon },
  3163: {
    name: 'RGNC91-93 / Lambert Nouvelle-Calédonie',
    proj: `+proj=lcc +lat_1=-20.66666666666667 +lat_2=-22.33333333333333 +lat_0=-21.5 +lon_0=166 +x_0=400000 +y_0=300000 ${grs80}`,
    area: caledonia,
  },
  3169: { name: 'RGNC91-93 / UTM 57S', proj: utm(57, grs80, true), area: caledonia },
  3170: { name: 'RGNC91-93 / UTM 58S', proj: utm(58, grs80, true), area: caledonia },
  3171: { name: 'RGNC91-93 / UTM 59S', proj: utm(59, grs80, true), area: caledonia },
  3296: { name: 'RGPF / UTM 5S', proj: utm(5, rgpf, true), area: polynesia },
  3297: { name: 'RGPF / UTM 6S', proj: utm(6, rgpf, true), area: polynesia },
  3298: { name: 'RGPF / UTM 7S', proj: utm(7, rgpf, true), area: polynesia },
  3299: { name: 'RGPF / UTM 8S', proj: utm(8, rgpf, true), area: polynesia },
  8903: {
    name: 'RGWF96 / UTM 1S',
    proj: utm(1, grs80, true),
    area: [-179.49, -15.94, -174.27, -9.84],
  },
  7076: { name: 'RGTAAF07 / UTM 39S', proj: utm(39, grs80, true), area: [45, -50, 57.2, -40] },
  7079: { name: 'RGTAAF07 / UTM 42S', proj: utm(42, grs80, true), area: [62.9, -53.2, 80, -44] },
  3857: {
    name: 'WGS 84 / Pseudo-Mercator',
    proj: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
    area: [-180, -85.06, 180, 85.06],
  },
  3035: {
    name: 'ETRS89 / LAEA Europe',
    proj: `+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 ${grs80}`,
    area: [-35.58, 24.6, 44.83, 84.73],
  },
};

/** Degrees on a datum that is WGS84 to a metre or so: read as they are. */
const degrees: Record<number, string> = {
  4326: 'WGS 84',
  4979: 'WGS 84 3D',
  4171: 'RGF93',
  4258: 'ETRS89',
  4470: 'RGM04',
  4558: 'RRAF 1991',
  4624: 'RGFG95',
  4627: 'RGR92',
  5489: 'RGAF09',
  4463: 'RGSPM06',
  4749: 'RGNC91-93',
  4687: 'RGPF',
  8900: 'RGWF96',
  7073: 'RGTAAF07',
  9777: 'RGF93 v2',
  9782: 'RGF93 v2b',
  4269: 'NAD83',
};

/** The projected system of an EPSG code, or null when the code alone is not enough for us. */
export function knownSystem(epsg: number): KnownSystem | null {
  return systems[epsg] ?? conicOf(epsg) ?? utmOf(epsg);
}

/** The name of a system of degrees that needs no conversion, or null. */
export const degreesName = (epsg: number): string | null => degrees[epsg] ?? null;

/**
 * Lambert-93 and the conic systems by the false origin in their definition, which is theirs alone: programs give them any
 * name. Null when it is none of them.
 */
export function rgf93ByOrigin(falseEastingM: number, falseNorthingM: number): number | null {
  if (falseEastingM === 700_000 && falseNorthingM === 6_600_000) return 2154;
  const lat = (falseNorthingM - 200_000) / 1_000_000 + 41;
  const isConic = falseEastingM === 1_700_000 && Number.isInteger(lat) && lat >= 42 && lat <= 50;
  return isConic ? 3900 + lat : null;
}

/** The same of the old Lambert zones: they count in grades from Paris, which is written in too many ways to compute from. */
export function ntfByOrigin(
  falseEastingM: number,
  falseNorthingM: number,
  latitude: number,
): number | null {
  const near = (a: number, b: number) => Math.abs(a - b) < 1;
  if (near(falseEastingM, 234.358)) {
    return near(falseNorthingM, 4185861.369)
      ? 27574
      : near(falseNorthingM, 185861.369)
        ? 27564
        : null;
  }
  if (!near(falseEastingM, 600000)) return null;
  const carto = { 1200000: 27571, 2200000: 27572, 3200000: 27573 }[Math.round(falseNorthingM)];
  if (carto || !near(falseNorthingM, 200000)) return carto ?? null;
  // The three zones differ by their parallel alone, in grades or in degrees.
  const parallels = [
    [27561, 55, 49.5],
    [27562, 52, 46.8],
    [27563, 49, 44.1],
  ] as const;
  return (
    parallels.find(([, ...own]) => own.some((lat) => near(lat * 10, latitude * 10)))?.[0] ?? null
  );
}

/** A system of metropolitan France that plain figures in metres suggest, for the sentence that asks; null when unsure. */
export function guessSystem(x: number, y: number): string | null {
  if (x > 0 && x < 1_300_000 && y > 6_000_000 && y < 7_200_000) return 'Lambert-93 (EPSG:2154)';
  const zone = Math.floor(y / 1_000_000) + 41;
  if (x > 1_000_000 && x < 2_400_000 && zone >= 42 && zone <= 50) {
    return `CC${zone} (EPSG:${3900 + zone})`;
  }
  return null;
}

function ntfZone(zone: string, lat: number, k: number, x: number, y: number): KnownSystem {
  const proj = `${ntf} +lat_1=${lat} +lat_0=${lat} +k_0=${k} +x_0=${x} +y_0=${y}`;
  return { name: `NTF (Paris) / Lambert ${zone}`, proj, area: metropole };
}

/** The nine conic systems CC42 to CC50 and their twins on RGF93 v2 and v2b. */
function conicOf(epsg: number): KnownSystem | null {
  const first = [3942, 9842, 9851].find((code) => epsg >= code && epsg < code + 9);
  if (first === undefined) return null;
  const lat = 42 + epsg - first;
  const lines = `+lat_0=${lat} +lat_1=${lat - 0.75} +lat_2=${lat + 0.75}`;
  const proj = `+proj=lcc ${lines} +lon_0=3 +x_0=1700000 +y_0=${(lat - 41) * 1_000_000 + 200_000} ${grs80}`;
  return { name: `RGF93 / CC${lat}`, proj, area: metropole };
}

/** UTM on WGS84 (326zz, 327zz), ETRS89 (258zz) and NAD83 (269zz); the area has room for neighbours of the zone. */
function utmOf(epsg: number): KnownSystem | null {
  const [series, zone] = [Math.floor(epsg / 100), epsg % 100];
  const name = { 326: 'WGS 84', 327: 'WGS 84', 258: 'ETRS89', 269: 'NAD83' }[series];
  if (name === undefined || zone < 1 || zone > 60) return null;
  const south = series === 327;
  const rest = series < 300 ? grs80 : '+datum=WGS84 +units=m +no_defs';
  return {
    name: `${name} / UTM ${zone}${south ? 'S' : 'N'}`,
    proj: utm(zone, rest, south),
    area: utmArea(zone, south),
  };
}

/** Where a zone of UTM serves, with room for its neighbours. */
export const utmArea = (zone: number, south: boolean): BBox => {
  const middle = zone * 6 - 183;
  return [middle - 15, south ? -84 : -5, middle + 15, south ? 5 : 84.5];
};
