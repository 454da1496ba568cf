import type { FileKind, FileRole } from './package-report.ts';

/**
 * Where an address written in the document at `from` points, as a path relative to the inspected folder.
 * `external` for an address on the web, `outside` for one that would leave the folder (`../`, absolute, drive letter).
 */
export function resolveHref(
  from: string,
  href: string,
): { ok: true; path: string } | { ok: false; fault: 'external' | 'outside' } {
  if (/^[a-z][a-z0-9+.-]+:/i.test(href) && !/^file:/i.test(href))
    return { ok: false, fault: 'external' };
  const written = href.replaceAll('\\', '/');
  if (/^(\/|[a-z]:|file:)/i.test(written) || hasControlCharacter(written))
    return { ok: false, fault: 'outside' };
  const path = folderOf(from) === '' ? [] : folderOf(from).split('/');
  for (const segment of written.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') path.push(segment);
    else if (path.pop() === undefined) return { ok: false, fault: 'outside' };
  }
  return path.length === 0 ? { ok: false, fault: 'outside' } : { ok: true, path: path.join('/') };
}

/** The folder of a path, '' at the top. */
export const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The last segment of a path. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** How many folders deep a path is: 0 for a file at the top. */
export const depthOf = (path: string) => path.split('/').length - 1;

const mediaTypes: Record<string, string> = {
  tif: 'image/tiff',
  tiff: 'image/tiff',
  jp2: 'image/jp2',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  xml: 'application/xml',
  xsl: 'application/xslt+xml',
  gml: 'application/gml+xml',
  kml: 'application/vnd.google-earth.kml+xml',
  kmz: 'application/vnd.google-earth.kmz',
  pdf: 'application/pdf',
  html: 'text/html',
  htm: 'text/html',
  txt: 'text/plain',
  tfw: 'text/plain',
  j2w: 'text/plain',
  zip: 'application/zip',
};

/** The IANA media type that a file's name promises. */
export const mediaTypeOf = (path: string): string =>
  mediaTypes[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';

/** What a file is for, by the document that names it, else by its name (MASKS/, RPC_*, PREVIEW*, ICON*, world files). */
export function roleOf(path: string, kind: FileKind | null): FileRole {
  if (kind !== null && kind !== 'other') return roleOfKind[kind];
  const name = nameOf(path).toLowerCase();
  if (/^masks\/|\/masks\/|_msk\.gml$/i.test(path)) return 'mask';
  if (/^rpc_.*\.xml$/.test(name)) return 'rpc';
  if (/^preview.*\.(jpe?g|png|tif)$/.test(name)) return 'overview';
  if (/^icon.*\.(jpe?g|png)$/.test(name)) return 'thumbnail';
  if (/\.(xml|tfw|j2w|gml)$/.test(name)) return 'metadata';
  return 'other';
}

const roleOfKind: Record<Exclude<FileKind, 'other'>, FileRole> = {
  component: 'metadata',
  tile: 'data',
  mask: 'mask',
  rpc: 'rpc',
  lineage: 'metadata',
  preview: 'overview',
  icon: 'thumbnail',
  style: 'other',
};

const hasControlCharacter = (text: string) => [...text].some((letter) => letter < ' ');
