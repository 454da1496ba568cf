import { Button, Text, Title } from '@mantine/core';
import { Form, useNavigation } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { Parcel } from './delivery-pages.server.ts';

/** Has a parcel read again, as a whole or taking what is sound of it. */
export function DeliveryActs({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation('deliveries');
  const navigation = useNavigation();
  const sending = navigation.formData?.get('act');
  if (!parcel.mayRetry) return null;
  return (
    <section className="review-section">
      <Title order={2} size="h4" mb="sm">
        {t('acts.title')}
      </Title>
      <Form method="post">
        <Text mb="xs">{t('acts.retryText')}</Text>
        <Button type="submit" name="act" value="retry" loading={sending === 'retry'} mb="md">
          {t('acts.retry')}
        </Button>
        {parcel.mayTakeInPart && (
          <>
            <Text mb="xs">{t('acts.takeText')}</Text>
            <Button
              type="submit"
              name="act"
              value="take-in-part"
              variant="default"
              loading={sending === 'take-in-part'}
            >
              {t('acts.take')}
            </Button>
          </>
        )}
      </Form>
    </section>
  );
}
