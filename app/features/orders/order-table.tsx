import { Anchor, Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { ProviderOrders } from './list-by-provider.server.ts';
import { OrderBadge } from './order-badges.tsx';

/** The orders of one provider. */
export function OrderTable({ provider }: { provider: ProviderOrders }) {
  const { t } = useTranslation('orders');
  return (
    <div className="table-scroll">
      <Table highlightOnHover className="stack-narrow">
        <Table.Caption className="visually-hidden">
          {t('list.caption', { provider: provider.label })}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list.order')}</Table.Th>
            <Table.Th>{t('list.status')}</Table.Th>
            <Table.Th className="wide-only">{t('list.sensor')}</Table.Th>
            <Table.Th className="number wide-only">{t('list.attempts')}</Table.Th>
            <Table.Th className="wide-only">{t('list.nextPoll')}</Table.Th>
            <Table.Th>{t('list.fault')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {provider.orders.map((row) => (
            <OrderLine key={row.order.id} row={row} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function OrderLine({ row }: { row: ProviderOrders['orders'][number] }) {
  const { t } = useTranslation('orders');
  const { order } = row;
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor component={Link} to={`/desk/orders/${order.id}`} fw={600}>
          {order.number}
        </Anchor>
        <Text size="sm" c="dimmed">
          {row.requestNumber} {row.requestTitle}
        </Text>
      </Table.Td>
      <Table.Td>
        <OrderBadge status={order.status} />
      </Table.Td>
      <Table.Td className="wide-only">{row.sensorName}</Table.Td>
      <Table.Td className="number wide-only">
        {t('list.attemptsOf', { acquired: row.acquired, count: row.attempts })}
      </Table.Td>
      <Table.Td className="wide-only">
        {order.nextPollAt ? <Moment at={order.nextPollAt} /> : t('list.noPoll')}
      </Table.Td>
      <Table.Td className="breakable" data-label={t('list.fault')}>
        {order.lastFault ?? t('list.noFault')}
      </Table.Td>
    </Table.Tr>
  );
}
