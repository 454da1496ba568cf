import { Button, Group } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheck,
  IconCircle,
  IconPencil,
  IconPolygon,
  IconRectangle,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { EditMenus } from './edit-menus.tsx';
import type { MapDraw } from './map-layer.ts';
import { Tool } from './tool-button.tsx';
import type { DrawControl } from './use-drawing.ts';

type Props = { drawing: DrawControl; draw: MapDraw };

/** The acts of drawing that make sense now. Its height never changes: the map must not jump under the pointer. */
export function DrawToolbar({ drawing, draw }: Props) {
  const { t } = useTranslation('map');
  return (
    <div className="map-tools">
      <Group gap={8} role="toolbar" aria-label={t('draw.toolbar')}>
        {drawing.mode === 'idle' ? (
          <IdleTools drawing={drawing} draw={draw} />
        ) : (
          <WorkingTools drawing={drawing} />
        )}
      </Group>
      {draw.edit && <Steps edit={draw.edit} />}
    </div>
  );
}

/** What to do now, over the map, with the size of what is being drawn. */
export function DrawHelp({ drawing }: { drawing: DrawControl }) {
  const { t } = useTranslation('map');
  const { mode } = drawing;
  return (
    <p className="map-help" role="status">
      {mode !== 'idle' && (
        <span>
          {t(`draw.help.${mode}`)}
          <Size drawing={drawing} />
        </span>
      )}
    </p>
  );
}

function IdleTools({ drawing, draw }: Props) {
  const { t } = useTranslation('map');
  const { start } = drawing;
  if (draw.edit && draw.value) return <EditMenus drawing={drawing} draw={draw} edit={draw.edit} />;
  return (
    <>
      <Tool icon={IconPolygon} act={() => start('polygon')} text={t('draw.polygon')} />
      <Tool icon={IconRectangle} act={() => start('rectangle')} text={t('draw.rectangle')} />
      {draw.circle && (
        <Tool icon={IconCircle} act={() => start('circle')} text={t('draw.circle')} />
      )}
      {draw.value && (
        <>
          <Tool icon={IconPencil} act={() => start('modify')} text={t('draw.modify')} />
          <Tool icon={IconTrash} act={drawing.clear} text={t('draw.clear')} />
        </>
      )}
    </>
  );
}

function WorkingTools({ drawing }: { drawing: DrawControl }) {
  const { t } = useTranslation('map');
  const { mode, start } = drawing;
  const isLine = mode === 'polygon' || mode === 'split';
  const isDone = mode === 'modify' || mode === 'move' || mode === 'drop';
  return (
    <>
      {isLine && (
        <>
          <Tool
            icon={IconCheck}
            act={drawing.finish}
            text={t(mode === 'split' ? 'draw.finish-line' : 'draw.finish')}
          />
          <Tool icon={IconArrowBackUp} act={drawing.undoPoint} text={t('draw.undo')} />
        </>
      )}
      {isDone && <Tool icon={IconCheck} act={() => start('idle')} text={t('draw.done')} />}
      {mode === 'modify' && (
        <Tool icon={IconTrash} act={drawing.removeCorner} text={t('draw.remove-corner')} />
      )}
      {!isDone && <Tool icon={IconX} act={() => start('idle')} text={t('draw.abandon')} />}
    </>
  );
}

/** One step back, one forward; what they would take back or do again is their description. */
function Steps({ edit }: { edit: NonNullable<MapDraw['edit']> }) {
  const { t } = useTranslation('map');
  const { undo, redo, isBusy } = edit;
  return (
    <Group gap={4} wrap="nowrap" className="map-steps">
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        onClick={undo?.act}
        disabled={!undo || isBusy}
        title={undo?.label}
      >
        {t('edit.undo')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconArrowForwardUp size={16} aria-hidden />}
        onClick={redo?.act}
        disabled={!redo || isBusy}
        title={redo?.label}
      >
        {t('edit.redo')}
      </Button>
    </Group>
  );
}

function Size({ drawing: { measure } }: { drawing: DrawControl }) {
  const { t } = useTranslation('map');
  const locale = useLocale();
  if (!measure) return null;
  const words =
    'areaHa' in measure
      ? t('draw.size.area', { area: formatArea(measure.areaHa, locale) })
      : t('draw.size.radius', { km: formatNumber(measure.radiusM / 1000, locale, 2) });
  // Not to be read out at each movement of the pointer: the area is said when it is drawn.
  return <strong aria-hidden> {words}</strong>;
}
