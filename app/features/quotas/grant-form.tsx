import { Button, Group, NativeSelect, TextInput, Title } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { FormReply } from '#app/lib/parse-form.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { grantUnits } from './grant-schema.ts';

/** Adds quota to an envelope. `id` is the page's own, so that a form posted twice grants once. */
export function GrantForm({ id, reply }: { id: string; reply: FormReply | null }) {
  const { t } = useTranslation('quotas');
  const busy = useNavigation().formMethod === 'POST';
  const fault = (field: string) => {
    const key = reply?.errors[field];
    return key && t(key);
  };
  const typed = (field: string) => String(reply?.values[field] ?? '');
  return (
    <section className="review-section" aria-labelledby="grant">
      <Title order={2} size="h4" id="grant" mb="sm">
        {t('grant.title')}
      </Title>
      <ErrorSummary
        errors={Object.entries(reply?.errors ?? {}).map(([field, key]) => ({
          field: `grant-${field}`,
          message: t(key),
        }))}
      />
      <Form method="post" preventScrollReset>
        <input type="hidden" name="id" value={id} />
        <Group align="flex-start" gap="sm">
          <TextInput
            id="grant-amount"
            name="amount"
            label={t('grant.amount')}
            inputMode="decimal"
            required
            defaultValue={typed('amount')}
            error={fault('amount')}
          />
          <NativeSelect
            id="grant-unit"
            name="unit"
            label={t('grant.unit')}
            defaultValue={typed('unit') || 'km2'}
            error={fault('unit')}
            data={grantUnits.map((unit) => ({ value: unit, label: t(`grant.units.${unit}`) }))}
          />
          <TextInput
            id="grant-reason"
            name="reason"
            label={t('grant.reason')}
            required
            defaultValue={typed('reason')}
            error={fault('reason')}
            className="grant-reason"
          />
        </Group>
        <Button type="submit" mt="md" loading={busy}>
          {t('grant.submit')}
        </Button>
      </Form>
    </section>
  );
}
