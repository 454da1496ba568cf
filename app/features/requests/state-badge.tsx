import {
  IconArrowsJoin,
  IconBan,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconHourglass,
  IconInbox,
  IconMessageQuestion,
  IconPackage,
  IconPencil,
  IconSatellite,
  IconSend,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { RequestState } from './workflow.ts';
import './state-badge.css';

const looks: Record<RequestState, { icon: typeof IconCheck; tone: string }> = {
  draft: { icon: IconPencil, tone: 'quiet' },
  submitted: { icon: IconInbox, tone: 'waiting' },
  returned: { icon: IconMessageQuestion, tone: 'yours' },
  waitlisted: { icon: IconHourglass, tone: 'waiting' },
  approved: { icon: IconCheck, tone: 'good' },
  'partly-approved': { icon: IconCheck, tone: 'good' },
  ordered: { icon: IconSend, tone: 'moving' },
  'in-collection': { icon: IconSatellite, tone: 'moving' },
  'partly-delivered': { icon: IconPackage, tone: 'moving' },
  delivered: { icon: IconPackage, tone: 'good' },
  closed: { icon: IconCircleCheck, tone: 'good' },
  refused: { icon: IconX, tone: 'bad' },
  joined: { icon: IconArrowsJoin, tone: 'good' },
  cancelled: { icon: IconBan, tone: 'quiet' },
  expired: { icon: IconClock, tone: 'bad' },
  failed: { icon: IconCircleDashed, tone: 'bad' },
};

/** A request's state as icon, word and colour: never colour alone. */
export function StateBadge(props: { state: RequestState }) {
  const { t } = useTranslation('requests');
  const { icon: Icon, tone } = looks[props.state];
  return (
    <span className="state-badge" data-tone={tone}>
      <Icon size={15} aria-hidden /> {t(`states.${props.state}`)}
    </span>
  );
}
