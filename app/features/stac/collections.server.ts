import { asc, eq, gte, lt, sql } from 'drizzle-orm';
import type { Viewer } from '#app/features/catalogue/visibility.server.ts';
import { visibleTo } from '#app/features/catalogue/visibility.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { usesPostgres } from '#db/kit.ts';
import { items, licences, offers, sensors } from '#db/schema.ts';
import { SqlText } from '#db/sql-text.ts';
import type { CollectionFacts, CollectionSource } from './collection-document.ts';

/** The sensors in the desk's order: what collections there are is no secret. */
export function listSensors(db: Db) {
  return db
    .select()
    .from(sensors)
    .orderBy(asc(sensors.position), asc(sensors.id))
    .then((rows) => rows);
}

/** The sensors in the desk's order, each with what of its scenes this person may know of. */
export async function readCollections(db: Db, viewer: Viewer): Promise<CollectionSource[]> {
  const list = await listSensors(db);
  const offered = await readOffers(db);
  const facts = await readFacts(db, viewer);
  return list.map((sensor) => ({
    sensor,
    licences: offered.get(sensor.id) ?? [],
    facts: facts.get(sensor.id) ?? null,
  }));
}

/** The licences under which scenes of each sensor are on offer today. */
async function readOffers(db: Db): Promise<Map<string, { id: string; title: string }[]>> {
  const rows = await db
    .selectDistinct({ sensorId: offers.sensorId, id: licences.id, name: licences.name })
    .from(offers)
    .innerJoin(licences, eq(licences.id, offers.licenceId))
    .where(eq(offers.active, true))
    .orderBy(asc(licences.id));
  const bySensor = new Map<string, { id: string; title: string }[]>();
  for (const { sensorId, id, name } of rows) {
    bySensor.set(sensorId, [...(bySensor.get(sensorId) ?? []), { id, title: name.en }]);
  }
  return bySensor;
}

/** By sensor: nothing in it comes from a scene that this person may not know of. */
async function readFacts(db: Db, viewer: Viewer): Promise<Map<string, CollectionFacts>> {
  const [last] = await db.rows('select max(row_no) from items', []);
  const bySensor = new Map<string, CollectionFacts>();
  for (let from = 0; from <= Number(last?.[0] ?? -1); from += rowsAtOnce) {
    for (const row of await readPart(db, viewer, from)) {
      const known = bySensor.get(row.sensorId);
      bySensor.set(row.sensorId, known ? together(known, factsOf(row)) : factsOf(row));
    }
    await othersTurn();
  }
  return bySensor;
}

/** SQLite reads in this process: others have their turn between the parts of a large catalogue. */
const rowsAtOnce = 50_000;
const othersTurn = () => new Promise((resolve) => setImmediate(resolve));

async function readPart(db: Db, viewer: Viewer, from: number): Promise<Row[]> {
  const text = new SqlText();
  const part = [gte(items.rowNo, from), lt(items.rowNo, from + rowsAtOnce)];
  const where = text.piece(sql.join([...part, visibleTo(viewer, new Date())], sql` and `));
  // As the rows lie: an index of who may know would be read first, and each row sought after that.
  const table = usesPostgres ? 'items' : 'items not indexed';
  const rows = await db.rows(
    `select sensor_id, platform, min(acquired_at), max(acquired_at), min(west), min(south), max(east), max(north),
      max(case when west > east then 1 else 0 end), min(gsd_m), max(gsd_m), min(cloud_cover_pct), max(cloud_cover_pct)
      from ${table} where ${where} group by sensor_id, platform`,
    text.values,
  );
  return rows.map(rowOf);
}

function rowOf(values: unknown[]): Row {
  const number = (rank: number) => (values[rank] === null ? null : Number(values[rank]));
  return {
    sensorId: String(values[0]),
    platform: String(values[1]),
    from: momentOf(values[2]),
    to: momentOf(values[3]),
    west: number(4),
    south: number(5),
    east: number(6),
    north: number(7),
    crossing: number(8) === 1,
    minGsdM: number(9),
    maxGsdM: number(10),
    minCloudPct: number(11),
    maxCloudPct: number(12),
  };
}

/** Milliseconds on SQLite, a Date on PostgreSQL. */
const momentOf = (value: unknown) => (value instanceof Date ? value : new Date(Number(value)));

type Row = {
  sensorId: string;
  platform: string;
  from: Date;
  to: Date;
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
  crossing: boolean;
  minGsdM: number | null;
  maxGsdM: number | null;
  minCloudPct: number | null;
  maxCloudPct: number | null;
};

function factsOf(row: Row): CollectionFacts {
  const { west, south, east, north } = row;
  const placed = west !== null && south !== null && east !== null && north !== null;
  // A scene across the antimeridian reaches both of its sides.
  return {
    platforms: [row.platform],
    from: row.from,
    to: row.to,
    bbox: placed ? [row.crossing ? -180 : west, south, row.crossing ? 180 : east, north] : null,
    gsdM: rangeOf(row.minGsdM, row.maxGsdM),
    cloudPct: rangeOf(row.minCloudPct, row.maxCloudPct),
  };
}

const rangeOf = (minimum: number | null, maximum: number | null) =>
  minimum === null || maximum === null ? null : { minimum, maximum };

function together(a: CollectionFacts, b: CollectionFacts): CollectionFacts {
  return {
    platforms: [...new Set([...a.platforms, ...b.platforms])].toSorted(),
    from: a.from < b.from ? a.from : b.from,
    to: a.to > b.to ? a.to : b.to,
    bbox: a.bbox && b.bbox ? around(a.bbox, b.bbox) : (a.bbox ?? b.bbox),
    gsdM: wider(a.gsdM, b.gsdM),
    cloudPct: wider(a.cloudPct, b.cloudPct),
  };
}

type Box = NonNullable<CollectionFacts['bbox']>;
const around = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

type Range = CollectionFacts['gsdM'];
function wider(a: Range, b: Range): Range {
  if (!a || !b) return a ?? b;
  return {
    minimum: Math.min(a.minimum, b.minimum),
    maximum: Math.max(a.maximum, b.maximum),
  };
}
