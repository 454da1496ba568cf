import { existsSync, readFileSync } from 'node:fs';
import type { Geometry, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { AreaFileAnswer, SourceLayer } from '#app/features/areas/files/area-file.ts';
import { UnreadableFile } from '#app/features/areas/files/area-file.ts';
import { readAreaFiles, readLayers } from '#app/features/areas/files/read-area-files.server.ts';
import { areaData, broughtFile, hasAreaData } from '../support/brought-files.ts';

/**
 * Every file of the data against what GDAL 3.6.2 says of it. Either both read the same features, vertices, extent and system,
 * or the file is in the table below, with the one reason why we differ.
 */
type OracleLayer = {
  name: string;
  srs: string | null;
  srs_name: string | null;
  features: number;
  vertices: number;
  extent: [number, number, number, number] | null;
};
type OracleFile = { file: string; open: boolean; driver?: string; layers?: OracleLayer[] };

/** Where we differ and why. `refuses` is the reason that we give; without it, both read the file. */
type Rule = { why: string; files: RegExp; refuses?: string };
const rules: Rule[] = [
  {
    why: 'formats that we do not read are named',
    files: /\.(fgb|tab|mif)$|georss\/.*\.xml$/i,
    refuses: 'unsupported-format',
  },
  { why: 'a file geodatabase is named', files: /gdb\.zip$/, refuses: 'file-geodatabase' },
  {
    why: 'MapInfo in an archive: no file of it is one that we know',
    files: /all_geoms_block_32256\.zip$/,
    refuses: 'unknown-format',
  },
  {
    why: 'a comma before a bracket is no JSON, and GDAL forgives it',
    files: /stac_item\.json$|topojson[12]?(_with_crs)?\.topojson$/,
    refuses: 'not-json',
  },
  {
    why: 'the type of a GeoJSON object is written as it is written',
    files: /type_lowercase|type-case|feature_geometry_is_string/,
    refuses: 'not-geojson',
  },
  {
    why: 'a member that is no feature is left out, and GDAL makes one without geometry of it',
    files: /multiple_problems|nofeaturetype|badfeature|feature_nullfeature/,
  },
  {
    why: 'wrong coordinates are left out with the whole geometry, and GDAL leaves out the place',
    files:
      /incorrect_geometry_data_type|shallow_multipolygon|mislabeled_point|turf-boolean-valid\/test\/false|infinite-loop-2705|ogr_geojson_14|bad-polygonloop|badcoordtype|labeled-as-a-multipolygon|stringcoord|pointnan/,
  },
  {
    why: 'what is no surface is not looked into: the file says that it holds none',
    files:
      /coordinates_string|depth_deep_point|shallow_linestring|bad\/(badcoord|multipoint-|point-string|point-toofew|point)\.?|gx_track_without|junk_content/,
    refuses: 'no-surface',
  },
  {
    why: 'surfaces with coordinates that GDAL refuses too, for the same reason',
    files: /coordinates_(1d|empty_position|missing)|depth_(deep|shallow)_polygon|bad-featurelist/,
    refuses: 'bad-coordinates',
  },
  {
    why: 'the .shx is an index that we do not need',
    files: /mbostock-shapefile\/|htmlcpg\.shp$/,
  },
  {
    why: 'a MultiPatch stands in space, and is named',
    files: /test_tin\.shp$|multipatch\.shp$/,
  },
  {
    why: 'nothing is left of the geometry; GDAL shows the extent of the header',
    files: /shp\/(buggy|empty)multi(line|point|poly2?)\.shp$|buggypoint\.shp$/,
  },
  {
    why: 'a hopeless record is a fault of the file, and GDAL finds no layer',
    files: /T8Th4_6n\.zip$/,
    refuses: 'damaged',
  },
  {
    why: 'a .dbf alone is no area',
    files: /noshp\.zip$/,
    refuses: 'shapefile-parts-missing',
  },
  {
    why: 'GDAL shows the extent that the GeoPackage claims, and we that of its geometry',
    files: /poly_non_conformant\.gpkg$/,
  },
  {
    why: 'tables without geometry are not layers',
    files: /geopackage-js\/(multi|multipleholes|styled)\.gpkg$/,
  },
  {
    why: 'a link is not followed, and its region is not an area',
    files: /networklink\.kml$/,
    refuses: 'kml-link-only',
  },
  {
    why: 'two readers of KML differ on overlays that are turned, on tracks, on rings left open, and on what is not KML',
    files:
      /kml\/(geometries|non_conformant_multi|samples)\.kml$|togeojson\/(bad|ground_overlay|gxmultitrack|multitrack|non_gx_multitrack|timespan|twopoints)\.kml$/,
  },
  {
    why: 'tracks of one place or none have no geometry, nor have points without a place',
    files:
      /(gpx\/test|togeojson\/(bad|empty_trk|trek_no_rtept|unique_trkpt|garmin_extensions|gdal|north_core))\.gpx$/,
  },
];

/** The pairs of names of one system: GDAL's code or name, and ours. */
const sameSystem = (theirs: string, ours: string) =>
  ours.includes(theirs) ||
  (theirs === 'IGNF:LAMB93' && ours.includes('EPSG:2154')) ||
  (theirs === 'EPSG:4979' && ours.includes('EPSG:4326')) ||
  ['EPSG:27700', 'EPSG:26986', 'EPSG:2278', 'EPSG:4269'].includes(theirs);

describe.skipIf(!hasAreaData)('Every file of ../shared/data/3-aoi (needs ../shared/data)', () => {
  const oracle = hasAreaData
    ? (JSON.parse(readFileSync(`${areaData}/oracle-ogr-3.6.2.json`, 'utf8')) as OracleFile[])
    : [];

  it('reads as GDAL reads it, or is in the table of differences, and each row of that is needed', async () => {
    const used = new Set<Rule>();
    const odd: string[] = [];
    for (const entry of oracle) {
      const verdict = await verdictOn(entry);
      if (verdict === null) continue;
      const rule = rules.find(
        ({ files, refuses }) =>
          files.test(entry.file) &&
          (refuses === undefined || verdict.startsWith(`refuses: ${refuses}`)),
      );
      if (rule) used.add(rule);
      else odd.push(`${entry.file}: ${verdict}`);
    }
    expect(odd).toEqual([]);
    expect(rules.filter((rule) => !used.has(rule)).map(({ why }) => why)).toEqual([]);
    expect(oracle.length).toBeGreaterThan(1000);
  }, 120_000);

  it('ends in areas or in a reason that has a sentence in both languages', async () => {
    const texts = ['fr', 'en'].map(
      (locale) => JSON.parse(readFileSync(`app/i18n/${locale}/areafile.json`, 'utf8')) as AreaTexts,
    );
    const lacking = new Set<string>();
    for (const { file } of oracle) {
      const answer = await readAreaFiles(broughtFile(file));
      for (const key of keysOf(answer)) {
        if (!texts.every((text) => hasText(text, key))) lacking.add(key);
      }
    }
    expect([...lacking]).toEqual([]);
  }, 120_000);

  it('places the 100 points of IGN where PostGIS places them, in five French systems', async () => {
    const path = 'ign-validator/validator-core/src/test/resources/projection/reference_postgis.csv';
    expect(existsSync(`${areaData}/${path}`)).toBe(true);
    const { crsOfCode } = await import('#app/features/areas/files/projection.ts');
    const [head = '', ...rows] = readFileSync(`${areaData}/${path}`, 'utf8').trim().split(/\r?\n/);
    const codes = head
      .split(',')
      .slice(1)
      .map((name) => Number(name.split(':')[1]));
    let checked = 0;
    let worst = 0;
    for (const row of rows) {
      const [degrees = '', ...metres] = row.split(',');
      const [lon = 0, lat = 0] = numbersIn(degrees);
      for (const [i, cell] of metres.entries()) {
        if (cell === '') continue;
        const [x = 0, y = 0] = numbersIn(cell);
        const place = crsOfCode(codes[i] ?? 0).toLonLat?.(x, y) ?? [Number.NaN, Number.NaN];
        worst = Math.max(worst, Math.abs(place[0] - lon), Math.abs(place[1] - lat));
        checked += 1;
      }
    }
    expect(checked).toBe(100);
    // The table has nine decimals of a degree: 0.1 mm.
    expect(worst).toBeLessThan(2e-9);
  });
});

const numbersIn = (cell: string) => (cell.match(/-?[\d.]+/g) ?? []).map(Number);

/** What differs from the oracle, or null. */
async function verdictOn({ file, open, driver, layers }: OracleFile): Promise<string | null> {
  const read = await readOrFault(file);
  if ('fault' in read) return open ? `refuses: ${read.fault}` : null;
  if (!open || !layers) {
    const answer = await readAreaFiles(broughtFile(file));
    return 'fault' in answer ? `refuses: ${answer.fault.code}` : 'reads what GDAL does not open';
  }
  // GDAL shows each place of a track again, as layers of points.
  const theirs = layers.filter(({ name }) => driver !== 'GPX' || !/_points$/.test(name));
  const faults = [
    difference('features', featuresOf(read.layers).length, sum(theirs, 'features')),
    difference('vertices', placesOf(read.layers).length, sum(theirs, 'vertices')),
    sameExtent(extentOf(placesOf(read.layers)), theirs) ? null : 'extent',
    systems(read.layers, theirs),
  ].filter((fault) => fault !== null);
  return faults.length > 0 ? faults.join('; ') : null;
}

async function readOrFault(file: string): Promise<{ layers: SourceLayer[] } | { fault: string }> {
  try {
    return await readLayers(broughtFile(file));
  } catch (error) {
    if (error instanceof UnreadableFile) return { fault: error.fault.code };
    throw error;
  }
}

const difference = (what: string, ours: number, theirs: number) =>
  ours === theirs ? null : `${what} ${ours} and not ${theirs}`;

const sum = (layers: OracleLayer[], key: 'features' | 'vertices') =>
  layers.reduce((total, layer) => total + layer[key], 0);

const featuresOf = (layers: SourceLayer[]) => layers.flatMap(({ features }) => features);

/** Tracks that we closed into surfaces have one place more than GDAL's lines: it is left out again. */
function placesOf(layers: SourceLayer[]): Position[] {
  return layers.flatMap(({ format, features }) =>
    features.flatMap(({ geometry }) => {
      if (!geometry) return [];
      if (format !== 'gpx' || !/Polygon/.test(geometry.type)) return positionsIn(geometry);
      const rings =
        geometry.type === 'Polygon'
          ? geometry.coordinates
          : geometry.type === 'MultiPolygon'
            ? geometry.coordinates.flat()
            : [];
      return rings.flatMap((ring) => ring.slice(0, -1));
    }),
  );
}

function positionsIn(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') {
    return (geometry.geometries ?? []).flatMap((member) => (member ? positionsIn(member) : []));
  }
  const found: Position[] = [];
  const waiting: unknown[] = [geometry.coordinates];
  for (const value of waiting) {
    if (!Array.isArray(value)) continue;
    if (typeof value[0] === 'number') found.push(value as Position);
    else for (const item of value) waiting.push(item);
  }
  return found;
}

