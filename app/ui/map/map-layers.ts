import Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { type MapLayer, type MapMark, mapLayerKinds } from './map-layer.ts';
import { areaStyle, type Look } from './map-look.ts';

/** The page speaks longitude and latitude; the map is drawn in Web Mercator, as public tiles are. */
export const mercator = { dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' };

const format = new GeoJSON();

/** What is on the map for one `MapLayer`: kept while its features stay the same object. */
export type Shown = Map<string, { of: MapLayer; layer: VectorLayer }>;

/** Adds, replaces and removes map layers so that the map shows exactly these. */
export function showLayers(map: OlMap, shown: Shown, layers: readonly MapLayer[], look: Look) {
  const wanted = new Set(layers.map(({ id }) => id));
  for (const [id, { layer }] of shown) {
    if (wanted.has(id)) continue;
    map.removeLayer(layer);
    shown.delete(id);
  }
  for (const of of layers) {
    const before = shown.get(of.id);
    if (before?.of.features === of.features && before.of.kind === of.kind) continue;
    if (before) map.removeLayer(before.layer);
    const layer = vectorLayer(of, look);
    map.addLayer(layer);
    shown.set(of.id, { of, layer });
  }
}

/** A ring around each of these places. */
export function markLayer(marks: readonly MapMark[], look: Look): VectorLayer {
  const features = marks.map(
    ({ at, kind }) => new Feature({ geometry: new Point(fromLonLat(at)), kind }),
  );
  return new VectorLayer({
    source: new VectorSource({ features }),
    style: (feature) => look.styles.marks[feature.get('kind') === 'vertex' ? 'vertex' : 'fault'],
    zIndex: 60,
  });
}

function vectorLayer({ kind, features }: MapLayer, look: Look): VectorLayer {
  const read = format.readFeatures(features, mercator);
  return new VectorLayer({
    source: new VectorSource({ features: Array.isArray(read) ? read : [read] }),
    style: areaStyle(kind, look),
    // What is proposed lies even on the reader's own drawing (50).
    zIndex: kind === 'proposal' ? 55 : 10 + mapLayerKinds.indexOf(kind),
    properties: { selectable: true },
  });
}
