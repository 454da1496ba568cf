import { Button } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { Refusal } from '#app/lib/refuse.server.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import type { ReviewAct } from './review-schema.ts';

/** What came back from a decision that was not done: its faults by field, or the refusal, and what was typed. */
export type DecisionReply = {
  errors: Record<string, string>;
  refusal: Pick<Refusal, 'reason' | 'params'> | null;
  values: Record<string, string | string[]>;
};

type Panel = {
  act: ReviewAct;
  version: number;
  reply: DecisionReply | null;
  open?: boolean;
  onToggle?: (open: boolean) => void;
  /** Acts that cannot be undone. */
  grave?: boolean;
  extraButton?: ReactNode;
  children?: ReactNode;
};

/** One decision and its form: closed until wanted, and open again with what was typed when it was refused. */
export function DecisionPanel(props: Panel) {
  const { t } = useTranslation('reviews');
  const { act, version, reply } = props;
  const sending = useNavigation();
  const busy = sending.state !== 'idle' && sending.formData?.get('act') === act;
  return (
    <details
      className="decision"
      open={props.open ?? reply !== null}
      onToggle={(event) => props.onToggle?.(event.currentTarget.open)}
    >
      <summary>{t(`decide.${act}.title`)}</summary>
      <div>
        <p>{t(`decide.${act}.text`)}</p>
        <Form method="post" preventScrollReset>
          <input type="hidden" name="act" value={act} />
          <input type="hidden" name="version" value={version} />
          <DecisionFaults act={act} reply={reply} />
          {props.children}
          <div className="decision-buttons">
            <Button type="submit" loading={busy} {...(props.grave && { color: 'red.9' })}>
              {t(`decide.${act}.submit`)}
            </Button>
            {props.extraButton}
          </div>
        </Form>
      </div>
    </details>
  );
}

/** Why a decision was not done, as a summary whose links lead to the fields. */
export function DecisionFaults({ act, reply }: { act: string; reply: DecisionReply | null }) {
  const { t } = useTranslation(['reviews', 'refusals']);
  if (!reply) return null;
  const { errors, refusal } = reply;
  return (
    <ErrorSummary
      errors={[
        ...Object.entries(errors).map(([field, key]) => ({
          field: `${act}-${field}`,
          message: t(key),
        })),
        ...(refusal ? [{ message: t(`refusals:${refusal.reason}`, refusal.params) }] : []),
      ]}
    />
  );
}
