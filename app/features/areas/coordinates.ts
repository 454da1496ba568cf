import type { Position } from 'geojson';
import {
  type AreaGeometry,
  boxPolygon,
  fromPolygons,
  normalise,
  openRing,
  polygonsOf,
} from './area.ts';
import { type CoordinateOrder, readLine } from './coordinate-line.ts';

export type { CoordinateOrder } from './coordinate-line.ts';

/** What cannot be understood, with the line (from 1; 0 for the text as a whole). */
export type CoordinateFault = {
  code: CoordinateFaultCode;
  line: number;
  params: Record<string, string | number>;
};

export type CoordinateFaultCode =
  | 'no-coordinates'
  | 'unreadable'
  | 'not-a-pair'
  | 'ambiguous-comma'
  | 'minutes-range'
  | 'latitude-range'
  | 'longitude-range'
  | 'swapped-order'
  | 'too-few-points'
  | 'flat-box';

/**
 * A typed list of places as an area, or the first fault. One place a line, or several: decimal degrees or degrees, minutes
 * and seconds, with N S E W (or O) in front or behind; blanks, commas, semicolons, tabs or bars between. A decimal comma is
 * understood where it can mean nothing else. Two places are opposite corners of a box; a blank line starts another part.
 * `order` says which comes first where no letter does. Lines that start with # are passed over.
 */
export function parseCoordinates(
  text: string,
  order: CoordinateOrder,
): { geometry: AreaGeometry } | { fault: CoordinateFault } {
  const groups: Position[][] = [[]];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.trim();
    if (line === '') groups.push([]);
    if (line === '' || line.startsWith('#')) continue;
    const read = readLine(line, order);
    if ('fault' in read) return { fault: { ...read.fault, line: index + 1 } };
    groups[groups.length - 1]?.push(...read.points);
  }
  return polygonFrom(groups.filter((group) => group.length > 0));
}

/**
 * The outer rings as text that `parseCoordinates` reads back: one place a line without the closing one, parts apart by a
 * blank line. `decimal` keeps every digit, `dms` a thousandth of a second (3 cm).
 */
export function formatCoordinates(
  geometry: AreaGeometry,
  order: CoordinateOrder,
  style: 'decimal' | 'dms' = 'decimal',
): string {
  const write = style === 'dms' ? dmsOf : decimalOf;
  const between = style === 'dms' ? ' ' : ', ';
  const line = ([lon = 0, lat = 0]: Position) => {
    const pair = [write(lon, 'EW'), write(lat, 'NS')];
    return (order === 'lonlat' ? pair : pair.reverse()).join(between);
  };
  return polygonsOf(geometry)
    .map(([shell = []]) => openRing(shell).map(line).join('\n'))
    .join('\n\n');
}

function polygonFrom(groups: Position[][]): ReturnType<typeof parseCoordinates> {
  // Lists pasted from a table often have a blank line after each place: then the blanks mean nothing.
  const parts = groups.length > 1 && groups.some((g) => g.length < 3) ? [groups.flat()] : groups;
  const [first] = parts;
  if (!first) return whole('no-coordinates');
  if (parts.length === 1 && first.length < 3) return boxFrom(first);
  const rings = parts.map((points) => [[...points, points[0] ?? []]]);
  const geometry = normalise(fromPolygons(rings) ?? { type: 'Polygon', coordinates: [] });
  return polygonsOf(geometry).length === parts.length
    ? { geometry }
    : whole('too-few-points', { count: new Set(first.map(String)).size });
}

function boxFrom([a, b]: Position[]): ReturnType<typeof parseCoordinates> {
  const [lonA = 0, latA = 0] = a ?? [];
  const [lonB = 0, latB = 0] = b ?? [];
  if (!b) return whole('too-few-points', { count: 1 });
  if (lonA === lonB || latA === latB) return whole('flat-box');
  const [west, east] = lonA < lonB ? [lonA, lonB] : [lonB, lonA];
  const [south, north] = latA < latB ? [latA, latB] : [latB, latA];
  return { geometry: normalise(boxPolygon([west, south, east, north])) };
}

const whole = (code: CoordinateFaultCode, params: CoordinateFault['params'] = {}) => ({
  fault: { code, line: 0, params },
});

/** The shortest decimal that is the same number, without an exponent. */
function decimalOf(degrees: number): string {
  const text = String(degrees + 0);
  return text.includes('e') ? degrees.toFixed(20) : text;
}

function dmsOf(degrees: number, [positive = '', negative = '']: string): string {
  const thousandths = Math.round(Math.abs(degrees) * 3_600_000);
  const seconds = (thousandths % 60_000) / 1000;
  const minutes = Math.floor(thousandths / 60_000) % 60;
  const letter = degrees < 0 && thousandths > 0 ? negative : positive;
  return `${Math.floor(thousandths / 3_600_000)}°${pad(minutes)}'${pad(seconds, 3)}"${letter}`;
}

const pad = (value: number, decimals = 0) =>
  value.toFixed(decimals).padStart(decimals > 0 ? decimals + 3 : 2, '0');
