import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { DrawControl } from './use-drawing.ts';

/** The acts of drawing that make sense now, and one line that says what to do. */
export function DrawToolbar({ drawing, hasValue }: { drawing: DrawControl; hasValue: boolean }) {
  const { t } = useTranslation('map');
  const { mode, start } = drawing;
  return (
    <div className="map-tools">
      <Group gap={8} role="toolbar" aria-label={t('draw.toolbar')}>
        {mode === 'idle' && (
          <>
            <Tool act={() => start('polygon')} text={t(hasValue ? 'draw.again' : 'draw.polygon')} />
            <Tool act={() => start('rectangle')} text={t('draw.rectangle')} />
            {hasValue && <Tool act={() => start('modify')} text={t('draw.modify')} />}
            {hasValue && <Tool act={drawing.clear} text={t('draw.clear')} />}
          </>
        )}
        {mode === 'polygon' && (
          <>
            <Tool act={drawing.finish} text={t('draw.finish')} />
            <Tool act={drawing.undoPoint} text={t('draw.undo')} />
          </>
        )}
        {mode === 'modify' && <Tool act={() => start('idle')} text={t('draw.done')} />}
        {(mode === 'polygon' || mode === 'rectangle') && (
          <Tool act={() => start('idle')} text={t('draw.abandon')} />
        )}
      </Group>
      <Text size="sm" c="dimmed" role="status">
        {mode === 'idle' ? '' : t(`draw.help.${mode}`)}
      </Text>
    </div>
  );
}

function Tool({ act, text }: { act: () => void; text: string }) {
  return (
    <Button size="xs" variant="default" onClick={act}>
      {text}
    </Button>
  );
}
