import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconDownload, IconFileZip, IconLock } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatBytes } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Table } from '#app/ui/table.tsx';
import './catalogue.css';

export type SceneFile = { id: string; path: string; role: string; bytes: number; sha256: string };

/** The files of a scene. Who may not retrieve them is led to the page that says why. */
export function SceneFiles(props: {
  itemId: string;
  files: readonly SceneFile[];
  mayRetrieve: boolean;
}) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const { itemId, files, mayRetrieve } = props;
  const access = `/catalogue/${itemId}/access`;
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const hrefOf = (path: string) => (mayRetrieve ? `/downloads/items/${itemId}${path}` : access);
  return (
    <>
      <Group mb="md">
        <Button
          component="a"
          href={hrefOf('.zip')}
          leftSection={
            mayRetrieve ? <IconFileZip size={18} aria-hidden /> : <IconLock size={18} aria-hidden />
          }
        >
          {t('files.zip', { size: formatBytes(total, locale) })}
        </Button>
        {!mayRetrieve && (
          <Text size="sm">
            {t('files.locked')}{' '}
            <Anchor underline="always" href={access}>
              {t('files.why')}
            </Anchor>
          </Text>
        )}
      </Group>
      <section className="table-scroll" aria-label={t('files.title')}>
        <Table>
          <Table.Caption>{t('files.caption', { count: files.length })}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('files.path')}</Table.Th>
              <Table.Th scope="col">{t('files.get')}</Table.Th>
              <Table.Th className="number">{t('files.size')}</Table.Th>
              <Table.Th scope="col">{t('files.role')}</Table.Th>
              <Table.Th scope="col">{t('files.sha256')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map((file) => (
              <Table.Tr key={file.id}>
                <Table.Th scope="row" className="file-path">
                  <FilePath path={file.path} />
                </Table.Th>
                <Table.Td>
                  <Anchor href={hrefOf(`/files/${file.id}`)} className="file-get" fz="sm">
                    {mayRetrieve ? (
                      <IconDownload size={16} aria-hidden />
                    ) : (
                      <IconLock size={16} aria-hidden />
                    )}{' '}
                    {t('files.download')}
                    <span className="visually-hidden"> {file.path}</span>
                  </Anchor>
                </Table.Td>
                <Table.Td className="number file-size">{formatBytes(file.bytes, locale)}</Table.Td>
                <Table.Td>{t(`roles.${file.role}`, { defaultValue: file.role })}</Table.Td>
                <Table.Td>
                  <code title={file.sha256}>{file.sha256.slice(0, 12)}…</code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
    </>
  );
}

/** The name of a file, and beneath it the folder of the parcel that holds it. */
function FilePath({ path }: { path: string }) {
  const cut = path.lastIndexOf('/') + 1;
  return (
    <>
      {path.slice(cut)}
      {cut > 0 && <span className="file-folder">{path.slice(0, cut)}</span>}
    </>
  );
}
