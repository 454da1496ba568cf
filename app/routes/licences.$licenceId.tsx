import { Anchor, Paper, Text, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { activeAffiliations } from '#app/features/accounts/actor.ts';
import { optionalActor, requireActor } from '#app/features/accounts/guard.server.ts';
import { AcceptanceForm } from '#app/features/licences/acceptance-form.tsx';
import { acceptanceSchema } from '#app/features/licences/acceptance-schema.ts';
import { acceptedFor } from '#app/features/licences/accepted-for.ts';
import { AcceptedList } from '#app/features/licences/accepted-list.tsx';
import { LicenceText } from '#app/features/licences/licence-text.tsx';
import {
  acceptLicence,
  findLicence,
  listAcceptances,
} from '#app/features/licences/licences.server.ts';
import { shownLicence } from '#app/features/licences/shown-licence.ts';
import { localeOf } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { clientAddress } from '#app/lib/client-address.server.ts';
import { database } from '#app/lib/db.server.ts';
import { localPath } from '#app/lib/local-path.ts';
import { useLocale } from '#app/lib/locale.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const db = await database();
  const actor = await optionalActor(request);
  const locale = await localeOf(request);
  const licence = await findLicence(db, params.licenceId ?? '');
  const accepted = acceptedFor(
    licence.version.id,
    actor ? await listAcceptances(db, actor) : [],
    actor?.affiliations ?? [],
  );
  const asked = new URL(request.url).searchParams.get('to');
  return {
    title: `${licence.name[locale]} · DINAMIS`,
    licence: shownLicence(licence),
    text: licence.version.text,
    textSha256: licence.version.textSha256,
    accepted,
    toAccept: activeAffiliations(actor)
      .filter(({ entityId }) => !accepted.some((a) => a.entityId === entityId))
      .map(({ entityId, entityName }) => ({ entityId, entityName })),
    signedIn: actor !== null,
    to: asked === null ? null : localPath(asked),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = parseForm(acceptanceSchema, await request.formData());
  if (!form.ok) return data(form.reply, { status: 400 });
  const { licenceVersionId, entityId, to } = form.value;
  const db = await database();
  const licence = await findLicence(db, params.licenceId ?? '');
  await acceptLicence(db, actor, { licenceVersionId, entityId, ip: clientAddress(context) });
  return redirect(to === '' ? `/licences/${licence.id}` : localPath(to));
}

export default function LicencePage() {
  const { t } = useTranslation('licences');
  const locale = useLocale();
  const shown = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  const { licence, toAccept, accepted, to } = shown;
  return (
    <div className="page">
      <PageHead title={licence.name[locale]} lede={licence.summary[locale]} />
      <ErrorSummary
        errors={Object.entries(errors).map(([field, key]) => ({ field, message: t(key) }))}
      />
      {accepted.length > 0 && <AcceptedList accepted={accepted} />}
      <LicenceText licence={licence} text={shown.text} textSha256={shown.textSha256} />
      {toAccept.length > 0 && (
        <Paper component="section" withBorder p="lg" mt="xl">
          <Title order={2} size="h4" mb="md" id="accept-title">
            {t('accept.title')}
          </Title>
          <AcceptanceForm
            licence={licence}
            entities={toAccept}
            errors={errors}
            {...(to !== null && { to })}
          />
        </Paper>
      )}
      {!shown.signedIn && (
        <Text mt="xl">
          <Anchor href={`/login?to=${encodeURIComponent(`/licences/${licence.id}`)}`}>
            {t('signInToAccept')}
          </Anchor>
        </Text>
      )}
      <Text mt="lg">
        {to !== null && to !== '/' && (
          <>
            <Anchor href={to}>{t('goBack')}</Anchor>
            {' · '}
          </>
        )}
        <Anchor href="/licences">{t('all')}</Anchor>
      </Text>
    </div>
  );
}
