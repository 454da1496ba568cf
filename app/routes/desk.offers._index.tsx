import { Alert } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { OfferTabs } from '#app/features/offers/desk-tabs.tsx';
import { OfferTable } from '#app/features/offers/offer-table.tsx';
import { listOffers } from '#app/features/offers/offers.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'offers:edit');
  const locale = await localeOf(request);
  const t = await translator(locale);
  return {
    offers: await listOffers(await database(), actor, locale),
    done: new URL(request.url).searchParams.has('done'),
    title: `${t('offers:list.title')} · DINAMIS`,
  };
}

export default function DeskOffers() {
  const { t } = useTranslation('offers');
  const { offers, done } = useLoaderData<typeof loader>();
  return (
    <div className="page" data-wide>
      <PageHead title={t('list.title')} lede={t('list.lede')} />
      <OfferTabs current="offers" />
      {done && (
        <Alert role="status" color="green" variant="outline" mb="md">
          {t('list.done')}
        </Alert>
      )}
      <OfferTable offers={offers} />
    </div>
  );
}
