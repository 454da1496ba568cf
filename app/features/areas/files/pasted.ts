import { type CoordinateOrder, parseCoordinates } from '../coordinates.ts';
import { type SourceLayer, unreadable } from './area-file.ts';
import { wgs84 } from './projection.ts';

/** Reads typed or pasted places, in the order that is said; `areas/coordinates.ts` knows how they may be written. */
export function readPasted(text: string, order: CoordinateOrder): SourceLayer[] {
  const read = parseCoordinates(text, order);
  if ('fault' in read) {
    const { code, line, params } = read.fault;
    return unreadable(`coordinates-${code}`, { line, ...params });
  }
  const features = [{ geometry: read.geometry, properties: {} }];
  return [{ format: 'coordinates', name: '', crs: wgs84, features, notes: [] }];
}
