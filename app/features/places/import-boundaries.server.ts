import { and, eq, inArray } from 'drizzle-orm';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { boundaries } from '#db/schema.ts';
import { type BoundaryFeature, guessKind, readCode } from './boundary-feature.ts';
import { BoundaryFileError, readBoundaryFile } from './boundary-file.server.ts';
import { type DerivedReport, deriveOutlines } from './derive-outlines.server.ts';
import { makeOutline, type Outline, uniteOutlines } from './make-outline.ts';
import { type OfficialPlaces, officialPlaces } from './official-places.server.ts';
import { foldName, type PlaceKind } from './place.ts';
import { writeOutlines } from './write-outlines.server.ts';

/** At most so many entries of a list are named in a report; the rest is counted. */
const maxNamed = 50;

/** A feature that was not taken: as the file names it, and why, as a key with its namespace. */
export type RefusedFeature = { code: string; name: string; reason: string };

export type Named<T> = { total: number; first: T[] };

/** What an import found and did. With `dryRun`, what it would have done. */
export type ImportReport = {
  kind: PlaceKind;
  /** Features in the file. */
  read: number;
  /** Places whose outline is new or changed, and those whose outline was there already. */
  written: number;
  unchanged: number;
  /** Today's communes whose outline is that of several of the file, merged since. */
  joined: Named<{ code: string; name: string; of: string[] }>;
  /** Outlines that crossed themselves and were mended, with the area that this changed. */
  mended: Named<{ code: string; name: string; changedM2: number }>;
  refused: Named<RefusedFeature>;
  /** Codes that were never official: a typing error, or a list that is younger than ours. */
  unknown: Named<RefusedFeature>;
  /** Official places of this kind that still have no outline. */
  without: Named<{ code: string; name: string }>;
  /** Outlines made of those of the communes; null where communes were not imported. */
  derived: DerivedReport | null;
};

export type ImportGiven = {
  file: string;
  /** Left out, the file's codes and names tell. */
  kind?: PlaceKind;
  /** For the credit line; the file's name where it is left out. */
  source?: string;
  dryRun?: boolean;
  /** Told how many features have been read, from time to time. */
  onProgress?: (read: number) => void;
};

const batchSize = 200;
const sampleSize = 200;

/**
 * Takes the outlines of official places from a file, in batches: what was written stays when it is interrupted, and the same
 * file again changes nothing. Communes that have merged since the file are united into today's. Then makes the outlines of the
 * EPCI, départements and régions that no file gave. Throws a `BoundaryFileError` for a file that cannot be read.
 */
export async function importBoundaries(db: Db, given: ImportGiven): Promise<ImportReport> {
  const officials = await officialPlaces();
  const features = readBoundaryFile(given.file);
  const sample = await take(features, sampleSize);
  const kind = given.kind ?? guessKind(sample, nameOf(officials));
  if (!kind) throw new BoundaryFileError('The file does not tell what it holds: say --kind.');
  const run = newRun(db, officials, kind, given);
  for (const feature of sample) await takeFeature(run, feature);
  for await (const feature of features) await takeFeature(run, feature);
  await joinMerged(run);
  await flush(run);
  await listThoseWithout(run);
  const derives = kind === 'commune' && !run.dryRun;
  run.report.derived = derives ? await deriveOutlines(db, officials) : null;
  return run.report;
}

type Run = {
  db: Db;
  officials: OfficialPlaces;
  kind: PlaceKind;
  source: string;
  dryRun: boolean;
  onProgress: (read: number) => void;
  report: ImportReport;
  seen: Set<string>;
  /** Outlines checked and not yet written. */
  batch: Outline[];
  /** Communes that may have to be united, by today's code, kept as text: a whole country's would not fit otherwise. */
  parts: Map<string, { code: string; name: string; geometry: string }[]>;
};

function newRun(db: Db, officials: OfficialPlaces, kind: PlaceKind, given: ImportGiven): Run {
  return {
    db,
    officials,
    kind,
    source: given.source?.trim() || (given.file.split('/').at(-1) ?? given.file),
    dryRun: given.dryRun ?? false,
    onProgress: given.onProgress ?? (() => undefined),
    report: {
      kind,
      read: 0,
      written: 0,
      unchanged: 0,
      joined: none(),
      mended: none(),
      refused: none(),
      unknown: none(),
      without: none(),
      derived: null,
    },
    seen: new Set(),
    batch: [],
    parts: new Map(),
  };
}

const none = <T>(): Named<T> => ({ total: 0, first: [] });

