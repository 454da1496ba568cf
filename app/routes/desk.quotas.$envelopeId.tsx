import { Alert, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { can } from '#app/features/accounts/actor.ts';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { lastDayOf } from '#app/features/quotas/envelope-table.tsx';
import { GrantForm } from '#app/features/quotas/grant-form.tsx';
import { grantSchema } from '#app/features/quotas/grant-schema.ts';
import { LedgerTable } from '#app/features/quotas/ledger-table.tsx';
import { QuotaBar } from '#app/features/quotas/quota-bar.tsx';
import { findLedger, grant } from '#app/features/quotas/quotas.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { useLocale } from '#app/lib/locale.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { Day } from '#app/ui/moment.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'quota:read');
  const locale = await localeOf(request);
  const ledger = await findLedger(await database(), actor, params.envelopeId ?? '');
  const t = await translator(locale);
  const name = ledger.envelope.name[locale];
  return {
    ...ledger,
    mayGrant: can(actor, 'quota:grant'),
    grantId: newId(),
    done: new URL(request.url).searchParams.has('done'),
    title: `${t('quotas:ledger.pageTitle', { name })} · DINAMIS`,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'quota:grant');
  const envelopeId = params.envelopeId ?? '';
  const form = parseForm(grantSchema, await request.formData());
  if (!form.ok) return data(form.reply, { status: 400 });
  await grant(await database(), actor, { ...form.value, envelopeId });
  return redirect(`/desk/quotas/${envelopeId}?done=grant`);
}

export default function DeskEnvelope() {
  const { t } = useTranslation('quotas');
  const locale = useLocale();
  const { envelope, entries, mayGrant, grantId, done } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>() ?? null;
  return (
    <div className="page">
      <PageHead
        title={envelope.name[locale]}
        lede={
          <>
            <Day at={envelope.fromAt} /> – <Day at={lastDayOf(envelope.toAt)} />
          </>
        }
      />
      {done && (
        <Alert role="status" color="green" variant="outline" mb="md">
          {t('grant.done')}
        </Alert>
      )}
      <section className="review-section">
        <QuotaBar {...envelope} />
      </section>
      {mayGrant && <GrantForm key={entries.length} id={grantId} reply={reply} />}
      <Title order={2} size="h4" mb="sm">
        {t('ledger.title')}
      </Title>
      {entries.length > 0 ? <LedgerTable entries={entries} /> : t('ledger.empty')}
    </div>
  );
}
