import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Moment } from '#app/ui/moment.tsx';
import './licences.css';
import type { Accepted } from './accepted-for.ts';

/** For whom a person accepted a licence, and when. */
export function AcceptedList({ accepted }: { accepted: readonly Accepted[] }) {
  const { t } = useTranslation('licences');
  return (
    <ul className="accepted">
      {accepted.map(({ entityId, entityName, at }) => (
        <li key={entityId}>
          <IconCircleCheck size={18} aria-hidden />
          <span>
            {t('acceptedFor', { name: entityName })} <Moment at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
