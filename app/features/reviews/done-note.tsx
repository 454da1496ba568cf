import { Alert } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { reviewActs } from './review-schema.ts';

const told = [...reviewActs, 'propose-join', 'withdraw-join'] as const;

/** What was just done, read from the address that an act redirects to. Anything else there is not shown. */
export function DoneNote({ act }: { act: string | null }) {
  const { t } = useTranslation('reviews');
  const known = told.find((one) => one === act);
  if (!known) return null;
  return (
    <Alert role="status" color="green" variant="outline" icon={<IconCheck aria-hidden />} mb="md">
      {t(`done.${known}`)}
    </Alert>
  );
}
