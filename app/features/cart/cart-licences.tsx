import { Anchor, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconLock } from '@tabler/icons-react';
import { LicenceWords } from '#app/features/licences/licence-words.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import './cart.css';
import type { ShownCartLicence } from './shown-cart.ts';

/** Under which licences the scenes are, and what is left to do for each. */
export function CartLicences({ licences }: { licences: readonly ShownCartLicence[] }) {
  const { t } = useTranslation('cart');
  const locale = useLocale();
  return (
    <section aria-labelledby="cart-licences" className="cart-licences">
      <Title order={2} size="h4" id="cart-licences" mb={8}>
        {t('licences.title')}
      </Title>
      <ul>
        {licences.map(({ licence, why, count }) => (
          <li key={licence.id}>
            <Title order={3} size="h5">
              {licence.name[locale]}
              <Text span size="sm" c="dimmed">
                {' · '}
                {t('licences.scenes', { count })}
              </Text>
            </Title>
            <LicenceWords licence={licence} to="/cart" />
            <p className="cart-standing" data-open={why === null || undefined}>
              {why === null ? (
                <IconCircleCheck size={18} aria-hidden />
              ) : (
                <IconLock size={18} aria-hidden />
              )}
              <span>{t(`licences.why.${why ?? 'open'}`)}</span>
              {why === 'not-accepted' && (
                <Anchor href={`/licences/${licence.id}?to=/cart`} fw={600}>
                  {t('licences.accept')}
                  <span className="visually-hidden"> {licence.name[locale]}</span>
                </Anchor>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
