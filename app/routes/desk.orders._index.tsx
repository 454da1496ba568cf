import { Group, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { listByProvider } from '#app/features/orders/list-by-provider.server.ts';
import { SyntheticBadge } from '#app/features/orders/order-badges.tsx';
import { orderScopes, readOrderScope } from '#app/features/orders/order-scope.ts';
import { OrderTable } from '#app/features/orders/order-table.tsx';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { LinkTabs } from '#app/ui/link-tabs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'orders:read');
  const scope = readOrderScope(new URL(request.url).searchParams.get('scope'));
  const t = await translator(await localeOf(request));
  return {
    scope,
    providers: await listByProvider(await database(), actor, scope),
    title: `${t('orders:list.title')} · DINAMIS`,
  };
}

export default function DeskOrders() {
  const { t } = useTranslation('orders');
  const { scope, providers } = useLoaderData<typeof loader>();
  const tabs = orderScopes.map((one) => ({
    to: `/desk/orders?scope=${one}`,
    label: t(`list.tabs.${one}`),
    current: one === scope,
  }));
  return (
    <div className="page" data-wide>
      <PageHead title={t('list.title')} lede={t('list.lede')} />
      <LinkTabs label={t('list.tabsLabel')} tabs={tabs} />
      {providers.length === 0 && (
        <EmptyState title={t('list.empty')}>{t('list.emptyText')}</EmptyState>
      )}
      {providers.map((provider) => (
        <section key={provider.id} className="review-section">
          <Group gap="sm" mb="xs">
            <Title order={2} size="h4">
              {provider.label}
            </Title>
            {provider.synthetic && <SyntheticBadge />}
          </Group>
          <OrderTable provider={provider} />
        </section>
      ))}
    </div>
  );
}
