import { Anchor, List, Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Moment } from '#app/ui/moment.tsx';
import type { Review } from './find-review.server.ts';

/** The orders placed for a request, each a link to its page. */
export function ReviewOrders({ review }: { review: Review }) {
  const { t } = useTranslation(['reviews', 'requests', 'orders']);
  if (review.orders.length === 0) return null;
  return (
    <section className="review-section" aria-labelledby="orders">
      <Title order={2} size="h4" id="orders" mb="sm">
        {t('ordersTitle')}
      </Title>
      <List>
        {review.orders.map(({ order, sensorName, attempts }) => (
          <List.Item key={order.id}>
            <Anchor component={Link} to={`/desk/orders/${order.id}`} underline="always">
              {order.number}
            </Anchor>{' '}
            {sensorName}, {t(`requests:page.orders.status.${order.status}`)},{' '}
            {t('orders:attemptCount', { count: attempts.length })}, <Moment at={order.createdAt} />
          </List.Item>
        ))}
      </List>
    </section>
  );
}
