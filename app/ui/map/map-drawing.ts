import type Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import Polygon from 'ol/geom/Polygon.js';
import DoubleClickZoom from 'ol/interaction/DoubleClickZoom.js';
import Draw, { createBox } from 'ol/interaction/Draw.js';
import type Interaction from 'ol/interaction/Interaction.js';
import Modify from 'ol/interaction/Modify.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import type { MapGeometry } from './map-layer.ts';
import { mercator } from './map-layers.ts';
import { areaStyle, type Look } from './map-look.ts';

/** What the pointer does to the drawn surface. Only one at a time: drawing and changing at once would fight over a drag. */
export type DrawMode = 'idle' | 'polygon' | 'rectangle' | 'modify';

export type Drawing = {
  show(geometry: MapGeometry | null): void;
  setMode(mode: DrawMode): void;
  undoPoint(): void;
  finish(): void;
  dispose(): void;
};

const format = new GeoJSON();

/**
 * The layer with the reader's own surface, and the tools that draw and change it. `onChange` gets longitudes and latitudes with
 * 7 decimals, wound as RFC 7946 asks; `onEnd` is called when a new outline is closed.
 */
export function createDrawing(
  map: OlMap,
  look: Look,
  told: { onChange: (geometry: MapGeometry) => void; onEnd: () => void },
): Drawing {
  const source = new VectorSource();
  const layer = new VectorLayer({ source, style: areaStyle('aoi', look), zIndex: 50 });
  map.addLayer(layer);
  let tool: Draw | Modify | null = null;
  let sketch: Feature | null = null;

  const tell = (feature: Feature) => {
    const geometry = feature.getGeometry();
    if (!geometry) return;
    const written = format.writeGeometryObject(geometry, {
      ...mercator,
      decimals: 7,
      rightHanded: true,
    });
    if (written.type === 'Polygon' || written.type === 'MultiPolygon') told.onChange(written);
  };

  const drawTool = (mode: 'polygon' | 'rectangle') => {
    const draw = new Draw({
      type: mode === 'polygon' ? 'Polygon' : 'Circle',
      ...(mode === 'rectangle' && { geometryFunction: createBox() }),
      style: (feature) => (feature.getGeometry()?.getType() === 'Circle' ? [] : look.styles.sketch),
      freehandCondition: () => false,
      stopClick: true,
    });
    draw.on('drawstart', ({ feature }) => {
      sketch = feature;
    });
    draw.on('drawabort', () => {
      sketch = null;
    });
    draw.on('drawend', ({ feature }) => {
      sketch = null;
      draw.setActive(false);
      source.clear();
      source.addFeature(feature);
      tell(feature);
      told.onEnd();
    });
    return draw;
  };

  const modifyTool = () => {
    const modify = new Modify({ source, style: () => look.styles.sketch });
    modify.on('modifyend', ({ features }) => {
      for (const feature of features.getArray()) tell(feature);
    });
    return modify;
  };

  return {
    show(geometry) {
      source.clear();
      if (geometry) source.addFeatures(readFeatures(geometry));
    },
    setMode(mode) {
      if (tool) map.removeInteraction(tool);
      tool = mode === 'idle' ? null : mode === 'modify' ? modifyTool() : drawTool(mode);
      if (tool) map.addInteraction(tool);
      holdDoubleClick(map, mode);
    },
    undoPoint() {
      if (tool instanceof Draw) tool.removeLastPoint();
    },
    finish() {
      if (tool instanceof Draw && cornersOf(sketch) >= 3) tool.finishDrawing();
    },
    dispose() {
      if (tool) map.removeInteraction(tool);
      map.removeLayer(layer);
    },
  };
}

/** The corners placed so far: a sketch's ring also holds the pointer's place and its first corner again. */
function cornersOf(sketch: Feature | null): number {
  const geometry = sketch?.getGeometry();
  return geometry instanceof Polygon ? (geometry.getCoordinates()[0]?.length ?? 0) - 2 : 0;
}

function readFeatures(geometry: MapGeometry): Feature[] {
  const features = format.readFeatures({ type: 'Feature', geometry, properties: {} }, mercator);
  return Array.isArray(features) ? features : [features];
}

/** The double click that closes an outline must not also zoom; it comes after the tool is gone, so the wait. */
function holdDoubleClick(map: OlMap, mode: DrawMode) {
  const zoom = map
    .getInteractions()
    .getArray()
    .find((interaction: Interaction) => interaction instanceof DoubleClickZoom);
  if (mode === 'idle') setTimeout(() => zoom?.setActive(true), 400);
  else zoom?.setActive(false);
}
