import { useMemo } from 'react';
import { boundingBox } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatDay } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { MapLegend } from '#app/ui/map/map-legend.tsx';
import { type MapLayerKind, MapView } from '#app/ui/map/map-view.tsx';
import { areaLayer } from './map-layers.ts';
import type { RequestPage } from './request-page.server.ts';

/** The area asked for, the part granted and the scenes delivered. Nothing while there is no area. */
export function RequestMap({ page }: { page: RequestPage }) {
  const { t } = useTranslation(['requests', 'archive', 'map']);
  const locale = useLocale();
  const { request, scenes } = page;
  const layers = useMemo(
    () => [
      areaLayer(
        'scene',
        scenes.map(({ id, platform, acquiredAt, footprint }) => ({
          id,
          label: t('archive:scenes.name', { platform, day: formatDay(acquiredAt, locale) }),
          geometry: footprint,
        })),
      ),
      areaLayer('granted', [
        { id: 'granted', label: t('map:kind.granted'), geometry: request.grantedAoi },
      ]),
      areaLayer('aoi', [{ id: 'aoi', label: t('map:kind.aoi'), geometry: request.aoi }]),
    ],
    [request, scenes, locale, t],
  );
  const kinds: MapLayerKind[] = [
    'aoi',
    ...(request.grantedAoi ? (['granted'] as const) : []),
    ...(scenes.length > 0 ? (['scene'] as const) : []),
  ];
  const box = request.aoi && boundingBox(request.aoi);
  if (!box) return null;
  return (
    <section className="keep-in-view" aria-label={t('page.map')}>
      <MapView layers={layers} fitTo={box} height={420} label={t('page.map')} />
      <MapLegend kinds={kinds} />
    </section>
  );
}
