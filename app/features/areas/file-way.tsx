import { Button, FileInput, Group, Progress, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { AreaFile } from './use-area-file.tsx';
import { useWords } from './use-words.tsx';

/** An area out of a file: chosen, or dropped anywhere on the form. */
export default function FileWay({ file }: { file: AreaFile }) {
  const { t } = useTranslation('editor');
  const words = useWords();
  const { state } = file;
  return (
    <Stack gap="sm">
      <FileInput
        id="areaFile"
        label={t('file.label')}
        description={t('file.formats')}
        placeholder={t('file.choose')}
        leftSection={<IconFileUpload size={18} aria-hidden />}
        multiple
        value={noFiles}
        onChange={(chosen) => chosen.length > 0 && void file.read(chosen)}
        error={
          state.status === 'failed' &&
          state.name !== '' && (
            <span role="alert">
              {t('file.failed', { name: state.name })} {words(state.why)}
            </span>
          )
        }
      />
      {state.status === 'reading' && state.name !== '' && <Reading file={file} />}
      {state.status === 'read' && state.name !== '' && <ReadNote file={file} />}
      <Text size="sm" role="status">
        {file.said && words(file.said)}
      </Text>
    </Stack>
  );
}

/** What was chosen is read at once; the field is free for the next. */
const noFiles: File[] = [];

function Reading({ file }: { file: AreaFile }) {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  if (file.state.status !== 'reading') return null;
  const { name, share } = file.state;
  const pct = Math.round(share * 100);
  return (
    <Group gap="sm" wrap="nowrap">
      <div style={{ flex: 1 }}>
        <Text size="sm" role="status">
          {share < 1
            ? t('file.sending', { name, pct: formatNumber(pct, locale) })
            : t('file.reading', { name })}
        </Text>
        <Progress value={pct} animated={share >= 1} aria-label={t('file.progress')} mt={4} />
      </div>
      <Button size="xs" variant="default" onClick={file.cancel}>
        {t('file.cancel')}
      </Button>
    </Group>
  );
}

/** What was read, from what, and what of the file is not used. */
function ReadNote({ file }: { file: AreaFile }) {
  const { t } = useTranslation('editor');
  const words = useWords();
  if (file.state.status !== 'read') return null;
  const { name, format, crs, notes, features } = file.state;
  return (
    <div role="status">
      <Text size="sm">
        {t('file.read', { name, format: t(`file.format.${format}`), count: features.length })}
        {crs && ` ${t('file.crs', { crs })}`}
      </Text>
      {notes.map((note) => (
        <Text size="sm" c="dimmed" key={`${note.key}${JSON.stringify(note.params)}`}>
          {words(note)}
        </Text>
      ))}
    </div>
  );
}
