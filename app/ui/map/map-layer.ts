import type { Icon } from '@tabler/icons-react';
import type { FeatureCollection, LineString, MultiPolygon, Polygon } from 'geojson';

/** What a surface on the map stands for; each kind has its own line, fill and word. Later kinds lie on earlier ones. */
export const mapLayerKinds = [
  'footprint',
  'scene',
  'held',
  'missing',
  'granted',
  'aoi',
  'candidate',
  'proposal',
] as const;
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

/** [longitude, latitude] in degrees. */
export type MapPlace = [lon: number, lat: number];

/** A place to point at: where an outline crosses itself, or the corner that is being typed. */
export type MapMark = { at: MapPlace; kind: 'fault' | 'vertex' };

/** What a drawing did to the surface. */
export type DrawnBy = 'draw' | 'modify' | 'move' | 'clear';

/** What a further outline does to the surface that there is. */
export type ShapeUse = 'add' | 'cut';

export type MapDraw = {
  value: MapGeometry | null;
  /** Told of each finished change, and of null when the surface is cleared. Parts that were not touched stay the same objects. */
  onChange: (geometry: MapGeometry | null, by: DrawnBy) => void;
  /** The surface around a place; without it there is no circle to draw. */
  circle?: (center: MapPlace, radiusM: number) => MapGeometry;
  /** What else can be done to a surface; left out, it is only drawn, changed and cleared. */
  edit?: MapEdit;
};

/** What the page does with what the reader draws on a surface: the map knows nothing of geometry. */
export type MapEdit = {
  onShape: (shape: MapGeometry, use: ShapeUse) => void;
  onSplit: (line: LineString) => void;
  /** The hole that was clicked, by the ranks of its part and of its ring; ring 0 is the whole part. */
  onDrop: (part: number, ring: number) => void;
  /** What was done last, in words, and the act that takes it back; null when there is nothing. */
  undo: { label: string; act: () => void } | null;
  redo: { label: string; act: () => void } | null;
  /** Further acts of the page, in the menu of tools. */
  tools: readonly { id: string; label: string; icon: Icon; act: () => void; isOff?: boolean }[];
  /** While the page works on the surface, nothing else may be begun. */
  isBusy: boolean;
};

/** Pictures of what is too much to be drawn by a browser, in tiles of Web Mercator that the server draws. */
export type MapPictures = {
  /** Holds {z} {x} {y}; another address shows other pictures. */
  url: string;
  /** Told which place was clicked, and how far around it the reader may have meant, in degrees. */
  onPlace?: (place: MapPlace, reachDeg: number) => void;
};

export type MapViewProps = {
  layers: readonly MapLayer[];
  /** What the map shows, for those who cannot see it; "Carte" when left out. */
  label?: string;
  /** Lets the reader draw one surface. */
  draw?: MapDraw;
  /** The map moves here whenever these numbers change. Without it, metropolitan France. */
  fitTo?: MapBox;
  /** Another number brings the map to `fitTo` again. */
  fitAgain?: number;
  selectedId?: string | null;
  /** Told of the feature that is clicked (null beside all); where several lie, each click gives the next. */
  onSelect?: (id: string | null) => void;
  /** The feature that the reader points at in a list; shown as the one under the pointer is. */
  hoveredId?: string | null;
  /** Told of the feature under the pointer, null beside all. */
  onHover?: (id: string | null) => void;
  /** The features of the kind `candidate` that are taken: drawn as the area is. */
  chosenIds?: readonly string[];
  /** Told where the map is after the reader moved it, never after `fitTo`. */
  onMove?: (box: MapBox) => void;
  /** Places to point at. */
  marks?: readonly MapMark[];
  /** A place to have in view: the map moves only when it is not. */
  reveal?: MapPlace | null;
  /** In CSS pixels; 420 when left out. */
  height?: number;
  tiles?: readonly MapTiles[];
  /** Under the layers. */
  pictures?: MapPictures;
};
