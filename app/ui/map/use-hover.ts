import type OlMap from 'ol/Map.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { MapViewProps } from './map-layer.ts';
import type { Look } from './map-look.ts';

/** The words beside the pointer and where, in pixels of the map. */
export type Tip = { text: string; x: number; y: number };

type Found = { id: string; label: string };

/** Highlights and names what is under the pointer, and tells what is clicked when `onSelect` is given. */
export function useHover(
  map: OlMap | null,
  look: RefObject<Look | null>,
  onSelect: MapViewProps['onSelect'],
  { selectedId, hoveredId, onHover }: Pick<MapViewProps, 'selectedId' | 'hoveredId' | 'onHover'>,
): Tip | null {
  const [tip, setTip] = useState<Tip | null>(null);
  const latest = useRef({ onSelect, selectedId, onHover });
  useEffect(() => {
    latest.current = { onSelect, selectedId, onHover };
  });
  useEffect(() => {
    if (!map || !look.current || hoveredId === undefined) return;
    if (look.current.hoveredId === hoveredId) return;
    look.current.hoveredId = hoveredId;
    for (const layer of selectable(map)) layer.changed();
  }, [map, look, hoveredId]);
  useEffect(() => {
    const element = map?.getTargetElement();
    if (!map || !element) return;
    const hover = (found: Found | undefined) => {
      const drawn = look.current;
      const id = found?.id || null;
      if (!drawn || drawn.hoveredId === id) return;
      drawn.hoveredId = id;
      for (const layer of selectable(map)) layer.changed();
      latest.current.onHover?.(id);
    };
    const onPointer = (event: MapBrowserEvent) => {
      if (event.dragging || element.hasAttribute('data-drawing')) return;
      const [found] = foundAt(map, event.pixel);
      const [x = 0, y = 0] = event.pixel;
      hover(found);
      setTip(found?.label ? { text: found.label, x: x + 12, y: y + 12 } : null);
      element.toggleAttribute('data-pointing', Boolean(latest.current.onSelect && found?.id));
    };
    const onClick = (event: MapBrowserEvent) => {
      const { onSelect: tell, selectedId: current } = latest.current;
      if (!tell || element.hasAttribute('data-drawing')) return;
      const ids = foundAt(map, event.pixel).flatMap(({ id }) => (id ? [id] : []));
      const next = ids[(ids.indexOf(current ?? '') + 1) % Math.max(1, ids.length)];
      tell(next ?? null);
    };
    const onLeave = () => {
      hover(undefined);
      setTip(null);
    };
    map.on('pointermove', onPointer);
    map.on('singleclick', onClick);
    element.addEventListener('pointerleave', onLeave);
    return () => {
      map.un('pointermove', onPointer);
      map.un('singleclick', onClick);
      element.removeEventListener('pointerleave', onLeave);
    };
  }, [map, look]);
  return tip;
}

const selectable = (map: OlMap) => map.getAllLayers().filter((layer) => layer.get('selectable'));

/** The features under the pointer, topmost first, each once. */
function foundAt(map: OlMap, pixel: number[]): Found[] {
  const found = new Map<string, Found>();
  const features = map.getFeaturesAtPixel(pixel, {
    hitTolerance: 3,
    layerFilter: (layer) => layer.get('selectable') === true,
  });
  for (const feature of features) {
    const id = String(feature.get('id') ?? '');
    const label = String(feature.get('label') ?? '');
    if (!found.has(id)) found.set(id, { id, label });
  }
  return [...found.values()];
}
