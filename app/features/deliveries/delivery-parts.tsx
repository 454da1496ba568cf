import { Anchor, List, Text, Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatBytes } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Area, Day } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { Parcel } from './delivery-pages.server.ts';
import { ReasonList } from './reason-list.tsx';

/** Each product of a parcel with its own verdict. */
export function DeliveryProducts({ products }: { products: Parcel['products'] }) {
  const { t } = useTranslation(['deliveries', 'dimap']);
  if (products.length === 0) return null;
  return (
    <section className="review-section">
      <Title order={2} size="h4" mb="sm">
        {t('page.products')}
      </Title>
      <List>
        {products.map(({ path, verdict, reasons }) => (
          <List.Item key={path}>
            <span className="breakable">{path}</span> – <b>{t(`dimap:verdict.${verdict}`)}</b>
            <ReasonList reasons={reasons} />
          </List.Item>
        ))}
      </List>
    </section>
  );
}

/** What a parcel's documents name and is not there. */
export function DeliveryMissing({ missing }: { missing: Parcel['missing'] }) {
  const { t } = useTranslation('deliveries');
  if (missing.length === 0) return null;
  return (
    <section className="review-section">
      <Title order={2} size="h4" mb="sm">
        {t('page.missing')}
      </Title>
      <List className="breakable">
        {missing.map(({ path, namedBy, kind }) => (
          <List.Item key={`${path}-${namedBy}`}>
            {t(`kinds.${kind}`)} : <code>{path}</code>
            <Text size="sm" c="dimmed">
              {t('page.namedBy', { path: namedBy })}
            </Text>
          </List.Item>
        ))}
      </List>
    </section>
  );
}

/** The scenes that a parcel gave to the catalogue. */
export function DeliveryItems({ items }: { items: Parcel['items'] }) {
  const { t } = useTranslation('deliveries');
  if (items.length === 0) return null;
  return (
    <section className="review-section">
      <Title order={2} size="h4" mb="sm">
        {t('page.items')}
      </Title>
      <List>
        {items.map((item) => (
          <List.Item key={item.id}>
            <Anchor component={Link} to={`/catalogue/${item.id}`} underline="always">
              {item.name}, <Day at={item.acquiredAt} />
            </Anchor>
            , <Area ha={item.areaHa} />
            {item.synthetic && ` · ${t('page.synthetic')}`}
          </List.Item>
        ))}
      </List>
    </section>
  );
}

/** Every file of a parcel with its size and digest. */
export function DeliveryFiles({ files }: { files: Parcel['files'] }) {
  const { t } = useTranslation('deliveries');
  const locale = useLocale();
  if (files.length === 0) return null;
  return (
    <div className="review-section">
      <Title order={2} size="h4" mb="sm" id="files">
        {t('page.files', { count: files.length })}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className="table-scroll" aria-labelledby="files" tabIndex={0}>
        <Table className="stack-narrow">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('page.path')}</Table.Th>
              <Table.Th className="number">{t('list.size')}</Table.Th>
              <Table.Th>{t('page.sha256')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map((file) => (
              <Table.Tr key={file.path}>
                <Table.Td className="breakable">{file.path}</Table.Td>
                <Table.Td className="number">{formatBytes(file.bytes, locale)}</Table.Td>
                <Table.Td>
                  <code className="digest">{file.sha256}</code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </div>
  );
}
