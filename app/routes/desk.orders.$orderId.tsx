import { Alert, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { AttemptsTable } from '#app/features/orders/attempts-table.tsx';
import { CancelOrderForm } from '#app/features/orders/cancel-order-form.tsx';
import { OrderBadge } from '#app/features/orders/order-badges.tsx';
import { OrderFacts } from '#app/features/orders/order-facts.tsx';
import { OrderDeliveries, OrderEvents } from '#app/features/orders/order-history.tsx';
import { OrderMap } from '#app/features/orders/order-map.tsx';
import { findOrderPage } from '#app/features/orders/order-page.server.ts';
import { cancelOrder } from '#app/features/orders/orders.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'orders:read');
  const page = await findOrderPage(await database(), actor, params.orderId ?? '');
  const t = await translator(await localeOf(request));
  return {
    page,
    done: new URL(request.url).searchParams.has('done'),
    title: `${t('orders:page.title', { number: page.order.number })} · DINAMIS`,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'orders:place');
  const id = params.orderId ?? '';
  const form = await request.formData();
  if (form.get('confirm') !== 'yes') return data({ unconfirmed: true }, { status: 400 });
  await cancelOrder(await database(), actor, id);
  return redirect(`/desk/orders/${id}?done=cancel`);
}

export default function DeskOrder() {
  const { t } = useTranslation('orders');
  const { page, done } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <div className="page" data-wide>
      <PageHead
        title={t('page.title', { number: page.order.number })}
        lede={<OrderBadge status={page.order.status} />}
      />
      {done && (
        <Alert role="status" color="green" variant="outline" mb="md">
          {t('cancel.done')}
        </Alert>
      )}
      {page.provider.synthetic && (
        <Alert variant="outline" mb="md">
          {t('syntheticText')}
        </Alert>
      )}
      <div className="side-by-side">
        <div className="keep-in-view">
          <OrderMap page={page} />
        </div>
        <div>
          <section className="review-section">
            <OrderFacts page={page} />
          </section>
          <section className="review-section">
            <Title order={2} size="h4" mb="sm">
              {t('page.attempts')}
            </Title>
            {page.attempts.length > 0 ? (
              <AttemptsTable attempts={page.attempts} />
            ) : (
              t('page.noAttempt')
            )}
          </section>
          <OrderDeliveries deliveries={page.deliveries} />
          <OrderEvents events={page.events} />
          {page.mayCancel && <CancelOrderForm unconfirmed={reply?.unconfirmed ?? false} />}
        </div>
      </div>
    </div>
  );
}
