import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Area, Day, Moment } from '#app/ui/moment.tsx';
import { SyntheticBadge } from './order-badges.tsx';
import type { OrderPage } from './order-page.server.ts';

/** What was ordered of whom, and when the provider is asked next. */
export function OrderFacts({ page }: { page: OrderPage }) {
  const { t } = useTranslation('orders');
  const { order, provider, request } = page;
  return (
    <Facts>
      <Fact label={t('page.request')}>
        <Anchor component={Link} to={`/desk/requests/${request.id}/review`}>
          {request.number} {request.title}
        </Anchor>
      </Fact>
      <Fact label={t('page.provider')}>
        {provider.label} {provider.synthetic && <SyntheticBadge />}
      </Fact>
      <Fact label={t('list.sensor')}>{page.sensorName}</Fact>
      <Fact label={t('page.area')}>
        <Area ha={order.areaHa} />
      </Fact>
      <Fact label={t('page.window')}>
        <Day at={order.windowFrom} /> – <Day at={order.windowTo} />
      </Fact>
      {order.comment && <Fact label={t('page.comment')}>{order.comment}</Fact>}
      <Fact label={t('page.providerReference')}>
        {order.providerReference ?? t('page.notYetKnown')}
      </Fact>
      <Fact label={t('list.nextPoll')}>
        {order.nextPollAt ? <Moment at={order.nextPollAt} /> : t('list.noPoll')}
      </Fact>
      {order.lastFault && <Fact label={t('list.fault')}>{order.lastFault}</Fact>}
    </Facts>
  );
}
