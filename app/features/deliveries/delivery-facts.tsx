import { Anchor } from '@mantine/core';
import { Link } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatBytes } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Moment } from '#app/ui/moment.tsx';
import type { Parcel } from './delivery-pages.server.ts';
import { DeliveryReasonList } from './reason-list.tsx';

/** Where a parcel comes from, what was found of it and what is tried next. */
export function DeliveryFacts({ parcel }: { parcel: Parcel }) {
  const { t } = useTranslation(['deliveries', 'dimap']);
  const locale = useLocale();
  const { delivery, orderNumber, request } = parcel;
  return (
    <Facts>
      <Fact label={t('page.verdict')}>
        <b>{parcel.verdict ? t(`dimap:verdict.${parcel.verdict}`) : t('page.notRead')}</b>
        <DeliveryReasonList fault={parcel.fault} reasons={parcel.reasons} />
      </Fact>
      <Fact label={t('list.order')}>
        {delivery.orderId ? (
          <Anchor component={Link} to={`/desk/orders/${delivery.orderId}`}>
            {orderNumber}
          </Anchor>
        ) : (
          t('list.byHand')
        )}
      </Fact>
      {request && (
        <Fact label={t('page.request')}>
          <Anchor component={Link} to={`/desk/requests/${request.id}/review`}>
            {request.number} {request.title}
          </Anchor>
        </Fact>
      )}
      <Fact label={t('list.arrived')}>
        <Moment at={delivery.createdAt} />
      </Fact>
      {delivery.ingestedAt && (
        <Fact label={t('page.ingested')}>
          <Moment at={delivery.ingestedAt} />
        </Fact>
      )}
      <Fact label={t('list.size')}>{formatBytes(delivery.bytes, locale)}</Fact>
      <Fact label={t('page.tries')}>{delivery.tries}</Fact>
      {delivery.nextTryAt && (
        <Fact label={t('page.nextTry')}>
          <Moment at={delivery.nextTryAt} />
        </Fact>
      )}
      {delivery.takeInPart && <Fact label={t('page.mode')}>{t('page.inPart')}</Fact>}
    </Facts>
  );
}
