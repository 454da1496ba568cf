import { Button, Textarea } from '@mantine/core';
import { Form, Link, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Text } from '#app/ui/text.tsx';
import type { RequestPage } from './request-page.server.ts';

/** What this person may do now, as the transition table says: nothing that is not theirs is shown. */
export function RequestActs({ page }: { page: RequestPage }) {
  const { t } = useTranslation('requests');
  const { acts, isOwner, request } = page;
  const deskActs = acts.filter((act) => act !== 'comment' && act !== 'close');
  return (
    <div className="request-acts no-print">
      {acts.includes('submit') && (
        <Button component={Link} to={`/requests/${request.id}/edit`}>
          {t(request.submittedAt ? 'page.edit-returned' : 'page.edit-draft')}
        </Button>
      )}
      {!isOwner && page.maySeeDesk && (
        <Button
          component={Link}
          to={`/desk/requests/${request.id}/review`}
          variant={deskActs.length > 0 ? 'filled' : 'default'}
        >
          {t('page.review')}
        </Button>
      )}
      {acts.includes('close') && (
        <Confirmed act="close" hint={t('page.close-hint')} confirm={t('page.confirm-close')} />
      )}
      {acts.includes('cancel') && (
        <Confirmed
          act="cancel"
          hint={t('hints.cancel')}
          confirm={t('page.confirm-cancel')}
          color="red"
        />
      )}
    </div>
  );
}

/** An act that is opened, read and confirmed: two steps, with or without scripts. */
function Confirmed(props: {
  act: 'close' | 'cancel';
  hint: string;
  confirm: string;
  color?: string;
}) {
  const { t } = useTranslation('requests');
  const busy = useNavigation().state !== 'idle';
  return (
    <details>
      <summary>{t(`acts.${props.act}`)}</summary>
      <Form method="post">
        <Text size="sm" mb="xs">
          {props.hint}
        </Text>
        <Button
          type="submit"
          name="act"
          value={props.act}
          disabled={busy}
          {...(props.color && { color: props.color })}
        >
          {props.confirm}
        </Button>
      </Form>
    </details>
  );
}

/** A message to the other side, kept with the request. `version` empties the field after each message. */
export function CommentForm(props: { error?: string; version: number }) {
  const { t } = useTranslation('requests');
  const busy = useNavigation().state !== 'idle';
  return (
    <Form method="post" key={props.version} className="comment-form">
      <Textarea
        id="text"
        name="text"
        label={t('fields.text')}
        description={t('hints.comment')}
        rows={3}
        maxLength={4000}
        required
        error={props.error}
        mb="xs"
        maw="44rem"
      />
      <Button type="submit" name="act" value="comment" variant="default" loading={busy}>
        {t('acts.comment')}
      </Button>
    </Form>
  );
}
