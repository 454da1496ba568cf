import { Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { joinProposalSchema } from '#app/features/archive/join-schema.ts';
import { proposeJoin, withdrawJoin } from '#app/features/archive/joins.server.ts';
import { StateBadge } from '#app/features/requests/state-badge.tsx';
import { TurnNote } from '#app/features/requests/turn-note.tsx';
import { Conversation } from '#app/features/reviews/conversation.tsx';
import { Decisions } from '#app/features/reviews/decisions.tsx';
import { DoneNote } from '#app/features/reviews/done-note.tsx';
import { findReview } from '#app/features/reviews/find-review.server.ts';
import { decideRequest, measurePart } from '#app/features/reviews/review.server.ts';
import { ReviewAsked } from '#app/features/reviews/review-asked.tsx';
import { ReviewChecksList } from '#app/features/reviews/review-checks-list.tsx';
import { ReviewMap } from '#app/features/reviews/review-map.tsx';
import { ReviewOrders } from '#app/features/reviews/review-orders.tsx';
import { ReviewOverlaps } from '#app/features/reviews/review-overlaps.tsx';
import { ReviewQuota } from '#app/features/reviews/review-quota.tsx';
import { afterDecision, decisionSchema } from '#app/features/reviews/review-schema.ts';
import { usePart } from '#app/features/reviews/use-part.tsx';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { parseForm, valuesOf } from '#app/lib/parse-form.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'desk:read');
  const locale = await localeOf(request);
  const { searchParams } = new URL(request.url);
  const db = await database();
  const review = await findReview(db, actor, { id: params.requestId ?? '', locale });
  const { aoi, number, title } = review.request;
  const measuredText = searchParams.get('part') ?? '';
  const t = await translator(locale);
  return {
    review,
    mayPropose: can(actor, 'desk:review') && !review.isOwn,
    measuredText,
    measured: aoi && measuredText ? await measurePart(aoi, measuredText) : null,
    done: searchParams.get('done'),
    orderId: newId(),
    now: new Date(),
    title: `${t('reviews:title', { number, title })} · DINAMIS`,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'desk:review');
  const id = params.requestId ?? '';
  const formData = await request.formData();
  const proposed = await proposeOrWithdraw(actor, id, formData);
  if (proposed) return proposed;
  const form = parseForm(decisionSchema, formData);
  if (!form.ok) return data({ ...form.reply, refusal: null }, { status: 400 });
  try {
    await decideRequest(await database(), actor, { id, decision: form.value });
  } catch (thrown) {
    const refusal = await refusalOf(thrown);
    if (refusal?.code !== 'conflict' && refusal?.code !== 'invalid') throw thrown;
    return data({ errors: {}, values: valuesOf(formData), refusal }, { status: 400 });
  }
  return redirect(afterDecision(id, form.value.act));
}

/** Does what is about a joint order; null when the form is about something else. */
async function proposeOrWithdraw(actor: Actor, id: string, formData: FormData) {
  const act = formData.get('act');
  if (act !== 'propose-join' && act !== 'withdraw-join') return null;
  const form = parseForm(joinProposalSchema, formData);
  if (!form.ok) return data({ ...form.reply, refusal: null }, { status: 400 });
  const db = await database();
  const { value } = form;
  try {
    if (value.act === 'withdraw-join') await withdrawJoin(db, actor, value.joinId);
    else {
      const others = [id, ...value.others].filter((one) => one !== value.lead);
      await proposeJoin(db, actor, { leadId: value.lead, otherIds: others, text: value.text });
    }
  } catch (thrown) {
    const refusal = await refusalOf(thrown);
    if (refusal?.code !== 'conflict' && refusal?.code !== 'invalid') throw thrown;
    return data({ errors: {}, values: valuesOf(formData), refusal }, { status: 400 });
  }
  return redirect(`/desk/requests/${id}/review?done=${act}`);
}

/** Also after a refusal: what refused it may be news to this page. */
export const shouldRevalidate = () => true;

export default function ReviewPage() {
  const { t } = useTranslation('reviews');
  const { review, mayPropose, measured, measuredText, done, orderId, now } =
    useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const failed = reply ? { act: String(reply.values.act ?? ''), reply } : null;
  const aboutJoin = failed?.act.endsWith('-join') ?? false;
  const typedPart = failed?.act === 'approve-part' ? String(reply?.values.part ?? '') : '';
  const part = usePart({ text: typedPart || measuredText, measured });
  const { request } = review;
  return (
    <div className="page" data-wide>
      <PageHead
        title={`${request.number ?? ''} ${request.title}`.trim()}
        lede={
          <span className="review-lede">
            <StateBadge state={request.state} />{' '}
            <TurnNote turn={request.turn} since={request.turnSince} now={now} />
          </span>
        }
        actions={
          <Button component="a" href="#decide" variant="default">
            {t('decide.jump')}
          </Button>
        }
      />
      <DoneNote act={done} />
      <div className="side-by-side">
        <div className="keep-in-view">
          <ReviewMap review={review} part={part} />
        </div>
        <div>
          <ReviewChecksList checks={review.checks} />
          <ReviewQuota review={review} />
          <ReviewOverlaps
            review={review}
            mayPropose={mayPropose}
            reply={aboutJoin && failed ? failed.reply : null}
          />
          <ReviewAsked review={review} />
          <ReviewOrders review={review} />
          <Conversation review={review} />
          <Decisions
            key={review.events.length}
            review={review}
            orderId={orderId}
            part={part}
            failed={aboutJoin ? null : failed}
          />
        </div>
      </div>
    </div>
  );
}
