import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import { AttemptBadge } from './order-badges.tsx';
import type { OrderPage } from './order-page.server.ts';

/** The passes tried for an order, in the order of their time. */
export function AttemptsTable({ attempts }: { attempts: OrderPage['attempts'] }) {
  const { t } = useTranslation('orders');
  const locale = useLocale();
  return (
    <div className="table-scroll">
      <Table>
        <Table.Caption className="visually-hidden">{t('page.attempts')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('page.planned')}</Table.Th>
            <Table.Th>{t('page.result')}</Table.Th>
            <Table.Th className="number">{t('page.cloud')}</Table.Th>
            <Table.Th className="number">{t('page.incidence')}</Table.Th>
            <Table.Th className="wide-only">{t('page.reference')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {attempts.map((attempt) => (
            <Table.Tr key={attempt.reference}>
              <Table.Td>
                <Moment at={attempt.plannedAt} />
              </Table.Td>
              <Table.Td>
                <AttemptBadge state={attempt.state} />
              </Table.Td>
              <Table.Td className="number">
                {attempt.cloudCoverPct === null
                  ? '–'
                  : `${formatNumber(attempt.cloudCoverPct, locale)} %`}
              </Table.Td>
              <Table.Td className="number">
                {attempt.incidenceDeg === null
                  ? '–'
                  : `${formatNumber(attempt.incidenceDeg, locale, 1)}°`}
              </Table.Td>
              <Table.Td className="wide-only breakable">{attempt.reference}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
