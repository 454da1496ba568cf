import { Alert, Button, Checkbox } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** Calls an order off, after a confirmation that works without scripts. */
export function CancelOrderForm({ unconfirmed }: { unconfirmed: boolean }) {
  const { t } = useTranslation('orders');
  const busy = useNavigation().formMethod === 'POST';
  return (
    <details className="decision" open={unconfirmed}>
      <summary>{t('cancel.title')}</summary>
      <div>
        {unconfirmed && (
          <Alert role="alert" color="red" variant="outline" mb="md">
            {t('cancel.needed')}
          </Alert>
        )}
        <p>{t('cancel.text')}</p>
        <Form method="post">
          <Checkbox name="confirm" value="yes" required label={t('cancel.confirm')} mb="md" />
          <Button type="submit" color="red.9" loading={busy}>
            {t('cancel.submit')}
          </Button>
        </Form>
      </div>
    </details>
  );
}
