import TileLayer from 'ol/layer/Tile.js';
import type OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import { toLonLat } from 'ol/proj.js';
import XYZ from 'ol/source/XYZ.js';
import { useEffect, useRef } from 'react';
import type { MapPictures, MapPlace } from './map-layer.ts';

/** The side of a picture in CSS pixels: larger ones are fewer to fetch and to draw. */
const SIDE = 512;

/** How far from the pointer, in pixels, a place still counts as meant. */
const REACH_PX = 4;

/**
 * Shows pictures that the server draws under the features, and tells which place is clicked. A hundred thousand outlines
 * cost the browser as little as none: it only moves the pictures (`npm run bench map`).
 */
export function usePictures(map: OlMap | null, pictures: MapPictures | undefined) {
  const url = pictures?.url;
  const tell = useRef(pictures?.onPlace);
  useEffect(() => {
    tell.current = pictures?.onPlace;
  });
  useEffect(() => {
    if (!map || !url) return;
    const ratio = window.devicePixelRatio > 1 ? 2 : 1;
    const layer = new TileLayer({
      source: new XYZ({
        url: `${url}${url.includes('?') ? '&' : '?'}ratio=${ratio}`,
        tileSize: SIDE,
        tilePixelRatio: ratio,
        maxZoom: 14,
        transition: 0,
      }),
      zIndex: 8,
    });
    map.addLayer(layer);
    return () => {
      map.removeLayer(layer);
    };
  }, [map, url]);
  useEffect(() => {
    const element = map?.getTargetElement();
    if (!map || !element || !url) return;
    const onClick = ({ coordinate, pixel }: MapBrowserEvent) => {
      if (element.hasAttribute('data-drawing')) return;
      const [x = 0, y = 0] = pixel;
      const aside = map.getCoordinateFromPixel([x + REACH_PX, y]);
      tell.current?.(placeOf(coordinate), Math.abs(placeOf(aside)[0] - placeOf(coordinate)[0]));
    };
    map.on('singleclick', onClick);
    return () => {
      map.un('singleclick', onClick);
    };
  }, [map, url]);
}

function placeOf(coordinate: number[]): MapPlace {
  const [lon = 0, lat = 0] = toLonLat(coordinate);
  return [lon, lat];
}
