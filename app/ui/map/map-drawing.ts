import type { LineString } from 'geojson';
import Collection from 'ol/Collection.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import DoubleClickZoom from 'ol/interaction/DoubleClickZoom.js';
import type Interaction from 'ol/interaction/Interaction.js';
import Modify from 'ol/interaction/Modify.js';
import Snap from 'ol/interaction/Snap.js';
import Translate from 'ol/interaction/Translate.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorImageLayer from 'ol/layer/VectorImage.js';
import type OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import VectorSource from 'ol/source/Vector.js';
import {
  type Circle,
  type DrawShape,
  type DrawTool,
  drawTool,
  type Measure,
} from './draw-tools.ts';
import { drawnParts, ringAt, writeShape } from './drawn-parts.ts';
import type { DrawnBy, MapGeometry, ShapeUse } from './map-layer.ts';
import { mercator } from './map-layers.ts';
import { areaStyle, type Look } from './map-look.ts';

/** What the pointer does to the drawn surface. Only one at a time: drawing and changing at once would fight over a drag. */
export type DrawMode = 'idle' | DrawShape | 'modify' | 'move' | 'drop';

/** What becomes of a new outline: the surface itself, a part more, or a piece less. */
export type DrawUse = 'replace' | ShapeUse;

export type Drawing = {
  show(geometry: MapGeometry | null): void;
  setMode(mode: DrawMode, use: DrawUse): void;
  /** Takes the last corner of the sketch back; false when nothing is being drawn. */
  undoPoint(): boolean;
  finish(): void;
  /** Removes the corner that was touched last. */
  removeCorner(): void;
  dispose(): void;
};

export type DrawingTold = {
  onChange: (geometry: MapGeometry | null, by: DrawnBy) => void;
  onShape: (shape: MapGeometry, use: ShapeUse) => void;
  onSplit: (line: LineString) => void;
  onDrop: (part: number, ring: number) => void;
  onMeasure: (size: Measure) => void;
  circle: (circle: Circle) => MapGeometry | null;
  /** A new outline is closed: the tool has done its work. */
  onEnd: () => void;
};

/** The layer with the reader's own surface, and the tools that draw and change it. */
export function createDrawing(map: OlMap, look: Look, told: DrawingTold): Drawing {
  const source = new VectorSource();
  const layers = drawnLayers(source, look);
  for (const layer of layers) map.addLayer(layer);
  const parts = drawnParts(source);
  let tools: Interaction[] = [];
  let drawn: DrawTool | null = null;
  let modify: Modify | null = null;
  let touched: number[] | null = null;
  let mode: DrawMode = 'idle';

  const show = (geometry: MapGeometry | null) => {
    parts.show(geometry);
    const isLarge = cornersIn(geometry) > MANY_CORNERS;
    for (const layer of layers) layer.setVisible(isLarge === layer instanceof VectorImageLayer);
  };

  const drawing = (shape: DrawShape, use: DrawUse): Interaction[] => {
    const tool = drawTool(shape, look, told.onMeasure);
    drawn = tool;
    tool.draw.on('drawend', ({ feature }) => {
      tool.draw.setActive(false);
      told.onEnd();
      if (shape === 'split') return told.onSplit(writeLine(feature.getGeometry()));
      const circle = shape === 'circle' ? tool.circle() : null;
      const made = circle ? told.circle(circle) : writeShape(feature.getGeometry());
      if (!made) return;
      if (use !== 'replace') return told.onShape(made, use);
      show(made);
      told.onChange(made, 'draw');
    });
    return [tool.draw, new Snap({ source, pixelTolerance: 8 })];
  };

  const modifying = (): Interaction[] => {
    const tool = new Modify({ source, style: () => look.styles.sketch, pixelTolerance: 12 });
    modify = tool;
    tool.on('modifyend', (event) => {
      touched = event.mapBrowserEvent?.coordinate ?? touched;
      told.onChange(parts.write(event.features.getArray()), 'modify');
    });
    return [tool, new Snap({ source, pixelTolerance: 8 })];
  };

  const moving = (): Interaction[] => {
    // The whole moves, whichever part is held.
    const features = new Collection(source.getFeatures());
    const tool = new Translate({ features, hitTolerance: 6 });
    tool.on('translateend', () => told.onChange(parts.write(features.getArray()), 'move'));
    return [tool];
  };

  const onClick = (event: MapBrowserEvent) => {
    if (mode === 'modify') touched = event.coordinate;
    if (mode !== 'drop') return;
    const found = ringAt(source.getFeatures(), event.coordinate);
    if (found) told.onDrop(found.part, found.ring);
  };
  map.on('click', onClick);

  const toolsOf = (use: DrawUse): Interaction[] => {
    if (mode === 'idle' || mode === 'drop') return [];
    if (mode === 'modify') return modifying();
    return mode === 'move' ? moving() : drawing(mode, use);
  };
  const putAway = () => {
    for (const tool of tools) map.removeInteraction(tool);
    tools = [];
    drawn = null;
    modify = null;
    touched = null;
  };

  const take = (use: DrawUse) => {
    putAway();
    tools = toolsOf(use);
    for (const tool of tools) map.addInteraction(tool);
  };

  return {
    show(geometry) {
      show(geometry);
      // It holds the features that there were.
      if (mode === 'move') take('replace');
    },
    setMode(next, use) {
      mode = next;
      take(use);
      holdDoubleClick(map, next);
    },
    undoPoint() {
      const isDrawing = drawn !== null && drawn.corners() > 0;
      if (isDrawing) drawn?.draw.removeLastPoint();
      return isDrawing;
    },
    finish() {
      const enough = mode === 'split' ? 2 : 3;
      if (drawn && drawn.corners() >= enough) drawn.draw.finishDrawing();
    },
    removeCorner() {
      if (modify && touched) modify.removePoint(touched);
    },
    dispose() {
      putAway();
      map.un('click', onClick);
      for (const layer of layers) map.removeLayer(layer);
    },
  };
}

/** From here on the map moves a picture of the surface, and draws it anew when it stands still: 55 ms a frame become 15. */
const MANY_CORNERS = 5000;

const drawnLayers = (source: VectorSource, look: Look) =>
  [VectorLayer, VectorImageLayer].map(
    (Layer) => new Layer({ source, style: areaStyle('aoi', look), zIndex: 50 }),
  );

function cornersIn(geometry: MapGeometry | null): number {
  const parts = geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.coordinates;
  return (parts ?? []).flat().reduce((sum, ring) => sum + ring.length, 0);
}

const lines = new GeoJSON();

function writeLine(geometry: Parameters<typeof writeShape>[0]): LineString {
  const line = geometry && lines.writeGeometryObject(geometry, { ...mercator, decimals: 7 });
  return line?.type === 'LineString' ? line : { type: 'LineString', coordinates: [] };
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
