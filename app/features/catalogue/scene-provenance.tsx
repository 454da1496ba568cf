import { Anchor } from '@mantine/core';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Day } from '#app/ui/moment.tsx';
import type { StacFacts } from './stac-facts.ts';

/** A step on the way of a scene; a link for those who may follow it. */
type Step = { label: string; href: string | null } | null;

/** Where a scene comes from and where it went: asked, ordered, delivered, catalogued, retrieved. */
export function SceneProvenance(props: {
  entityName: string | null;
  request: Step;
  order: Step;
  delivery: Step;
  cataloguedAt: Date;
  retrievedBy: number;
  facts: StacFacts;
}) {
  const { t } = useTranslation('catalogue');
  const { facts } = props;
  const step = (name: string, given: Step) =>
    given && (
      <Fact label={t(`provenance.${name}`)}>
        {given.href ? <Anchor href={given.href}>{given.label}</Anchor> : given.label}
      </Fact>
    );
  return (
    <Facts>
      <Fact label={t('provenance.askedBy')}>{props.entityName ?? t('provenance.byHand')}</Fact>
      {step('request', props.request)}
      {step('order', props.order)}
      {step('delivery', props.delivery)}
      {facts.facility && <Fact label={t('provenance.facility')}>{facts.facility}</Fact>}
      {facts.software && <Fact label={t('provenance.software')}>{facts.software}</Fact>}
      <Fact label={t('provenance.since')}>
        <Day at={props.cataloguedAt} />
      </Fact>
      <Fact label={t('provenance.retrieved')}>
        {t('provenance.retrievedBy', { count: props.retrievedBy })}
      </Fact>
    </Facts>
  );
}
