import { ActionIcon } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatDay, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Table } from '#app/ui/table.tsx';
import { Text, TextLink } from '#app/ui/text.tsx';
import type { FreeSource } from './free-sources.server.ts';
import { OpenBadge } from './open-badge.tsx';

/** The sources in the order in which members see them. */
export function SourceTable({ sources }: { sources: FreeSource[] }) {
  const { t } = useTranslation('offers');
  return (
    <div className="table-scroll">
      <Table highlightOnHover className="stack-narrow">
        <Table.Caption className="visually-hidden">{t('sources.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sources.name')}</Table.Th>
            <Table.Th className="number">{t('sources.gsd')}</Table.Th>
            <Table.Th>{t('sources.days')}</Table.Th>
            <Table.Th>{t('sources.where')}</Table.Th>
            <Table.Th>{t('list.state')}</Table.Th>
            <Table.Th>{t('sources.order')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sources.map((source, n) => (
            <SourceLine
              key={source.id}
              source={source}
              isFirst={n === 0}
              isLast={n === sources.length - 1}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function SourceLine(props: { source: FreeSource; isFirst: boolean; isLast: boolean }) {
  const { t } = useTranslation('offers');
  const locale = useLocale();
  const { source } = props;
  return (
    <Table.Tr>
      <Table.Td className="source-name">
        <TextLink to={`/desk/sources/${source.id}`}>{source.name[locale]}</TextLink>
        <Text size="sm" c="dimmed" component="div">
          {source.summary[locale]}
        </Text>
      </Table.Td>
      <Table.Td
        className="number"
        data-label={t('sources.gsd')}
      >{`${formatNumber(source.gsdM, locale, 2)} m`}</Table.Td>
      <Table.Td className="nowrap" data-label={t('sources.days')}>
        {useDays(source)}
      </Table.Td>
      <Table.Td data-label={t('sources.where')}>
        {t(source.coverage ? 'sources.inCoverage' : 'sources.everywhere')}
      </Table.Td>
      <Table.Td>
        <OpenBadge active={source.active} />
      </Table.Td>
      <Table.Td>
        <Move source={source} isFirst={props.isFirst} isLast={props.isLast} />
      </Table.Td>
    </Table.Tr>
  );
}

function useDays({ fromDay, toDay }: FreeSource): string {
  const { t } = useTranslation('offers');
  const locale = useLocale();
  if (fromDay && toDay) return `${formatDay(fromDay, locale)} – ${formatDay(toDay, locale)}`;
  if (fromDay) return t('sources.since', { day: formatDay(fromDay, locale) });
  return toDay ? t('sources.until', { day: formatDay(toDay, locale) }) : t('sources.anyDay');
}

function Move({
  source,
  isFirst,
  isLast,
}: {
  source: FreeSource;
  isFirst: boolean;
  isLast: boolean;
}) {
  const { t } = useTranslation('offers');
  const locale = useLocale();
  const busy = useNavigation().state !== 'idle';
  const figures = { name: source.name[locale] };
  return (
    <Form method="post" preventScrollReset className="source-move">
      <input type="hidden" name="id" value={source.id} />
      <ActionIcon
        type="submit"
        name="by"
        value="-1"
        variant="default"
        disabled={busy || isFirst}
        aria-label={t('sources.up', figures)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        type="submit"
        name="by"
        value="1"
        variant="default"
        disabled={busy || isLast}
        aria-label={t('sources.down', figures)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
    </Form>
  );
}
