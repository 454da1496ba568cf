import { useMemo } from 'react';
import { type AreaGeometry, type BBox, boundingBox } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { MapLegend } from '#app/ui/map/map-legend.tsx';
import { MapView } from '#app/ui/map/map-view.tsx';
import type { AreaCheck } from './area-check.ts';
import type { RequestFault } from './check-request.ts';
import { usePlaceText } from './fault-text.tsx';
import { areaLayer } from './map-layers.ts';

type Props = {
  aoi: AreaGeometry | null;
  check: AreaCheck | null;
  faults: readonly RequestFault[];
  /** The box to show: it changes when an area comes from elsewhere, and stays while one is drawn. */
  fitTo: BBox;
  onArea: (aoi: AreaGeometry | null) => void;
};

const france: BBox = [-5.2, 41.3, 9.6, 51.1];

/** The box around an area, else metropolitan France. */
export const boxToShow = (aoi: AreaGeometry | null): BBox => (aoi && boundingBox(aoi)) ?? france;

/** The map on which the area is drawn, over what is held of it and what is missing, with the place of a fault. */
export function EditorMap({ aoi, check, faults, fitTo, onArea }: Props) {
  const { t } = useTranslation(['requests', 'map']);
  const place = usePlaceText();
  const layers = useMemo(
    () => [
      areaLayer('held', [{ id: 'held', label: t('map:kind.held'), geometry: check?.held ?? null }]),
      areaLayer('missing', [
        {
          id: 'missing',
          label: t('map:kind.missing'),
          geometry: check?.held ? check.missing : null,
        },
      ]),
    ],
    [check, t],
  );
  const at = faults.find((fault) => fault.at)?.at;
  return (
    <section className="keep-in-view" aria-label={t('edit.map')}>
      <MapView
        layers={layers}
        draw={{ value: aoi, onChange: onArea }}
        fitTo={fitTo}
        height={520}
        label={t('edit.map')}
        mark={at ? { at, label: place(at) } : null}
      />
      <MapLegend kinds={check?.held ? ['aoi', 'held', 'missing'] : ['aoi']} />
    </section>
  );
}
