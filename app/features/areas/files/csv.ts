import { CsvError, parse } from 'csv-parse/sync';
import type { Position } from 'geojson';
import { type CoordinateOrder, readLine } from '../coordinate-line.ts';
import { type AreaFileNote, areaFileLimits, type SourceLayer, unreadable } from './area-file.ts';
import { crsOfCode, type SourceCrs, unstated } from './projection.ts';
import { isWktStart } from './recognise.ts';
import { readWkb, type WellKnown } from './wkb.ts';
import { layersOf, readWkt } from './wkt.ts';

/**
 * Reads a table: a column of well-known text (or its hexadecimal binary) gives one area a row; columns of longitude and
 * latitude give the corners of one area in their order, or of one for each value of a column that names them. Separator and
 * decimal comma are found out; columns are known by their names. `order` speaks for a table without any.
 */
export function readCsv(text: string, name: string, order?: CoordinateOrder): SourceLayer[] {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body);
  const rows = rowsOf(body, separator);
  const [head = [], ...below] = rows;
  const written = head.findIndex((_, i) => below.some((row) => isGeometryCell(row[i] ?? '')));
  if (written >= 0) return readGeometries(head, below, written, name);
  if (isGeometryCell(head[0] ?? '')) return readGeometries(['wkt'], rows, 0, name);
  return readPoints(rows, name, separator, order);
}

function rowsOf(text: string, separator: string): string[][] {
  try {
    return parse(text, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      comment: '#',
      comment_no_infix: true,
      to: areaFileLimits.records,
      max_record_size: 8_000_000,
    });
  } catch (error) {
    if (error instanceof CsvError) return unreadable('damaged', { format: 'CSV' });
    throw error;
  }
}

/** The sign that parts the first lines into the most columns, the same number in each; quoted text does not count. */
function separatorOf(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/)
    .slice(0, 20);
  const bare = lines
    .map((line) => line.replace(/(^|[;,\t|])"[^"]*"(?=[;,\t|]|$)|\([^()]*\)/g, '$1'))
    .filter((l) => l !== '');
  const ranked = [';', '\t', '|', ','].map((sign) => {
    const counts = bare.map((line) => line.split(sign).length - 1);
    const least = Math.min(...counts);
    return { sign, least, even: least > 0 && counts.every((n) => n === least) };
  });
  const best = ranked.find((r) => r.even) ?? ranked.sort((a, b) => b.least - a.least)[0];
  return best && best.least > 0 ? best.sign : ',';
}

const isGeometryCell = (cell: string) => isWktStart(cell) || /^0[01]0[0-9a-f]{17,}$/i.test(cell);

function readGeometries(head: string[], rows: string[][], column: number, name: string) {
  const read = rows.map((row, i) => {
    const properties = Object.fromEntries(
      head.flatMap((key, n) => (n === column ? [] : [[key, row[n] ?? '']])),
    );
    return { ...geometryOf(row[column] ?? ''), properties, id: String(i + 1) };
  });
  return layersOf(read, name, 'csv', namedCrs(head[column] ?? '') ?? unstated);
}

