import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { findSource, saveSource } from '#app/features/offers/free-sources.server.ts';
import { SourceForm } from '#app/features/offers/source-form.tsx';
import { sourceSchema } from '#app/features/offers/source-schema.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/features/offers/offers.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

/** `new` mints the id of a source to come, so that a form posted twice adds it once. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'offers:edit');
  const locale = await localeOf(request);
  const { sourceId = '' } = params;
  const source = sourceId === 'new' ? null : await findSource(await database(), actor, sourceId);
  const t = await translator(locale);
  const name = source?.name[locale] ?? t('offers:source.newTitle');
  return { source, id: source?.id ?? newId(), name, title: `${name} · DINAMIS` };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'offers:edit');
  const form = parseForm(sourceSchema, await request.formData());
  if (!form.ok) return data(form.reply, { status: 400 });
  await saveSource(await database(), actor, form.value);
  return redirect('/desk/sources?done');
}

export default function DeskSource() {
  const { t } = useTranslation('offers');
  const { source, id, name } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>() ?? null;
  return (
    <div className="page">
      <PageHead title={name} lede={t('source.lede')} />
      <SourceForm key={source?.id ?? 'new'} id={id} source={source} reply={reply} />
    </div>
  );
}
