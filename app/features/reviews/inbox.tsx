import { Checkbox, Kbd, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { InboxRow } from './inbox.server.ts';
import { InboxPreview } from './inbox-preview.tsx';
import { InboxTable } from './inbox-table.tsx';
import { useHydrated } from './use-hydrated.tsx';
import { useListKeys } from './use-list-keys.tsx';
import '#app/styles/desk.css';

/** The list and, on a wide screen, the request at hand beside it. */
export function Inbox({ rows }: { rows: InboxRow[] }) {
  const [chosenId, choose] = useState<string | null>(null);
  const [keys, setKeys] = useLocalStorage({ key: 'inbox-keys', defaultValue: true });
  const selected = rows.find((row) => row.id === chosenId) ?? rows[0];
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  useListKeys(ids, selected?.id ?? null, keys);
  return (
    <div className="inbox-columns">
      <div>
        <InboxTable rows={rows} selectedId={selected?.id ?? null} onSelect={choose} />
        <KeysHint on={keys} onChange={setKeys} />
      </div>
      {selected && <InboxPreview row={selected} />}
    </div>
  );
}

function KeysHint(props: { on: boolean; onChange: (on: boolean) => void }) {
  const { t } = useTranslation('desk');
  if (!useHydrated()) return null;
  return (
    <div className="inbox-keys wide-only">
      <Text size="sm" c="dimmed">
        {t('inbox.keys')
          .split(/<key>(.*?)<\/key>/)
          .map((part, rank) => (rank % 2 === 1 ? <Kbd key={part}>{part}</Kbd> : part))}
      </Text>
      <Checkbox
        size="xs"
        label={t('inbox.keysOn')}
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
