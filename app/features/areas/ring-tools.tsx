import { Button, Group, NativeSelect } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { AreaGeometry } from './area.ts';
import { addHole, addPart, listRings, type RingPlace, removeRing } from './area-table.ts';

/** Which ring the table shows, and the acts that add and remove whole rings. */
export function RingTools(props: {
  area: AreaGeometry | null;
  here: (RingPlace & { kind: 'outline' | 'hole' }) | null;
  onPlace: (place: RingPlace) => void;
  onArea: (area: AreaGeometry | null, place: RingPlace) => void;
}) {
  const { t } = useTranslation('editor');
  const { area, here } = props;
  const choices = useRingChoices(area);
  const withHole = () => {
    const added = area && here && addHole(area, here.part);
    if (added) props.onArea(added.area, added.place);
  };
  const withPart = () => {
    const added = addPart(area);
    props.onArea(added.area, added.place);
  };
  return (
    <Group gap="xs" mb="xs">
      {here && (
        <NativeSelect
          id="table-ring"
          label={t('table.ring')}
          value={`${here.part}.${here.ring}`}
          onChange={({ currentTarget }) => {
            const [part = 0, ring = 0] = currentTarget.value.split('.').map(Number);
            props.onPlace({ part, ring });
          }}
          data={choices}
          w="100%"
        />
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={withPart}
      >
        {t('table.add-part')}
      </Button>
      {here && area && (
        <>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={withHole}
          >
            {t('table.add-hole')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => props.onArea(removeRing(area, here), { part: 0, ring: 0 })}
          >
            {t(here.kind === 'hole' ? 'table.remove-hole' : 'table.remove-part')}
          </Button>
        </>
      )}
    </Group>
  );
}

/** The rings to choose from. A thousand names are made only when a ring or a corner comes or goes. */
function useRingChoices(area: AreaGeometry | null) {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const rings = area ? listRings(area) : [];
  const known = useRef({ rings, choices: [] as { value: string; label: string }[] });
  const isSame = JSON.stringify(known.current.rings) === JSON.stringify(rings);
  if (!isSame || known.current.choices.length === 0) {
    const choices = rings.map(({ part, ring, vertices }) => ({
      value: `${part}.${ring}`,
      label: t(ring === 0 ? 'table.outline' : 'table.hole', {
        part: formatNumber(part + 1, locale),
        hole: ring,
        count: vertices,
      }),
    }));
    known.current = { rings, choices };
  }
  return known.current.choices;
}
