import { Button, Checkbox, Text, Textarea, Title } from '@mantine/core';
import { Form } from '@remix-run/react';
import { IconArchive, IconArchiveOff } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** Takes a scene out of the catalogue, for a reason that everybody will read. */
export function WithdrawForm(props: { errors: Record<string, string>; reason: string }) {
  const { t } = useTranslation('curation');
  const shown = (field: string) => (props.errors[field] ? t(props.errors[field]) : undefined);
  return (
    <section aria-labelledby="withdraw-title">
      <Title order={2} size="h4" mb={8} id="withdraw-title">
        {t('withdraw.title')}
      </Title>
      <Text mb="md">{t('withdraw.text')}</Text>
      <Form method="post">
        <Textarea
          id="reason"
          name="reason"
          label={t('withdraw.reason')}
          rows={3}
          maxLength={2000}
          defaultValue={props.reason}
          error={shown('reason')}
        />
        <Checkbox
          id="confirm"
          name="confirm"
          value="yes"
          label={t('withdraw.confirm')}
          error={shown('confirm')}
        />
        <div>
          <Button
            type="submit"
            name="intent"
            value="withdraw"
            color="red"
            variant="outline"
            leftSection={<IconArchiveOff size={18} aria-hidden />}
          >
            {t('withdraw.submit')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

/** Takes a withdrawal back. */
export function RestoreForm({ reason }: { reason: string }) {
  const { t } = useTranslation('curation');
  return (
    <section aria-labelledby="restore-title">
      <Title order={2} size="h4" mb={8} id="restore-title">
        {t('restore.title')}
      </Title>
      <Text mb="md">{t('restore.text', { reason })}</Text>
      <Form method="post">
        <div>
          <Button
            type="submit"
            name="intent"
            value="restore"
            variant="default"
            leftSection={<IconArchive size={18} aria-hidden />}
          >
            {t('restore.submit')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
