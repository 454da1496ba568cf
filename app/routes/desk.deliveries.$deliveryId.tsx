import { Alert } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { retryDelivery } from '#app/features/deliveries/deliveries.server.ts';
import { DeliveryActs } from '#app/features/deliveries/delivery-acts.tsx';
import { DeliveryBadge } from '#app/features/deliveries/delivery-badge.tsx';
import { DeliveryFacts } from '#app/features/deliveries/delivery-facts.tsx';
import { findParcel } from '#app/features/deliveries/delivery-pages.server.ts';
import {
  DeliveryFiles,
  DeliveryItems,
  DeliveryMissing,
  DeliveryProducts,
} from '#app/features/deliveries/delivery-parts.tsx';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'deliveries:manage');
  const parcel = await findParcel(await database(), actor, params.deliveryId ?? '');
  const t = await translator(await localeOf(request));
  const { reference } = parcel.delivery;
  return {
    parcel,
    done: new URL(request.url).searchParams.has('done'),
    title: `${t('deliveries:page.title', { reference })} · DINAMIS`,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'deliveries:manage');
  const id = params.deliveryId ?? '';
  const takeInPart = (await request.formData()).get('act') === 'take-in-part';
  await retryDelivery(await database(), actor, { id, takeInPart });
  return redirect(`/desk/deliveries/${id}?done=1`);
}

export default function DeskDelivery() {
  const { t } = useTranslation('deliveries');
  const { parcel, done } = useLoaderData<typeof loader>();
  const { delivery } = parcel;
  return (
    <div className="page">
      <PageHead
        title={
          <span className="breakable">{t('page.title', { reference: delivery.reference })}</span>
        }
        lede={<DeliveryBadge state={delivery.state} />}
      />
      {done && (
        <Alert role="status" color="green" variant="outline" mb="md">
          {t('acts.done')}
        </Alert>
      )}
      <section className="review-section">
        <DeliveryFacts parcel={parcel} />
      </section>
      <DeliveryActs parcel={parcel} />
      <DeliveryProducts products={parcel.products} />
      <DeliveryMissing missing={parcel.missing} />
      <DeliveryItems items={parcel.items} />
      <DeliveryFiles files={parcel.files} />
    </div>
  );
}
