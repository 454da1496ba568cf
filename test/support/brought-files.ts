import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Position } from 'geojson';
import { ZipFile } from 'yazl';
import type { NamedBytes } from '#app/features/areas/files/area-file.ts';

/** Real files of areas; absent where nobody put them beside the repository. */
export const areaData = '../shared/data/3-aoi';
export const hasAreaData = existsSync(areaData);

/** A file of the data as a person brings it: a .shp with its .dbf, .prj and .cpg, anything else alone. */
export function broughtFile(path: string): NamedBytes[] {
  const full = join(areaData, path);
  const read = (file: string) => ({ name: basename(file), bytes: readFileSync(file) });
  if (!/\.shp$/i.test(path)) return [read(full)];
  const stem = (name: string) => name.replace(/\.[^.]*$/, '').toLowerCase();
  return readdirSync(dirname(full))
    .filter((name) => stem(name) === stem(basename(full)) && /\.(shp|dbf|prj|cpg)$/i.test(name))
    .map((name) => read(join(dirname(full), name)));
}

export const textFile = (name: string, text: string): NamedBytes => ({
  name,
  bytes: new TextEncoder().encode(text),
});

/** A ZIP with these files in it. */
export function zipOf(files: readonly NamedBytes[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { name, bytes } of files) zip.addBuffer(Buffer.from(bytes), name);
  zip.end();
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    zip.outputStream.on('data', (part: Buffer) => parts.push(part));
    zip.outputStream.on('end', () => resolve(Buffer.concat(parts)));
    zip.outputStream.on('error', reject);
  });
}

