import { Loader, Text } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** The place of a part of a page that is fetched when it is first shown (`lazy`). */
export const LazyPlace = ({ children }: { children: ReactNode }) => (
  <Suspense fallback={<Loader size="sm" />}>{children}</Suspense>
);

/**
 * What to show where such a part cannot be fetched (the network is gone, or a new version has taken the place of this one): a
 * sentence, and the page around it goes on. For `.catch` of its `import()`.
 */
export const panelUnavailable = () => ({ default: Unavailable });

function Unavailable() {
  const { t } = useTranslation();
  return (
    <Text size="sm" role="status">
      {t('partUnavailable')}
    </Text>
  );
}
