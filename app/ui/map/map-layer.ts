import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';

/** What a surface on the map stands for; each kind has its own line, fill and word. */
export const mapLayerKinds = ['footprint', 'scene', 'held', 'missing', 'granted', 'aoi'] as const;
export type MapLayerKind = (typeof mapLayerKinds)[number];

/** Surfaces of one kind, [longitude, latitude] in degrees; each feature's properties hold its `id` and its `label`. */
export type MapLayer = { id: string; kind: MapLayerKind; features: FeatureCollection };

/** [west, south, east, north] in degrees. */
export type MapBox = [west: number, south: number, east: number, north: number];

export type MapGeometry = Polygon | MultiPolygon;

/**
 * A background of image tiles in Web Mercator, shown only when chosen. The address holds {z} {x} {y} (or {-y}), or for a WMTS,
 * by REST or by parameters, {TileMatrix} {TileRow} {TileCol} of the GoogleMapsCompatible or PM set.
 */
export type MapTiles = { name: string; url: string; attribution: string; kind: 'xyz' | 'wmts' };

export type MapViewProps = {
  layers: readonly MapLayer[];
  /** What the map shows, for those who cannot see it; "Carte" when left out. */
  label?: string;
  /** Lets the reader draw one surface; `onChange` is told of each finished change, and of null when it is cleared. */
  draw?: { value: MapGeometry | null; onChange: (geometry: MapGeometry | null) => void };
  /** The map moves here whenever these numbers change. Without it, metropolitan France. */
  fitTo?: MapBox;
  selectedId?: string | null;
  /** Told of the feature that is clicked (null beside all); where several lie, each click gives the next. */
  onSelect?: (id: string | null) => void;
  /** Told where the map is after the reader moved it, never after `fitTo`. */
  onMove?: (box: MapBox) => void;
  /** A place to point at, such as where an outline crosses itself. */
  mark?: { at: [lon: number, lat: number]; label: string } | null;
  /** In CSS pixels; 420 when left out. */
  height?: number;
  tiles?: readonly MapTiles[];
};
