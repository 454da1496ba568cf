import {
  type AreaFileNote,
  baseName,
  endingOf,
  type NamedBytes,
  type SourceFeature,
  type SourceLayer,
} from './area-file.ts';
import { readDbf } from './dbf.ts';
import { crsOfWkt, unstated } from './projection.ts';
import { readShp } from './shp.ts';
import { decodeText } from './text.ts';

/** The files of one Shapefile: the .shp and what stands beside it under the same name. */
export type ShapefileParts = {
  shp: NamedBytes;
  dbf?: NamedBytes;
  prj?: NamedBytes;
  cpg?: NamedBytes;
};

const endings = ['shp', 'dbf', 'prj', 'cpg'] as const;

/** Puts the files of each Shapefile together, by folder and name whatever the case; gives the others back. */
export function groupShapefiles(files: readonly NamedBytes[]): {
  shapefiles: ShapefileParts[];
  others: NamedBytes[];
} {
  const groups = new Map<string, Partial<Record<(typeof endings)[number], NamedBytes>>>();
  for (const file of files) {
    const ending = endings.find((known) => known === endingOf(file.name));
    if (!ending) continue;
    const key = file.name.replace(/\.[^.]*$/, '').toLowerCase();
    groups.set(key, { ...groups.get(key), [ending]: file });
  }
  const shapefiles = [...groups.values()].flatMap(({ shp, ...parts }) =>
    shp ? [{ shp, ...parts }] : [],
  );
  const taken = new Set(shapefiles.flatMap((parts) => Object.values(parts)));
  return { shapefiles, others: files.filter((file) => !taken.has(file)) };
}

/** Reads a Shapefile: geometries, the names beside them, and the system that its .prj describes. */
export function readShapefile({ shp, dbf, prj, cpg }: ShapefileParts): SourceLayer {
  const { records, cutShort } = readShp(shp.bytes);
  const table = dbf
    ? readDbf(dbf.bytes, cpg ? decodeText(cpg.bytes).text : null, records.length)
    : { rows: [], guessed: false };
  const notes: AreaFileNote[] = [];
  if (cutShort) notes.push({ code: 'cut-short', params: { count: records.length } });
  if (table.guessed) notes.push({ code: 'encoding-guessed', params: { encoding: 'CP1252' } });
  const damaged = records.filter((record) => record.damaged).length;
  if (damaged > 0) notes.push({ code: 'damaged-skipped', params: { count: damaged } });
  const bodies = records.filter((record) => record.isBody).length;
  if (bodies > 0) notes.push({ code: 'bodies-skipped', params: { count: bodies } });
  const features = records.flatMap(({ geometry }, i): SourceFeature[] => {
    const row = table.rows[i];
    return row === null ? [] : [{ geometry, properties: row ?? {} }];
  });
  const crs = prj ? crsOfWkt(decodeText(prj.bytes.subarray(0, 65_536)).text) : unstated;
  return { format: 'shapefile', name: baseName(shp.name), crs, features, notes };
}