export const prj = {
  lambert93Ign:
    'PROJCS["RGF93 Lambert 93",GEOGCS["RGF93",DATUM["Reseau Geodesique Francais 1993",SPHEROID["IAG GRS 1980",6378137.0000,298.2572221010000,AUTHORITY["IGNF","ELG037"]],TOWGS84[0,0,0,0,0,0,0],AUTHORITY["IGNF","REG024"]],PRIMEM["Greenwich",0,AUTHORITY["IGNF","LGO01"]],UNIT["degree",0.01745329251994330]],PROJECTION["Lambert_Conformal_Conic_2SP"],PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],PARAMETER["standard_parallel_1",44],PARAMETER["standard_parallel_2",49],PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["metre",1],AUTHORITY["IGNF","LAMB93"]]',
  lambert93Esri:
    'PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],PARAMETER["Standard_Parallel_1",44.0],PARAMETER["Standard_Parallel_2",49.0],PARAMETER["Latitude_Of_Origin",46.5],UNIT["Meter",1.0]]',
  lambert93Qgis:
    'PROJCS["Lambert_Conformal_Conic",GEOGCS["GCS_GRS 1980(IUGG, 1980)",DATUM["D_unknown",SPHEROID["GRS80",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["standard_parallel_1",44],PARAMETER["standard_parallel_2",49.00000000001],PARAMETER["latitude_of_origin",46.5],PARAMETER["central_meridian",3],PARAMETER["false_easting",700000],PARAMETER["false_northing",6600000],UNIT["Meter",1]]',
  lambert93Wkt2:
    'PROJCRS["RGF93 v1 / Lambert-93",BASEGEOGCRS["RGF93 v1",DATUM["Reseau Geodesique Francais 1993 v1",ELLIPSOID["GRS 1980",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["Lambert-93",METHOD["Lambert Conic Conformal (2SP)",ID["EPSG",9802]],PARAMETER["Latitude of false origin",46.5,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Longitude of false origin",3,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Latitude of 1st standard parallel",49,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Latitude of 2nd standard parallel",44,ANGLEUNIT["degree",0.0174532925199433]],PARAMETER["Easting at false origin",700000,LENGTHUNIT["metre",1]],PARAMETER["Northing at false origin",6600000,LENGTHUNIT["metre",1]]],CS[Cartesian,2],AXIS["easting (X)",east],AXIS["northing (Y)",north],LENGTHUNIT["metre",1]]',
  lambert2Esri:
    'PROJCS["NTF_Paris_Lambert_Zone_II",GEOGCS["GCS_NTF_Paris",DATUM["D_NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.4660212936265]],PRIMEM["Paris",2.337229166666667],UNIT["Grad",0.01570796326794897]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",2200000.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",52.0],PARAMETER["Scale_Factor",0.99987742],PARAMETER["Latitude_Of_Origin",52.0],UNIT["Meter",1.0]]',
  utm(datum: string, zone: number, south: boolean): string {
    const hemisphere = south ? 'S' : 'N';
    return `PROJCS["${datum}_UTM_Zone_${zone}${hemisphere}",GEOGCS["GCS_${datum}",DATUM["D_${datum}",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",${south ? 10_000_000 : 0}.0],PARAMETER["Central_Meridian",${zone * 6 - 183}.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
  },
};

export type ShpSource = { rings: Position[][]; name: Uint8Array | string };

/** The parts of a Shapefile of polygons with a field NOM; names are written as given, bytes for bytes. */
export function shapefileOf(
  base: string,
  shapes: readonly ShpSource[],
  beside: { prj?: string; cpg?: string; endings?: (ending: string) => string } = {},
): NamedBytes[] {
  const named = (ending: string) => `${base}.${beside.endings?.(ending) ?? ending}`;
  const files: NamedBytes[] = [
    { name: named('shp'), bytes: shpOf(shapes) },
    { name: named('dbf'), bytes: dbfOf(shapes.map(({ name }) => name)) },
  ];
  if (beside.prj !== undefined) files.push(textFile(named('prj'), beside.prj));
  if (beside.cpg !== undefined) files.push(textFile(named('cpg'), beside.cpg));
  return files;
}

function shpOf(shapes: readonly ShpSource[]): Buffer {
  const records = shapes.map(({ rings }, i) => {
    const points = rings.flat();
    const content = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
    content.writeInt32LE(5, 0);
    content.writeInt32LE(rings.length, 36);
    content.writeInt32LE(points.length, 40);
    let start = 0;
    for (const [n, ring] of rings.entries()) {
      content.writeInt32LE(start, 44 + 4 * n);
      start += ring.length;
    }
    for (const [n, [x = 0, y = 0]] of points.entries()) {
      content.writeDoubleLE(x, 44 + 4 * rings.length + 16 * n);
      content.writeDoubleLE(y, 52 + 4 * rings.length + 16 * n);
    }
    const head = Buffer.alloc(8);
    head.writeInt32BE(i + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([head, content]);
  });
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((100 + records.reduce((sum, r) => sum + r.length, 0)) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(5, 32);
  return Buffer.concat([header, ...records]);
}

function dbfOf(names: readonly (Uint8Array | string)[]): Buffer {
  const width = 41;
  const header = Buffer.alloc(65);
  header[0] = 3;
  header.writeUInt32LE(names.length, 4);
  header.writeUInt16LE(65, 8);
  header.writeUInt16LE(width, 10);
  header.write('NOM', 32, 'latin1');
  header.write('C', 43, 'latin1');
  header[48] = 40;
  header[64] = 13;
  const rows = names.map((name) => {
    const row = Buffer.alloc(width, 32);
    Buffer.from(typeof name === 'string' ? new TextEncoder().encode(name) : name).copy(
      row,
      1,
      0,
      40,
    );
    return row;
  });
  return Buffer.concat([header, ...rows]);
}

/** A clockwise ring of so many corners, a little uneven, as Shapefiles want their shells. */
export function wavyRing([x, y]: [number, number], radius: number, corners: number): Position[] {
  const ring = Array.from({ length: corners }, (_, i): Position => {
    const angle = (-2 * Math.PI * i) / corners;
    const r = radius * (1 + 0.05 * Math.sin(angle * 40));
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
  return [...ring, ring[0] ?? [0, 0]];
}
