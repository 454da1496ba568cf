import Attribution from 'ol/control/Attribution.js';
import ScaleLine from 'ol/control/ScaleLine.js';
import Zoom from 'ol/control/Zoom.js';
import { defaults as defaultInteractions } from 'ol/interaction/defaults.js';
import OlMap from 'ol/Map.js';
import { fromLonLat, transformExtent } from 'ol/proj.js';
import View from 'ol/View.js';
import { baseLayers } from './map-background.ts';
import type { MapBox, MapPlace } from './map-layer.ts';
import type { Look } from './map-look.ts';

/** Metropolitan France, where most requests are. */
const HOME: MapBox = [-5.5, 41, 10, 51.5];

/** Half of the Web Mercator square, EPSG:3857: the latitudes beyond are not drawn. */
const WORLD = 20_037_508.342789244;

export type MapWords = { zoomIn: string; zoomOut: string };

/** An OpenLayers map in the element, with its base map, scale, zoom buttons and arrow keys, over metropolitan France. */
export function createMap(target: HTMLElement, look: Look, words: MapWords): OlMap {
  const map = new OlMap({
    target,
    layers: baseLayers(look),
    interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
    controls: [
      new Zoom({ zoomInTipLabel: words.zoomIn, zoomOutTipLabel: words.zoomOut }),
      new ScaleLine({ minWidth: 72 }),
      new Attribution({ collapsible: false }),
    ],
    view: new View({
      center: [0, 0],
      zoom: 2,
      maxZoom: 20,
      extent: [-WORLD, -WORLD, WORLD, WORLD],
      showFullExtent: true,
      enableRotation: false,
    }),
  });
  for (const button of target.querySelectorAll('.ol-zoom button')) {
    button.setAttribute('aria-label', button.getAttribute('title') ?? '');
  }
  moveTo(map, HOME);
  return map;
}

/** Brings the box into view with a margin; at once where the reader asks for less motion or for the first time. */
export function moveTo(map: OlMap, box: MapBox, isAnimated = false) {
  const isStill = !isAnimated || matchMedia('(prefers-reduced-motion: reduce)').matches;
  const [west, south, east, north] = box;
  // A box across 180° has its west beyond its east: it is shown whole, on the far side of that meridian.
  const whole = [west, south, east < west ? east + 360 : east, north];
  map.getView().fit(transformExtent(whole, 'EPSG:4326', 'EPSG:3857'), {
    padding: [32, 40, 40, 40],
    maxZoom: 16,
    duration: isStill ? 0 : 250,
  });
}

/** Centres the map on a place that is not in view, at the same scale. */
export function bringIntoView(map: OlMap, at: MapPlace) {
  const [west, south, east, north] = boxInView(map);
  const [lon, lat] = at;
  if (lon > west && lon < east && lat > south && lat < north) return;
  map.getView().setCenter(fromLonLat(at));
}

/** The box in view, in degrees. */
export function boxInView(map: OlMap): MapBox {
  const extent = map.getView().calculateExtent(map.getSize());
  const [west = -180, south = -85, east = 180, north = 85] = transformExtent(
    extent,
    'EPSG:3857',
    'EPSG:4326',
  );
  return [Math.max(-180, west), Math.max(-90, south), Math.min(180, east), Math.min(90, north)];
}
