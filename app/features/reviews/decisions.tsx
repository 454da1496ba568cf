import { Alert, Button, Checkbox, NativeSelect, Title } from '@mantine/core';
import { viewsOf } from '#app/features/quotas/ledger.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { SensorField, typed, WordsField } from './decision-fields.tsx';
import { DecisionFaults, DecisionPanel, type DecisionReply } from './decision-panel.tsx';
import type { Review } from './find-review.server.ts';
import { PartField } from './part-field.tsx';
import type { ReviewAct } from './review-schema.ts';
import type { Part } from './use-part.tsx';

type Given = {
  review: Review;
  orderId: string;
  part: Part;
  /** The act that was not done, and what came back of it. */
  failed: { act: string; reply: DecisionReply } | null;
};

/** The acts that are open now, each with its form. */
export function Decisions(props: Given) {
  const { t } = useTranslation('reviews');
  const { review, failed } = props;
  const gone = failed && !review.acts.some((act) => act === failed.act);
  return (
    <section className="review-section" aria-labelledby="decide">
      <Title order={2} size="h4" id="decide" mb="sm">
        {t('decide.title')}
      </Title>
      {review.isOwn && <Alert variant="outline">{t('decide.own')}</Alert>}
      {gone && <DecisionFaults act={failed.act} reply={failed.reply} />}
      {review.acts.length === 0 && <p>{t('decide.none')}</p>}
      {review.acts.map((act) => (
        <Decision key={act} {...props} act={act} />
      ))}
    </section>
  );
}

function Decision({ act, review, orderId, part, failed }: Given & { act: ReviewAct }) {
  const { t } = useTranslation('reviews');
  const reply = failed?.act === act ? failed.reply : null;
  const panel = { act, version: review.request.version, reply };
  const asked = { act, reply, sensors: review.asked };
  switch (act) {
    case 'approve':
      return (
        <DecisionPanel {...panel}>
          <SensorField {...asked} />
          <WordsField act={act} reply={reply} />
        </DecisionPanel>
      );
    case 'approve-part':
      return (
        <DecisionPanel
          {...panel}
          open={part.open}
          onToggle={part.setOpen}
          extraButton={
            <Button type="submit" variant="default" formMethod="get" formNoValidate>
              {t('decide.part.measure')}
            </Button>
          }
        >
          <PartField
            value={part.text}
            onChange={part.type}
            measured={part.measured}
            reply={reply}
          />
          <SensorField
            {...asked}
            costHa={
              part.measured?.ok
                ? part.measured.areaHa * viewsOf(review.request.form.mode ?? 'mono')
                : undefined
            }
          />
          <WordsField act={act} reply={reply} />
        </DecisionPanel>
      );
    case 'refuse':
      return (
        <DecisionPanel {...panel} grave>
          <NativeSelect
            id="refuse-reason"
            name="reason"
            label={t('decide.refuse.reason')}
            required
            defaultValue={typed(reply, 'reason')}
            error={reply?.errors.reason && t(reply.errors.reason)}
            data={[
              { value: '', label: t('decide.refuse.choose') },
              ...review.reasons.map(({ code, label }) => ({ value: code, label })),
            ]}
            mb="md"
          />
          <WordsField act={act} reply={reply} required />
        </DecisionPanel>
      );
    case 'order':
      return (
        <DecisionPanel {...panel}>
          <Alert variant="outline" mb="md">
            {t('decide.order.synthetic')}
          </Alert>
          <input type="hidden" name="orderId" value={orderId} />
          <WordsField act={act} reply={reply} name="comment" />
        </DecisionPanel>
      );
    case 'cancel-by-desk':
      return (
        <DecisionPanel {...panel} grave>
          <WordsField act={act} reply={reply} required />
          <Checkbox
            id="cancel-by-desk-confirm"
            name="confirm"
            value="yes"
            required
            label={t('decide.cancel-by-desk.confirm')}
            error={reply?.errors.confirm && t(reply.errors.confirm)}
            mb="md"
          />
        </DecisionPanel>
      );
    case 'close':
      return <DecisionPanel {...panel} />;
    default:
      return (
        <DecisionPanel {...panel}>
          <WordsField act={act} reply={reply} required />
        </DecisionPanel>
      );
  }
}
