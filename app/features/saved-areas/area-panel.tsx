import { Button } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type AreaGeometry, boundingBox } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { type MapLayer, MapView } from '#app/ui/map/map-view.tsx';
import { Area, Day } from '#app/ui/moment.tsx';
import { Title } from '#app/ui/text.tsx';
import type { SavedArea } from './saved-area.ts';
import { SharingMark } from './sharing-mark.tsx';

type Shown = SavedArea & { geometry: AreaGeometry };

/** One saved area: where it is, what is known of it, and the request that may begin from it. */
export function AreaPanel({ area, mayAsk }: { area: Shown; mayAsk: boolean }) {
  const { t } = useTranslation('places');
  const busy = useNavigation().state !== 'idle';
  const extent = useExtent(area.geometry);
  return (
    <>
      <Title order={2} mb="sm" id="area-title">
        {area.name}
      </Title>
      <AreaMap area={area} />
      <Facts>
        <Fact label={t('saved.area')}>
          <Area ha={area.areaHa} />
        </Fact>
        <Fact label={t('saved.extent')}>{extent}</Fact>
        <Fact label={t('saved.shared')}>
          <SharingMark area={area} />
        </Fact>
        <Fact label={t('saved.owner')}>{area.mine ? t('saved.you') : area.ownerName}</Fact>
        <Fact label={t('saved.changed')}>
          <Day at={area.updatedAt} />
        </Fact>
      </Facts>
      {mayAsk && (
        <Form method="post" action="/requests/new">
          <input type="hidden" name="area" value={area.id} />
          <Button type="submit" disabled={busy} leftSection={<IconPlus size={18} aria-hidden />}>
            {t('saved.ask')}
          </Button>
        </Form>
      )}
    </>
  );
}

/** The sides of the area in words. */
function useExtent(geometry: AreaGeometry): string {
  const { t } = useTranslation('places');
  const locale = useLocale();
  const [west, south, east, north] = (boundingBox(geometry) ?? []).map((degrees) =>
    formatNumber(degrees, locale, 2),
  );
  return t('saved.extentText', { west, south, east, north });
}

/** The outline. Its name and its extent stand beside it in words. */
function AreaMap({ area }: { area: Shown }) {
  const { t } = useTranslation('places');
  const { id, name, geometry } = area;
  const layers = useMemo(
    (): MapLayer[] => [
      {
        id: 'aoi',
        kind: 'aoi',
        features: {
          type: 'FeatureCollection',
          features: [{ type: 'Feature', id, geometry, properties: { id, label: name } }],
        },
      },
    ],
    [id, name, geometry],
  );
  const box = boundingBox(geometry);
  return (
    <MapView
      layers={layers}
      label={t('saved.map', { name })}
      height={280}
      {...(box && { fitTo: box })}
    />
  );
}
