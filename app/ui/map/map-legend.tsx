import { useTranslation } from '#app/i18n/use-translation.ts';
import { type MapLayerKind, mapLayerKinds } from './map-layer.ts';
import './map.css';

/** The kinds in use, each with its pattern and its word. */
export function MapLegend({ kinds }: { kinds: readonly MapLayerKind[] }) {
  const { t } = useTranslation('map');
  const used = mapLayerKinds.filter((kind) => kinds.includes(kind));
  return (
    <ul className="map map-legend" aria-label={t('legend')}>
      {used.map((kind) => (
        <li key={kind}>
          <span className="map-swatch" data-kind={kind} aria-hidden />
          {t(`kind.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
