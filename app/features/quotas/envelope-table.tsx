import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Area, Day } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { Envelope } from './quotas.server.ts';

/** Envelopes as figures. */
export function EnvelopeTable({ envelopes }: { envelopes: Envelope[] }) {
  const { t } = useTranslation('quotas');
  const locale = useLocale();
  return (
    <div className="table-scroll">
      <Table highlightOnHover>
        <Table.Caption className="visually-hidden">{t('list.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list.envelope')}</Table.Th>
            <Table.Th className="wide-only">{t('list.for')}</Table.Th>
            <Table.Th className="wide-only">{t('list.period')}</Table.Th>
            <Table.Th className="number">{t('list.granted')}</Table.Th>
            <Table.Th className="number wide-only">{t('list.held')}</Table.Th>
            <Table.Th className="number wide-only">{t('list.settled')}</Table.Th>
            <Table.Th className="number">{t('list.free')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {envelopes.map((envelope) => (
            <Table.Tr key={envelope.id}>
              <Table.Td>
                <Anchor component={Link} to={`/desk/quotas/${envelope.id}`} fw={600}>
                  {envelope.name[locale]}
                </Anchor>
              </Table.Td>
              <Table.Td className="wide-only">
                {envelope.entityName ?? t('list.everybody')}
              </Table.Td>
              <Table.Td className="wide-only">
                <Day at={envelope.fromAt} /> – <Day at={lastDayOf(envelope.toAt)} />
              </Table.Td>
              <Table.Td className="number">
                <Area ha={envelope.grantedHa} />
              </Table.Td>
              <Table.Td className="number wide-only">
                <Area ha={envelope.heldHa} />
              </Table.Td>
              <Table.Td className="number wide-only">
                <Area ha={envelope.settledHa} />
              </Table.Td>
              <Table.Td className="number">
                <b>
                  <Area ha={envelope.freeHa} />
                </b>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** The last day of an envelope: `toAt` is the midnight that ends it, in UTC or in Paris, so half a day earlier is inside it. */
export const lastDayOf = (toAt: Date) => new Date(new Date(toAt).getTime() - 12 * 3_600_000);