function geometryOf(cell: string): WellKnown {
  if (cell === '') return { geometry: null, srid: null, curved: false };
  if (isWktStart(cell)) return readWkt(cell);
  return readWkb(Uint8Array.from(cell.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

type Columns = { lon: number; lat: number; group: number; crs: SourceCrs };

function readPoints(
  rows: string[][],
  name: string,
  separator: string,
  order: CoordinateOrder | undefined,
): SourceLayer[] {
  const [head = []] = rows;
  const named = namedColumns(head);
  const columns = named ?? orderedColumns(head, order);
  if (!columns) {
    return unreadable('csv-no-columns', { columns: head.slice(0, 8).join(', ').slice(0, 120) });
  }
  const groups = new Map<string, Position[]>();
  for (const [i, row] of rows.slice(named ? 1 : 0).entries()) {
    const place = placeOf(row, columns, i + (named ? 2 : 1));
    const key = columns.group >= 0 ? (row[columns.group] ?? '') : '';
    const found = groups.get(key);
    if (found) found.push(place);
    else groups.set(key, [place]);
  }
  return [pointLayer(groups, { name, separator, columns, head: named ? head : [] })];
}

function pointLayer(
  groups: Map<string, Position[]>,
  {
    name,
    separator,
    columns,
    head,
  }: { name: string; separator: string; columns: Columns; head: string[] },
): SourceLayer {
  const usable = [...groups].filter(([, points]) => points.length >= 3);
  if (usable.length === 0) {
    unreadable('csv-too-few-points', { count: [...groups.values()].flat().length });
  }
  const notes: AreaFileNote[] = [{ code: 'points-joined', params: { count: usable.length } }];
  if (head.length > 0) {
    const params = {
      lon: head[columns.lon] ?? '',
      lat: head[columns.lat] ?? '',
      separator: separator === '\t' ? 'TAB' : separator,
    };
    notes.push({ code: 'columns-guessed', params });
  }
  const features = usable.map(([key, points]) => ({
    geometry: { type: 'Polygon' as const, coordinates: [[...points, points[0] ?? []]] },
    properties: key === '' ? {} : { name: key },
  }));
  return { format: 'csv', name, crs: columns.crs, features, notes };
}

/** Names that say it, the surest first. */
const lonNames = [
  /^(lon|long|lng|longitude|lon_?(dd|deg|wgs84)|longitude.*)$/i,
  /^(x|coord_?x|easting|est|x[ _(].*)$/i,
];
const latNames = [
  /^(lat|latitude|lat_?(dd|deg|wgs84)|latitude.*)$/i,
  /^(y|coord_?y|northing|nord|y[ _(].*)$/i,
];
const groupNames =
  /^(zone|polygone?|part|partie|aoi|site|area|ring|group|groupe|nom_zone|id_zone|polygon_?id|id_polygone?)$/i;

function namedColumns(head: string[]): Columns | null {
  for (const [i, lonName] of lonNames.entries()) {
    const lon = head.findIndex((key) => lonName.test(key));
    const lat = head.findIndex((key) => latNames[i]?.test(key));
    if (lon < 0 || lat < 0) continue;
    const crs = namedCrs(`${head[lon]} ${head.join(' ')}`) ?? unstated;
    return { lon, lat, group: head.findIndex((key) => groupNames.test(key)), crs };
  }
  return null;
}

/** A table without names: two columns of figures, the order given by whoever brings it. */
function orderedColumns(first: string[], order: CoordinateOrder | undefined): Columns | null {
  if (!order || first.length < 2 || !isFigure(first[0] ?? '') || !isFigure(first[1] ?? ''))
    return null;
  const [lon, lat] = order === 'lonlat' ? [0, 1] : [1, 0];
  return { lon, lat, group: -1, crs: unstated };
}

/** The system that the name of a column tells: x_l93, geom_2154, X (Lambert 93) … */
function namedCrs(name: string): SourceCrs | null {
  if (/l93|lamb(ert)?[ _-]?93/i.test(name)) return crsOfCode(2154);
  const code =
    /(?:^|[_ ([]|epsg:?)(2154|2972|2975|4471|5490|4559|4326|326\d\d|327\d\d|39[45]\d)(?!\d)/i.exec(
      name,
    )?.[1];
  return code ? crsOfCode(Number(code)) : null;
}

const figure = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/i;
const isFigure = (cell: string) => figure.test(cell.replaceAll(/[\s\u00a0\u202f]/g, ''));

function placeOf(row: string[], { lon, lat }: Columns, line: number): Position {
  const [x = '', y = ''] = [row[lon], row[lat]];
  if (isFigure(x) && isFigure(y)) return [numberOf(x), numberOf(y)];
  const read = readLine(`${x} ; ${y}`, 'lonlat');
  const place = 'points' in read && read.points.length === 1 ? read.points[0] : undefined;
  return place ?? unreadable('csv-bad-cell', { line, text: `${x} ${y}`.slice(0, 40) });
}

const numberOf = (cell: string) =>
  Number(cell.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.'));
