import { Button, Group, Loader, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { AreaGeometry } from './area.ts';
import { askJson, type Words } from './ask-areas.tsx';
import type { AreaEditing, AreaUse } from './use-area-editor.tsx';
import { type SavedArea, useSavedAreas } from './use-saved-areas.tsx';
import { useWords } from './use-words.tsx';

/** An area that was saved before, by oneself, by one's structure, or for everybody. */
export default function SavedWay({ editor, use }: { editor: AreaEditing; use: AreaUse }) {
  const { t } = useTranslation('editor');
  const words = useWords();
  const { areas, failure } = useSavedAreas();
  const [id, setId] = useState('');
  const [problem, setProblem] = useState<Words | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const groups = useGroups(areas ?? []);
  const take = async () => {
    setIsBusy(true);
    setProblem(null);
    const answer = await askJson<{ geometry: AreaGeometry }>(`/areas/saved/${id}`);
    setIsBusy(false);
    if (answer.ok) editor.bring(answer.value.geometry, 'saved', use);
    else if (answer.why !== 'aborted') setProblem(answer.why);
  };
  if (failure) return <Text c="var(--mantine-color-error)">{words(failure)}</Text>;
  if (!areas) return <Loader size="sm" />;
  if (areas.length === 0) return <Text size="sm">{t('saved.none')}</Text>;
  return (
    <Group align="flex-end" gap="xs">
      <NativeSelect
        id="savedArea"
        label={t('saved.label')}
        value={id}
        onChange={({ currentTarget }) => setId(currentTarget.value)}
        data={[{ value: '', label: t('saved.choose') }, ...groups]}
        error={problem && words(problem)}
        style={{ flex: '1 1 16rem' }}
      />
      <Button variant="default" disabled={id === ''} loading={isBusy} onClick={() => void take()}>
        {t('saved.use')}
      </Button>
    </Group>
  );
}

/** One's own first, then what others share. */
function useGroups(areas: readonly SavedArea[]) {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const item = ({ id, name, ownerName, mine, areaHa }: SavedArea) => {
    const size = formatArea(areaHa, locale);
    const label = mine
      ? t('saved.own', { name, area: size })
      : t('saved.theirs', { name, area: size, owner: ownerName });
    return { value: id, label };
  };
  return [
    { group: t('saved.group.mine'), items: areas.filter(({ mine }) => mine).map(item) },
    {
      group: t('saved.group.entity'),
      items: areas.filter(({ mine, sharing }) => !mine && sharing === 'entity').map(item),
    },
    {
      group: t('saved.group.public'),
      items: areas.filter(({ mine, sharing }) => !mine && sharing === 'public').map(item),
    },
  ].filter(({ items }) => items.length > 0);
}
