import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Geometry, Position } from 'geojson';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkFilter } from '#app/features/stac/cql2/check-filter.ts';
import type { Queryables } from '#app/features/stac/cql2/condition.ts';
import { evaluate, type RecordOf } from '#app/features/stac/cql2/evaluate.ts';
import { parseMoment } from '#app/features/stac/cql2/moment.ts';
import { parseCql2Text } from '#app/features/stac/cql2/parse-text.ts';
import { loadSpatial, type Spatial } from '#app/features/stac/cql2/relate.server.ts';

// The data set and the expected numbers of the standard's own abstract test suite (OGC 21-065r2, annex A).
const file = '../shared/data/2-stac/ogc-cql2/data/ne110m4cql2.gpkg';
const present = existsSync(file);
if (!present) console.log('The CQL2 test data of OGC is not here: its tests are skipped.');

const tables = {
  countries: 'ne_110m_admin_0_countries',
  places: 'ne_110m_populated_places_simple',
  rivers: 'ne_110m_rivers_lake_centerlines',
} as const;
type Name = keyof typeof tables;
type Source = { queryables: Queryables; records: RecordOf[] };

let spatial: Spatial;
const sources = new Map<Name, Source>();

beforeAll(async () => {
  if (!present) return;
  spatial = await loadSpatial();
  const db = new Database(file, { readonly: true });
  for (const name of Object.keys(tables) as Name[]) sources.set(name, readSource(db, tables[name]));
  db.close();
});

function readSource(db: Database.Database, table: string): Source {
  const columns = db.pragma(`table_info(${table})`) as { name: string; type: string }[];
  const queryables = Object.fromEntries(columns.map(({ name, type }) => [name, typeOf(type)]));
  const rows = db.prepare(`select * from ${table}`).all() as Record<string, unknown>[];
  return { queryables, records: rows.map((row) => recordOf(row, queryables)) };
}

function typeOf(declared: string): Queryables[string] {
  if (/^(MULTI)?(POINT|LINESTRING|POLYGON)/.test(declared)) return 'geometry';
  if (/^DATE/.test(declared)) return 'time';
  if (declared === 'BOOLEAN') return 'boolean';
  return declared.startsWith('TEXT') ? 'string' : 'number';
}

function recordOf(row: Record<string, unknown>, queryables: Queryables): RecordOf {
  const known = new Map(
    Object.entries(row).map(([name, value]) => [name, read(value, queryables[name])]),
  );
  return (name) => known.get(name);
}

function read(value: unknown, type: Queryables[string] | undefined): ReturnType<RecordOf> {
  if (value === null) return null;
  if (type === 'geometry') return readGeoPackage(value as Buffer);
  // Its timestamps are in UTC without saying so.
  if (type === 'time') return parseMoment(value as string) ?? parseMoment(`${value}Z`);
  if (type === 'boolean') return value === 1;
  return value as string | number;
}

/** A GeoPackage's binary: a header whose box has a length of its own, then WKB. */
function readGeoPackage(blob: Buffer): Geometry {
  const boxBytes = [0, 32, 48, 48, 64][(blob.readUInt8(3) >> 1) & 7] ?? 0;
  let at = 8 + boxBytes;
  const skip = (bytes: number): number => {
    at += bytes;
    return at - bytes;
  };
  const uint32 = () => blob.readUInt32LE(skip(4));
  const double = () => blob.readDoubleLE(skip(8));
  const list = <T>(each: () => T): T[] => Array.from({ length: uint32() }, each);
  const position = (): Position => [double(), double()];
  const line = () => list(position);
  const geometry = (): Geometry => {
    expect(blob.readUInt8(at)).toBe(1);
    at += 1;
    const type = uint32();
    if (type === 1) return { type: 'Point', coordinates: position() };
    if (type === 2) return { type: 'LineString', coordinates: line() };
    if (type === 3) return { type: 'Polygon', coordinates: list(line) };
    if (type !== 6) throw new Error(`WKB type ${type}`);
    const parts = list(geometry);
    const coordinates = parts.flatMap((part) =>
      part.type === 'Polygon' ? [part.coordinates] : [],
    );
    return { type: 'MultiPolygon', coordinates };
  };
  return geometry();
}

