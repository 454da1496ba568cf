import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { listParcels } from '#app/features/deliveries/delivery-pages.server.ts';
import { DeliveryTable } from '#app/features/deliveries/delivery-table.tsx';
import { deliveryStates, readDeliveryState } from '#app/features/deliveries/delivery-tabs.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { LinkTabs } from '#app/ui/link-tabs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'deliveries:manage');
  const state = readDeliveryState(new URL(request.url).searchParams.get('state'));
  const t = await translator(await localeOf(request));
  return {
    state,
    parcels: await listParcels(await database(), actor, state),
    title: `${t('deliveries:list.title')} · DINAMIS`,
  };
}

export default function DeskDeliveries() {
  const { t } = useTranslation('deliveries');
  const { state, parcels } = useLoaderData<typeof loader>();
  const tabs = deliveryStates.map((one) => ({
    to: `/desk/deliveries?state=${one}`,
    label: t(`tabs.${one}`),
    current: one === state,
  }));
  return (
    <div className="page" data-wide>
      <PageHead title={t('list.title')} lede={t('list.lede')} />
      <LinkTabs label={t('list.tabsLabel')} tabs={tabs} />
      {parcels.length > 0 ? (
        <DeliveryTable parcels={parcels} />
      ) : (
        <EmptyState title={t(`list.empty.${state}`)}>{t('list.emptyText')}</EmptyState>
      )}
    </div>
  );
}
