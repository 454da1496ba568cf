import { Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { MapViewProps } from './map-layer.ts';
import './map.css';

export type {
  DrawnBy,
  MapBox,
  MapDraw,
  MapEdit,
  MapGeometry,
  MapLayer,
  MapLayerKind,
  MapMark,
  MapPlace,
  MapTiles,
  MapViewProps,
  ShapeUse,
} from './map-layer.ts';

const OpenLayersMap = lazy(() =>
  import('./open-layers-map.tsx').catch(() => ({ default: MapUnavailable })),
);

/**
 * The map. OpenLayers (245 kB) is fetched after the page is alive; until then, and where there are no scripts, its place is
 * kept. Never the only way to say or do a thing: what it shows and takes stands in words and fields beside it.
 */
export function MapView(props: MapViewProps) {
  const isHydrated = useSyncExternalStore(neverChanges, isTrue, isFalse);
  const waiting = <Waiting height={props.height ?? 420} />;
  if (!isHydrated) return waiting;
  return (
    <Suspense fallback={waiting}>
      <OpenLayersMap {...props} />
    </Suspense>
  );
}

const neverChanges = () => () => undefined;
const isTrue = () => true;
const isFalse = () => false;

function Waiting({ height }: { height: number }) {
  const { t } = useTranslation('map');
  return (
    <div>
      <Skeleton height={height} aria-hidden />
      <span className="visually-hidden">{t('loading')}</span>
      <noscript>{t('needsScripts')}</noscript>
    </div>
  );
}

function MapUnavailable({ height }: MapViewProps) {
  const { t } = useTranslation('map');
  return (
    <div className="map-unavailable" style={{ height: height ?? 420 }} role="status">
      <Text>{t('unavailable')}</Text>
    </div>
  );
}
