import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import { type Act, acts, transitions } from '#app/features/requests/workflow.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Area, Moment } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { findLedger } from './quotas.server.ts';

type LedgerEntry = Awaited<ReturnType<typeof findLedger>>['entries'][number];

/** Every movement of an envelope, newest first, with who, why and for which request. */
export function LedgerTable({ entries }: { entries: LedgerEntry[] }) {
  const { t } = useTranslation(['quotas', 'requests']);
  return (
    <div className="table-scroll">
      <Table className="stack-narrow">
        <Table.Caption className="visually-hidden">{t('ledger.title')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('ledger.at')}</Table.Th>
            <Table.Th>{t('ledger.kind')}</Table.Th>
            <Table.Th className="number">{t('ledger.amount')}</Table.Th>
            <Table.Th>{t('ledger.request')}</Table.Th>
            <Table.Th>{t('ledger.reason')}</Table.Th>
            <Table.Th className="wide-only">{t('ledger.actor')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              <Table.Td>
                <Moment at={entry.at} />
              </Table.Td>
              <Table.Td>{t(`kinds.${entry.kind}`)}</Table.Td>
              <Table.Td className="number">
                <Area ha={entry.amountHa} />
              </Table.Td>
              <Table.Td className="nowrap">
                {entry.requestId ? (
                  <Anchor component={Link} to={`/desk/requests/${entry.requestId}/review`}>
                    {entry.requestNumber}
                  </Anchor>
                ) : (
                  '–'
                )}
              </Table.Td>
              <Table.Td className="breakable" data-full>
                {isQuotaAct(entry.reason) ? t(`why.${entry.reason}`) : entry.reason}
              </Table.Td>
              <Table.Td className="wide-only">
                {entry.actorName ?? t('requests:page.actor-system')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** A movement that an act made is told by the act; one made by a person by their own words. */
const isQuotaAct = (reason: string): reason is Act =>
  acts.some((act) => act === reason && transitions[act].quota !== 'none');
