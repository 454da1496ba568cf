import Database from 'better-sqlite3';
import {
  type AreaFileNote,
  areaFileLimits,
  type SourceFeature,
  type SourceLayer,
  unreadable,
} from './area-file.ts';
import { crsOfCode, crsOfName, crsOfWkt, type SourceCrs, unstated } from './projection.ts';
import { readWkb } from './wkb.ts';

/**
 * Reads the layers of a GeoPackage (OGC 12-128r18), which is an SQLite file. It is opened from memory, to be read only, with
 * as little trust as SQLite can give (https://www.sqlite.org/security.html) and a bound on its memory.
 */
export function readGeopackage(bytes: Uint8Array): SourceLayer[] {
  const db = open(bytes);
  try {
    return listLayers(db).map((layer) => readLayer(db, layer));
  } catch (error) {
    if (error instanceof Database.SqliteError)
      return unreadable('damaged', { format: 'GeoPackage' });
    throw error;
  } finally {
    db.close();
  }
}

type Db = Database.Database;

function open(bytes: Uint8Array): Db {
  const copy = Buffer.from(bytes);
  // Bytes 18 and 19 ask for a write-ahead log, which a file in memory cannot have.
  if (copy.length > 20) copy[18] = copy[19] = 1;
  try {
    const db = new Database(copy, { readonly: true });
    for (const pragma of ['trusted_schema = OFF', 'cell_size_check = ON', 'query_only = ON']) {
      db.pragma(pragma);
    }
    db.pragma('hard_heap_limit = 300000000');
    return db;
  } catch (error) {
    if (error instanceof Database.SqliteError)
      return unreadable('damaged', { format: 'GeoPackage' });
    throw error;
  }
}

type LayerRow = {
  table: string;
  column: string;
  title: string | null;
  organisation: string | null;
  code: number | null;
  definition: string | null;
};

function listLayers(db: Db): LayerRow[] {
  const needed = ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys'];
  const has = db
    .prepare("select lower(name) from sqlite_master where type in ('table', 'view')")
    .pluck()
    .all();
  if (!needed.every((name) => has.includes(name))) unreadable('geopackage-no-layer');
  // Names are compared without regard to case, as SQLite itself does; a layer without its system is read all the same.
  return db
    .prepare(
      `select c.table_name as "table", g.column_name as "column", c.identifier as title,
         s.organization as organisation, s.organization_coordsys_id as code, s.definition
       from gpkg_contents c
       join gpkg_geometry_columns g on lower(g.table_name) = lower(c.table_name)
       left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
       where c.data_type = 'features' limit 200`,
    )
    .all() as LayerRow[]; // Parse boundary: the columns of the standard; values are looked at before they are used.
}

function readLayer(db: Db, layer: LayerRow): SourceLayer {
  const notes: AreaFileNote[] = [];
  const features: SourceFeature[] = [];
  const counts = { curved: 0, damaged: 0 };
  for (const row of rowsOf(db, layer.table)) {
    if (features.length >= areaFileLimits.records) {
      unreadable('too-many-records', { max: areaFileLimits.records });
    }
    features.push(featureOf(row, layer.column, counts));
  }
  if (counts.curved > 0) notes.push({ code: 'curves-skipped', params: { count: counts.curved } });
  if (counts.damaged > 0) {
    notes.push({ code: 'damaged-skipped', params: { count: counts.damaged } });
  }
  const name = String(layer.title || layer.table);
  return { format: 'geopackage', name, crs: crsOf(layer), features, notes };
}

function rowsOf(db: Db, table: string): IterableIterator<Record<string, unknown>> {
  const found = db.prepare(`select * from ${quoted(table)} limit ${areaFileLimits.records + 1}`);
  return found.safeIntegers(false).iterate() as IterableIterator<Record<string, unknown>>;
}

const quoted = (name: string) => `"${String(name).replaceAll('"', '""')}"`;

function featureOf(
  row: Record<string, unknown>,
  column: string,
  counts: { curved: number; damaged: number },
): SourceFeature {
  const properties: Record<string, unknown> = {};
  let blob: unknown = null;
  for (const [key, value] of Object.entries(row)) {
    if (key.toLowerCase() === String(column).toLowerCase()) blob = value;
    else if (!Buffer.isBuffer(value)) properties[key] = value;
  }
  if (!Buffer.isBuffer(blob)) return { geometry: null, properties };
  try {
    const { geometry, curved } = readWkb(blob, wkbOffset(blob));
    if (curved) counts.curved += 1;
    return { geometry, properties };
  } catch {
    counts.damaged += 1;
    return { geometry: null, properties };
  }
}

/** Where the WKB begins behind the header of §2.1.3: 'GP', version, flags, system, and a box of 0 to 8 numbers. */
function wkbOffset(blob: Buffer): number {
  if (blob.length < 8 || blob.toString('latin1', 0, 2) !== 'GP')
    return unreadable('damaged', { format: 'GeoPackage' });
  const numbers = [0, 4, 6, 6, 8][(blob.readUInt8(3) >> 1) & 7] ?? 0;
  return 8 + 8 * numbers;
}

function crsOf({ organisation, code, definition }: LayerRow): SourceCrs {
  const authority = String(organisation ?? '').toUpperCase();
  const text =
    typeof definition === 'string' && /^\s*\w+\s*\[/.test(definition) ? definition : null;
  const unsaid = authority === 'NONE' || authority === '';
  // Two numbers of the standard, and the names that programs give to the same.
  if (code === 0 || code === -1 || /^\s*\w+\s*\[\s*"(undefined|unknown)/i.test(text ?? ''))
    return unstated;
  if (unsaid) return text ? crsOfWkt(text) : unstated;
  try {
    if (authority === 'EPSG') return crsOfCode(Number(code));
    if (authority === 'IGNF') return crsOfName(`IGNF:${code}`);
  } catch {
    // A code that we do not know: the definition says it too.
  }
  return text ? crsOfWkt(text) : unreadable('crs-unknown', { crs: `${authority}:${code}` });
}
