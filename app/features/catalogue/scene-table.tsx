import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatDay, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Table } from '#app/ui/table.tsx';
import './catalogue.css';
import type { SortName } from './catalogue-query.ts';
import { rowId, type SceneRowsProps } from './scene-list.tsx';
import { sceneName, writeGsd } from './scene-words.ts';

/** Which way each order that a column offers goes. */
const orders: Record<SortName, { column: string; way: 'ascending' | 'descending' }> = {
  newest: { column: 'acquired', way: 'descending' },
  oldest: { column: 'acquired', way: 'ascending' },
  clearest: { column: 'cloud', way: 'ascending' },
  finest: { column: 'gsd', way: 'ascending' },
  vertical: { column: 'incidence', way: 'ascending' },
  added: { column: 'added', way: 'descending' },
};

/** The same scenes as a table: to compare figures. The columns that can be sorted by are links. */
export function SceneTable(
  props: SceneRowsProps & { sort: SortName; sortHref: (sort: SortName) => string },
) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const column = (name: string, sort: SortName | null, isNumber = false) => (
    <Column
      label={t(`table.${name}`)}
      isNumber={isNumber}
      way={orders[props.sort].column === name ? orders[props.sort].way : null}
      href={sort && props.sortHref(sort)}
    />
  );
  const number = (value: number | null, decimals: number, unit: string) =>
    value === null ? t('table.none') : t(unit, { value: formatNumber(value, locale, decimals) });
  return (
    <section className="table-scroll" aria-label={t('results.label')}>
      <Table highlightOnHover className="scene-table">
        <Table.Thead>
          <Table.Tr>
            {column('scene', null)}
            {column('sensor', null)}
            {column('acquired', props.sort === 'newest' ? 'oldest' : 'newest')}
            {column('cloud', 'clearest', true)}
            {column('gsd', 'finest', true)}
            {column('incidence', 'vertical', true)}
            {column('area', null, true)}
            {props.act && <Table.Th>{t('table.act')}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.scenes.map((scene) => (
            <Table.Tr
              key={scene.id}
              id={rowId(scene.id)}
              data-selected={scene.id === props.selectedId || undefined}
              onMouseEnter={() => props.onPoint(scene.id)}
              onFocus={() => props.onPoint(scene.id)}
            >
              <Table.Th scope="row">
                <Anchor component={Link} to={`/catalogue/${scene.id}`} size="sm">
                  {scene.platformName}
                  <span className="visually-hidden"> {sceneName(scene, t, locale)}</span>
                </Anchor>
                {scene.synthetic && <span className="scene-sub">{t('marks.synthetic')}</span>}
              </Table.Th>
              <Table.Td>{scene.sensorName}</Table.Td>
              <Table.Td>{formatDay(scene.acquiredAt, locale)}</Table.Td>
              <Table.Td className="number">{number(scene.cloudCoverPct, 0, 'percent')}</Table.Td>
              <Table.Td className="number">
                {scene.gsdM === null ? t('table.none') : writeGsd(scene.gsdM, locale)}
              </Table.Td>
              <Table.Td className="number">{number(scene.incidenceDeg, 1, 'degrees')}</Table.Td>
              <Table.Td className="number">{formatArea(scene.areaHa, locale)}</Table.Td>
              {props.act && <Table.Td>{props.act(scene)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Column(props: {
  label: ReactNode;
  isNumber: boolean;
  way: 'ascending' | 'descending' | null;
  href: string | null;
}) {
  const Arrow = props.way === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <Table.Th className={props.isNumber ? 'number' : undefined} aria-sort={props.way ?? undefined}>
      {props.href === null ? (
        props.label
      ) : (
        <Link to={props.href} preventScrollReset rel="nofollow">
          {props.label}
          {props.way && <Arrow size={14} aria-hidden />}
        </Link>
      )}
    </Table.Th>
  );
}
