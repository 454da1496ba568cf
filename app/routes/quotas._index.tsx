import { Stack, Text, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { QuotaBar } from '#app/features/quotas/quota-bar.tsx';
import { listEnvelopes } from '#app/features/quotas/quotas.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { formatDay } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const locale = await localeOf(request);
  const t = await translator(locale);
  const now = new Date();
  const envelopes = (await listEnvelopes(await database(), actor)).map(({ name, ...envelope }) => ({
    ...envelope,
    name: name[locale],
    current: envelope.fromAt <= now && now < envelope.toAt,
  }));
  return { title: `${t('requests:quotas.title')} · DINAMIS`, envelopes };
}

export default function Quotas() {
  const { t } = useTranslation('requests');
  const { envelopes } = useLoaderData<typeof loader>();
  const groups = (['current', 'past'] as const)
    .map((id) => ({ id, list: envelopes.filter((e) => e.current === (id === 'current')) }))
    .filter(({ list }) => list.length > 0);
  return (
    <div className="page">
      <PageHead title={t('quotas.title')} lede={t('quotas.lede')} />
      {envelopes.length === 0 && (
        <EmptyState title={t('quotas.empty.title')}>{t('quotas.empty.text')}</EmptyState>
      )}
      {groups.map(({ id, list }) => (
        <section key={id} aria-labelledby={`${id}-title`}>
          <Title order={2} size="h3" mt="lg" mb="md" id={`${id}-title`}>
            {t(`quotas.${id}`)}
          </Title>
          <Stack gap="xl">
            {list.map((envelope) => (
              <Envelope key={envelope.id} envelope={envelope} />
            ))}
          </Stack>
        </section>
      ))}
      <Text c="dimmed" mt="xl" maw="44rem">
        {t('quotas.explain')}
      </Text>
    </div>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['envelopes'][number];

function Envelope({ envelope }: { envelope: Shown }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const { name, grantedHa, heldHa, settledHa, freeHa } = envelope;
  // Periods begin and end at midnight UTC; the end is the first moment outside, so the last day is the one before.
  const first = envelope.fromAt.toISOString().slice(0, 10);
  const last = new Date(envelope.toAt.getTime() - 1).toISOString().slice(0, 10);
  return (
    <div>
      <QuotaBar caption={name} {...{ grantedHa, heldHa, settledHa, freeHa }} />
      <Text size="sm" c="dimmed" mt={4}>
        {envelope.entityName ?? t('quotas.for-all')} ·{' '}
        {t('quotas.period', {
          from: formatDay(first, locale),
          to: formatDay(last, locale),
        })}
      </Text>
    </div>
  );
}
