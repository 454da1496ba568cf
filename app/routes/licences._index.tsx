import { Anchor, Paper, Text, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { activeAffiliations } from '#app/features/accounts/actor.ts';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { acceptedFor } from '#app/features/licences/accepted-for.ts';
import { AcceptedList } from '#app/features/licences/accepted-list.tsx';
import { LicenceWords } from '#app/features/licences/licence-words.tsx';
import { listAcceptances, listLicences } from '#app/features/licences/licences.server.ts';
import { shownLicence } from '#app/features/licences/shown-licence.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { useLocale } from '#app/lib/locale.ts';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const db = await database();
  const actor = await optionalActor(request);
  const t = await translator(await localeOf(request));
  const licences = await listLicences(db);
  const acceptances = actor ? await listAcceptances(db, actor) : [];
  return {
    title: `${t('licences:title')} · DINAMIS`,
    signedIn: actor !== null,
    mayAccept: activeAffiliations(actor).length > 0,
    licences: licences.map((licence) => ({
      ...shownLicence(licence),
      accepted: acceptedFor(licence.version.id, acceptances, actor?.affiliations ?? []),
    })),
  };
}

export default function Licences() {
  const { t } = useTranslation('licences');
  const locale = useLocale();
  const { licences, signedIn, mayAccept } = useLoaderData<typeof loader>();
  return (
    <div className="page">
      <PageHead title={t('title')} lede={t('lede')} />
      {licences.map((licence) => (
        <Paper component="section" withBorder p="lg" mb="md" key={licence.id}>
          <Title order={2} size="h4" mb={8}>
            {licence.name[locale]}
          </Title>
          <LicenceWords licence={licence} />
          {licence.accepted.length > 0 && <AcceptedList accepted={licence.accepted} />}
          {licence.accepted.length === 0 && mayAccept && (
            <Text mt="sm">
              {t('notYet')}{' '}
              <Anchor underline="always" href={`/licences/${licence.id}#accept-title`}>
                {t('accept.title')}
                <span className="visually-hidden"> {licence.name[locale]}</span>
              </Anchor>
            </Text>
          )}
        </Paper>
      ))}
      {!signedIn && (
        <Text>
          <Anchor href="/login?to=/licences">{t('signIn')}</Anchor>
        </Text>
      )}
    </div>
  );
}
