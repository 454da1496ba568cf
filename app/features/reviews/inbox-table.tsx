import { Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconLayersIntersect } from '@tabler/icons-react';
import { StateBadge } from '#app/features/requests/state-badge.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Area } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { InboxRow } from './inbox.server.ts';
import './overlaps.css';

/** The requests as a dense table. The row whose link has the focus, or that is clicked, is the one shown beside. */
export function InboxTable(props: {
  rows: InboxRow[];
  selectedId: string | null;
  onSelect: (id: string) => void;
}) {
  const { t } = useTranslation('desk');
  return (
    <div className="table-scroll">
      <Table className="inbox stack-narrow" highlightOnHover>
        <Table.Caption className="visually-hidden">{t('inbox.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="wide-only">{t('inbox.number')}</Table.Th>
            <Table.Th>{t('inbox.request')}</Table.Th>
            <Table.Th className="wide-only">{t('inbox.sensor')}</Table.Th>
            <Table.Th className="number wide-only">{t('inbox.area')}</Table.Th>
            <Table.Th>{t('inbox.state')}</Table.Th>
            <Table.Th>{t('inbox.turn')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.rows.map((row) => (
            <InboxLine
              key={row.id}
              row={row}
              selected={row.id === props.selectedId}
              onSelect={() => props.onSelect(row.id)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function InboxLine({
  row,
  selected,
  onSelect,
}: {
  row: InboxRow;
  selected: boolean;
  onSelect: () => void;
}) {
  return (
    <Table.Tr data-selected={selected || undefined} onClick={onSelect}>
      <Table.Td className="wide-only nowrap">{row.number}</Table.Td>
      <Table.Td data-full>
        <Link
          to={`/desk/requests/${row.id}/review`}
          className="inbox-link"
          data-inbox-link={row.id}
          onFocus={onSelect}
        >
          {row.title}
        </Link>
        <Text size="xs" c="dimmed">
          <span className="narrow-only">{row.number} · </span>
          {row.entityName}
          <span className="narrow-only">
            {' '}
            · {row.sensorNames[0]} · <Area ha={row.areaHa} />
          </span>
        </Text>
        {row.overlaps > 0 && <OverlapMark count={row.overlaps} />}
      </Table.Td>
      <Table.Td className="wide-only">{row.sensorNames[0]}</Table.Td>
      <Table.Td className="number wide-only">
        <Area ha={row.areaHa} />
      </Table.Td>
      <Table.Td>
        <StateBadge state={row.state} />
      </Table.Td>
      <Table.Td>
        <Waiting row={row} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Others ask for the same place: one order may do. */
function OverlapMark({ count }: { count: number }) {
  const { t } = useTranslation('desk');
  return (
    <Text size="xs" className="inbox-overlap">
      <IconLayersIntersect size={14} aria-hidden /> {t('inbox.overlaps', { count })}
    </Text>
  );
}

/** Whose turn it is and for how long; after a week it stands out. */
function Waiting({ row }: { row: InboxRow }) {
  const { t } = useTranslation('desk');
  if (!row.turn || row.waitingDays === null) return <Text size="sm">{t('turns.none')}</Text>;
  const late = row.waitingDays >= 7;
  return (
    <Text size="sm" component="div" fw={late ? 650 : 400}>
      {t(`turns.${row.turn}`)}
      <div className="nowrap">{t('inbox.days', { count: row.waitingDays })}</div>
    </Text>
  );
}
