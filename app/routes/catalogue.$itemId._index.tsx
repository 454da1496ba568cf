import { Alert, Anchor, Button, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { IconBraces, IconFlask } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { can } from '#app/features/accounts/actor.ts';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import { Credit } from '#app/features/catalogue/credit.tsx';
import { boxAround, sceneOf } from '#app/features/catalogue/scene.ts';
import { SceneFacts } from '#app/features/catalogue/scene-facts.tsx';
import { SceneFiles } from '#app/features/catalogue/scene-files.tsx';
import { SceneMarks } from '#app/features/catalogue/scene-marks.tsx';
import { ScenePictures } from '#app/features/catalogue/scene-pictures.tsx';
import { SceneProvenance } from '#app/features/catalogue/scene-provenance.tsx';
import { sceneName } from '#app/features/catalogue/scene-words.ts';
import { stacFacts } from '#app/features/catalogue/stac-facts.ts';
import { creditLine } from '#app/features/licences/licence.ts';
import { LicenceWords } from '#app/features/licences/licence-words.tsx';
import { findLicence, licenceAnswer } from '#app/features/licences/licences.server.ts';
import { shownLicence } from '#app/features/licences/shown-licence.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { useLocale } from '#app/lib/locale.ts';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const db = await database();
  const actor = await optionalActor(request);
  const found = await findItem(db, params.itemId ?? '', actor);
  const { item } = found;
  const locale = await localeOf(request);
  const t = await translator(locale);
  const licence = await findLicence(db, item.licenceId);
  const answer = await licenceAnswer(db, actor, item.licenceId);
  const scene = sceneOf({ ...item, sensorName: found.sensorName });
  const affiliation = actor?.affiliations.find((a) => answer.ok && a.entityId === answer.entityId);
  return {
    title: `${sceneName(scene, t, locale)} · DINAMIS`,
    scene: { ...scene, incidenceDeg: item.incidenceDeg },
    box: boxAround([item]),
    facts: stacFacts(item.stac),
    files: found.files.map(({ id, path, role, bytes, sha256 }) => ({
      id,
      path,
      role,
      bytes,
      sha256,
    })),
    provenance: {
      deliveryReference: found.deliveryId,
      deliveryHref:
        found.deliveryId && can(actor, 'deliveries:manage')
          ? `/desk/deliveries/${found.deliveryId}`
          : null,
      ingestedAt: item.createdAt,
      entityName: found.entityName,
      request:
        found.requestNumber && item.requestId
          ? { id: item.requestId, number: found.requestNumber }
          : null,
    },
    licence: shownLicence(licence),
    credit: creditLine(licence.creditTemplate, {
      platform: scene.platformName,
      acquiredAt: item.acquiredAt,
    }),
    retrievesFor: affiliation?.entityName ?? null,
  };
}

export default function ScenePage() {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const shown = useLoaderData<typeof loader>();
  const { scene, retrievesFor } = shown;
  return (
    <div className="page" data-wide>
      <PageHead
        title={sceneName(scene, t, locale)}
        lede={<SceneMarks scene={scene} />}
        actions={
          <Button
            component="a"
            href={`/catalogue/${scene.id}.json`}
            variant="default"
            leftSection={<IconBraces size={18} aria-hidden />}
          >
            {t('stac')}
          </Button>
        }
      />
      {scene.synthetic && (
        <Alert
          variant="outline"
          icon={<IconFlask aria-hidden />}
          mb="lg"
          title={t('synthetic.title')}
        >
          {t('synthetic.text')}
        </Alert>
      )}
      <div className="side-by-side">
        <div>
          <ScenePictures scene={scene} box={shown.box} />
        </div>
        <div>
          <Part title={t('parts.facts')} first>
            <SceneFacts scene={scene} facts={shown.facts} />
          </Part>
          <Part title={shown.licence.name[locale]}>
            <LicenceWords licence={shown.licence} to={`/catalogue/${scene.id}`} />
            {retrievesFor && (
              <p className="map-note">{t('retrievesFor', { name: retrievesFor })}</p>
            )}
          </Part>
          <Part title={t('parts.credit')}>
            <Credit line={shown.credit} />
          </Part>
          <Part title={t('parts.provenance')}>
            <SceneProvenance {...shown.provenance} facts={shown.facts} />
          </Part>
        </div>
      </div>
      <Part title={t('files.title')}>
        <SceneFiles itemId={scene.id} files={shown.files} mayRetrieve={retrievesFor !== null} />
      </Part>
      <p>
        <Anchor href="/catalogue">{t('back')}</Anchor>
      </p>
    </div>
  );
}

function Part(props: { title: string; first?: boolean; children: ReactNode }) {
  return (
    <section className={props.first ? undefined : 'scene-section'}>
      <Title order={2} size="h4" mb={8}>
        {props.title}
      </Title>
      {props.children}
    </section>
  );
}
