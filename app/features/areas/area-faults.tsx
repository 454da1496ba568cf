import { Button, Stack, Text } from '@mantine/core';
import { IconMapPin, IconTool } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { BBox, LonLat } from './area.ts';
import { boundingBox } from './area.ts';
import type { AreaFault } from './area-fault.ts';
import type { AreaRepair } from './repair-area.ts';
import type { AreaEditing } from './use-area-editor.tsx';
import { useAreaFaultText, usePlaceWords } from './use-words.tsx';

const mostShown = 20;

/** Every fault in words; the place of each is a button that brings the map there. Then the one-click repair. */
export function AreaFaults(props: {
  editor: AreaEditing;
  faults: readonly AreaFault[];
  repair: AreaRepair | null;
}) {
  const { t } = useTranslation('editor');
  const { editor, faults, repair } = props;
  const text = useAreaFaultText();
  const shown = faults.slice(0, mostShown);
  const propose = (found: AreaRepair) =>
    editor.propose({
      act: 'repair',
      geometry: found.geometry,
      notes: found.steps.map(({ code, params }) => ({ key: `areas:repair.${code}`, params })),
    });
  return (
    <div role="status">
      {faults.length > 0 && (
        <Stack gap="xs" className="area-faults">
          <Text fw={600}>{t('faults.title', { count: faults.length })}</Text>
          <ol>
            {shown.map((fault) => (
              <li key={`${fault.code}${fault.at?.join()}`}>
                <span>{text(fault)}</span>
                {fault.at && <PlaceButton editor={editor} at={fault.at} />}
              </li>
            ))}
          </ol>
          {faults.length > shown.length && (
            <Text size="sm">{t('faults.more', { count: faults.length - shown.length })}</Text>
          )}
          {repair && editor.proposal?.act !== 'repair' && (
            <Button
              variant="default"
              leftSection={<IconTool size={16} aria-hidden />}
              onClick={() => propose(repair)}
              style={{ alignSelf: 'flex-start' }}
            >
              {t('faults.repair')}
            </Button>
          )}
        </Stack>
      )}
    </div>
  );
}

function PlaceButton({ editor, at }: { editor: AreaEditing; at: LonLat }) {
  const { t } = useTranslation('editor');
  const place = usePlaceWords();
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconMapPin size={14} aria-hidden />}
      onClick={() => editor.lookAt(around(at, editor.area && boundingBox(editor.area)))}
    >
      {t('faults.show', { place: place(at) })}
    </Button>
  );
}

/** A box around a place, a twentieth of the area wide. */
function around([lon, lat]: LonLat, box: BBox | null): BBox {
  const [west, south, east, north] = box ?? [0, 0, 0.1, 0.1];
  const half = Math.max(0.0005, Math.max(Math.abs(east - west), north - south) / 40);
  return [lon - half, lat - half, lon + half, lat + half];
}
