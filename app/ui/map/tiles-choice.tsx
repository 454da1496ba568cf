import { NativeSelect } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { MapTiles } from './map-layer.ts';

/** Which background: our own (nothing asked of anyone) or one of the operator's tile services. */
export function TilesChoice({
  choices,
  value,
  onChange,
}: {
  choices: readonly MapTiles[];
  value: MapTiles | null;
  onChange: (tiles: MapTiles | null) => void;
}) {
  const { t } = useTranslation('map');
  return (
    <NativeSelect
      className="map-tiles"
      size="xs"
      aria-label={t('background')}
      value={value?.name ?? ''}
      onChange={({ currentTarget }) =>
        onChange(choices.find(({ name }) => name === currentTarget.value) ?? null)
      }
      data={[{ value: '', label: t('ownBackground') }, ...choices.map(({ name }) => name)]}
    />
  );
}
