import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { BBox } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { MapView } from '#app/ui/map/map-view.tsx';
import './catalogue.css';
import { footprintsOf, type Scene } from './scene.ts';
import { sceneName } from './scene-words.ts';

/** The quicklook of a scene and its footprint on the map, with what they are worth. */
export function ScenePictures({ scene, box }: { scene: Scene; box: BBox | null }) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const name = sceneName(scene, t, locale);
  const layers = useMemo(
    () => [{ id: 'scene', kind: 'scene' as const, features: footprintsOf([scene], () => name) }],
    [scene, name],
  );
  return (
    <>
      {scene.hasQuicklook ? (
        <figure className="quicklook">
          <img src={`/quicklooks/${scene.id}.jpg`} alt={t('quicklook.alt', { name })} />
          <figcaption>
            {t(scene.synthetic ? 'quicklook.synthetic' : 'quicklook.caption')}
          </figcaption>
        </figure>
      ) : (
        <Text c="dimmed" mb="lg">
          {t('quicklook.none')}
        </Text>
      )}
      {box ? (
        <>
          <MapView
            layers={layers}
            label={t('footprint.label', { name })}
            fitTo={box}
            height={340}
          />
          <p className="map-note">
            {t(scene.footprintApproximate ? 'footprint.approximate' : 'footprint.exact')}
          </p>
        </>
      ) : (
        <Text c="dimmed">{t('footprint.none')}</Text>
      )}
    </>
  );
}
