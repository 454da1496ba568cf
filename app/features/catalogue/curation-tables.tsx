import { Text, Title } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatDay } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import './catalogue.css';

type Event = {
  id: string;
  act: 'visibility' | 'withdraw' | 'restore';
  detail: Record<string, string | null>;
  at: Date;
  actorName: string;
};

/** What the desk did with a scene, latest first. */
export function CurationEvents(props: {
  events: readonly Event[];
  entities: readonly { id: string; name: string }[];
}) {
  const { t } = useTranslation('curation');
  const locale = useLocale();
  const wordsOf = (event: Event) =>
    wordsOfEvent(event, props.entities, t, (day) => formatDay(day, locale));
  return (
    <section className="scene-section" aria-labelledby="events-title">
      <Title order={2} size="h4" mb={8} id="events-title">
        {t('events.title')}
      </Title>
      {props.events.length === 0 ? (
        <Text c="dimmed">{t('events.none')}</Text>
      ) : (
        <section className="table-scroll" aria-label={t('events.caption')}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('events.at')}</Table.Th>
                <Table.Th>{t('events.who')}</Table.Th>
                <Table.Th>{t('events.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {props.events.map((event) => (
                <Table.Tr key={event.id}>
                  <Table.Td>
                    <Moment at={event.at} />
                  </Table.Td>
                  <Table.Td>{event.actorName}</Table.Td>
                  <Table.Td>{wordsOf(event)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </section>
  );
}

function wordsOfEvent(
  { act, detail }: Event,
  entities: readonly { id: string; name: string }[],
  t: TFunction,
  dayOf: (day: string) => string,
): string {
  if (act === 'withdraw') return t('curation:events.withdraw', { reason: detail.reason });
  if (act === 'restore') return t('curation:events.restore');
  const open = (value: string | null | undefined) => t(`curation:visibility.${value ?? 'public'}`);
  const entity = entities.find(({ id }) => id === detail.entityId)?.name;
  return [
    t('curation:events.visibility', { from: open(detail.from), to: open(detail.to) }),
    ...(entity ? [entity] : []),
    ...(detail.embargoUntil
      ? [t('curation:events.embargo', { day: dayOf(detail.embargoUntil) })]
      : []),
  ].join(' · ');
}

/** Who retrieved a scene of late. */
export function CurationDownloads(props: {
  downloads: readonly {
    id: string;
    at: Date;
    userName: string;
    entityName: string;
    path: string | null;
  }[];
}) {
  const { t } = useTranslation('curation');
  return (
    <section className="scene-section" aria-labelledby="downloads-title">
      <Title order={2} size="h4" mb={8} id="downloads-title">
        {t('downloads.title')}
      </Title>
      {props.downloads.length === 0 ? (
        <Text c="dimmed">{t('downloads.none')}</Text>
      ) : (
        <section className="table-scroll" aria-label={t('downloads.caption')}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('downloads.at')}</Table.Th>
                <Table.Th>{t('downloads.who')}</Table.Th>
                <Table.Th>{t('downloads.entity')}</Table.Th>
                <Table.Th>{t('downloads.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {props.downloads.map((download) => (
                <Table.Tr key={download.id}>
                  <Table.Td>
                    <Moment at={download.at} />
                  </Table.Td>
                  <Table.Td>{download.userName}</Table.Td>
                  <Table.Td>{download.entityName}</Table.Td>
                  <Table.Td className="file-path">{download.path ?? t('downloads.all')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </section>
  );
}
