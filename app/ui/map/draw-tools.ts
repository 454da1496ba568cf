import type Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import Polygon, { circular } from 'ol/geom/Polygon.js';
import type SimpleGeometry from 'ol/geom/SimpleGeometry.js';
import Draw, { createBox, type GeometryFunction } from 'ol/interaction/Draw.js';
import { toLonLat, transform } from 'ol/proj.js';
import { getArea, getDistance } from 'ol/sphere.js';
import type { MapPlace } from './map-layer.ts';
import type { Look } from './map-look.ts';

/** The outlines that the pointer can draw; a split is a line. */
export type DrawShape = 'polygon' | 'rectangle' | 'circle' | 'split';

/** The size of what is being drawn, on the sphere: good to half a percent, enough to aim by. */
export type Measure = { areaHa: number } | { radiusM: number } | null;

export type Circle = { center: MapPlace; radiusM: number };

export type DrawTool = {
  draw: Draw;
  /** How many corners are placed. */
  corners(): number;
  /** The circle as it was drawn last. */
  circle(): Circle | null;
};

/** The interaction that draws one shape. `onMeasure` is told of its size at each movement, and of null when it is over. */
export function drawTool(
  shape: DrawShape,
  look: Look,
  onMeasure: (size: Measure) => void,
): DrawTool {
  let sketch: Feature | null = null;
  let circle: Circle | null = null;
  const keepCircle = (drawn: Circle) => {
    circle = drawn;
    onMeasure({ radiusM: drawn.radiusM });
  };
  const draw = new Draw({
    ...typeOf(shape, keepCircle),
    style: (feature) => (feature.getGeometry()?.getType() === 'Circle' ? [] : look.styles.sketch),
    freehandCondition: () => false,
    stopClick: true,
  });
  draw.on('drawstart', ({ feature }) => {
    sketch = feature;
    if (shape === 'circle' || shape === 'split') return;
    feature.getGeometry()?.on('change', ({ target }) => {
      onMeasure({ areaHa: getArea(target as Geometry) / 10_000 });
    });
  });
  const over = () => {
    sketch = null;
    onMeasure(null);
  };
  draw.on('drawabort', over);
  draw.on('drawend', over);
  return { draw, corners: () => cornersOf(sketch), circle: () => circle };
}

function typeOf(shape: DrawShape, keepCircle: (circle: Circle) => void) {
  if (shape === 'polygon') return { type: 'Polygon' as const };
  if (shape === 'split') return { type: 'LineString' as const };
  const geometryFunction = shape === 'rectangle' ? createBox() : circleFunction(keepCircle);
  return { type: 'Circle' as const, geometryFunction };
}

/** Two places as the circle around the first through the second: round on the ground, so an oval on the map. */
function circleFunction(keep: (circle: Circle) => void): GeometryFunction {
  return (coordinates, geometry) => {
    const [from = [], to = []] = coordinates as number[][];
    const [lon = 0, lat = 0] = toLonLat(from);
    const radiusM = getDistance([lon, lat], toLonLat(to));
    keep({ center: [lon, lat], radiusM });
    const rings = circular([lon, lat], Math.max(radiusM, 1), 96)
      .getCoordinates()
      .map((ring) => ring.map((place) => transform(place, 'EPSG:4326', 'EPSG:3857')));
    const polygon = (geometry as SimpleGeometry | undefined) ?? new Polygon([]);
    polygon.setCoordinates(rings);
    return polygon;
  };
}

/** The corners placed so far: a sketch also holds the pointer's place, and a ring its first corner again. */
function cornersOf(sketch: Feature | null): number {
  const geometry = sketch?.getGeometry();
  if (geometry instanceof LineString) return geometry.getCoordinates().length - 1;
  return geometry instanceof Polygon ? (geometry.getCoordinates()[0]?.length ?? 0) - 2 : 0;
}
