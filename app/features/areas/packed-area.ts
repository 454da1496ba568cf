import type { Position } from 'geojson';
import { type AreaGeometry, fromPolygons, isAreaGeometry, polygonsOf } from './geometry.ts';

/** An area as two rows of numbers: a message between threads copies them at once, and not place by place. */
type PackedArea = { packedArea: { sizes: Uint32Array; values: Float64Array } };

/** A message with every area in it packed, wherever it stands. */
export function packAreas(value: unknown): unknown {
  return walked(value, (found) => (isAreaGeometry(found) ? pack(found) : null));
}

/** The same message with its areas as they were. */
export function unpackAreas(value: unknown): unknown {
  return walked(value, (found) => (isPacked(found) ? unpack(found) : null));
}

function walked(value: unknown, change: (found: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (value instanceof Date) return value;
  const changed = change(value);
  if (changed !== null) return changed;
  if (Array.isArray(value)) return value.map((item) => walked(item, change));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, walked(item, change)]),
  );
}

const isPacked = (value: object): value is PackedArea => 'packedArea' in value;

/** Sizes: for each part the number of its rings, then the number of places of each. */
function pack(geometry: AreaGeometry): PackedArea {
  const polygons = polygonsOf(geometry);
  const sizes = polygons.flatMap((rings) => [rings.length, ...rings.map((ring) => ring.length)]);
  const values = new Float64Array(2 * polygons.flat().reduce((sum, ring) => sum + ring.length, 0));
  let at = 0;
  for (const rings of polygons) {
    for (const ring of rings) {
      for (const [lon = Number.NaN, lat = Number.NaN] of ring) {
        values[at++] = lon;
        values[at++] = lat;
      }
    }
  }
  return { packedArea: { sizes: Uint32Array.from(sizes), values } };
}

function unpack({ packedArea: { sizes, values } }: PackedArea): AreaGeometry {
  const polygons: Position[][][] = [];
  let at = 0;
  for (let i = 0; i < sizes.length; ) {
    const rings = Array.from({ length: sizes[i++] ?? 0 }, () =>
      Array.from({ length: sizes[i++] ?? 0 }, () => [values[at++] ?? 0, values[at++] ?? 0]),
    );
    polygons.push(rings);
  }
  return fromPolygons(polygons) ?? { type: 'Polygon', coordinates: [] };
}
