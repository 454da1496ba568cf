import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Text } from '#app/ui/text.tsx';
import type { RequestPage } from './request-page.server.ts';

type Event = RequestPage['events'][number];

/** The acts done on a request, oldest first: what, who, when, and the words that came with it. */
export function Timeline(props: { events: readonly Event[]; empty: string }) {
  const { t } = useTranslation('requests');
  if (props.events.length === 0) return <Text>{props.empty}</Text>;
  return (
    <ol className="timeline">
      {props.events.map((event) => (
        <li key={event.id}>
          <Text fw={600}>
            {t(`acts-done.${event.act}`, { actor: event.actorName ?? t('page.actor-system') })}
          </Text>
          <Text size="sm" c="dimmed">
            <Moment at={event.at} />
          </Text>
          <Details event={event} />
          {event.text && <p className="timeline-text">{event.text}</p>}
        </li>
      ))}
    </ol>
  );
}

function Details({ event: { reason, deliveredPct, granted, held } }: { event: Event }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  return (
    <>
      {held && (
        <Text size="sm">
          {t('page.timeline.held', {
            pct: formatNumber(held.pct, locale, 1),
            area: formatArea(held.ha, locale),
            count: held.scenes,
          })}
        </Text>
      )}
      {granted && (
        <Text size="sm">
          {t('page.timeline.granted', {
            area: formatArea(granted.areaHa, locale),
            sensor: granted.sensorName,
          })}
        </Text>
      )}
      {deliveredPct !== null && (
        <Text size="sm">{t('page.timeline.delivered', { pct: deliveredPct })}</Text>
      )}
      {reason && <Text size="sm">{t('page.timeline.reason', { reason })}</Text>}
    </>
  );
}
