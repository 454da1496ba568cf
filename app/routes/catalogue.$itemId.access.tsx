import { Alert, Anchor, Paper, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { IconCircleCheck } from '@tabler/icons-react';
import { activeAffiliations } from '#app/features/accounts/actor.ts';
import { optionalActor, requireActor } from '#app/features/accounts/guard.server.ts';
import { JoinFirst, SignInFirst, Why } from '#app/features/catalogue/access-answer.tsx';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import { sceneOf } from '#app/features/catalogue/scene.ts';
import { sceneName } from '#app/features/catalogue/scene-words.ts';
import { AcceptanceForm } from '#app/features/licences/acceptance-form.tsx';
import { acceptanceSchema } from '#app/features/licences/acceptance-schema.ts';
import { LicenceWords } from '#app/features/licences/licence-words.tsx';
import {
  acceptLicence,
  findLicence,
  licenceAnswer,
} from '#app/features/licences/licences.server.ts';
import { shownLicence } from '#app/features/licences/shown-licence.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { clientAddress } from '#app/lib/client-address.server.ts';
import { database } from '#app/lib/db.server.ts';
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
  const { item, sensorName } = await findItem(db, actor, params.itemId ?? '');
  const answer = await licenceAnswer(db, actor, item.licenceId);
  const { footprint: _drawnElsewhere, ...scene } = sceneOf({ ...item, sensorName });
  const t = await translator(await localeOf(request));
  return {
    title: `${t('catalogue:access.title')} · DINAMIS`,
    scene,
    why: answer.ok ? null : answer.why,
    licence: shownLicence(await findLicence(db, item.licenceId)),
    entities: activeAffiliations(actor).map(({ entityId, entityName }) => ({
      entityId,
      entityName,
    })),
    entityNames: actor?.affiliations.map((a) => a.entityName) ?? [],
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = parseForm(acceptanceSchema, await request.formData());
  if (!form.ok) return data(form.reply, { status: 400 });
  const { licenceVersionId, entityId } = form.value;
  const db = await database();
  const { item } = await findItem(db, actor, params.itemId ?? '');
  await acceptLicence(db, actor, { licenceVersionId, entityId, ip: clientAddress(context) });
  return redirect(`/catalogue/${item.id}`);
}

export default function Access() {
  const { t } = useTranslation(['catalogue', 'licences']);
  const { t: words } = useTranslation('catalogue');
  const locale = useLocale();
  const { scene, why, licence, entities, entityNames } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? {};
  const address = `/catalogue/${scene.id}`;
  return (
    <div className="page">
      <PageHead
        title={t('access.title')}
        lede={<Anchor href={address}>{sceneName(scene, words, locale)}</Anchor>}
      />
      <ErrorSummary
        errors={Object.entries(errors).map(([field, key]) => ({
          field,
          message: t(`licences:${key}`),
        }))}
      />
      {why === null && (
        <Alert variant="outline" color="green" icon={<IconCircleCheck aria-hidden />}>
          {t('access.open')}{' '}
          <Anchor underline="always" href={address}>
            {t('access.toScene')}
          </Anchor>
        </Alert>
      )}
      {why === 'not-signed-in' && <SignInFirst to={`${address}/access`} />}
      {why === 'no-member-entity' && <JoinFirst entityNames={entityNames} />}
      {why === 'not-accepted' && <Why text={t('access.notAccepted')} />}
      {why !== null && (
        <Paper withBorder p="lg" mt="xl">
          <Title order={2} size="h4" mb={8}>
            {licence.name[locale]}
          </Title>
          <LicenceWords licence={licence} to={`${address}/access`} />
          {why === 'not-accepted' && (
            <div className="acceptance">
              <AcceptanceForm licence={licence} entities={entities} errors={errors} />
            </div>
          )}
        </Paper>
      )}
    </div>
  );
}
