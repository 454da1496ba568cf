import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconInbox, IconInfoCircle, IconPlus } from '@tabler/icons-react';
import type { Scene } from '#app/features/catalogue/scene.ts';
import { SceneCards } from '#app/features/catalogue/scene-cards.tsx';
import type { Balance } from '#app/features/quotas/ledger.ts';
import { QuotaBar } from '#app/features/quotas/quota-bar.tsx';
import { ProgressTrack } from '#app/features/requests/progress-track.tsx';
import { StateBadge } from '#app/features/requests/state-badge.tsx';
import { TurnNote } from '#app/features/requests/turn-note.tsx';
import type { RequestState, Turn } from '#app/features/requests/workflow.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { HomeSection } from './home-section.tsx';
import { JoinSteps } from './join-steps.tsx';

export type WaitingRequest = {
  id: string;
  number: string | null;
  title: string;
  state: RequestState;
  turn: Turn;
  turnSince: Date;
};

export type ShownEnvelope = Balance & { id: string; name: { fr: string; en: string } };

/** A signed-in person's home: what waits on them, what quota is left, what has come in. */
export function MemberHome(props: {
  name: string;
  mayAsk: boolean;
  /** How many requests wait on the desk; null for whoever does not work there. */
  deskCount: number | null;
  waiting: readonly WaitingRequest[];
  envelopes: readonly ShownEnvelope[];
  scenes: readonly Scene[];
  /** New scenes over their areas; null for somebody who has none. */
  areaScenes: readonly Scene[] | null;
  deskMail: string;
  now: Date;
}) {
  const { t } = useTranslation('home');
  const outside = !props.mayAsk && props.deskCount === null;
  return (
    <>
      <PageHead
        title={t('hello', { name: props.name })}
        actions={
          props.mayAsk && (
            <Button
              component="a"
              href="/requests/new"
              leftSection={<IconPlus size={18} aria-hidden />}
            >
              {t('newRequest')}
            </Button>
          )
        }
      />
      {props.deskCount !== null && <DeskLink count={props.deskCount} />}
      {props.mayAsk && <Waiting waiting={props.waiting} now={props.now} />}
      {outside && (
        <Alert variant="outline" icon={<IconInfoCircle aria-hidden />} title={t('noEntity.title')}>
          {t('noEntity.text')}{' '}
          <Anchor underline="always" size="sm" href="/licences">
            {t('noEntity.licences')}
          </Anchor>
        </Alert>
      )}
      {props.envelopes.length > 0 && <Quotas envelopes={props.envelopes} mayAsk={props.mayAsk} />}
      <NewScenes scenes={props.scenes} areaScenes={props.areaScenes} />
      {outside && <JoinSteps deskMail={props.deskMail} />}
    </>
  );
}

/** What is new over one's own areas; for whoever has none, what is new at all. */
function NewScenes(props: { scenes: readonly Scene[]; areaScenes: readonly Scene[] | null }) {
  const { t } = useTranslation('home');
  const { scenes, areaScenes } = props;
  const all = { href: '/catalogue', label: t('latest.all') };
  if (areaScenes) {
    return (
      <HomeSection id="areas" title={t('areas.title')} all={all}>
        {areaScenes.length > 0 ? (
          <SceneCards scenes={areaScenes} />
        ) : (
          <Text c="dimmed">{t('areas.none')}</Text>
        )}
      </HomeSection>
    );
  }
  return (
    <HomeSection id="latest" title={t('latest.title')} all={all}>
      {scenes.length > 0 ? (
        <SceneCards scenes={scenes} />
      ) : (
        <Text c="dimmed">{t('latest.none')}</Text>
      )}
    </HomeSection>
  );
}

function DeskLink({ count }: { count: number }) {
  const { t } = useTranslation('home');
  return (
    <Alert variant="outline" icon={<IconInbox aria-hidden />} title={t('desk.title')}>
      <Group gap="xs">
        <span>{t('desk.count', { count })}</span>
        <Anchor underline="always" size="sm" href="/desk">
          {t('desk.open')}
        </Anchor>
      </Group>
    </Alert>
  );
}

function Waiting({ waiting, now }: { waiting: readonly WaitingRequest[]; now: Date }) {
  const { t } = useTranslation('home');
  return (
    <HomeSection
      id="waiting"
      title={t('waiting.title')}
      all={{ href: '/requests', label: t('waiting.all') }}
    >
      {waiting.length === 0 ? (
        <EmptyState title={t('waiting.none')}>
          <Anchor href="/requests/new">{t('waiting.ask')}</Anchor>
        </EmptyState>
      ) : (
        <ul className="home-rows">
          {waiting.map((request) => (
            <li key={request.id}>
              <span>
                <Anchor href={`/requests/${request.id}`} fw={600}>
                  {request.title || t('waiting.untitled')}
                </Anchor>
                {request.number && <Text span c="dimmed" size="sm">{` · ${request.number}`}</Text>}
              </span>
              <StateBadge state={request.state} />
              <ProgressTrack state={request.state} />
              <TurnNote turn={request.turn} since={request.turnSince} now={now} own />
            </li>
          ))}
        </ul>
      )}
    </HomeSection>
  );
}

function Quotas(props: { envelopes: readonly ShownEnvelope[]; mayAsk: boolean }) {
  const { t } = useTranslation('home');
  const locale = useLocale();
  return (
    <HomeSection
      id="quotas"
      title={t('quotas.title')}
      all={{
        href: props.mayAsk ? '/quotas' : '/desk/quotas',
        label: t('quotas.all'),
      }}
    >
      <div className="home-quotas">
        {props.envelopes.map(({ id, name, ...balance }) => (
          <QuotaBar key={id} {...balance} caption={name[locale]} />
        ))}
      </div>
    </HomeSection>
  );
}