type Extent = [west: number, east: number, south: number, north: number];

function extentOf(places: Position[]): Extent | null {
  if (places.length === 0) return null;
  const extent: Extent = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x = Number.NaN, y = Number.NaN] of places) {
    extent[0] = Math.min(extent[0], x);
    extent[1] = Math.max(extent[1], x);
    extent[2] = Math.min(extent[2], y);
    extent[3] = Math.max(extent[3], y);
  }
  return extent;
}

function sameExtent(ours: Extent | null, theirs: OracleLayer[]): boolean {
  const corners = theirs.flatMap(({ extent }) =>
    extent
      ? [
          [extent[0], extent[2]],
          [extent[1], extent[3]],
        ]
      : [],
  );
  const whole = extentOf(corners);
  if (!ours || !whole) return ours === whole;
  // The oracle has six decimals.
  return ours.every(
    (value, i) => Math.abs(value - (whole[i] ?? 0)) <= 1e-6 * Math.max(1, Math.abs(value)) + 1e-6,
  );
}

function systems(ours: SourceLayer[], theirs: OracleLayer[]): string | null {
  const names = ours.map(({ crs }) => crs.name).filter((name) => name !== null);
  const strange = theirs
    .map(({ srs }) => srs)
    .filter((srs): srs is string => srs !== null && srs !== ':')
    .filter((srs) => !names.some((name) => sameSystem(srs, name)));
  return strange.length > 0 && ours.length > 0
    ? `system ${names.join()} and not ${strange.join()}`
    : null;
}

type AreaTexts = { fault: Record<string, string>; note: Record<string, string> };

function keysOf(answer: AreaFileAnswer): string[] {
  if ('fault' in answer) return [`fault.${answer.fault.code}`];
  return answer.notes.map(({ code }) => `note.${code}`);
}

function hasText(texts: AreaTexts, key: string): boolean {
  const [group = '', code = ''] = key.split('.');
  const known = texts[group as keyof AreaTexts];
  return code in known || `${code}_one` in known;
}
