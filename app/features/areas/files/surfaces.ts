import type { Geometry, Position } from 'geojson';
import {
  type AreaGeometry,
  type BBox,
  fromPolygons,
  type LonLat,
  normalise,
  polygonsOf,
} from '../area.ts';
import {
  type AreaFileFault,
  type AreaFileNote,
  type AreaFileNoteCode,
  areaFileLimits,
  type SourceFeature,
  type SourceLayer,
  UnreadableFile,
  unreadable,
} from './area-file.ts';
import { labelOf, textProperties } from './label.ts';
import { placesOf } from './places.ts';

/** A surface of the file in degrees, normalised; not judged yet. */
export type Surface = {
  key: string;
  label: string;
  geometry: AreaGeometry;
  properties: Record<string, string>;
};

/**
 * Takes the surfaces out of what was read, whatever the nesting, and brings them to [lon, lat] on WGS84. What cannot be one,
 * or cannot be where it says, is left out with a note; when nothing remains, the first reason is that of the whole file.
 */
export function surfacesOf(layers: readonly SourceLayer[]): {
  surfaces: Surface[];
  notes: AreaFileNote[];
} {
  const tally = new Tally();
  const surfaces: Surface[] = [];
  for (const [l, layer] of layers.entries()) {
    const found = layer.features.flatMap((feature, f): Surface[] => {
      const geometry = tally.attempt(() => surfaceOf(feature, layer, tally));
      if (!geometry) return [];
      const label = labelOf(feature, `${layer.name} ${f + 1}`.trim());
      return [
        { key: `${l}.${f}`, label, geometry, properties: textProperties(feature.properties) },
      ];
    });
    for (const surface of found) surfaces.push(surface);
    tally.notes.push(...layer.notes, ...crsNotes(layer, found));
    if (surfaces.length > areaFileLimits.surfaces) {
      unreadable('too-many-surfaces', { count: surfaces.length, max: areaFileLimits.surfaces });
    }
  }
  if (surfaces.length === 0) throw new UnreadableFile(tally.reason(layers));
  return { surfaces, notes: tally.all() };
}

/** What was passed over on the way, counted. */
class Tally {
  readonly notes: AreaFileNote[] = [];
  vertices = 0;
  private readonly counts = { points: 0, lines: 0, empty: 0, open: 0 };
  private readonly faults: AreaFileFault[] = [];

  count(kind: 'points' | 'lines' | 'empty' | 'open') {
    this.counts[kind] += 1;
  }

  /** One feature that cannot be used does not spoil the others; a cap on the whole file does. */
  attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof UnreadableFile) || error.fault.code.startsWith('too-many'))
        throw error;
      this.faults.push(error.fault);
      return null;
    }
  }

  all(): AreaFileNote[] {
    const { points, lines, empty, open } = this.counts;
    const skipped: [AreaFileNoteCode, number][] = [
      ['points-skipped', points],
      ['lines-skipped', lines],
      ['empty-skipped', empty],
      ['rings-closed', open],
      ['damaged-skipped', this.faults.length],
    ];
    const counted = skipped.filter(([, count]) => count > 0);
    return [...this.notes, ...counted.map(([code, count]) => ({ code, params: { count } }))];
  }

  reason(layers: readonly SourceLayer[]): AreaFileFault {
    const [first] = this.faults;
    if (first) return first;
    const damaged = this.notes.find(
      ({ code }) => code === 'damaged-skipped' || code === 'cut-short',
    );
    if (damaged)
      return { code: 'damaged', params: { format: formatNames[layers[0]?.format ?? 'geojson'] } };
    const codes = this.notes.map(({ code }) => code);
    if (codes.includes('curves-skipped')) return { code: 'only-curves', params: {} };
    if (codes.includes('bodies-skipped')) return { code: 'only-bodies', params: {} };
    const { points, lines } = this.counts;
    return { code: 'no-surface', params: { points, lines } };
  }
}

const formatNames: Record<SourceLayer['format'], string> = {
  geojson: 'GeoJSON',
  topojson: 'TopoJSON',
  kml: 'KML',
  gpx: 'GPX',
  shapefile: 'Shapefile',
  geopackage: 'GeoPackage',
  wkt: 'WKT',
  wkb: 'WKB',
  csv: 'CSV',
  coordinates: '',
};

