import { Anchor, Text } from '@mantine/core';
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { JoinPanel } from '#app/features/archive/join-panel.tsx';
import { joinAnswerSchema } from '#app/features/archive/join-schema.ts';
import { answerJoin } from '#app/features/archive/joins.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import { ProgressTrack } from '#app/features/requests/progress-track.tsx';
import { CommentForm, RequestActs } from '#app/features/requests/request-acts.tsx';
import { RequestFacts } from '#app/features/requests/request-facts.tsx';
import { RequestMap } from '#app/features/requests/request-map.tsx';
import { findRequestPage } from '#app/features/requests/request-page.server.ts';
import {
  Decision,
  Orders,
  parts,
  RequestPart,
  Scenes,
  Versions,
} from '#app/features/requests/request-parts.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import '#app/features/requests/requests.css';
import { StateBadge } from '#app/features/requests/state-badge.tsx';
import { Timeline } from '#app/features/requests/timeline.tsx';
import { TurnNote } from '#app/features/requests/turn-note.tsx';
import { type Act, acts, transitions } from '#app/features/requests/workflow.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { database } from '#app/lib/db.server.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const locale = await localeOf(request);
  const id = params.requestId ?? '';
  const page = await findRequestPage(await database(), actor, id, locale);
  const t = await translator(locale);
  const { number, title } = page.request;
  const name = number ? t('requests:page.title', { number }) : t('requests:page.title-draft');
  return { ...page, now: new Date(), title: `${name} ${title} · DINAMIS` };
}

/** The acts that need no more than words: the others have pages of their own. */
const simpleActs = acts.filter((act) => ['nothing', 'text'].includes(transitions[act].needs));

const actSchema = z.object({
  act: z.custom<Act>((value) => simpleActs.some((act) => act === value)),
  text: z.string().trim().max(4000, { error: 'faults.too-long' }).default(''),
});

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await request.formData();
  const answer = parseForm(joinAnswerSchema, form);
  if (answer.ok) {
    const { act: answered, joinId, text: words } = answer.value;
    await answerJoin(await database(), actor, {
      joinId,
      requestId: params.requestId ?? '',
      answer: answered === 'agree-join' ? 'agreed' : 'declined',
      text: words,
    });
    return redirect(`/requests/${params.requestId}`);
  }
  const parsed = parseForm(actSchema, form);
  if (!parsed.ok) {
    if (parsed.reply.errors.act) refuse('invalid', 'act.unknown');
    return data(parsed.reply, { status: 400 });
  }
  const { act, text } = parsed.value;
  const id = params.requestId ?? '';
  if (transitions[act].needs === 'text' && text === '') {
    return data({ errors: { text: 'faults.text-needed' }, values: {} }, { status: 400 });
  }
  await advance(await database(), actor, { id, act, ...(text && { text }) });
  return redirect(`/requests/${id}${act === 'comment' ? '#conversation' : ''}`);
}

export default function RequestRoute() {
  const { t } = useTranslation('requests');
  const page = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const { request, events } = page;
  const fault = reply?.errors.text && t(reply.errors.text);
  const messages = events.filter(({ act }) => act === 'comment');
  return (
    <div className="page">
      <Anchor component={Link} to="/requests" size="sm">
        {t('page.back')}
      </Anchor>
      <PageHead
        title={request.title || t('list.untitled')}
        lede={
          <span className="request-head">
            {request.number && <span>{t('page.title', { number: request.number })}</span>}
            <StateBadge state={request.state} />
            <TurnNote
              turn={request.turn}
              since={request.turnSince}
              now={page.now}
              own={page.isOwner}
            />
          </span>
        }
      />
      {fault && <ErrorSummary errors={[{ field: 'text', message: fault }]} />}
      <div className="request-state">
        <ProgressTrack state={request.state} words />
        <Text mt="md" mb="md">
          {t(`states-explained.${request.state}`)}
        </Text>
      </div>
      <RequestActs page={page} />
      {page.join && (
        <JoinPanel
          join={page.join}
          requestId={request.id}
          mayAnswer={page.acts.includes('agree-join')}
        />
      )}
      <PartsNav />
      <div className="side-by-side">
        <RequestMap page={page} />
        <RequestPart id="facts">
          <RequestFacts page={page} />
        </RequestPart>
      </div>
      <RequestPart id="timeline">
        <Timeline
          events={events.filter(({ act }) => act !== 'comment')}
          empty={t('page.timeline.none')}
        />
      </RequestPart>
      <RequestPart id="decision">
        <Decision page={page} />
      </RequestPart>
      <RequestPart id="orders">
        <Orders page={page} />
      </RequestPart>
      <RequestPart id="scenes">
        <Scenes page={page} />
      </RequestPart>
      <RequestPart id="conversation">
        <Timeline events={messages} empty={t('page.conversation.none')} />
        {page.acts.includes('comment') && (
          <CommentForm version={messages.length} {...(fault && { error: fault })} />
        )}
      </RequestPart>
      <RequestPart id="versions">
        <Versions page={page} />
      </RequestPart>
    </div>
  );
}

function PartsNav() {
  const { t } = useTranslation('requests');
  return (
    <nav className="parts-nav no-print" aria-label={t('page.parts')}>
      <ul>
        {parts.map((part) => (
          <li key={part}>
            <a href={`#${part}`}>{t(`page.sections.${part}`)}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
