import { Stack, Text, Title } from '@mantine/core';
import { QuotaBar } from '#app/features/quotas/quota-bar.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { AskedSensor, Review } from './find-review.server.ts';

/** What the approval would hold and leave, or what is held since. */
export function ReviewQuota({ review }: { review: Review }) {
  const { t } = useTranslation('reviews');
  const { hold } = review;
  const locale = useLocale();
  return (
    <section className="review-section" aria-labelledby="quota">
      <Title order={2} size="h4" id="quota" mb="sm">
        {t('quota.title')}
      </Title>
      {hold ? (
        <Text>
          {t('quota.held', {
            held: formatArea(hold.holdHa, locale),
            settled: formatArea(hold.settledHa, locale),
            left: formatArea(hold.leftHa, locale),
          })}
        </Text>
      ) : (
        <Stack gap="lg">
          {review.asked.map((sensor) => (
            <BeforeAndAfter key={sensor.id} sensor={sensor} />
          ))}
        </Stack>
      )}
    </section>
  );
}

function BeforeAndAfter({ sensor }: { sensor: AskedSensor }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const { envelope, costHa, name } = sensor;
  if (!envelope) return <Text>{t('quota.noEnvelope', { sensor: name })}</Text>;
  const freeHa = envelope.freeHa - costHa;
  const figures = {
    sensor: name,
    envelope: envelope.name[locale],
    cost: formatArea(costHa, locale),
    free: formatArea(envelope.freeHa, locale),
    lack: formatArea(-freeHa, locale),
  };
  return (
    <div className="quota-pair">
      <Text fw={600}>{t('quota.sensor', figures)}</Text>
      <Text size="sm">{t('quota.cost', figures)}</Text>
      <QuotaBar {...envelope} caption={t('quota.before')} />
      {freeHa >= 0 ? (
        <QuotaBar
          {...envelope}
          heldHa={envelope.heldHa + costHa}
          freeHa={freeHa}
          caption={t('quota.after')}
        />
      ) : (
        <Text fw={600} c="red.9">
          {t('quota.lack', figures)}
        </Text>
      )}
    </div>
  );
}
