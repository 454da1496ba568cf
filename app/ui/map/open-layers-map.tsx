import 'ol/ol.css';
import type OlMap from 'ol/Map.js';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { boxInView, bringIntoView, createMap, moveTo } from './create-map.ts';
import { DrawHelp, DrawToolbar } from './draw-toolbar.tsx';
import { graticule, tileLayer } from './map-background.ts';
import type { MapTiles, MapViewProps } from './map-layer.ts';
import { markLayer, type Shown, showLayers } from './map-layers.ts';
import { type Look, makeStyles, readPalette } from './map-look.ts';
import { useConfiguredTiles } from './tiles.ts';
import { TilesChoice } from './tiles-choice.tsx';
import { useDrawing } from './use-drawing.ts';
import { useHover } from './use-hover.ts';
import { usePictures } from './use-pictures.ts';

/** The OpenLayers part of `MapView`. Tests reach the map as `__map` of the element, which is `data-ready` once drawn. */
export default function OpenLayersMap(props: MapViewProps) {
  const { t } = useTranslation('map');
  const target = useRef<HTMLDivElement>(null);
  const look = useRef<Look | null>(null);
  const hintId = useId();
  const map = useMap(target, look);
  const drawing = useDrawing(map, look, props.draw);
  const [tiles, setTiles] = useState<MapTiles | null>(null);
  const tip = useHover(map, look, drawing.mode === 'idle' ? props.onSelect : undefined, props);
  useMarks(map, look, props);
  useLayers(map, look, props);
  useView(map, props);
  useTiles(map, tiles);
  usePictures(map, props.pictures);
  const configured = useConfiguredTiles();
  const choices = props.tiles ?? configured;
  return (
    <div className="map">
      {(props.draw || choices.length > 0) && (
        <div className="map-bar no-print">
          {props.draw && <DrawToolbar drawing={drawing} draw={props.draw} />}
          {choices.length > 0 && (
            <TilesChoice choices={choices} value={tiles} onChange={setTiles} />
          )}
        </div>
      )}
      <div
        ref={target}
        className="map-target"
        style={{ height: props.height ?? 420 }}
        role="application"
        aria-label={props.label ?? t('label')}
        aria-describedby={hintId}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys and + and - move the map that has the focus.
        tabIndex={0}
      >
        {props.draw && <DrawHelp drawing={drawing} />}
        {tip && (
          <div className="map-tip" style={{ left: tip.x, top: tip.y }} aria-hidden>
            {tip.text}
          </div>
        )}
      </div>
      <p id={hintId} className="visually-hidden">
        {t('hint')}
      </p>
    </div>
  );
}

type LookRef = RefObject<Look | null> & { current: Look | null };

function useMap(target: RefObject<HTMLDivElement>, look: LookRef): OlMap | null {
  const { t } = useTranslation('map');
  const locale = useLocale();
  const [map, setMap] = useState<OlMap | null>(null);
  useEffect(() => {
    const element = target.current;
    if (!element) return;
    const drawn: Look = {
      styles: makeStyles(readPalette(element)),
      selectedId: null,
      hoveredId: null,
      chosenIds: new Set(),
    };
    look.current = drawn;
    const made = createMap(element, drawn, { zoomIn: t('zoomIn'), zoomOut: t('zoomOut') });
    const sides = {
      north: t('north'),
      south: t('south'),
      east: t('east'),
      west: t('west'),
      locale,
    };
    let grid = graticule(readPalette(element), sides);
    made.addLayer(grid);
    Object.assign(element, { __map: made });
    made.once('rendercomplete', () => element.setAttribute('data-ready', 'true'));
    // The light and the dark scheme have their own colours, and only the element knows them.
    const scheme = new MutationObserver(() => {
      const palette = readPalette(element);
      drawn.styles = makeStyles(palette);
      made.removeLayer(grid);
      grid = graticule(palette, sides);
      made.addLayer(grid);
      redraw(made);
    });
    scheme.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    setMap(made);
    return () => {
      scheme.disconnect();
      made.setTarget(undefined);
      made.dispose();
      setMap(null);
    };
  }, [target, look, t, locale]);
  return map;
}

function useLayers(map: OlMap | null, look: LookRef, props: MapViewProps) {
  const { layers, selectedId, chosenIds } = props;
  const shown = useRef<{ on: OlMap; layers: Shown } | null>(null);
  useEffect(() => {
    if (!map || !look.current) return;
    if (shown.current?.on !== map) shown.current = { on: map, layers: new Map() };
    showLayers(map, shown.current.layers, layers, look.current);
  }, [map, look, layers]);
  useEffect(() => {
    if (!map || !look.current) return;
    look.current.selectedId = selectedId ?? null;
    look.current.chosenIds = new Set(chosenIds);
    redraw(map);
  }, [map, look, selectedId, chosenIds]);
}

function useMarks(map: OlMap | null, look: LookRef, { marks, reveal }: MapViewProps) {
  useEffect(() => {
    if (!map || !look.current || !marks || marks.length === 0) return;
    const layer = markLayer(marks, look.current);
    map.addLayer(layer);
    return () => {
      map.removeLayer(layer);
    };
  }, [map, look, marks]);
  const [lon, lat] = reveal ?? [];
  useEffect(() => {
    if (map && lon !== undefined && lat !== undefined) bringIntoView(map, [lon, lat]);
  }, [map, lon, lat]);
}

function useView(map: OlMap | null, { fitTo, fitAgain, onMove }: MapViewProps) {
  const tellMove = useLatest(onMove);
  const isReaders = useRef(false);
  const isPlaced = useRef(false);
  const [west, south, east, north] = fitTo ?? [];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another `fitAgain` asks for the same box once more.
  useEffect(() => {
    if (!map || west === undefined || south === undefined) return;
    if (east === undefined || north === undefined) return;
    isReaders.current = false;
    moveTo(map, [west, south, east, north], isPlaced.current);
    isPlaced.current = true;
  }, [map, west, south, east, north, fitAgain]);
  useEffect(() => {
    const element = map?.getTargetElement();
    if (!map || !element) return;
    const moves = () => {
      isReaders.current = true;
    };
    const ended = () => {
      if (isReaders.current) tellMove.current?.(boxInView(map));
    };
    const events = ['pointerdown', 'wheel', 'keydown'] as const;
    for (const event of events) element.addEventListener(event, moves, { passive: true });
    map.on('moveend', ended);
    return () => {
      for (const event of events) element.removeEventListener(event, moves);
      map.un('moveend', ended);
    };
  }, [map, tellMove]);
}

function useTiles(map: OlMap | null, tiles: MapTiles | null) {
  useEffect(() => {
    if (!map || !tiles) return;
    const layer = tileLayer(tiles);
    map.addLayer(layer);
    return () => {
      map.removeLayer(layer);
    };
  }, [map, tiles]);
}

function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}

function redraw(map: OlMap) {
  for (const layer of map.getAllLayers()) layer.changed();
}
