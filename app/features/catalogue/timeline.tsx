import { Anchor, Text } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatMonth, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Table } from '#app/ui/table.tsx';
import './facets.css';
import type { Timeline as Shown, TimelineBar } from './timeline.ts';
import { useBrush } from './use-brush.tsx';

/** The scenes over time, as bars and as a table. A bar is a link to its days; drawing over several chooses all of them. */
export function Timeline(props: {
  timeline: Shown;
  /** The address of the search between two days, both included; of all days for none. */
  hrefOf: (days: { from: string; to: string } | null) => string;
}) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const { bars, most, unit } = props.timeline;
  const daysOf = (first: number, last: number) => {
    const [start, end] = [bars[first], bars[last]];
    return props.hrefOf(start && end ? { from: start.from, to: end.to } : null);
  };
  const brush = useBrush(bars.length, daysOf);
  const wordOf = (bar: TimelineBar) => (unit === 'month' ? formatMonth(bar.key, locale) : bar.key);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last || bars.length < 2) return null;
  const chosen = bars.filter(({ isChosen }) => isChosen);
  const span = brush.span && [brush.span.from, brush.span.to].sort((a, b) => a - b);
  const [from, to] = span ? [bars[span[0] ?? 0], bars[span[1] ?? 0]] : [chosen[0], chosen.at(-1)];
  return (
    <section
      className="timeline"
      aria-label={t('timeline.label')}
      data-chosen={chosen.length > 0 || undefined}
    >
      <div className="timeline-head">
        <b>{t(`timeline.by.${unit}`)}</b>
        <Text span size="sm" c="dimmed">
          {t('timeline.hint')}
        </Text>
        <span role="status">
          {from && to && t('timeline.span', { from: wordOf(from), to: wordOf(to) })}
        </span>
        {chosen.length > 0 && (
          <Anchor component={Link} to={props.hrefOf(null)} size="sm" preventScrollReset>
            {t('timeline.all')}
          </Anchor>
        )}
      </div>
      <ol className="timeline-bars" ref={brush.list} {...brush.handlers}>
        {bars.map((bar, rank) => (
          <li key={bar.key}>
            <Link
              to={props.hrefOf(bar)}
              preventScrollReset
              rel="nofollow"
              draggable={false}
              title={t('timeline.bar', { period: wordOf(bar), count: bar.count })}
              aria-label={t('timeline.bar', { period: wordOf(bar), count: bar.count })}
              aria-current={bar.isChosen ? 'true' : undefined}
              data-chosen={bar.isChosen || undefined}
              data-brushed={brush.isBrushed(rank) || undefined}
              tabIndex={brush.tabIndexOf(rank)}
              onFocus={() => brush.onFocus(rank)}
            >
              <span className="timeline-bar" style={{ height: heightOf(bar.count, most) }} />
            </Link>
          </li>
        ))}
      </ol>
      <div className="timeline-years" aria-hidden>
        <span>{wordOf(first)}</span>
        <span>{wordOf(last)}</span>
      </div>
      <details>
        <summary>{t('timeline.asTable')}</summary>
        <section className="table-scroll" aria-label={t('timeline.label')}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t(`timeline.${unit}`)}</Table.Th>
                <Table.Th className="number">{t('timeline.count')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {bars
                .filter(({ count }) => count > 0)
                .map((bar) => (
                  <Table.Tr key={bar.key}>
                    <Table.Th scope="row">
                      <Anchor component={Link} to={props.hrefOf(bar)} size="sm" preventScrollReset>
                        {wordOf(bar)}
                      </Anchor>
                    </Table.Th>
                    <Table.Td className="number">{formatNumber(bar.count, locale)}</Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        </section>
      </details>
    </section>
  );
}

/** A square root, so that one scene is seen beside a thousand. */
const heightOf = (count: number, most: number) =>
  count === 0 ? '0' : `${Math.max(4, Math.round(100 * Math.sqrt(count / most)))}%`;