function surfaceOf(feature: SourceFeature, layer: SourceLayer, tally: Tally): AreaGeometry | null {
  const polygons = polygonsIn(feature.geometry, tally);
  if (polygons.length === 0) return null;
  for (const position of positionsOf(polygons)) requirePosition(position);
  tally.vertices += polygons.reduce(
    (sum, rings) => sum + rings.reduce((n, r) => n + r.length, 0),
    0,
  );
  if (tally.vertices > areaFileLimits.vertices) {
    unreadable('too-many-vertices', { max: areaFileLimits.vertices });
  }
  for (const ring of polygons.flat()) if (isOpen(ring)) tally.count('open');
  const placed = placesOf(polygons, layer);
  const geometry = normalise(fromPolygons(placed) ?? { type: 'Polygon', coordinates: [] });
  if (polygonsOf(geometry).length > 0) return geometry;
  tally.count('empty');
  return null;
}

/** The polygons of a geometry of any type; a list and no recursion. What is none is counted. */
function polygonsIn(root: Geometry | null, tally: Tally): Position[][][] {
  const polygons: Position[][][] = [];
  const waiting: (Geometry | null)[] = [root];
  for (const geometry of waiting) {
    if (geometry?.type === 'GeometryCollection') {
      if (!Array.isArray(geometry.geometries)) unreadable('bad-coordinates');
      for (const member of geometry.geometries) waiting.push(member);
    } else if (geometry?.type === 'Polygon')
      polygons.push(...requirePolygons([geometry.coordinates]));
    else if (geometry?.type === 'MultiPolygon') {
      for (const polygon of requirePolygons(geometry.coordinates)) polygons.push(polygon);
    } else if (/Line/.test(geometry?.type ?? '')) tally.count('lines');
    else if (/Point/.test(geometry?.type ?? '')) tally.count('points');
    else if (geometry && typeof geometry === 'object') unreadable('bad-coordinates');
  }
  const full = polygons.filter((rings) => rings.some((ring) => ring.length > 0));
  if (root === null || full.length < polygons.length) tally.count('empty');
  return full;
}

/** Coordinates come from outside: lists of lists of lists, or the feature is refused. */
function requirePolygons(given: unknown): Position[][][] {
  const isPolygons =
    Array.isArray(given) &&
    given.every((rings) => Array.isArray(rings) && rings.every((ring) => Array.isArray(ring)));
  return isPolygons ? (given as Position[][][]) : unreadable('bad-coordinates');
}

/** Ends that are not the same: the ring is closed, and a note says so. */
function isOpen(ring: Position[]): boolean {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  return first?.[0] !== last?.[0] || first?.[1] !== last?.[1];
}

function requirePosition(position: unknown): void {
  if (!Array.isArray(position)) unreadable('bad-coordinates');
  const [x, y] = position;
  // A string, null, NaN or a number of 400 digits: what is no number is nowhere.
  if (!Number.isFinite(x) || !Number.isFinite(y)) unreadable('bad-coordinates');
}

function* positionsOf(polygons: Position[][][]): Generator<Position> {
  for (const rings of polygons) for (const ring of rings) yield* ring;
}

function crsNotes({ crs, format }: SourceLayer, found: Surface[]): AreaFileNote[] {
  if (found.length === 0) return [];
  const notes: AreaFileNote[] = [];
  if (crs.unknownDatum) notes.push({ code: 'datum-unknown', params: { crs: crs.unknownDatum } });
  if (!crs.name && (format === 'shapefile' || format === 'geopackage')) {
    notes.push({ code: 'prj-missing-degrees', params: {} });
  }
  const [first] = found;
  const [lon = 0, lat = 0] = first ? (polygonsOf(first.geometry)[0]?.[0]?.[0] ?? []) : [];
  if (!crs.projected && !isFrench([lon, lat]) && isFrench([lat, lon])) {
    notes.push({ code: 'maybe-swapped', params: { lon, lat } });
  }
  return notes;
}

/** Boxes around the French territories that most requests are about, [west, south, east, north]. */
const french: readonly BBox[] = [
  [-5.5, 41.2, 9.7, 51.2],
  [-63.2, 14.2, -60.7, 18.2],
  [-54.7, 2, -51.5, 6],
  [55.1, -21.5, 56, -20.8],
  [44.9, -13.1, 45.4, -12.5],
  [-56.6, 46.6, -56, 47.3],
];

const isFrench = ([lon, lat]: LonLat) =>
  french.some(([w, s, e, n]) => lon >= w && lon <= e && lat >= s && lat <= n);
