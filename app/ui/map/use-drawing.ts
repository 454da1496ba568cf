import type OlMap from 'ol/Map.js';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { createDrawing, type Drawing, type DrawMode } from './map-drawing.ts';
import type { MapGeometry, MapViewProps } from './map-layer.ts';
import type { Look } from './map-look.ts';

export type DrawControl = {
  mode: DrawMode;
  start: (mode: DrawMode) => void;
  undoPoint: () => void;
  finish: () => void;
  clear: () => void;
};

/** Keeps the drawn surface and the tool in step with the page. Escape gives up, Ctrl+Z takes the last point back. */
export function useDrawing(
  map: OlMap | null,
  look: RefObject<Look | null>,
  draw: MapViewProps['draw'],
): DrawControl {
  const [mode, setMode] = useState<DrawMode>('idle');
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const told = useRef(draw?.onChange);
  /** What the tool itself gave last: it is on the map already, and must not be replaced under the pointer. */
  const given = useRef<MapGeometry | null>(null);
  useEffect(() => {
    told.current = draw?.onChange;
  });
  const isWanted = draw !== undefined;
  const value = draw?.value ?? null;

  useEffect(() => {
    if (!map || !look.current || !isWanted) return;
    const made = createDrawing(map, look.current, {
      onChange: (geometry) => {
        given.current = geometry;
        told.current?.(geometry);
      },
      onEnd: () => setMode('idle'),
    });
    setDrawing(made);
    return () => {
      made.dispose();
      given.current = null;
      setDrawing(null);
    };
  }, [map, look, isWanted]);

  useEffect(() => {
    if (drawing && !isSame(value, given.current)) {
      given.current = value;
      drawing.show(value);
    }
  }, [drawing, value]);

  useEffect(() => {
    drawing?.setMode(mode);
    const element = map?.getTargetElement();
    if (!drawing || !element || mode === 'idle') return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setMode('idle');
      else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) drawing.undoPoint();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    element.setAttribute('data-drawing', mode);
    return () => {
      document.removeEventListener('keydown', onKey);
      element.removeAttribute('data-drawing');
    };
  }, [map, drawing, mode]);

  const clear = useCallback(() => {
    setMode('idle');
    told.current?.(null);
  }, []);
  const undoPoint = useCallback(() => drawing?.undoPoint(), [drawing]);
  const finish = useCallback(() => drawing?.finish(), [drawing]);
  return { mode, start: setMode, undoPoint, finish, clear };
}

const isSame = (a: MapGeometry | null, b: MapGeometry | null) =>
  a === b || JSON.stringify(a) === JSON.stringify(b);
