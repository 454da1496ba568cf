import { geodesicAreaM2, hectares, polygonsOf, vertexCount } from '../area.ts';
import { MOST_PARTS, MOST_VERTICES } from '../area-fault.ts';
import { checkArea } from '../check-area.ts';
import type { CoordinateOrder } from '../coordinates.ts';
import {
  type AreaFileAnswer,
  type AreaFileContent,
  type AreaFileFault,
  areaFileLimits,
  baseName,
  endingOf,
  type FoundArea,
  type NamedBytes,
  type SourceLayer,
  sizeParams,
  UnreadableFile,
  unreadable,
} from './area-file.ts';
import { readCsv } from './csv.ts';
import { readJson } from './geojson.ts';
import { readGeopackage } from './geopackage.server.ts';
import { readGpx } from './gpx.ts';
import { readKml } from './kml.ts';
import { readPasted } from './pasted.ts';
import { crsOfName } from './projection.ts';
import { isWktStart, recognise } from './recognise.ts';
import { groupShapefiles, readShapefile } from './shapefile.ts';
import { type Surface, surfacesOf } from './surfaces.ts';
import { decodeText } from './text.ts';
import { readWkb } from './wkb.ts';
import { layersOf, readWktText } from './wkt.ts';
import { type UnpackBudget, unzip } from './zip.server.ts';

export type ReadOptions = {
  /** Which of longitude and latitude comes first, where neither a name nor a letter says it. */
  order?: CoordinateOrder;
  /** The system of files that do not say theirs: 'EPSG:2154'. */
  crs?: string;
};

/**
 * Reads one file, an archive, or files that belong together (the parts of a Shapefile) into areas in degrees, each measured
 * and looked over. Expected refusals are an answer; whatever else is thrown is a bug. For a process apart: a file may be
 * hostile, and this may take all the time and memory it gets.
 */
export async function readAreaFiles(
  files: readonly NamedBytes[],
  options: ReadOptions = {},
): Promise<AreaFileAnswer> {
  return answering(async () => {
    const { layers, skipped } = await readLayers(files, options);
    const content = await contentOf(layers);
    const notes = skipped.map(({ name, fault }) => ({
      code: 'file-skipped' as const,
      params: { name, reason: fault.code },
    }));
    return { ...content, notes: [...content.notes, ...notes] };
  });
}

/** The same of pasted text: GeoJSON, KML, GPX, well-known text, or a list of coordinates. */
export async function readAreaText(text: string, options: ReadOptions): Promise<AreaFileAnswer> {
  return answering(() => contentOf(withCrs(layersOfText(text, options), options)));
}

async function answering(work: () => Promise<AreaFileContent>): Promise<AreaFileAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableFile) return { fault: error.fault };
    throw error;
  }
}

type Skipped = { name: string; fault: AreaFileFault };

/** What every reader makes of its file, with the coordinates as they were written; a file that fails is told apart. */
export async function readLayers(
  files: readonly NamedBytes[],
  options: ReadOptions = {},
): Promise<{ layers: SourceLayer[]; skipped: Skipped[] }> {
  if (files.length > areaFileLimits.files)
    unreadable('too-many-files', { max: areaFileLimits.files });
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes === 0) unreadable('empty-file');
  if (bytes > areaFileLimits.bytes) unreadable('file-too-large', sizeParams(bytes));
  const unpacked = await unpackAll(files, { bytes: 0 }, 0);
  const skipped: Skipped[] = [];
  const layers: SourceLayer[] = [];
  const { shapefiles, others } = groupShapefiles(unpacked);
  for (const parts of shapefiles) {
    attempt(parts.shp.name, () => [readShapefile(parts)]);
  }
  for (const file of others) attempt(file.name, () => layersOfFile(file, options));
  if (layers.length === 0) throw new UnreadableFile(reasonOf(skipped, unpacked));
  const told = skipped.filter(({ name }) => holdsAreas.has(endingOf(name)));
  return { layers: withCrs(layers, options), skipped: told };

  function attempt(name: string, read: () => SourceLayer[]) {
    try {
      layers.push(...read());
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      skipped.push({ name: name.slice(0, 120), fault: error.fault });
    }
  }
}

const holdsAreas = new Set(['shp', 'geojson', 'kml', 'kmz', 'gpx', 'gpkg', 'topojson', 'wkt']);

/** An archive inside an archive is opened; one inside that is not. */
async function unpackAll(
  files: readonly NamedBytes[],
  budget: UnpackBudget,
  depth: number,
): Promise<NamedBytes[]> {
  const all: NamedBytes[] = [];
  for (const file of files) {
    const isZip = recognise(file, () => '')?.is === 'zip';
    if (!isZip || depth > 1) all.push(file);
    else all.push(...(await unpackAll(await unzip(file.bytes, budget), budget, depth + 1)));
  }
  return all;
}

