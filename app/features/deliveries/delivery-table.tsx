import { Anchor, Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatBytes } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { ListedParcel } from './delivery-pages.server.ts';
import { DeliveryReasonList } from './reason-list.tsx';

/** Parcels of one state: where each comes from, and why it is where it is. */
export function DeliveryTable({ parcels }: { parcels: ListedParcel[] }) {
  const { t } = useTranslation('deliveries');
  const locale = useLocale();
  return (
    <div className="table-scroll">
      <Table highlightOnHover className="stack-narrow">
        <Table.Caption className="visually-hidden">{t('list.title')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list.parcel')}</Table.Th>
            <Table.Th>{t('list.reasons')}</Table.Th>
            <Table.Th className="wide-only">{t('list.order')}</Table.Th>
            <Table.Th className="number wide-only">{t('list.size')}</Table.Th>
            <Table.Th className="wide-only">{t('list.arrived')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parcels.map(({ delivery, orderNumber, requestNumber, fault, reasons }) => (
            <Table.Tr key={delivery.id}>
              <Table.Td className="breakable">
                <Anchor component={Link} to={`/desk/deliveries/${delivery.id}`} fw={600}>
                  {delivery.reference}
                </Anchor>
                <Text size="sm" c="dimmed" className="narrow-only">
                  <Moment at={delivery.createdAt} />
                </Text>
              </Table.Td>
              <Table.Td>
                {fault || reasons.length > 0 ? (
                  <DeliveryReasonList fault={fault} reasons={reasons} most={2} />
                ) : (
                  t('list.noReason')
                )}
              </Table.Td>
              <Table.Td className="wide-only">
                {orderNumber ?? t('list.byHand')}
                {requestNumber && (
                  <Text size="sm" c="dimmed">
                    {requestNumber}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="number wide-only">
                {formatBytes(delivery.bytes, locale)}
              </Table.Td>
              <Table.Td className="wide-only">
                <Moment at={delivery.createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
