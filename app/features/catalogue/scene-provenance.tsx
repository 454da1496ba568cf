import { Anchor } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Day } from '#app/ui/moment.tsx';
import type { StacFacts } from './stac-facts.ts';

/** Where a scene comes from: its parcel, who made it, for whom it was first acquired. */
export function SceneProvenance(props: {
  /** Null where the scene was imported. */
  deliveryReference: string | null;
  /** The page of the delivery, for those who may see it. */
  deliveryHref: string | null;
  ingestedAt: Date;
  entityName: string | null;
  /** Given to those who may see the request. */
  request: { id: string; number: string } | null;
  facts: StacFacts;
}) {
  const { t } = useTranslation('catalogue');
  const { request, facts, deliveryHref } = props;
  return (
    <Facts>
      {props.deliveryReference && (
        <Fact label={t('provenance.delivery')}>
          {deliveryHref ? (
            <Anchor href={deliveryHref}>{props.deliveryReference}</Anchor>
          ) : (
            props.deliveryReference
          )}
        </Fact>
      )}
      <Fact label={t('provenance.since')}>
        <Day at={props.ingestedAt} />
      </Fact>
      {facts.facility && <Fact label={t('provenance.facility')}>{facts.facility}</Fact>}
      {facts.software && <Fact label={t('provenance.software')}>{facts.software}</Fact>}
      <Fact label={t('provenance.askedBy')}>{props.entityName ?? t('provenance.byHand')}</Fact>
      {request && (
        <Fact label={t('provenance.request')}>
          <Anchor href={`/requests/${request.id}`}>{request.number}</Anchor>
        </Fact>
      )}
    </Facts>
  );
}
