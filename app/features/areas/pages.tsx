import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';

/** Goes through a long list page by page; nothing where one page holds it. */
export function Pages(props: {
  count: number;
  perPage: number;
  page: number;
  onPage: (page: number) => void;
}) {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  const { count, perPage, page, onPage } = props;
  const last = Math.max(0, Math.ceil(count / perPage) - 1);
  if (last === 0) return null;
  const from = page * perPage + 1;
  const to = Math.min(count, from + perPage - 1);
  const figures = { from, to, count };
  const shown = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, formatNumber(value, locale)]),
  );
  return (
    <Group component="nav" gap="xs" aria-label={t('pages.label')} mt="xs">
      <Button
        size="compact-sm"
        variant="default"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      >
        {t('pages.before')}
      </Button>
      <Text size="sm" role="status">
        {t('pages.where', shown)}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        disabled={page === last}
        onClick={() => onPage(page + 1)}
      >
        {t('pages.after')}
      </Button>
    </Group>
  );
}
