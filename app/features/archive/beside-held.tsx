import { Anchor, List, Text, Title } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatMonth, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { AskedOver, FreeAlternative } from './held.ts';

/** What others ask for over the same place, as far as the reader may know. */
export function AskedOverList({ asked }: { asked: readonly AskedOver[] }) {
  const { t } = useTranslation(['archive', 'requests']);
  const locale = useLocale();
  if (asked.length === 0) return null;
  return (
    <section aria-labelledby="asked-over">
      <Title order={3} size="h5" id="asked-over" mb={4}>
        {t('asked.title')}
      </Title>
      <List size="sm">
        {asked.map(({ key, pct, month, request }) => {
          const figures = {
            pct: formatNumber(pct, locale, 1),
            month: formatMonth(month, locale),
          };
          return (
            <List.Item key={key}>
              {request ? (
                <>
                  <Anchor
                    component={Link}
                    to={`/requests/${request.id}`}
                    inherit
                    underline="always"
                  >
                    {t('asked.number', { number: request.number })}
                  </Anchor>{' '}
                  {t('asked.known', {
                    ...figures,
                    entity: request.entityName,
                    state: t(`requests:states.${request.state}`).toLocaleLowerCase(locale),
                  })}
                </>
              ) : (
                t('asked.other', figures)
              )}
            </List.Item>
          );
        })}
      </List>
      <Text size="sm" c="dimmed" mt={4}>
        {t('asked.hint')}
      </Text>
    </section>
  );
}

/** Imagery that costs nothing and exists here. */
export function FreeList({ free }: { free: readonly FreeAlternative[] }) {
  const { t } = useTranslation('archive');
  const locale = useLocale();
  if (free.length === 0) return null;
  return (
    <section aria-labelledby="free">
      <Title order={3} size="h5" id="free" mb={4}>
        {t('free.title')}
      </Title>
      <List size="sm" spacing={4}>
        {free.map(({ id, name, summary, gsdM, url, coarser }) => (
          <List.Item key={id}>
            <Anchor href={url} target="_blank" rel="noreferrer" inherit underline="always">
              {name} <IconExternalLink size={14} aria-hidden />
              <span className="visually-hidden">{t('free.elsewhere')}</span>
            </Anchor>{' '}
            · {t('free.gsd', { gsd: formatNumber(gsdM, locale, 1) })}
            {coarser && ` · ${t('free.coarser')}`}
            <br />
            {summary}
          </List.Item>
        ))}
      </List>
    </section>
  );
}
