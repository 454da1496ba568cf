import { Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { EnvelopeCards } from '#app/features/quotas/envelope-cards.tsx';
import { EnvelopeTable } from '#app/features/quotas/envelope-table.tsx';
import { listEnvelopes } from '#app/features/quotas/quotas.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'quota:read');
  const t = await translator(await localeOf(request));
  const now = new Date();
  const envelopes = await listEnvelopes(await database(), actor);
  return {
    envelopes,
    open: envelopes.filter(({ fromAt, toAt }) => fromAt <= now && now < toAt),
    title: `${t('quotas:list.title')} · DINAMIS`,
  };
}

export default function DeskQuotas() {
  const { t } = useTranslation('quotas');
  const { envelopes, open } = useLoaderData<typeof loader>();
  return (
    <div className="page">
      <PageHead title={t('list.title')} lede={t('list.lede')} />
      {envelopes.length === 0 ? (
        <EmptyState title={t('list.empty')}>{t('list.emptyText')}</EmptyState>
      ) : (
        <>
          <EnvelopeCards envelopes={open} />
          <Title order={2} size="h4" mb="sm">
            {t('list.all')}
          </Title>
          <EnvelopeTable envelopes={envelopes} />
        </>
      )}
    </div>
  );
}
