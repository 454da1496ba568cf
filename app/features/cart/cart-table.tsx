import { Anchor, Button } from '@mantine/core';
import { Form } from '@remix-run/react';
import { IconFileZip, IconLock, IconX } from '@tabler/icons-react';
import { sceneName } from '#app/features/catalogue/scene-words.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatBytes, formatDay } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Table } from '#app/ui/table.tsx';
import './cart.css';
import { type ShownLine, zipHref } from './shown-cart.ts';

/** The scenes put aside: what each weighs, and its download where that is open. */
export function CartTable({ lines, isShared }: { lines: readonly ShownLine[]; isShared: boolean }) {
  const { t } = useTranslation('cart');
  const locale = useLocale();
  const open = lines.filter(({ mayRetrieve }) => mayRetrieve);
  const sum = (list: readonly ShownLine[]) => list.reduce((bytes, line) => bytes + line.bytes, 0);
  return (
    <section className="table-scroll" aria-label={t('table.label')}>
      <Table className="cart-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('table.scene')}</Table.Th>
            <Table.Th>{t('table.acquired')}</Table.Th>
            <Table.Th className="number">{t('table.area')}</Table.Th>
            <Table.Th className="cart-licence">{t('table.licence')}</Table.Th>
            <Table.Th className="number">{t('table.size')}</Table.Th>
            <Table.Th className="number">{t('table.acts')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.scene.id}>
              <Table.Th scope="row">
                <Anchor href={`/catalogue/${line.scene.id}`} size="sm">
                  {line.scene.platformName}
                </Anchor>
              </Table.Th>
              <Table.Td>{formatDay(line.scene.acquiredAt, locale)}</Table.Td>
              <Table.Td className="number">{formatArea(line.scene.areaHa, locale)}</Table.Td>
              <Table.Td className="cart-licence">{line.licenceName[locale]}</Table.Td>
              <Table.Td className="number">
                {line.bytes > 0 ? formatBytes(line.bytes, locale) : t('table.elsewhere')}
              </Table.Td>
              <Table.Td>
                <Acts line={line} isShared={isShared} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <tfoot>
          <Table.Tr className="cart-total">
            <Table.Th scope="row" colSpan={3}>
              {t('table.total', { count: lines.length })}
            </Table.Th>
            <Table.Td className="cart-licence" />
            <Table.Td className="number">{formatBytes(sum(lines), locale)}</Table.Td>
            <Table.Td className="number">
              {t('table.open', { count: open.length, size: formatBytes(sum(open), locale) })}
            </Table.Td>
          </Table.Tr>
        </tfoot>
      </Table>
    </section>
  );
}

function Acts({ line, isShared }: { line: ShownLine; isShared: boolean }) {
  const { t } = useTranslation('cart');
  const { t: words } = useTranslation('catalogue');
  const locale = useLocale();
  const { scene, mayRetrieve, bytes } = line;
  const name = sceneName(scene, words, locale);
  return (
    <div className="cart-acts">
      {bytes > 0 && (
        <Button
          component="a"
          size="xs"
          variant={mayRetrieve ? 'filled' : 'default'}
          href={mayRetrieve ? zipHref(scene.id) : `/catalogue/${scene.id}/access`}
          leftSection={
            mayRetrieve ? <IconFileZip size={16} aria-hidden /> : <IconLock size={16} aria-hidden />
          }
        >
          {t(mayRetrieve ? 'table.zip' : 'table.locked')}
          <span className="visually-hidden"> {name}</span>
        </Button>
      )}
      {!isShared && (
        <Form method="post" action="/cart?index">
          <input type="hidden" name="scene" value={scene.id} />
          <Button
            type="submit"
            name="intent"
            value="remove"
            size="xs"
            variant="subtle"
            leftSection={<IconX size={16} aria-hidden />}
          >
            {t('table.remove')}
            <span className="visually-hidden"> {name}</span>
          </Button>
        </Form>
      )}
    </div>
  );
}
