import { Anchor, Text } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Day } from '#app/ui/moment.tsx';
import type { ShownLicence } from './shown-licence.ts';

/** A licence in plain words: what it allows, the version in force and since when, and where its full text is. */
export function LicenceWords({ licence, to }: { licence: ShownLicence; to?: string }) {
  const { t } = useTranslation('licences');
  const locale = useLocale();
  const query = to ? `?to=${encodeURIComponent(to)}` : '';
  return (
    <>
      <Text mb={4}>{licence.summary[locale]}</Text>
      <Text size="sm" c="dimmed">
        {t('version', { version: licence.version })} · {t('inForce')}{' '}
        <Day at={licence.effectiveAt} /> ·{' '}
        <Anchor underline="always" href={`/licences/${licence.id}${query}`} size="sm">
          {t('readText')}
          <span className="visually-hidden"> {licence.name[locale]}</span>
        </Anchor>
      </Text>
    </>
  );
}
