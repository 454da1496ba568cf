import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { OfferForm } from '#app/features/offers/offer-form.tsx';
import { offerSchema } from '#app/features/offers/offer-schema.ts';
import { changeOffer, findOffer } from '#app/features/offers/offers.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/features/offers/offers.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'offers:edit');
  const locale = await localeOf(request);
  const found = await findOffer(await database(), actor, params.offerId ?? '', locale);
  const t = await translator(locale);
  const { sensorName: sensor, kind } = found.offer;
  const name = t('offers:form.title', { sensor, kind: t(`offers:kinds.${kind}`) });
  return { ...found, name, title: `${name} · DINAMIS` };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'offers:edit');
  const form = parseForm(offerSchema, await request.formData());
  if (!form.ok) return data(form.reply, { status: 400 });
  await changeOffer(await database(), actor, params.offerId ?? '', form.value);
  return redirect('/desk/offers?done');
}

export default function DeskOffer() {
  const { t } = useTranslation('offers');
  const { offer, licences, name } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>() ?? null;
  return (
    <div className="page">
      <PageHead title={name} lede={t('form.lede')} />
      <OfferForm offer={offer} licences={licences} reply={reply} />
    </div>
  );
}
