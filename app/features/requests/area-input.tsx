import { Button, FileInput, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { IconFileUpload, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type AreaGeometry,
  fromPolygons,
  polygonsOf,
  vertexCount,
} from '#app/features/areas/area.ts';
import { type CoordinateOrder, parseCoordinates } from '#app/features/areas/coordinates.ts';
import { readAreaText } from '#app/features/areas/read-area-file.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { RequestFault } from './check-request.ts';
import { useFaultText } from './fault-text.tsx';
import { coordinateFault } from './posted-request.ts';

export type TypedArea = { coordinates: string; order: CoordinateOrder };

type Props = {
  aoi: AreaGeometry | null;
  areaHa: number;
  faults: readonly RequestFault[];
  typed: TypedArea;
  onTyped: (typed: TypedArea) => void;
  /** Another way of giving the area empties the typed coordinates, which would come before it when the form is read. */
  onArea: (aoi: AreaGeometry | null, by: 'file' | 'typing' | 'clear') => void;
};

/** The area, by three ways that end in the same: drawn on the map, read from a file, or typed. */
export function AreaInput(props: Props) {
  const { t } = useTranslation('requests');
  const mounted = useMounted();
  return (
    <Stack gap="md">
      <AreaSummary {...props} />
      {mounted && (
        <Text size="sm" c="dimmed">
          {t('hints.draw')} {t('hints.rights')}
        </Text>
      )}
      {mounted && <FileField onArea={props.onArea} />}
      <CoordinatesField {...props} />
    </Stack>
  );
}

function AreaSummary({ aoi, areaHa, faults, onArea }: Props) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const faultText = useFaultText();
  const summary = aoi
    ? t('edit.area.summary', { area: formatArea(areaHa, locale), count: vertexCount(aoi) })
    : t('edit.area.none');
  return (
    <div id="aoi" tabIndex={-1}>
      <Group justify="space-between" gap="xs">
        <Text fw={600} aria-live="polite">
          {summary}
        </Text>
        {aoi && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => onArea(null, 'clear')}
          >
            {t('edit.area.clear')}
          </Button>
        )}
      </Group>
      <div role="status">
        {faults.map((fault) => (
          <Text key={fault.key} c="var(--mantine-color-error)" size="sm" mt={4}>
            {faultText(fault)}
          </Text>
        ))}
      </div>
    </div>
  );
}

function FileField({ onArea }: Pick<Props, 'onArea'>) {
  const { t } = useTranslation(['requests', 'areas']);
  const [note, setNote] = useState<{ read?: string; fault?: string }>({});
  const read = async (file: File | null) => {
    if (!file) return;
    const reading = readAreaText(file.name, await file.text(), parseXml);
    if ('fault' in reading) {
      const why = t(`areas:fileFault.${reading.fault.code}`, reading.fault.params);
      setNote({ fault: `${t('edit.area.file-fault')} ${why}` });
      return;
    }
    setNote({ read: t('edit.area.read-from', { name: file.name }) });
    const parts = reading.areas.flatMap(({ geometry }) => polygonsOf(geometry));
    onArea(fromPolygons(parts), 'file');
  };
  return (
    <div>
      <FileInput
        id="areaFile"
        label={t('fields.areaFile')}
        description={t('hints.areaFile')}
        accept=".geojson,.json,.kml,application/geo+json,application/vnd.google-earth.kml+xml"
        placeholder={t('edit.area.file-title')}
        leftSection={<IconFileUpload size={18} aria-hidden />}
        onChange={(file) => void read(file)}
        error={note.fault}
      />
      <Text size="sm" role="status" mt={note.read ? 4 : 0}>
        {note.read}
      </Text>
    </div>
  );
}

const parseXml = (text: string) => new DOMParser().parseFromString(text, 'text/xml');

function CoordinatesField({ typed, onTyped, onArea }: Pick<Props, 'typed' | 'onTyped' | 'onArea'>) {
  const { t } = useTranslation(['requests', 'areas']);
  const faultText = useFaultText();
  const reading =
    typed.coordinates.trim() === '' ? null : parseCoordinates(typed.coordinates, typed.order);
  const fault = reading && 'fault' in reading ? coordinateFault(reading.fault) : null;
  const change = (next: TypedArea) => {
    onTyped(next);
    const read =
      next.coordinates.trim() === '' ? null : parseCoordinates(next.coordinates, next.order);
    if (read && 'geometry' in read) onArea(read.geometry, 'typing');
  };
  return (
    <Stack gap="xs">
      <Textarea
        id="coordinates"
        name="coordinates"
        label={t('fields.coordinates')}
        description={t('hints.coordinates')}
        value={typed.coordinates}
        onChange={(event) => change({ ...typed, coordinates: event.currentTarget.value })}
        error={fault && faultText(fault)}
        rows={4}
        spellCheck={false}
      />
      <NativeSelect
        id="order"
        name="order"
        label={t('fields.order')}
        value={typed.order}
        onChange={(event) =>
          change({ ...typed, order: event.currentTarget.value === 'lonlat' ? 'lonlat' : 'latlon' })
        }
        data={(['latlon', 'lonlat'] as const).map((order) => ({
          value: order,
          label: t(`options.order.${order}`),
        }))}
      />
    </Stack>
  );
}
