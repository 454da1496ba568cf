import { useMemo } from 'react';
import { boundingBox } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatMoment } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { type MapLayer, MapView } from '#app/ui/map/map-view.tsx';
import type { OrderPage } from './order-page.server.ts';

/** The ordered area with the footprints of the passes. The table says the rest. */
export function OrderMap({ page }: { page: OrderPage }) {
  const { t } = useTranslation('orders');
  const locale = useLocale();
  const { order, attempts } = page;
  const layers = useMemo(
    (): MapLayer[] => [
      layer('aoi', [{ id: 'aoi', label: t('page.area'), geometry: order.aoi }]),
      layer(
        'footprint',
        attempts.flatMap(({ reference, plannedAt, footprint }) =>
          footprint
            ? [{ id: reference, label: formatMoment(plannedAt, locale), geometry: footprint }]
            : [],
        ),
      ),
    ],
    [order.aoi, attempts, locale, t],
  );
  const box = boundingBox(order.aoi);
  return (
    <MapView layers={layers} label={t('page.map')} height={480} {...(box && { fitTo: box })} />
  );
}

function layer(
  kind: 'aoi' | 'footprint',
  areas: { id: string; label: string; geometry: OrderPage['order']['aoi'] }[],
): MapLayer {
  return {
    id: kind,
    kind,
    features: {
      type: 'FeatureCollection',
      features: areas.map(({ id, label, geometry }) => ({
        type: 'Feature',
        id,
        geometry,
        properties: { id, label },
      })),
    },
  };
}
