import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { AreaGeometry } from './area.ts';
import { askJson, type Words } from './ask-areas.tsx';
import { type Sharing, sharings } from './use-saved-areas.tsx';
import { useWords } from './use-words.tsx';

/** Keeps the area under a name, for oneself, one's structure or everybody. */
export default function SaveArea({ area }: { area: AreaGeometry }) {
  const { t } = useTranslation('editor');
  const words = useWords();
  const [name, setName] = useState('');
  const [sharing, setSharing] = useState<Sharing>('private');
  const [said, setSaid] = useState<{ done?: string; why?: Words }>({});
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    if (name.trim() === '') return setSaid({ why: { key: 'editor:save.name-needed' } });
    setIsBusy(true);
    const fields = { name: name.trim(), sharing, aoi: JSON.stringify(area) };
    const answer = await askJson<unknown>('/areas/saved', { fields });
    setIsBusy(false);
    if (answer.ok) {
      setSaid({ done: name.trim() });
      setName('');
    } else if (answer.why !== 'aborted') setSaid({ why: answer.why });
  };
  return (
    <Stack gap="sm" maw="32rem">
      <TextInput
        id="savedName"
        label={t('save.name')}
        value={name}
        maxLength={120}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Inside the request's form, whose own button is another.
          event.preventDefault();
          void save();
        }}
        error={said.why && words(said.why)}
      />
      <NativeSelect
        id="savedSharing"
        label={t('save.sharing')}
        value={sharing}
        onChange={({ currentTarget }) =>
          setSharing(sharings.find((known) => known === currentTarget.value) ?? 'private')
        }
        data={sharings.map((value) => ({ value, label: t(`save.for.${value}`) }))}
      />
      <Group gap="sm">
        <Button variant="default" onClick={() => void save()} loading={isBusy}>
          {t('save.save')}
        </Button>
        <Text size="sm" role="status">
          {said.done && t('save.done', { name: said.done })}
        </Text>
      </Group>
    </Stack>
  );
}
