import { Stack, Text, Title } from '@mantine/core';
import { QuotaBar } from '#app/features/quotas/quota-bar.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { Review } from './find-review.server.ts';
import type { AskedSensor, Payer } from './price.server.ts';

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
          {review.asked.flatMap((sensor) =>
            sensor.payers.map((payer) => (
              <BeforeAndAfter
                key={`${sensor.id} ${payer.entityName}`}
                sensor={sensor}
                payer={payer}
              />
            )),
          )}
        </Stack>
      )}
    </section>
  );
}

/** What the envelope that pays has before and after: of a joint order, each entity's for its share. */
function BeforeAndAfter({ sensor, payer }: { sensor: AskedSensor; payer: Payer }) {
  const { t } = useTranslation('reviews');
  const locale = useLocale();
  const { name } = sensor;
  const { envelope, costHa, entityName } = payer;
  const isShared = sensor.payers.length > 1;
  const whose = { sensor: name, entity: entityName };
  if (!envelope) return <Text>{t(isShared ? 'quota.payer-none' : 'quota.noEnvelope', whose)}</Text>;
  const freeHa = envelope.freeHa - costHa;
  const figures = {
    ...whose,
    envelope: envelope.name[locale],
    cost: formatArea(costHa, locale),
    free: formatArea(envelope.freeHa, locale),
    lack: formatArea(-freeHa, locale),
  };
  return (
    <div className="quota-pair">
      <Text fw={600}>{t(isShared ? 'quota.payer' : 'quota.sensor', figures)}</Text>
      <Text size="sm">{t(isShared ? 'quota.share-cost' : 'quota.cost', figures)}</Text>
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
