import TopoJSON from 'ol/format/TopoJSON.js';
import type BaseLayer from 'ol/layer/Base.js';
import Graticule from 'ol/layer/Graticule.js';
import TileLayer from 'ol/layer/Tile.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import XYZ from 'ol/source/XYZ.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Text from 'ol/style/Text.js';
import type { MapTiles } from './map-layer.ts';
import type { Look, Palette } from './map-look.ts';

/** From this zoom on, the coast of 1:10 million (3.6 MB) takes the place of that of 1:50 million. */
const FINE_ZOOM = 7;

/**
 * Land and borders from our own files: Natural Earth at two scales. Each file is fetched when its scale is first looked at.
 * Whether a border is shown is Natural Earth's choice, not ours.
 */
export function baseLayers(look: Look): BaseLayer[] {
  return [
    new VectorLayer({
      source: topology('land-50m', 'land'),
      style: () => look.styles.land,
      maxZoom: FINE_ZOOM,
      zIndex: 0,
    }),
    new VectorLayer({
      source: topology('countries-50m', 'countries'),
      style: () => look.styles.border,
      maxZoom: FINE_ZOOM,
      zIndex: 1,
    }),
    new VectorLayer({
      source: topology('countries-10m', 'countries'),
      style: () => [look.styles.land, look.styles.border],
      minZoom: FINE_ZOOM,
      zIndex: 0,
    }),
  ];
}

/** Lines of longitude and latitude with their figures. It cannot change colour, so a new one is made for each palette. */
export function graticule(palette: Palette, sides: Sides): Graticule {
  const label = (align: { textAlign: CanvasTextAlign; textBaseline: CanvasTextBaseline }) =>
    new Text({
      font: '11px system-ui, sans-serif',
      fill: new Fill({ color: palette.ink }),
      stroke: new Stroke({ color: palette.paper, width: 3 }),
      ...align,
    });
  return new Graticule({
    strokeStyle: new Stroke({ color: palette.grid, width: 0.7 }),
    targetSize: 140,
    intervals: [45, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001],
    showLabels: true,
    wrapX: false,
    zIndex: 5,
    lonLabelPosition: 1,
    latLabelPosition: 1,
    lonLabelStyle: label({ textAlign: 'center', textBaseline: 'top' }),
    latLabelStyle: label({ textAlign: 'right', textBaseline: 'middle' }),
    lonLabelFormatter: (lon) => degrees(lon, sides.east, sides.west, sides.locale),
    latLabelFormatter: (lat) => degrees(lat, sides.north, sides.south, sides.locale),
  });
}

/** The letters of the four sides in the reader's language, and that language for the decimal sign. */
export type Sides = { north: string; south: string; east: string; west: string; locale: string };

export function tileLayer({ url, attribution, kind }: MapTiles): BaseLayer {
  return new TileLayer({
    source: new XYZ({
      url: kind === 'wmts' ? asXyz(url) : url,
      // OpenLayers writes attributions as HTML.
      attributions: attribution.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`),
      crossOrigin: 'anonymous',
    }),
    zIndex: 2,
  });
}

/** The sets of tiles named in `MapTiles` count as XYZ does, so that a WMTS address only differs by its words. */
function asXyz(url: string): string {
  return url
    .replace(/\{TileMatrix\}/i, '{z}')
    .replace(/\{TileRow\}/i, '{y}')
    .replace(/\{TileCol\}/i, '{x}');
}

function topology(file: string, layer: string): VectorSource {
  return new VectorSource({
    url: `/basemap/${file}.json`,
    format: new TopoJSON({ layers: [layer] }),
    attributions: 'Natural Earth',
  });
}

function degrees(value: number, positive: string, negative: string, locale: string): string {
  const written = Math.abs(value).toLocaleString(locale, { maximumFractionDigits: 3 });
  return Math.abs(value) < 1e-6 ? '0°' : `${written}° ${value < 0 ? negative : positive}`;
}
