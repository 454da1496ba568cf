import {
  IconAlertTriangle,
  IconCircleCheck,
  IconHourglass,
  IconPackage,
} from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { DeliveryState } from './delivery-status.ts';
import '#app/features/requests/state-badge.css';

const looks: Record<DeliveryState, { icon: typeof IconPackage; tone: string }> = {
  arrived: { icon: IconPackage, tone: 'moving' },
  incomplete: { icon: IconHourglass, tone: 'waiting' },
  'set-aside': { icon: IconAlertTriangle, tone: 'bad' },
  ingested: { icon: IconCircleCheck, tone: 'good' },
};

/** A parcel's state as icon, word and colour. */
export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const { t } = useTranslation('deliveries');
  const { icon: Icon, tone } = looks[state];
  return (
    <span className="state-badge" data-tone={tone}>
      <Icon size={15} aria-hidden /> {t(`states.${state}`)}
    </span>
  );
}
