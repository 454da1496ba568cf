import { IconBuildingCommunity, IconLock, IconWorld } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { SavedArea } from './saved-area.ts';

const icons = { private: IconLock, entity: IconBuildingCommunity, public: IconWorld } as const;

/** Who may find an area: a sign and a word. */
export function SharingMark({ area }: { area: Pick<SavedArea, 'sharing' | 'entityName'> }) {
  const { t } = useTranslation('places');
  const Icon = icons[area.sharing];
  return (
    <span className="sharing-mark">
      <Icon size={16} aria-hidden />
      {area.sharing === 'entity' && area.entityName
        ? t('saved.with', { entity: area.entityName })
        : t(`saved.sharing.${area.sharing}`)}
    </span>
  );
}
