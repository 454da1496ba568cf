import { Anchor, List, Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useMemo } from 'react';
import { boundingBox } from '#app/features/areas/area.ts';
import { areaLayer } from '#app/features/requests/map-layers.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatDay, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { MapView } from '#app/ui/map/map-view.tsx';
import type { Review } from './find-review.server.ts';
import type { Part } from './use-part.tsx';

/** The area, what is held of it and what would be granted, on the map and in words beneath. */
export function ReviewMap({ review, part }: { review: Review; part: Part }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const { request, held, overlaps } = review;
  const granted = part.measured?.ok ? part.measured.aoi : request.grantedAoi;
  const layers = useMemo(
    () => [
      areaLayer('aoi', [{ id: 'aoi', label: t('map.aoi'), geometry: request.aoi }]),
      areaLayer(
        'held',
        (held?.scenes ?? []).map((scene) => ({
          id: scene.id,
          label: `${scene.platformName}, ${formatDay(scene.acquiredAt, locale)}`,
          geometry: scene.footprint,
        })),
      ),
      areaLayer(
        'candidate',
        (overlaps?.others ?? []).map(({ id, number, entityName, aoi }) => ({
          id,
          label: t('map.other', { number, entity: entityName }),
          geometry: aoi,
        })),
      ),
      areaLayer('granted', [{ id: 'granted', label: t('map.granted'), geometry: granted }]),
    ],
    [request.aoi, held, overlaps, granted, locale, t],
  );
  if (!request.aoi) return <Text>{t('map.none')}</Text>;
  const box = boundingBox(request.aoi);
  const drawing = part.open && review.acts.includes('approve-part');
  return (
    <>
      <MapView
        layers={layers}
        label={t('map.label')}
        height={480}
        {...(box && { fitTo: box })}
        {...(drawing && { draw: { value: part.geometry, onChange: part.draw } })}
      />
      {held && (
        <Text size="sm" mt="xs">
          {held.coverage.heldPct === 0
            ? t('map.nothing')
            : t('map.held', {
                pct: formatNumber(held.coverage.heldPct, locale, 1),
                held: formatArea(held.coverage.heldHa, locale),
                missing: formatArea(held.coverage.missingHa, locale),
              })}
        </Text>
      )}
      {overlaps && (
        <Text size="sm" mt="xs">
          {t('map.others', { count: overlaps.others.length })}
        </Text>
      )}
      <HeldScenes review={review} />
    </>
  );
}

/** The scenes of the map, without the map. */
function HeldScenes({ review }: { review: Review }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const scenes = review.held?.scenes ?? [];
  if (scenes.length === 0) return null;
  return (
    <details>
      <summary>{t('map.scenes', { count: scenes.length })}</summary>
      <List size="sm">
        {scenes.map((scene) => (
          <List.Item key={scene.id}>
            <Anchor component={Link} to={`/catalogue/${scene.id}`} underline="always">
              {scene.platformName}, {formatDay(scene.acquiredAt, locale)}
            </Anchor>{' '}
            {scene.cloudCoverPct !== null &&
              t('map.cloud', { pct: formatNumber(scene.cloudCoverPct, locale) })}
          </List.Item>
        ))}
      </List>
    </details>
  );
}