function count(name: Name, text: string): number {
  const source = sources.get(name);
  if (!source) throw new Error(name);
  const condition = checkFilter(parseCql2Text(text), source.queryables);
  return source.records.filter((record) => evaluate(condition, record, spatial.relate) === true)
    .length;
}

const square = 'POLYGON((0 40,10 40,10 50,0 50,0 40))';
const luxembourg =
  'POLYGON((6.043073357781111 50.128051662794235,6.242751092156993 49.90222565367873,6.186320428094177 49.463802802114515,5.897759230176348 49.44266714130711,5.674051954784829 49.529483547557504,5.782417433300907 50.09032786722122,6.043073357781111 50.128051662794235))';
const noon = "TIMESTAMP('2022-04-16T10:13:19Z')";

const expected: [Name, string, number][] = [
  // Basic CQL2
  ['countries', "NAME='Luxembourg'", 1],
  ['countries', "NAME>='Luxembourg'", 84],
  ['countries', "NAME>'Luxembourg'", 83],
  ['countries', "NAME<='Luxembourg'", 94],
  ['countries', "NAME<'Luxembourg'", 93],
  ['countries', "NAME<>'Luxembourg'", 176],
  ['countries', 'POP_EST=37589262', 1],
  ['countries', 'POP_EST>=37589262', 39],
  ['countries', 'POP_EST<37589262', 138],
  ['countries', 'POP_EST<>37589262', 176],
  ['places', 'name IS NOT NULL', 243],
  ['places', 'name IS NULL', 0],
  ['places', "name>='København'", 137],
  ['places', "name>'København'", 136],
  ['places', "name<='København'", 107],
  ['places', "name<>'København'", 242],
  ['places', 'pop_other>1038288', 122],
  ['places', '"date" IS NOT NULL', 3],
  ['places', '"date" IS NULL', 240],
  ['places', '"date"=DATE(\'2022-04-16\')', 1],
  ['places', '"date">=DATE(\'2022-04-16\')', 2],
  ['places', '"date">DATE(\'2022-04-16\')', 1],
  ['places', '"date"<>DATE(\'2022-04-16\')', 2],
  ['places', `start=${noon}`, 1],
  ['places', `start<=${noon}`, 2],
  ['places', `start<>${noon}`, 2],
  ['places', 'boolean IS NULL', 240],
  ['places', 'boolean=true', 2],
  ['places', 'boolean=false', 1],
  // Advanced comparison operators
  ['places', "name LIKE 'B_r%'", 3],
  ['places', "name NOT LIKE 'B_r%'", 240],
  ['places', 'pop_other between 1000000 and 3000000', 75],
  ['places', 'pop_other not between 1000000 and 3000000', 168],
  ['places', "name IN ('Kiev','kobenhavn','Berlin','athens','foo')", 2],
  ['places', "name NOT IN ('Kiev','kobenhavn','Berlin','athens','foo')", 241],
  ['places', 'pop_other in (1038288,1611692,3013258,3013257,3013259)', 3],
  ['places', "\"date\" in (DATE('2021-04-16'),DATE('2022-04-16'),DATE('2022-04-18'))", 2],
  ['places', "\"date\" not in (DATE('2021-04-16'),DATE('2022-04-16'),DATE('2022-04-18'))", 1],
  ['places', `start not in (${noon})`, 2],
  ['places', 'boolean in (true)', 2],
  ['places', 'boolean not in (false)', 2],
  // Case- and accent-insensitive comparison
  ['places', "CASEI(name)=casei('KIEV')", 1],
  ['places', "CASEI(name)=casei('KØBENHAVN')", 1],
  ['places', "CASEI(name) LIKE casei('B_R%')", 3],
  [
    'places',
    "CASEI(name) IN (casei('Kiev'), casei('kobenhavn'), casei('Berlin'), casei('athens'), casei('foo'))",
    3,
  ],
  ['places', "ACCENTI(name)=accenti('Kobenhavn')", 1],
  ['places', "ACCENTI(CASEI(name))=accenti(casei('KØBENHAVN'))", 1],
  ['places', "ACCENTI(name) LIKE accenti('Ko%')", 2],
  ['places', "ACCENTI(CASEI(name)) LIKE accenti(casei('kØ%'))", 2],
  [
    'places',
    "ACCENTI(CASEI(name)) IN (accenti(casei('Kiev')), accenti(casei('kobenhavn')), accenti(casei('Berlin')), accenti(casei('athens')), accenti(casei('foo')))",
    4,
  ],
  // Spatial functions
  ['countries', `S_INTERSECTS(geom,${square})`, 8],
  ['countries', 'S_INTERSECTS(geom,LINESTRING(0 40,10 50))', 4],
  ['countries', 'S_INTERSECTS(geom,BBOX(150,-90,-150,90))', 10],
  ['places', `S_INTERSECTS(geom,${square})`, 7],
  ['rivers', 'S_INTERSECTS(geom,LINESTRING(-60 -90,-60 90))', 2],
  ['rivers', 'S_INTERSECTS(BBOX(-180,-90,0,90),geom)', 4],
  ['countries', 'S_DISJOINT(geom,BBOX(0,40,10,50))', 169],
  ['countries', 'S_DISJOINT(geom,POINT(7.02 49.92))', 176],
  ['places', `S_DISJOINT(geom,${square})`, 236],
  ['rivers', 'S_DISJOINT(geom,BBOX(-180,-90,0,90))', 9],
  ['places', 'S_EQUALS(geom,POINT(6.1300028 49.6116604))', 1],
  ['countries', `S_TOUCHES(geom,${luxembourg})`, 3],
  ['countries', 'S_TOUCHES(geom,POINT(6.043073357781111 50.128051662794235))', 3],
  [
    'countries',
    'S_TOUCHES(geom,LINESTRING(6.043073357781111 50.128051662794235,6.242751092156993 49.90222565367873))',
    3,
  ],
  ['rivers', 'S_CROSSES(geom,BBOX(0,40,10,50))', 1],
  ['rivers', 'S_CROSSES(LINESTRING(-60 -90,-60 90),geom)', 2],
  ['countries', 'S_WITHIN(geom,BBOX(-180,-90,0,90))', 44],
  ['places', 'S_WITHIN(geom,BBOX(-180,-90,0,90))', 74],
  ['countries', 'S_CONTAINS(geom,BBOX(7,50,8,51))', 1],
  ['countries', 'S_CONTAINS(BBOX(-180,-90,0,90),geom)', 44],
  ['countries', 'S_CONTAINS(geom,LINESTRING(7 50,8 51))', 1],
  ['countries', 'S_OVERLAPS(geom,BBOX(-180,-90,0,90))', 11],
  // Temporal functions
  ['places', 't_after("date",date(\'2022-04-16\'))', 1],
  ['places', 't_before("date",date(\'2022-04-16\'))', 1],
  ['places', 't_disjoint("date",date(\'2022-04-16\'))', 2],
  ['places', "t_after(\"date\",interval('2022-01-01','2022-12-31'))", 1],
  ['places', "t_equals(\"date\",interval('2022-01-01','2022-12-31'))", 0],
  ['places', "t_equals(\"date\",interval('2022-04-16','2022-04-16'))", 1],
  ['places', "t_intersects(\"date\",interval('2022-01-01','2022-12-31'))", 1],
  ['places', `t_after(start,${noon})`, 1],
  ['places', "t_after(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 0],
  ['places', "t_disjoint(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 1],
  ['places', "t_intersects(start,interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))", 2],
  ['places', "t_after(interval(start,end),interval('..','2022-04-16T10:13:19Z'))", 1],
  ['places', "t_before(interval(start,end),interval('2023-01-01T00:00:00Z','..'))", 2],
  [
    'places',
    "t_disjoint(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))",
    1,
  ],
  [
    'places',
    "t_equals(interval(start,end),interval('2021-04-16T10:15:59Z','2022-04-16T10:16:06Z'))",
    1,
  ],
  [
    'places',
    "t_intersects(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:09Z'))",
    2,
  ],
  [
    'places',
    "T_CONTAINS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))",
    1,
  ],
  [
    'places',
    "T_DURING(interval(start,end),interval('2022-01-01T00:00:00Z','2022-12-31T23:59:59Z'))",
    1,
  ],
  // The suite also counts one that T_FINISHES this interval: it begins earlier, so that it is finished by it.
  [
    'places',
    "T_FINISHES(interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'),interval(start,end))",
    1,
  ],
  [
    'places',
    "T_FINISHEDBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:16:06Z'))",
    1,
  ],
  [
    'places',
    "T_MEETS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))",
    0,
  ],
  [
    'places',
    "T_METBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))",
    1,
  ],
  [
    'places',
    "T_OVERLAPPEDBY(interval(start,end),interval('2020-04-16T10:13:19Z','2022-04-16T10:15:10Z'))",
    2,
  ],
  [
    'places',
    "T_OVERLAPS(interval(start,end),interval('2022-04-16T10:13:19Z','2023-04-16T10:15:10Z'))",
    1,
  ],
  [
    'places',
    "T_STARTEDBY(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))",
    1,
  ],
  [
    'places',
    "T_STARTS(interval(start,end),interval('2022-04-16T10:13:19Z','2022-04-16T10:15:10Z'))",
    0,
  ],
  // Property-property comparisons and arithmetic
  ['places', "'København'<name", 136],
  ['places', 'name=nameascii', 230],
  ['places', 'name>nameascii', 13],
  ['places', 'name<nameascii', 0],
  ['places', 'pop_min=pop_max', 27],
  ['places', 'pop_min<>pop_max', 216],
  ['places', 'start<end', 3],
  ['places', "'København' LIKE 'K_benhavn'", 243],
  ['places', 'pop_other between pop_min and pop_max', 94],
  ['places', 'pop_other not between pop_min and pop_max', 149],
  ['places', 'pop_other=1038280+8', 1],
  ['places', 'pop_other>=1038290-2*2^0', 123],
  ['places', 'pop_other>1038290-21 div 10', 122],
  ['places', 'pop_other>1038290-5%2', 122],
  ['places', 'pop_other between 4000000/4 and (3*(900000+100000))', 75],
  [
    'places',
    'pop_other in (1000000+38288,1000000+600000+11692,3*1000000+13258,3*1000000+13257,30*100000+13259)',
    3,
  ],
];

describe.skipIf(!present)('the test data of OGC 21-065r2', () => {
  it.each(expected)('%s: %s is %i', (name, text, number) => {
    expect(count(name, text)).toBe(number);
  });

  const combinations: [string, string, string, string, number][] = [
    ['pop_other<>1038288', "name<>'København'", 'pop_other IS NULL', "name<'København'", 1],
    ['pop_other<>1038288', "name>'København'", "name<='København'", 'boolean=true', 107],
    ['start IS NULL', 'pop_other IS NOT NULL', 'pop_other IS NOT NULL', 'pop_other>1038288', 124],
    ['pop_other<1038288', 'pop_other>1038288', 'pop_other IS NULL', `start<${noon}`, 121],
    [`start<=${noon}`, "name<>'København'", 'boolean=true', "name<'København'", 2],
    ['pop_other=1038288', 'start IS NULL', `start<>${noon}`, 'boolean IS NOT NULL', 242],
    [`start<${noon}`, "name<='København'", 'boolean IS NULL', "name>'København'", 138],
    ['pop_other<1038288', "name='København'", `start>=${noon}`, "name<'København'", 181],
    ["name>='København'", 'pop_other>=1038288', 'boolean=true', 'name IS NOT NULL', 79],
    ['pop_other<1038288', `start>=${noon}`, "name>'København'", 'pop_other<=1038288', 199],
    ['pop_other>=1038288', "name>'København'", 'boolean IS NOT NULL', 'start IS NOT NULL', 184],
    ['boolean IS NULL', "name<>'København'", 'boolean IS NULL', 'pop_other IS NOT NULL', 240],
  ];
  it.each(combinations)('NOT, AND and OR of %s, %s, %s and %s', (p1, p2, p3, p4, number) => {
    expect(
      count('places', `(NOT (${p2}) AND ${p1}) OR (${p3} and ${p4}) or not (${p1} OR ${p4})`),
    ).toBe(number);
  });
});
