import { gpx } from '@tmcw/togeojson';
import type { Geometry, Position } from 'geojson';
import { lonLat, ringMeasure } from '../area.ts';
import type { AreaFileNote, SourceFeature, SourceLayer } from './area-file.ts';
import { wgs84 } from './projection.ts';
import { readXmlDocument } from './xml.ts';

/** A gap between the ends of a walk around something: a receiver's error, or a person who stopped a little early. */
const closedWithin = 0.05;

/**
 * Reads a GPX (Topografix 1.1). Walked or planned around an area, a track or a route is taken for its outline; one whose ends
 * lie apart is closed by a straight line, and a note says so. Waypoints stay points.
 */
export function readGpx(text: string, name: string): SourceLayer[] {
  const source = gpx(readXmlDocument(text)).features;
  const counts = { closed: 0, joined: 0 };
  const features = source.map(({ geometry, properties }): SourceFeature => {
    const outlines = linesOf(geometry).filter(isOutline);
    for (const line of outlines) counts[isClosed(line) ? 'closed' : 'joined'] += 1;
    const named = { name: properties?.name, desc: properties?.desc };
    return { geometry: outlines.length > 0 ? surfaceOf(outlines) : geometry, properties: named };
  });
  const notes: AreaFileNote[] = [];
  if (counts.closed > 0) notes.push({ code: 'tracks-closed', params: { count: counts.closed } });
  if (counts.joined > 0) notes.push({ code: 'tracks-joined', params: { count: counts.joined } });
  return [{ format: 'gpx', name, crs: wgs84, features, notes }];
}

function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates];
  return geometry.type === 'MultiLineString' ? geometry.coordinates : [];
}

/** Three places that are not the same. */
const isOutline = (line: Position[]) => new Set(line.map((p) => lonLat(p).join())).size >= 3;

/** Whether the ends are nearer than a twentieth of the way round. */
function isClosed(line: Position[]): boolean {
  const [first, last] = [line[0], line[line.length - 1]];
  if (!first || !last) return false;
  const gapM = ringMeasure([first, last]).perimeterM / 2;
  return gapM <= closedWithin * ringMeasure(line).perimeterM;
}

function surfaceOf(lines: Position[][]): Geometry {
  const [first, ...others] = lines.map((line) => [[...line, line[0] ?? []]]);
  if (first && others.length === 0) return { type: 'Polygon', coordinates: first };
  return { type: 'MultiPolygon', coordinates: first ? [first, ...others] : [] };
}
