import { Alert, Anchor, Button, Group, Text, Textarea, Title } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { JoinView } from './find-join.server.ts';
import { JoinShares } from './join-shares.tsx';

/**
 * The joint order that a request is in: what it is about, who bears what and, while it is open, the answer that is awaited of
 * a reader who may give it.
 */
export function JoinPanel(props: { join: JoinView; requestId: string; mayAnswer: boolean }) {
  const { t } = useTranslation('archive');
  const { join, requestId, mayAnswer } = props;
  const isLead = join.leadId === requestId;
  return (
    <section id="join" aria-labelledby="join-title" className="join-panel">
      <Alert variant="light" color={join.state === 'proposed' ? 'orange' : 'green'}>
        <Title order={2} size="h4" id="join-title" mb={4}>
          {t('join.title')}
        </Title>
        <Statement join={join} isLead={isLead} />
        {join.state === 'proposed' && <p className="timeline-text">{join.text}</p>}
        <JoinShares join={join} own="own" />
        {join.state === 'agreed' && !isLead && (
          <Anchor component={Link} to={`/requests/${join.leadId}`} underline="always">
            {t('join.follow', { lead: join.leadNumber })}
          </Anchor>
        )}
        {mayAnswer && join.state === 'proposed' && <AnswerForm join={join} />}
      </Alert>
    </section>
  );
}

function Statement({ join, isLead }: { join: JoinView; isLead: boolean }) {
  const { t } = useTranslation('archive');
  const locale = useLocale();
  const figures = {
    actor: join.proposedByName,
    lead: join.leadNumber,
    union: formatArea(join.unionHa, locale),
  };
  const key = join.state === 'proposed' ? 'proposed' : isLead ? 'agreed-lead' : 'agreed-other';
  return <Text>{t(`join.${key}`, figures)}</Text>;
}

function AnswerForm({ join }: { join: JoinView }) {
  const { t } = useTranslation('archive');
  const busy = useNavigation().state !== 'idle';
  const own = join.members.find(({ isOwn }) => isOwn);
  return (
    <Form method="post" className="no-print">
      <input type="hidden" name="joinId" value={join.id} />
      <Textarea
        id="join-text"
        name="text"
        label={t('join.words')}
        description={t('join.words-hint')}
        rows={2}
        maxLength={4000}
        maw="44rem"
        mb="sm"
      />
      <Group gap="sm">
        {own?.answer !== 'agreed' && (
          <Button type="submit" name="act" value="agree-join" disabled={busy}>
            {t('join.agree')}
          </Button>
        )}
        <Button type="submit" name="act" value="decline-join" variant="default" disabled={busy}>
          {t('join.decline')}
        </Button>
      </Group>
    </Form>
  );
}
