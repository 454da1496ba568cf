import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveHref } from './package-paths.ts';
import type { FileKind, MissingFile, Reason } from './package-report.ts';
import { readXml, type XmlReading } from './read-xml.ts';

export type InspectionLimits = {
  maxFiles: number;
  maxDepth: number;
  /** Of one XML document. Parsing holds the process for about half a second per megabyte. */
  maxXmlBytes: number;
  /** Volumes and products read in one parcel. */
  maxDocuments: number;
};

/** A folder under inspection: what is there, and what has been found out so far. */
export type Parcel = {
  folder: string;
  limits: InspectionLimits;
  /** Size of every file by path; nothing else is ever opened. */
  bytesOf: ReadonlyMap<string, number>;
  /** The paths by their lower-case form, since deliveries pass through systems that do not tell case apart. */
  pathOf: ReadonlyMap<string, string>;
  kinds: Map<string, FileKind>;
  /** Which documents name each file that is there. */
  namers: Map<string, Set<string>>;
  missing: MissingFile[];
  reasons: Reason[];
};

export function openParcel(
  folder: string,
  files: readonly { path: string; bytes: number }[],
  limits: InspectionLimits,
): Parcel {
  return {
    folder,
    limits,
    bytesOf: new Map(files.map(({ path, bytes }) => [path, bytes])),
    pathOf: new Map(files.map(({ path }) => [path.toLowerCase(), path])),
    kinds: new Map(),
    namers: new Map(),
    missing: [],
    reasons: [],
  };
}

export type Located =
  | { state: 'found' | 'absent'; path: string }
  | { state: 'external' | 'outside'; path: string };

/** Looks for the file that the document `from` names; notes its kind and its namer when it is there. */
export function locate(parcel: Parcel, from: string, href: string, kind: FileKind): Located {
  const target = resolveHref(from, href);
  if (!target.ok) return { state: target.fault, path: href };
  const path = parcel.bytesOf.has(target.path)
    ? target.path
    : parcel.pathOf.get(target.path.toLowerCase());
  if (path === undefined) return { state: 'absent', path: target.path };
  const known = parcel.kinds.get(path);
  if (known === undefined || known === 'other') parcel.kinds.set(path, kind);
  parcel.namers.set(path, (parcel.namers.get(path) ?? new Set()).add(from));
  return { state: 'found', path };
}

/** Checks a file without which the product can still be used; returns the reserve that its absence makes, if any. */
export function checkAncillary(
  parcel: Parcel,
  from: string,
  href: string,
  kind: FileKind,
): Reason | null {
  const { state, path } = locate(parcel, from, href, kind);
  if (state === 'found' || state === 'external') return null;
  if (!parcel.missing.some((known) => known.path === path && known.namedBy === from))
    parcel.missing.push({ path, namedBy: from, kind });
  return state === 'outside'
    ? { code: 'path-outside-package', params: { path, namedBy: from } }
    : { code: 'ancillary-missing', params: { path, context: kind } };
}

/** Reads an XML document of the parcel, never one above the limit. */
export async function readDocument(parcel: Parcel, path: string): Promise<XmlReading> {
  const { maxXmlBytes } = parcel.limits;
  if ((parcel.bytesOf.get(path) ?? 0) > maxXmlBytes)
    return { ok: false, fault: 'xml-too-large', detail: `${maxXmlBytes}` };
  return readXml(await readFile(join(parcel.folder, path)), maxXmlBytes);
}
