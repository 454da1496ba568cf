import {
  IconBan,
  IconCheck,
  IconClock,
  IconCloud,
  IconFlask,
  IconHourglass,
  IconPhoto,
  IconSatellite,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { OrderStatus } from './order-status.ts';
import type { ProviderAttemptState } from './provider.ts';
import '#app/features/requests/state-badge.css';

type Look = { icon: typeof IconCheck; tone: string };

const orderLooks: Record<OrderStatus, Look> = {
  'to-place': { icon: IconHourglass, tone: 'waiting' },
  placed: { icon: IconSend, tone: 'moving' },
  'in-collection': { icon: IconSatellite, tone: 'moving' },
  cancelling: { icon: IconHourglass, tone: 'waiting' },
  completed: { icon: IconCheck, tone: 'good' },
  failed: { icon: IconX, tone: 'bad' },
  cancelled: { icon: IconBan, tone: 'quiet' },
  expired: { icon: IconClock, tone: 'bad' },
};

const attemptLooks: Record<ProviderAttemptState, Look> = {
  planned: { icon: IconClock, tone: 'quiet' },
  acquired: { icon: IconPhoto, tone: 'moving' },
  cloudy: { icon: IconCloud, tone: 'bad' },
  failed: { icon: IconX, tone: 'bad' },
  validated: { icon: IconCheck, tone: 'good' },
};

/** An order's status as icon, word and colour. */
export function OrderBadge({ status }: { status: OrderStatus }) {
  const { t } = useTranslation('requests');
  return <LookBadge look={orderLooks[status]} label={t(`page.orders.status.${status}`)} />;
}

/** What became of a pass, as icon, word and colour. */
export function AttemptBadge({ state }: { state: ProviderAttemptState }) {
  const { t } = useTranslation('requests');
  return <LookBadge look={attemptLooks[state]} label={t(`page.orders.attempt.${state}`)} />;
}

/** Says that nothing of this provider was ever seen by a satellite. */
export function SyntheticBadge() {
  const { t } = useTranslation('orders');
  return <LookBadge look={{ icon: IconFlask, tone: 'yours' }} label={t('synthetic')} />;
}

function LookBadge({ look: { icon: Icon, tone }, label }: { look: Look; label: string }) {
  return (
    <span className="state-badge" data-tone={tone}>
      <Icon size={15} aria-hidden /> {label}
    </span>
  );
}
