import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconTrash, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { vertexCount } from './area.ts';
import { countRings } from './area-table.ts';
import type { Words } from './ask-areas.tsx';
import { measureM2 } from './measured.ts';
import type { AreaEditing, Proposal } from './use-area-editor.tsx';
import { useFineArea, useWords } from './use-words.tsx';

/** What the area is now, and what is going on with it. */
export function AreaStatus({ editor, areaHa }: { editor: AreaEditing; areaHa: number }) {
  const { t } = useTranslation('editor');
  const { area, busy, failure, proposal } = editor;
  return (
    <>
      <Group justify="space-between" gap="xs" mih={30}>
        <Summary editor={editor} areaHa={areaHa} />
        {area && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => editor.change(null, 'clear')}
          >
            {t('clear')}
          </Button>
        )}
      </Group>
      {busy && (
        <Group gap="xs" role="status">
          <Loader size="xs" />
          <Text size="sm">{t('working')}</Text>
        </Group>
      )}
      {failure && <Failure why={failure} onClose={editor.abandon} />}
      {proposal && <ProposalCard editor={editor} proposal={proposal} />}
    </>
  );
}

/** What could not be done; what was asked for may be far below. */
function Failure({ why, onClose }: { why: Words; onClose: () => void }) {
  const { t } = useTranslation('editor');
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each failure anew.
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), [why]);
  return (
    <Alert
      ref={box}
      className="area-failure"
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertCircle aria-hidden />}
      withCloseButton
      closeButtonLabel={t('close')}
      onClose={onClose}
    >
      {words(why)} {t('nothing-lost')}
    </Alert>
  );
}

function Summary({ editor: { area }, areaHa }: { editor: AreaEditing; areaHa: number }) {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  if (!area) {
    return (
      <Text fw={600} aria-live="polite">
        {t('none')}
      </Text>
    );
  }
  const { parts, holes } = countRings(area);
  const facts = [
    formatArea(areaHa, locale),
    t('vertices', { count: vertexCount(area) }),
    ...(parts > 1 ? [t('parts', { count: parts })] : []),
    ...(holes > 0 ? [t('holes', { count: holes })] : []),
  ];
  return (
    <Text fw={600} aria-live="polite">
      {facts.join(', ')}
    </Text>
  );
}

/** What an operation would make of the area: before and after in figures, on the map in its own colour. */
function ProposalCard({ editor, proposal }: { editor: AreaEditing; proposal: Proposal }) {
  const { t } = useTranslation('editor');
  const words = useWords();
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    // The answer to what was just asked for: whoever uses the keyboard goes on from here.
    card.current?.focus({ preventScroll: true });
    card.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section ref={card} tabIndex={-1} className="area-proposal" aria-labelledby="proposal-title">
      <Text fw={600} id="proposal-title">
        {t(`proposal.${proposal.act}`)}
      </Text>
      <Change editor={editor} proposal={proposal} />
      {proposal.notes.map((note) => (
        <Text size="sm" key={`${note.key}${JSON.stringify(note.params)}`}>
          {words(note)}
        </Text>
      ))}
      <Text size="sm" c="dimmed">
        {t('proposal.on-map')}
      </Text>
      <Group gap="xs" mt="xs">
        <Button size="sm" leftSection={<IconCheck size={16} aria-hidden />} onClick={editor.accept}>
          {t('proposal.accept')}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={editor.abandon}
        >
          {t('proposal.abandon')}
        </Button>
      </Group>
    </section>
  );
}

function Change({ editor, proposal }: { editor: AreaEditing; proposal: Proposal }) {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const fine = useFineArea();
  const before = editor.area ? measureM2(editor.area) : 0;
  const after = measureM2(proposal.geometry);
  const changed = after - before;
  const sign = changed > 0 ? '+' : changed < 0 ? '−' : '±';
  const pct = before > 0 ? formatNumber((100 * Math.abs(changed)) / before, locale, 2) : null;
  return (
    <p role="status" className="area-change">
      {t('proposal.change', { before: fine(before), after: fine(after) })}{' '}
      <strong>
        {sign} {fine(Math.abs(changed))}
        {pct !== null && ` (${sign} ${pct} %)`}
      </strong>
      {' · '}
      {t('proposal.vertices', {
        before: editor.area ? formatNumber(vertexCount(editor.area), locale) : 0,
        after: formatNumber(vertexCount(proposal.geometry), locale),
      })}
    </p>
  );
}
