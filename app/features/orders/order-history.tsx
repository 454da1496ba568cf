import { Anchor, List, Text, Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { DeliveryBadge } from '#app/features/deliveries/delivery-badge.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Moment } from '#app/ui/moment.tsx';
import { OrderBadge } from './order-badges.tsx';
import type { OrderPage } from './order-page.server.ts';

/** The parcels that came of an order, each a link to its page. */
export function OrderDeliveries({ deliveries }: { deliveries: OrderPage['deliveries'] }) {
  const { t } = useTranslation('orders');
  return (
    <section className="review-section">
      <Title order={2} size="h4" mb="sm">
        {t('page.deliveries')}
      </Title>
      {deliveries.length === 0 ? (
        <Text c="dimmed">{t('page.noDelivery')}</Text>
      ) : (
        <List>
          {deliveries.map((delivery) => (
            <List.Item key={delivery.id}>
              <Anchor component={Link} to={`/desk/deliveries/${delivery.id}`} underline="always">
                {delivery.reference}
              </Anchor>{' '}
              <DeliveryBadge state={delivery.state} />
            </List.Item>
          ))}
        </List>
      )}
    </section>
  );
}

/** Each change of an order's status, oldest first. */
export function OrderEvents({ events }: { events: OrderPage['events'] }) {
  const { t } = useTranslation(['orders', 'requests']);
  return (
    <section className="review-section">
      <Title order={2} size="h4" mb="sm">
        {t('page.events')}
      </Title>
      <ol className="talk">
        {events.map((event) => (
          <li key={event.id}>
            <OrderBadge status={event.status} />{' '}
            <Text span size="sm">
              <Moment at={event.at} /> · {event.actorName ?? t('requests:page.actor-system')}
              {event.reasonCode &&
                ` · ${isKnownReason(event.reasonCode) ? t(`reasons.${event.reasonCode}`) : event.reasonCode}`}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The codes that we have words for; another provider's are shown as they come. */
const knownReasons = [
  'cancelled-by-customer',
  'sandbox-failure',
  'window-over',
  'unreachable',
  'order-not-found',
  'sensor-not-offered',
  'order-refused',
];
const isKnownReason = (code: string) => knownReasons.includes(code);