/** The most telling refusal: that of a file that holds areas by its name, before that of any other. */
function reasonOf(skipped: readonly Skipped[], unpacked: readonly NamedBytes[]): AreaFileFault {
  const telling = skipped.find(({ name }) => holdsAreas.has(endingOf(name)));
  const [first] = skipped;
  if (telling) return telling.fault;
  if (unpacked.some(({ name }) => /^(dbf|shx|prj|cpg)$/.test(endingOf(name)))) {
    return { code: 'shapefile-parts-missing', params: { missing: '.shp' } };
  }
  return first?.fault ?? { code: 'zip-nothing-inside', params: {} };
}

function layersOfFile(file: NamedBytes, options: ReadOptions): SourceLayer[] {
  let decoded: string | undefined;
  const text = () => {
    decoded ??= decodeText(file.bytes).text;
    return decoded;
  };
  const name = baseName(file.name);
  if (file.bytes.length === 0) return unreadable('empty-file');
  const found = recognise(file, text);
  switch (found?.is) {
    case 'geopackage':
      return readGeopackage(file.bytes);
    case 'json':
      return readJson(text(), name);
    case 'kml':
      return readKml(text(), name);
    case 'gpx':
      return readGpx(text(), name);
    case 'wkt':
      return readWktText(text(), name);
    case 'wkb':
      return layersOf([{ ...readWkb(wkbBytes(file.bytes)), properties: {} }], name, 'wkb');
    case 'csv':
      return readTable(text(), name, options);
    case 'shapefile':
      return [readShapefile({ shp: file })];
    case 'stranger':
      return unreadable('unsupported-format', { format: found.name });
    default:
      return unreadable('unknown-format', { name: file.name.split('/').pop()?.slice(0, 80) ?? '' });
  }
}

/** Binary as it is, or written in hexadecimal. */
function wkbBytes(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0 || bytes[0] === 1) return bytes;
  return Buffer.from(new TextDecoder('latin1').decode(bytes).trim(), 'hex');
}

/** A list of places that needs no order, because letters say it, is understood without one. */
function readTable(text: string, name: string, { order }: ReadOptions): SourceLayer[] {
  try {
    return readCsv(text, name, order);
  } catch (error) {
    const unnamed = error instanceof UnreadableFile && error.fault.code === 'csv-no-columns';
    if (!unnamed || text.length > 1_000_000) throw error;
    const readings = order ? [order] : (['lonlat', 'latlon'] as const);
    const [first, ...others] = readings.map((one) => readOrNull(() => readPasted(text, one)));
    const same = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
    if (first && same) return first;
    throw error;
  }
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableFile) return null;
    throw error;
  }
}

function layersOfText(text: string, { order }: ReadOptions): SourceLayer[] {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > areaFileLimits.bytes) unreadable('file-too-large', sizeParams(bytes.length));
  const head = text.trimStart();
  if (/^[[{]/.test(head)) return readJson(text, '');
  if (isWktStart(head)) return readWktText(text, '');
  if (head.startsWith('<')) return layersOfFile({ name: '', bytes }, {});
  return readPasted(text, order ?? 'latlon');
}

/** Layers that do not say their system are in the one that their owner told. */
function withCrs(layers: SourceLayer[], { crs }: ReadOptions): SourceLayer[] {
  if (!crs) return layers;
  const told = crsOfName(crs);
  return layers.map((layer) => (layer.crs.name === null ? { ...layer, crs: told } : layer));
}

async function contentOf(layers: SourceLayer[]): Promise<AreaFileContent> {
  const { surfaces, notes } = surfacesOf(layers);
  const features: FoundArea[] = [];
  for (const surface of surfaces) features.push(await judged(surface));
  const names = new Set(layers.flatMap(({ crs }) => (crs.name ? [crs.name] : [])));
  return {
    format: layers[0]?.format ?? 'geojson',
    crs: names.size > 0 ? [...names].slice(0, 3).join(', ') : null,
    features,
    notes,
  };
}

const limits = { maxVertices: MOST_VERTICES, maxParts: MOST_PARTS };

async function judged(surface: Surface): Promise<FoundArea> {
  const { geometry } = surface;
  return {
    ...surface,
    areaHa: hectares(geodesicAreaM2(geometry)),
    vertices: vertexCount(geometry),
    parts: polygonsOf(geometry).length,
    fault: await checkArea(geometry, limits),
  };
}
