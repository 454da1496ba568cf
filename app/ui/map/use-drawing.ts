import type OlMap from 'ol/Map.js';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Measure } from './draw-tools.ts';
import {
  createDrawing,
  type Drawing,
  type DrawingTold,
  type DrawMode,
  type DrawUse,
} from './map-drawing.ts';
import type { DrawnBy, MapDraw, MapGeometry } from './map-layer.ts';
import type { Look } from './map-look.ts';

export type DrawControl = {
  mode: DrawMode;
  use: DrawUse;
  /** The size of what is being drawn. */
  measure: Measure;
  start: (mode: DrawMode, use?: DrawUse) => void;
  undoPoint: () => void;
  finish: () => void;
  removeCorner: () => void;
  clear: () => void;
};

const idle: { mode: DrawMode; use: DrawUse } = { mode: 'idle', use: 'replace' };

/** Keeps the drawn surface and the tool in step with the page. Escape gives up, Ctrl+Z takes the last point back. */
export function useDrawing(
  map: OlMap | null,
  look: RefObject<Look | null>,
  draw: MapDraw | undefined,
): DrawControl {
  const [{ mode, use }, setTool] = useState(idle);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [measure, setMeasure] = useState<Measure>(null);
  const page = useRef(draw);
  /** What the tool itself gave last: it is on the map already, and must not be replaced under the pointer. */
  const given = useRef<MapGeometry | null>(null);
  useEffect(() => {
    page.current = draw;
  });
  const isWanted = draw !== undefined;
  const value = draw?.value ?? null;

  useEffect(() => {
    if (!map || !look.current || !isWanted) return;
    const made = createDrawing(map, look.current, tellPage(page, given, setMeasure, setTool));
    setDrawing(made);
    return () => {
      made.dispose();
      given.current = null;
      setDrawing(null);
    };
  }, [map, look, isWanted]);

  useEffect(() => {
    if (!drawing || value === given.current) return;
    given.current = value;
    drawing.show(value);
  }, [drawing, value]);

  useEffect(() => {
    drawing?.setMode(mode, use);
    const element = map?.getTargetElement();
    if (!drawing || !element || mode === 'idle') return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setTool(idle);
      else if (!isUndo(event) || !drawing.undoPoint()) return;
      event.preventDefault();
    };
    // Before the page, whose own Ctrl+Z takes a whole change back.
    document.addEventListener('keydown', onKey, { capture: true });
    element.setAttribute('data-drawing', mode);
    return () => {
      document.removeEventListener('keydown', onKey, { capture: true });
      element.removeAttribute('data-drawing');
    };
  }, [map, drawing, mode, use]);

  const start = useCallback((next: DrawMode, what: DrawUse = 'replace') => {
    setMeasure(null);
    setTool({ mode: next, use: what });
  }, []);
  const clear = useCallback(() => {
    setTool(idle);
    page.current?.onChange(null, 'clear');
  }, []);
  const undoPoint = useCallback(() => void drawing?.undoPoint(), [drawing]);
  const finish = useCallback(() => drawing?.finish(), [drawing]);
  const removeCorner = useCallback(() => drawing?.removeCorner(), [drawing]);
  return { mode, use, measure, start, undoPoint, finish, removeCorner, clear };
}

/** What the map tells, handed to the page as it is at that moment. */
function tellPage(
  page: RefObject<MapDraw | undefined>,
  given: { current: MapGeometry | null },
  setMeasure: (size: Measure) => void,
  setTool: (tool: typeof idle) => void,
): DrawingTold {
  return {
    onChange: (geometry: MapGeometry | null, by: DrawnBy) => {
      given.current = geometry;
      page.current?.onChange(geometry, by);
    },
    onShape: (shape, what) => page.current?.edit?.onShape(shape, what),
    onSplit: (line) => page.current?.edit?.onSplit(line),
    onDrop: (part, ring) => page.current?.edit?.onDrop(part, ring),
    onMeasure: setMeasure,
    circle: ({ center, radiusM }) => page.current?.circle?.(center, radiusM) ?? null,
    onEnd: () => setTool(idle),
  };
}

const isUndo = (event: KeyboardEvent) =>
  event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
