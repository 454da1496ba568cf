import { Anchor, Paper, SimpleGrid } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { QuotaBar } from './quota-bar.tsx';
import type { Envelope } from './quotas.server.ts';

/** The envelopes that are open now, each as a bar. */
export function EnvelopeCards({ envelopes }: { envelopes: Envelope[] }) {
  const { t } = useTranslation('quotas');
  const locale = useLocale();
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} mb="xl">
      {envelopes.map((envelope) => (
        <Paper key={envelope.id} withBorder p="md">
          <Anchor component={Link} to={`/desk/quotas/${envelope.id}`} fw={600}>
            {envelope.name[locale]}
          </Anchor>
          {envelope.entityName && ` · ${envelope.entityName}`}
          <QuotaBar {...envelope} caption={t('list.now')} />
        </Paper>
      ))}
    </SimpleGrid>
  );
}
