import type { Geometry, Position } from 'geojson';
import type { BBox } from '#app/features/areas/area.ts';

/**
 * The smallest box around all positions of a geometry, [west, south, east, north] in degrees; west > east where it
 * crosses the antimeridian (RFC 7946 §5.2): a geometry that was cut there, in two parts, has one narrow box. Null when it
 * holds no position.
 */
export function boundsOf(geometry: Geometry): BBox | null {
  const spans = spansOf(geometry);
  if (spans.length === 0) return null;
  const south = spans.reduce((least, span) => Math.min(least, span.south), Infinity);
  const north = spans.reduce((most, span) => Math.max(most, span.north), -Infinity);
  const [west, east] = narrowest(spans);
  return [west, south, east, north];
}

/** The box in one or two parts, none of which crosses the antimeridian (RFC 7946 §5.2: west > east says that it does). */
export function partsOf([west, south, east, north]: BBox): BBox[] {
  if (west <= east) return [[west, south, east, north]];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

/** Whether two boxes have a point in common, either of which may cross the antimeridian. */
export function boundsMeet(a: BBox, b: BBox): boolean {
  return partsOf(a).some(([w, s, e, n]) =>
    partsOf(b).some(
      ([west, south, east, north]) => w <= east && west <= e && s <= north && south <= n,
    ),
  );
}

type Span = { west: number; east: number; south: number; north: number };

/** One of each connected piece, in longitude and latitude. */
function spansOf(geometry: Geometry): Span[] {
  switch (geometry.type) {
    case 'Point':
      return spanOf([geometry.coordinates]);
    case 'MultiPoint':
      return geometry.coordinates.flatMap((position) => spanOf([position]));
    case 'LineString':
      return spanOf(geometry.coordinates);
    case 'MultiLineString':
      return geometry.coordinates.flatMap(spanOf);
    case 'Polygon':
      return spanOf(geometry.coordinates[0] ?? []);
    case 'MultiPolygon':
      return geometry.coordinates.flatMap(([shell]) => spanOf(shell ?? []));
    case 'GeometryCollection':
      return geometry.geometries.flatMap(spansOf);
  }
}

function spanOf(positions: readonly Position[]): Span[] {
  const span: Span = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const [lon = Number.NaN, lat = Number.NaN] of positions) {
    span.west = Math.min(span.west, lon);
    span.east = Math.max(span.east, lon);
    span.south = Math.min(span.south, lat);
    span.north = Math.max(span.north, lat);
  }
  return span.west <= span.east ? [span] : [];
}

/** The complement of the widest gap between the spans, around the whole circle of longitudes. */
function narrowest(spans: readonly Span[]): [west: number, east: number] {
  const sorted = spans.toSorted((a, b) => a.west - b.west);
  const west = sorted[0]?.west ?? 0;
  let reach = west;
  let best = { gap: -Infinity, west: 0, east: 0 };
  for (const span of sorted) {
    if (span.west - reach > best.gap)
      best = { gap: span.west - reach, west: span.west, east: reach };
    reach = Math.max(reach, span.east);
  }
  return west + 360 - reach >= best.gap ? [west, reach] : [best.west, best.east];
}
