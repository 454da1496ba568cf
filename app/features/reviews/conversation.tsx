import { Text, Title } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Moment } from '#app/ui/moment.tsx';
import type { Review } from './find-review.server.ts';

/** Everything that was done and said on a request, oldest first. */
export function Conversation({ review }: { review: Review }) {
  const { t } = useTranslation(['reviews', 'requests']);
  return (
    <section className="review-section" aria-labelledby="conversation">
      <Title order={2} size="h4" id="conversation" mb="sm">
        {t('conversation')}
      </Title>
      <ol className="talk">
        {review.events.map((event) => {
          const reason = reasonOf(event.data, review);
          const actor = event.actorName ?? t('requests:page.actor-system');
          return (
            <li key={event.id}>
              <Text size="sm">
                <b>{t(`requests:acts-done.${event.act}`, { actor })}</b> · <Moment at={event.at} />
              </Text>
              {reason && <Text size="sm">{t('requests:page.timeline.reason', { reason })}</Text>}
              {event.text && <div className="talk-words">{event.text}</div>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function reasonOf(data: Record<string, string | number> | null, review: Review): string | null {
  const code = data?.reason;
  if (code === undefined) return null;
  return review.reasons.find((reason) => reason.code === code)?.label ?? String(code);
}
