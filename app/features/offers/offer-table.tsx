import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Area } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import { Text, TextLink } from '#app/ui/text.tsx';
import type { ListedOffer } from './offers.server.ts';
import { OpenBadge } from './open-badge.tsx';

/** The offers and what each asks of an area. */
export function OfferTable({ offers }: { offers: ListedOffer[] }) {
  const { t } = useTranslation('offers');
  return (
    <div className="table-scroll">
      <Table highlightOnHover className="stack-narrow">
        <Table.Caption className="visually-hidden">{t('list.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('list.offer')}</Table.Th>
            <Table.Th className="number">{t('list.minArea')}</Table.Th>
            <Table.Th className="number">{t('list.minWidth')}</Table.Th>
            <Table.Th className="number">{t('list.maxArea')}</Table.Th>
            <Table.Th>{t('list.perPolygon')}</Table.Th>
            <Table.Th className="number">{t('list.maxVertices')}</Table.Th>
            <Table.Th>{t('list.licence')}</Table.Th>
            <Table.Th>{t('list.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {offers.map((offer) => (
            <OfferLine key={offer.id} offer={offer} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function OfferLine({ offer }: { offer: ListedOffer }) {
  const { t } = useTranslation('offers');
  const locale = useLocale();
  return (
    <Table.Tr>
      <Table.Td className="nowrap">
        <TextLink to={`/desk/offers/${offer.id}`}>{offer.sensorName}</TextLink>
        <Text size="sm" c="dimmed" component="div">
          {t(`kinds.${offer.kind}`)}
        </Text>
      </Table.Td>
      <Table.Td className="number" data-label={t('list.minArea')}>
        <Area ha={offer.minAreaHa} />
      </Table.Td>
      <Table.Td className="number" data-label={t('list.minWidth')}>
        {offer.minWidthKm === null ? t('none') : `${formatNumber(offer.minWidthKm, locale, 2)} km`}
      </Table.Td>
      <Table.Td className="number" data-label={t('list.maxArea')}>
        {offer.maxAreaHa === null ? t('none') : <Area ha={offer.maxAreaHa} />}
      </Table.Td>
      <Table.Td data-label={t('list.perPolygon')}>
        {t(offer.perPolygon ? 'list.each' : 'list.together')}
      </Table.Td>
      <Table.Td className="number" data-label={t('list.maxVertices')}>
        {formatNumber(offer.maxVertices, locale)}
      </Table.Td>
      <Table.Td data-full>{offer.licenceName}</Table.Td>
      <Table.Td>
        <OpenBadge active={offer.active} />
      </Table.Td>
    </Table.Tr>
  );
}
