import { useTranslation } from '#app/i18n/use-translation.ts';
import { LinkTabs } from '#app/ui/link-tabs.tsx';

const pages = ['offers', 'sources'] as const;

/** From what may be bought to what costs nothing, and back. */
export function OfferTabs({ current }: { current: (typeof pages)[number] }) {
  const { t } = useTranslation('offers');
  const tabs = pages.map((page) => ({
    to: `/desk/${page}`,
    label: t(`tabs.${page}`),
    current: page === current,
  }));
  return <LinkTabs label={t('tabs.label')} tabs={tabs} />;
}
