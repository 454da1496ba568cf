import { kml } from '@tmcw/togeojson';
import type { Document } from '@xmldom/xmldom';
import {
  type AreaFileNote,
  type SourceFeature,
  type SourceLayer,
  unreadable,
} from './area-file.ts';
import { wgs84 } from './projection.ts';
import { readXmlDocument } from './xml.ts';

/** Reads a KML (OGC 12-007r2): its placemarks in every folder as one layer. What a link leads to is not fetched. */
export function readKml(text: string, name: string): SourceLayer[] {
  const document = readXmlDocument(plainTags(text));
  const damaged = mendCoordinates(document);
  const own = kml(document).features.filter((f) => !isLink(f.properties));
  const features = own.map(
    ({ geometry, properties, id }): SourceFeature => ({
      geometry,
      properties: ownProperties(properties),
      ...(id !== undefined && { id: String(id) }),
    }),
  );
  const links = document.getElementsByTagName('NetworkLink').length;
  if (features.length === 0 && links > 0) unreadable('kml-link-only', { count: links });
  const notes: AreaFileNote[] = [];
  if (links > 0) notes.push({ code: 'link-skipped', params: { count: links } });
  if (damaged > 0) notes.push({ code: 'damaged-skipped', params: { count: damaged } });
  return [{ format: 'kml', name, crs: wgs84, features, notes }];
}

/** Tags without the prefix that some programs give KML's own name space; nothing is read after the root's end. */
function plainTags(text: string): string {
  const prefix =
    /xmlns:([\w.-]+)\s*=\s*["']http:\/\/(?:www\.opengis\.net|earth\.google\.com)\/kml\//.exec(
      text.slice(0, 4096),
    )?.[1];
  const plain =
    prefix && prefix !== 'gx'
      ? text.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</')
      : text;
  const end = plain.lastIndexOf('</kml>');
  return (end < 0 ? plain : plain.slice(0, end + 6)).trimStart();
}

const tuple = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?,[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?(,.*)?$/i;

/**
 * Blanks around commas are taken out, which would part a place from itself. A list with a place that is no pair of figures is
 * emptied, for a place less is another area; gives how many were.
 */
function mendCoordinates(document: Document): number {
  let damaged = 0;
  for (const element of Array.from(document.getElementsByTagName('coordinates'))) {
    const given = element.textContent ?? '';
    const places = given
      .replaceAll(/\s*,\s*/g, ',')
      .trim()
      .split(/\s+/);
    const whole = places.every((place) => place === '' || tuple.test(place));
    if (!whole) damaged += 1;
    element.textContent = whole ? places.join(' ') : '';
  }
  return damaged;
}

/** The region of a link is where to fetch it, and no area of the file's. */
const isLink = (properties: Record<string, unknown> | null) =>
  properties?.['@geometry-type'] === 'networklink';

const drawing = /^(styleUrl|styleHash|styleMapHash|visibility|fill|stroke|icon|label|@)/;

/** Without what only says how to draw it. */
const ownProperties = (properties: Record<string, unknown> | null) =>
  Object.fromEntries(Object.entries(properties ?? {}).filter(([key]) => !drawing.test(key)));
