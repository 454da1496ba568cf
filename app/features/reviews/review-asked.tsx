import { Anchor, Text, Title } from '@mantine/core';
import { heldOf } from '#app/features/archive/held-then.ts';
import { contactsOf, type RequestForm } from '#app/features/requests/request-schema.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea, formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Area, Day } from '#app/ui/moment.tsx';
import type { Review } from './find-review.server.ts';

/** All that the member asked, in the order of their form. */
export function ReviewAsked({ review }: { review: Review }) {
  const { t } = useTranslation(['reviews', 'requests']);
  const { request, asked } = review;
  const { form } = request;
  const field = (name: string) => t(`requests:fields.${name}`);
  const option = (name: keyof RequestForm) =>
    form[name] ? t(`requests:options.${name}.${form[name]}`) : '';
  return (
    <section className="review-section" aria-labelledby="asked">
      <Title order={2} size="h4" id="asked" mb="sm">
        {t('asked.title')}
      </Title>
      <Facts>
        <Fact label={field('owner')}>
          {review.ownerName}, {review.entityName}
          <br />
          <Anchor href={`mailto:${review.ownerEmail}`}>{review.ownerEmail}</Anchor>
        </Fact>
        <Fact label={field('project')}>{form.project}</Fact>
        <Fact label={field('pole')}>{review.pole}</Fact>
        <Fact label={field('theme')}>{review.theme}</Fact>
        <Fact label={field('area')}>
          <Area ha={request.areaHa} />
        </Fact>
        <Fact label={field('kind')}>{option('kind')}</Fact>
        <Fact label={field('sensors')}>{asked.map(({ name }) => name).join(' › ')}</Fact>
        {form.windowFrom && form.windowTo && (
          <Fact label={field('window')}>
            <Day at={form.windowFrom} /> – <Day at={form.windowTo} />
          </Fact>
        )}
        <Fact label={field('mode')}>{option('mode')}</Fact>
        <Fact label={field('maxCloudPct')}>{form.maxCloudPct}</Fact>
        {form.archiveYears && <Fact label={field('archiveYears')}>{option('archiveYears')}</Fact>}
        <Fact label={field('maxIncidenceDeg')}>{form.maxIncidenceDeg}</Fact>
        <Fact label={field('processingLevel')}>{option('processingLevel')}</Fact>
        <Fact label={field('bands')}>{option('bands')}</Fact>
        <Fact label={field('format')}>{option('format')}</Fact>
        {form.contacts && (
          <Fact label={field('contacts')}>{contactsOf(form.contacts).join(', ')}</Fact>
        )}
      </Facts>
      <Title order={3} size="h5" mt="md" mb={4}>
        {field('justification')}
      </Title>
      <div className="prose">{form.justification}</div>
      <ArchiveReason review={review} />
    </section>
  );
}

/** Why what was held when it was sent does not do, in the member's words, and how much that was. */
function ArchiveReason({ review }: { review: Review }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const { archiveReason } = review.request.form;
  const sent = review.events.findLast(({ act }) => act === 'submit');
  const held = heldOf(sent?.data ?? null);
  if (!archiveReason && !held) return null;
  return (
    <>
      <Title order={3} size="h5" mt="md" mb={4}>
        {t('asked.archive-reason')}
      </Title>
      {held && (
        <Text size="sm" c="dimmed" mb={4}>
          {t('asked.held-then', {
            pct: formatNumber(held.pct, locale, 1),
            area: formatArea(held.ha, locale),
          })}
        </Text>
      )}
      {archiveReason && <div className="prose">{archiveReason}</div>}
    </>
  );
}
