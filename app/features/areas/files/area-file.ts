import type { Geometry } from 'geojson';
import type { AreaGeometry } from '../area.ts';
import type { AreaFault } from '../ring-faults.ts';
import type { SourceCrs } from './projection.ts';

/** A file as it was given, or as it was inside an archive: its name may have folders, apart by /. */
export type NamedBytes = { name: string; bytes: Uint8Array };

export type AreaFileFormat =
  | 'geojson'
  | 'topojson'
  | 'kml'
  | 'gpx'
  | 'shapefile'
  | 'geopackage'
  | 'wkt'
  | 'wkb'
  | 'csv'
  | 'coordinates';

type Params = Record<string, string | number>;

/** Why nothing could be read: texts `areafile:fault.<code>`, which say what is wrong and the next step. */
export type AreaFileFault = { code: AreaFileFaultCode; params: Params };

/** What the reader should know of what was read: texts `areafile:note.<code>`. */
export type AreaFileNote = { code: AreaFileNoteCode; params: Params };

/** One surface of the file, in degrees [lon, lat], normalised; `fault` says why it cannot be used as it is. */
export type FoundArea = {
  /** Unique in the answer: the place of the layer and of the feature in it. */
  key: string;
  /** The feature's own name, or that of its layer and its number. */
  label: string;
  geometry: AreaGeometry;
  areaHa: number;
  vertices: number;
  parts: number;
  fault: AreaFault | null;
  properties: Record<string, string>;
};

/** What a file, or several that belong together, held. `crs` is the system they were written in. */
export type AreaFileContent = {
  format: AreaFileFormat;
  crs: string | null;
  features: FoundArea[];
  notes: AreaFileNote[];
};

export type AreaFileAnswer = AreaFileContent | { fault: AreaFileFault };

/** What a reader makes of a file: its geometries of every kind, in its own system, before any is judged. */
export type SourceLayer = {
  format: AreaFileFormat;
  name: string;
  crs: SourceCrs;
  features: SourceFeature[];
  notes: AreaFileNote[];
};

export type SourceFeature = {
  /** Coordinates as written; null for none. Positions may be wrong: what is made of them is checked after. */
  geometry: Geometry | null;
  properties: Record<string, unknown>;
  id?: string;
};

/**
 * What a file must stay under; beyond any of these it is refused with the figure. Vertices are those of the surfaces of the
 * whole file: what one area may have is checked where areas are.
 */
export const areaFileLimits = {
  bytes: 25_000_000,
  files: 24,
  unpackedBytes: 200_000_000,
  archiveEntries: 2_000,
  /** Unpacked over packed, of what unpacks to more than 10 MB: honest tables of blanks reach 100. */
  expansion: 300,
  nesting: 64,
  xmlElements: 200_000,
  jsonBrackets: 1_000_000,
  records: 100_000,
  surfaces: 2_000,
  vertices: 300_000,
} as const;

export const areaFileFaultCodes = [
  // The container
  'empty-file',
  'file-too-large',
  'too-many-files',
  'zip-damaged',
  'zip-encrypted',
  'zip-too-many-entries',
  'zip-nothing-inside',
  'unpacked-too-large',
  'expands-too-much',
  // The format
  'unknown-format',
  'unsupported-format',
  'damaged',
  'not-json',
  'not-geojson',
  'too-nested',
  'not-xml',
  'dtd',
  'too-many-elements',
  'kml-link-only',
  'not-wkt',
  'shapefile-parts-missing',
  'geopackage-no-layer',
  'csv-no-columns',
  'csv-bad-cell',
  'csv-too-few-points',
  // Where it is
  'prj-missing',
  'prj-missing-guess',
  'crs-unknown',
  'crs-unreadable',
  'metres-not-degrees',
  'metres-not-degrees-guess',
  'degrees-not-metres',
  'outside-projection',
  'swapped',
  // What it holds
  'no-surface',
  'only-curves',
  'only-bodies',
  'file-geodatabase',
  'bad-coordinates',
  'too-many-records',
  'too-many-surfaces',
  'too-many-vertices',
  // The work
  'too-slow',
  'too-heavy',
  'busy',
  'crashed',
] as const;
/** Typed coordinates have faults of their own: those of `areas/coordinates.ts`, with this before them. */
export type AreaFileFaultCode = (typeof areaFileFaultCodes)[number] | `coordinates-${string}`;

export const areaFileNoteCodes = [
  'lines-skipped',
  'points-skipped',
  'empty-skipped',
  'rings-closed',
  'curves-skipped',
  'bodies-skipped',
  'damaged-skipped',
  'file-skipped',
  'link-skipped',
  'prj-missing-degrees',
  'datum-unknown',
  'maybe-swapped',
  'encoding-guessed',
  'columns-guessed',
  'points-joined',
  'tracks-closed',
  'tracks-joined',
  'cut-short',
] as const;
export type AreaFileNoteCode = (typeof areaFileNoteCodes)[number];

/** An expected refusal on the way: readers throw it wherever they are, `readAreaFiles` makes an answer of it. */
export class UnreadableFile extends Error {
  readonly fault: AreaFileFault;
  constructor(fault: AreaFileFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Refuses the file, or the part of it that is being read. */
export function unreadable(code: AreaFileFaultCode, params: Params = {}): never {
  throw new UnreadableFile({ code, params });
}

/** The last part of a path, without its ending: 'zones/Zone A.shp' gives 'Zone A'. */
export const baseName = (path: string) =>
  (path.split('/').pop() ?? path).replace(/\.[a-z0-9]{1,8}$/i, '');

/** The ending of a name in small letters, without the dot; '' for none. */
export const endingOf = (name: string) =>
  /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** The size of what was given and the most there may be, in MB, for the sentence that says so. */
export const sizeParams = (bytes: number) => ({
  sizeMb: Math.ceil(bytes / 1_000_000),
  maxMb: areaFileLimits.bytes / 1_000_000,
});
