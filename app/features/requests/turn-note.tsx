import { useTranslation } from '#app/i18n/use-translation.ts';
import { daysBetween } from '#app/lib/format.ts';
import { Text } from '#app/ui/text.tsx';
import type { Turn } from './workflow.ts';

/**
 * Whose turn it is, and since how many days; `own` where the reader is the requester. Nobody's turn: nothing. `now` comes
 * from the loader, so that both renderings agree.
 */
export function TurnNote(props: { turn: Turn; since: Date; now: Date; own?: boolean }) {
  const { t } = useTranslation(['requests', 'common']);
  if (!props.turn) return null;
  const count = daysBetween(new Date(props.since), new Date(props.now));
  const since = count === 0 ? t('common:since.today') : t('common:since.days', { count });
  return (
    <Text component="span" size="sm">
      {t(`turns.${props.own && props.turn === 'requester' ? 'you' : props.turn}`)}{' '}
      <span className="turn-since">{since}</span>
    </Text>
  );
}