function note<T>(list: Named<T>, entry: T): void {
  list.total += 1;
  if (list.first.length < maxNamed) list.first.push(entry);
}

const nameOf = (officials: OfficialPlaces) => (kind: PlaceKind, code: string) => {
  const current = kind === 'commune' ? officials.communeOf(code) : code;
  return officials.find(kind, current ?? '')?.name ?? null;
};

async function take<T>(from: AsyncGenerator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  while (taken.length < count) {
    const { value, done } = await from.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

async function takeFeature(run: Run, feature: BoundaryFeature): Promise<void> {
  const { kind, officials, report } = run;
  report.read += 1;
  if (report.read % 1000 === 0) run.onProgress(report.read);
  const { code, name } = readCode(feature, kind);
  const refuse = (reason: string) => note(report.refused, { code, name, reason });
  if (code === '') return refuse('places:refused.no-code');
  if (run.seen.has(code)) return refuse('places:refused.twice');
  run.seen.add(code);
  const current = kind === 'commune' ? officials.communeOf(code) : code;
  const place = current ? officials.find(kind, current) : null;
  if (!place) return note(report.unknown, { code, name, reason: 'places:refused.unknown-code' });
  const made = await makeOutline(feature.geometry);
  if ('fault' in made) return refuse(made.fault);
  if (made.changedM2 !== null) note(report.mended, { code, name, changedM2: made.changedM2 });
  if (officials.formerCodesOf(place.code).length > 0) {
    const parts = run.parts.get(place.code) ?? [];
    run.parts.set(place.code, [...parts, { code, name, geometry: JSON.stringify(made.geometry) }]);
    return;
  }
  await add(run, { code: place.code, name: place.name, geometry: made.geometry });
}

async function add(run: Run, outline: Outline): Promise<void> {
  run.batch.push(outline);
  if (run.batch.length >= batchSize) await flush(run);
}

/** Writes the batch in one transaction: what is there already, equal in every corner, is left as it is. */
async function flush({ db, kind, source, dryRun, batch, report }: Run): Promise<void> {
  const outlines = batch.splice(0);
  if (outlines.length === 0) return;
  const codes = outlines.map(({ code }) => code);
  const known = await db
    .select()
    .from(boundaries)
    .where(and(eq(boundaries.kind, kind), inArray(boundaries.code, codes)));
  const byCode = new Map(known.map((row) => [row.code, row]));
  const changed = outlines.filter((outline) => {
    const row = byCode.get(outline.code);
    const isSame =
      row &&
      !row.derived &&
      row.source === source &&
      row.name === outline.name &&
      sameShape(row.geometry, outline.geometry);
    return !isSame;
  });
  report.unchanged += outlines.length - changed.length;
  report.written += changed.length;
  if (!dryRun) await writeOutlines(db, kind, changed, { source, derived: false });
}

/** A database may give a geometry back with its members in another order. */
const sameShape = (a: AreaGeometry, b: AreaGeometry) =>
  a.type === b.type && JSON.stringify(a.coordinates) === JSON.stringify(b.coordinates);

/**
 * Today's communes out of yesterday's. Where the file has the commune under today's code or name it is whole with all that
 * merged into it since; without, every commune that it absorbed must be there.
 */
async function joinMerged(run: Run): Promise<void> {
  const { officials, report } = run;
  for (const [code, parts] of run.parts) {
    const place = officials.find('commune', code);
    if (!place) continue;
    const codes = parts.map((part) => part.code);
    const isWhole =
      codes.includes(code) ||
      parts.some(({ name }) => foldName(name) === foldName(place.name)) ||
      officials.formerCodesOf(code).every((former) => codes.includes(former));
    if (!isWhole) {
      note(report.refused, { code, name: place.name, reason: 'places:refused.parts-missing' });
      continue;
    }
    const geometries = parts.map(({ geometry }) => JSON.parse(geometry) as AreaGeometry);
    const geometry = await uniteOutlines(geometries);
    if (!geometry) continue;
    if (codes.length > 1 || codes[0] !== code) {
      note(report.joined, { code, name: place.name, of: parts.map(({ name }) => name) });
    }
    await add(run, { code, name: place.name, geometry });
  }
}

async function listThoseWithout({ db, officials, kind, report }: Run): Promise<void> {
  const rows = await db
    .select({ code: boundaries.code })
    .from(boundaries)
    .where(eq(boundaries.kind, kind));
  const there = new Set(rows.map(({ code }) => code));
  for (const { code, name } of officials.list(kind)) {
    if (!there.has(code)) note(report.without, { code, name });
  }
}
