import { useTranslation } from '#app/i18n/use-translation.ts';
import { Area, Day } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import { TextLink } from '#app/ui/text.tsx';
import type { SavedArea } from './saved-area.ts';
import { SharingMark } from './sharing-mark.tsx';

/** Saved areas, each a link to what can be done with it. */
export function AreaTable({ areas, shownId }: { areas: SavedArea[]; shownId: string | null }) {
  const { t } = useTranslation('places');
  return (
    <div className="table-scroll">
      <Table highlightOnHover className="saved-areas stack-narrow">
        <Table.Caption className="visually-hidden">{t('saved.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('saved.name')}</Table.Th>
            <Table.Th className="number">{t('saved.area')}</Table.Th>
            <Table.Th>{t('saved.shared')}</Table.Th>
            <Table.Th>{t('saved.owner')}</Table.Th>
            <Table.Th>{t('saved.changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {areas.map((area) => (
            <Table.Tr key={area.id} {...(area.id === shownId && { 'data-selected': true })}>
              <Table.Td>
                <span {...(area.id === shownId && { 'aria-current': true })}>
                  <TextLink to={`/areas?show=${area.id}#area`}>{area.name}</TextLink>
                </span>
              </Table.Td>
              <Table.Td className="number" data-label={t('saved.area')}>
                <Area ha={area.areaHa} />
              </Table.Td>
              <Table.Td>
                <SharingMark area={area} />
              </Table.Td>
              <Table.Td data-label={t('saved.owner')}>
                {area.mine ? t('saved.you') : area.ownerName}
              </Table.Td>
              <Table.Td className="nowrap" data-label={t('saved.changed')}>
                <Day at={area.updatedAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
