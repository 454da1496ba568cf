import type { AreaFileFormat, NamedBytes } from './area-file.ts';
import { endingOf } from './area-file.ts';

/** What a file is by its content: one of our formats, a container, a known stranger by name, or null. */
export type Recognised =
  | { is: AreaFileFormat }
  | { is: 'zip' }
  | { is: 'json' }
  | { is: 'stranger'; name: string }
  | null;

/** Recognises a file by what it begins with; the ending of its name only decides between kinds of plain text. */
export function recognise(file: NamedBytes, text: () => string): Recognised {
  const found = byMagic(file.bytes);
  if (found) return found;
  if (looksLikeText(file.bytes)) return byText(file.name, text());
  // Anything could begin with the few bytes of WKB: the ending must say so too.
  return /^e?wkb$/.test(endingOf(file.name)) && isWkb(file.bytes) ? { is: 'wkb' } : null;
}

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  new TextDecoder('latin1').decode(bytes.subarray(from, to));

function byMagic(bytes: Uint8Array): Recognised {
  const head = ascii(bytes, 0, 16);
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return { is: 'zip' };
  if (head.startsWith('SQLite format 3\0')) return { is: 'geopackage' };
  if (head.startsWith('\x00\x00\x27\x0a')) return { is: 'shapefile' };
  const known = strangers.find(([start]) => head.startsWith(start));
  if (known) return { is: 'stranger', name: known[1] };
  if (ascii(bytes, 257, 262) === 'ustar') return { is: 'stranger', name: 'TAR' };
  return null;
}

const strangers: readonly (readonly [string, string])[] = [
  ['fgb\x03', 'FlatGeobuf'],
  ['\x1f\x8b', 'GZIP'],
  ['7z\xbc\xaf', '7-Zip'],
  ['Rar!', 'RAR'],
  ['%PDF', 'PDF'],
  ['\x89PNG', 'PNG'],
  ['\xff\xd8\xff', 'JPEG'],
  ['II*\0', 'TIFF'],
  ['MM\0*', 'TIFF'],
  ['AC10', 'DWG'],
  ['PAR1', 'Parquet'],
  ['\xd0\xcf\x11\xe0', 'Microsoft Office'],
];

/** A byte order, then the number of a type that ISO or EWKB knows. */
function isWkb(bytes: Uint8Array): boolean {
  if (bytes.length < 9 || (bytes[0] !== 0 && bytes[0] !== 1)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const type = view.getUint32(1, bytes[0] === 1) & 0x1fffffff;
  return type % 1000 >= 1 && type % 1000 <= 17 && type < 4000;
}

/** No zero byte near the beginning, unless a mark says that characters have two. */
function looksLikeText(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return true;
  return !bytes.subarray(0, 4096).includes(0);
}

function byText(name: string, text: string): Recognised {
  const head = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, '')
    .trimStart();
  const ending = endingOf(name);
  if (head.startsWith('<')) return byXml(head);
  if (/^[[{]/.test(head) || head.startsWith('\x1e')) return { is: 'json' };
  if (isWktStart(head)) return { is: 'wkt' };
  if (/^0[01][0-9a-f]{16,}\s*$/i.test(text.trim().slice(0, 4096))) return { is: 'wkb' };
  if (/^!table\b/i.test(head)) return { is: 'stranger', name: 'MapInfo TAB' };
  if (/^version\s+\d+/i.test(head) && /^(charset|delimiter|columns)\b/im.test(head))
    return { is: 'stranger', name: 'MapInfo MIF' };
  if (/^\s*0\s+SECTION\b/i.test(head)) return { is: 'stranger', name: 'DXF' };
  if (ending === 'json' || ending === 'geojson') return { is: 'json' };
  const firstLine = head.split(/\r\n|\r|\n/, 1)[0] ?? '';
  return ['csv', 'tsv', 'txt', ''].includes(ending) || /[,;\t|]/.test(firstLine)
    ? { is: 'csv' }
    : null;
}

/** Whether a text begins as well-known text: a type of geometry, with or without its SRID. */
export const isWktStart = (text: string) =>
  /^(srid\s*=\s*\d+\s*;\s*)?(multi)?(point|linestring|polygon|curve|surface|geometrycollection|curvepolygon|compoundcurve|circularstring|polyhedralsurface|tin|triangle)\s*(z|m|zm)?\s*(\(|empty)/i.test(
    text,
  );

function byXml(head: string): Recognised {
  const root = /<(?:[\w.-]+:)?([A-Za-z][\w.-]*)(?=[\s/>])/.exec(
    head.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(\[[^\]]*\])?[^>]*>/g, ''),
  )?.[1];
  const known: Record<string, Recognised> = {
    kml: { is: 'kml' },
    document: { is: 'kml' },
    placemark: { is: 'kml' },
    gpx: { is: 'gpx' },
    html: { is: 'stranger', name: 'HTML' },
    svg: { is: 'stranger', name: 'SVG' },
    feed: { is: 'stranger', name: 'GeoRSS' },
    rss: { is: 'stranger', name: 'GeoRSS' },
    featurecollection: { is: 'stranger', name: 'GML' },
    ogrvrtdatasource: { is: 'stranger', name: 'VRT' },
    trainingcenterdatabase: { is: 'stranger', name: 'TCX' },
  };
  return known[root?.toLowerCase() ?? ''] ?? { is: 'stranger', name: 'XML' };
}
