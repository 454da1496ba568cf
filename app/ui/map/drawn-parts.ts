import type { Position } from 'geojson';
import Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import type Geometry from 'ol/geom/Geometry.js';
import Polygon from 'ol/geom/Polygon.js';
import type VectorSource from 'ol/source/Vector.js';
import type { MapGeometry } from './map-layer.ts';
import { mercator } from './map-layers.ts';

const format = new GeoJSON();

/** Longitudes and latitudes with 7 decimals (11 mm), wound as RFC 7946 asks. */
const written = { ...mercator, decimals: 7, rightHanded: true };

/**
 * A surface on the map as one feature a part, so that a change of one part costs no more than that part. What was not
 * touched is given back as it came, to the last digit.
 */
export type DrawnParts = {
  show(geometry: MapGeometry | null): void;
  /** The surface after these features were changed. */
  write(changed: readonly Feature[]): MapGeometry | null;
};

export function drawnParts(source: VectorSource): DrawnParts {
  let parts: Position[][][] = [];
  let features: Feature<Polygon>[] = [];
  return {
    show(geometry) {
      const next = partsOf(geometry);
      if (next.length === features.length) {
        for (const [rank, part] of next.entries()) {
          if (part !== parts[rank]) features[rank]?.setGeometry(shapeOf(part));
        }
      } else {
        source.clear();
        features = next.map((part, rank) => new Feature({ geometry: shapeOf(part), part: rank }));
        source.addFeatures(features);
      }
      parts = next;
    },
    write(changed) {
      parts = [...parts];
      for (const feature of changed) {
        const shape = writeShape(feature.getGeometry());
        const part = Number(feature.get('part') ?? 0);
        if (shape?.type === 'Polygon') parts[part] = keptExactly(shape.coordinates, parts[part]);
      }
      return joined(parts);
    },
  };
}

function shapeOf(coordinates: Position[][]): Polygon {
  return format.readGeometry({ type: 'Polygon', coordinates }, mercator) as Polygon;
}

/** A drawn shape in longitudes and latitudes, or null when it is no surface. */
export function writeShape(geometry: Geometry | undefined): MapGeometry | null {
  if (!geometry) return null;
  const shape = format.writeGeometryObject(geometry, written);
  return shape.type === 'Polygon' || shape.type === 'MultiPolygon' ? shape : null;
}

/** The part that a place lies on, or the hole of it that it lies in; null beside all. `at` is of the map. */
export function ringAt(
  features: readonly Feature[],
  at: number[],
): { part: number; ring: number } | null {
  for (const feature of features) {
    const shape = feature.getGeometry();
    if (!(shape instanceof Polygon) || !containsAt(shape.getExtent(), at)) continue;
    const part = Number(feature.get('part') ?? 0);
    const ring = shape
      .getCoordinates()
      .findLastIndex((positions) => new Polygon([positions]).intersectsCoordinate(at));
    if (ring >= 0) return { part, ring };
  }
  return null;
}

/** The corners that stayed where they were, as they were given: the way to the map and back cuts their last digits. */
function keptExactly(rings: Position[][], before: Position[][] = []): Position[][] {
  return rings.map((ring, rank) => {
    const old = before[rank] ?? [];
    const shift = old.length - ring.length;
    // One corner was moved, put in or taken out: those before it keep their rank, those after it their rank from the end.
    return ring.map((position, index) => {
      const same = [old[index], old[index + shift]].find((one) => one && isNear(one, position));
      return same ?? position;
    });
  });
}

/** Half of the seventh decimal. */
const isNear = ([x = 0, y = 0]: Position, [lon = 0, lat = 0]: Position) =>
  Math.abs(x - lon) < 6e-8 && Math.abs(y - lat) < 6e-8;

const containsAt = (
  [west = 0, south = 0, east = 0, north = 0]: number[],
  [x = 0, y = 0]: number[],
) => x >= west && x <= east && y >= south && y <= north;

function partsOf(geometry: MapGeometry | null): Position[][][] {
  if (!geometry) return [];
  if (geometry.type === 'MultiPolygon') return geometry.coordinates;
  return geometry.coordinates.length > 0 ? [geometry.coordinates] : [];
}

function joined(parts: Position[][][]): MapGeometry | null {
  const [first, ...others] = parts;
  if (!first) return null;
  return others.length === 0
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: parts };
}
