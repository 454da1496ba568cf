import { IconCircleCheck, IconCircleOff } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import '#app/features/requests/state-badge.css';

/** Whether members are shown an offer or a source, as icon, word and colour. */
export function OpenBadge({ active }: { active: boolean }) {
  const { t } = useTranslation('offers');
  const Icon = active ? IconCircleCheck : IconCircleOff;
  return (
    <span className="state-badge" data-tone={active ? 'good' : 'over'}>
      <Icon size={15} aria-hidden /> {t(active ? 'open' : 'shut')}
    </span>
  );
}
