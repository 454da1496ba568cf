import { NativeSelect } from '@mantine/core';
import { Form } from '@remix-run/react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { FormReply } from '#app/lib/parse-form.ts';
import {
  Choice,
  Faults,
  Line,
  SaveOrLeave,
  type Shown,
  typedFigure,
  useField,
} from './form-parts.tsx';
import type { ListedOffer } from './offers.server.ts';

/** What an offer asks of an area. Areas are typed in square kilometres. */
export function OfferForm(props: {
  offer: ListedOffer;
  licences: readonly { id: string; name: string }[];
  reply: FormReply | null;
}) {
  const { t } = useTranslation('offers');
  const shown = useShown(props.offer, props.reply);
  const field = useField('form', shown);
  return (
    <Form method="post" className="offer-form">
      <Faults under="form" reply={props.reply} />
      <Line field={field('minAreaKm2')} required figures />
      <Line field={field('minWidthKm')} hint={t('form.minWidthHint')} figures />
      <Line field={field('maxAreaKm2')} hint={t('form.maxAreaHint')} figures />
      <Choice under="form" name="perPolygon" shown={shown} hint={t('form.perPolygonHint')} />
      <Line field={field('maxVertices')} required figures />
      <NativeSelect
        {...field('licenceId')}
        data={props.licences.map(({ id, name }) => ({ value: id, label: name }))}
        mb="md"
      />
      <Choice under="form" name="active" shown={shown} hint={t('form.activeHint')} />
      <SaveOrLeave back="/desk/offers" />
    </Form>
  );
}

function useShown(offer: ListedOffer, reply: FormReply | null): Shown {
  const locale = useLocale();
  const typed = (value: number | null) => typedFigure(value, locale);
  const { licenceId, perPolygon, active } = offer;
  return {
    values: {
      minAreaKm2: typed(offer.minAreaHa / 100),
      minWidthKm: typed(offer.minWidthKm),
      maxAreaKm2: typed(offer.maxAreaHa === null ? null : offer.maxAreaHa / 100),
      maxVertices: String(offer.maxVertices),
      licenceId,
      perPolygon,
      active,
    },
    reply,
  };
}
