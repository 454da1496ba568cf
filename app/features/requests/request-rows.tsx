import { Anchor, Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatDay } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { ProgressTrack } from './progress-track.tsx';
import type { ListedRequest } from './requests.server.ts';
import { StateBadge } from './state-badge.tsx';
import { TurnNote } from './turn-note.tsx';

type Row = Omit<ListedRequest, 'form'>;

/** Requests as rows: what, how far, whose turn. Those of colleagues carry their name. */
export function RequestRows(props: {
  rows: readonly Row[];
  now: Date;
  actorId: string;
  empty: string;
}) {
  if (props.rows.length === 0) return <Text c="dimmed">{props.empty}</Text>;
  return (
    <ul className="request-rows">
      {props.rows.map((row) => (
        <li key={row.id} className="request-row">
          <RowTitle row={row} actorId={props.actorId} />
          <div className="request-row-state">
            <StateBadge state={row.state} />
            <ProgressTrack state={row.state} />
          </div>
          <TurnNote
            turn={row.turn}
            since={row.turnSince}
            now={props.now}
            own={row.ownerId === props.actorId}
          />
        </li>
      ))}
    </ul>
  );
}

function RowTitle({ row, actorId }: { row: Row; actorId: string }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const more = [
    row.number ?? t('list.draft-of', { day: formatDay(row.updatedAt, locale) }),
    formatArea(row.areaHa, locale),
    ...(row.ownerId === actorId ? [] : [row.ownerName]),
  ];
  const to = row.number ? `/requests/${row.id}` : `/requests/${row.id}/edit`;
  return (
    <div>
      <Anchor component={Link} to={to} className="request-row-title">
        {row.title || t('list.untitled')}
      </Anchor>
      <div className="request-row-more">{more.join(' · ')}</div>
    </div>
  );
}
