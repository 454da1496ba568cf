import { Anchor, Button, Group, Title } from '@mantine/core';
import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, useLoaderData } from '@remix-run/react';
import { IconBraces, IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { can } from '#app/features/accounts/actor.ts';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { cartIds } from '#app/features/cart/cart.server.ts';
import { CartButton } from '#app/features/cart/cart-button.tsx';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import { OpenIn } from '#app/features/catalogue/open-in.tsx';
import { boxAround, sceneOf } from '#app/features/catalogue/scene.ts';
import { SceneCards } from '#app/features/catalogue/scene-cards.tsx';
import { SceneCite } from '#app/features/catalogue/scene-cite.tsx';
import { SceneFacts } from '#app/features/catalogue/scene-facts.tsx';
import { SceneFiles } from '#app/features/catalogue/scene-files.tsx';
import { SceneMarks } from '#app/features/catalogue/scene-marks.tsx';
import { SceneNotes } from '#app/features/catalogue/scene-notes.tsx';
import {
  provenanceOf,
  relatedTo,
  restrictionOf,
} from '#app/features/catalogue/scene-page.server.ts';
import { ScenePictures } from '#app/features/catalogue/scene-pictures.tsx';
import { SceneProvenance } from '#app/features/catalogue/scene-provenance.tsx';
import { sceneName } from '#app/features/catalogue/scene-words.ts';
import { writingsOf } from '#app/features/catalogue/scene-writings.ts';
import { stacFacts } from '#app/features/catalogue/stac-facts.ts';
import { creditLine } from '#app/features/licences/licence.ts';
import { LicenceWords } from '#app/features/licences/licence-words.tsx';
import { findLicence, licenceAnswer } from '#app/features/licences/licences.server.ts';
import { shownLicence } from '#app/features/licences/shown-licence.ts';
import { presentItem } from '#app/features/stac/present-item.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { publicUrl } from '#app/lib/env.server.ts';
import { useLocale } from '#app/lib/locale.ts';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
  ...(data ? [{ 'script:ld+json': data.jsonLd }] : []),
];

/** A scene that was withdrawn keeps its page, which answers 410. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const db = await database();
  const actor = await optionalActor(request);
  const found = await findItem(db, actor, params.itemId ?? '');
  const { item } = found;
  const locale = await localeOf(request);
  const t = await translator(locale);
  const licence = await findLicence(db, item.licenceId);
  const answer = await licenceAnswer(db, actor, item.licenceId);
  const scene = sceneOf({ ...item, sensorName: found.sensorName });
  const affiliation = actor?.affiliations.find((a) => answer.ok && a.entityId === answer.entityId);
  const isWithdrawn = item.withdrawnAt !== null;
  const shownScene = isWithdrawn ? { ...scene, hasQuicklook: false } : scene;
  const writings = writingsOf(
    {
      scene,
      item: presentItem(item.stac, item, publicUrl()),
      collection: item.sensorId,
      licenceId: item.licenceId,
      credit: creditLine(licence.creditTemplate, {
        platform: scene.platformName,
        acquiredAt: item.acquiredAt,
      }),
      bbox: boxAround([item]),
      createdAt: item.createdAt,
      isWithdrawn,
      hasFiles: found.files.length > 0,
      desk: publicUrl(),
      email: actor?.email ?? null,
      now: new Date(),
    },
    t,
    locale,
  );
  const shown = {
    title: `${sceneName(scene, t, locale)} · DINAMIS`,
    scene: shownScene,
    withdrawn: item.withdrawnAt && { at: item.withdrawnAt, reason: item.withdrawnReason ?? '' },
    restriction: restrictionOf(item),
    box: boxAround([item]),
    facts: stacFacts(item.stac),
    files: isWithdrawn
      ? []
      : found.files.map(({ id, path, role, bytes, sha256 }) => ({ id, path, role, bytes, sha256 })),
    provenance: await provenanceOf(db, actor, found),
    related: await relatedTo(db, actor, item),
    licence: shownLicence(licence),
    retrievesFor: isWithdrawn ? null : (affiliation?.entityName ?? null),
    mayManage: can(actor, 'catalogue:manage'),
    isInCart: (await cartIds(db, actor)).includes(item.id),
    ...writings,
  };
  // Browsers keep a 410 for ever unless told otherwise, and a withdrawal can be taken back.
  return isWithdrawn
    ? data(shown, { status: 410, headers: { 'Cache-Control': 'no-cache' } })
    : data(shown);
}

export const headers: HeadersFunction = ({ loaderHeaders, parentHeaders }) => {
  const all = new Headers(parentHeaders);
  for (const [name, value] of loaderHeaders) all.set(name, value);
  return all;
};

export default function ScenePage() {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const shown = useLoaderData<typeof loader>();
  const { scene, retrievesFor, withdrawn, openIn } = shown;
  const name = sceneName(scene, t, locale);
  return (
    <div className="page" data-wide>
      <PageHead
        title={name}
        lede={<SceneMarks scene={scene} />}
        actions={<Acts {...shown} name={name} />}
      />
      <SceneNotes
        isSynthetic={scene.synthetic}
        withdrawn={withdrawn}
        restriction={shown.restriction}
      />
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
          <Part title={t('parts.provenance')}>
            <SceneProvenance {...shown.provenance} facts={shown.facts} />
          </Part>
          <Part title={t('cite.title')}>
            <SceneCite {...shown.citation} />
          </Part>
          {openIn && (
            <Part title={t('openIn.title')}>
              <OpenIn {...openIn} />
            </Part>
          )}
        </div>
      </div>
      {shown.files.length > 0 && (
        <Part title={t('files.title')}>
          <SceneFiles itemId={scene.id} files={shown.files} mayRetrieve={retrievesFor !== null} />
        </Part>
      )}
      {shown.related.length > 0 && (
        <Part title={t('related.title')}>
          <SceneCards scenes={shown.related} />
        </Part>
      )}
      <p>
        <Anchor href="/catalogue">{t('back')}</Anchor>
      </p>
    </div>
  );
}

function Acts(props: {
  scene: { id: string };
  name: string;
  withdrawn: object | null;
  mayManage: boolean;
  isInCart: boolean;
}) {
  const { t } = useTranslation('catalogue');
  const address = `/catalogue/${props.scene.id}`;
  return (
    <Group gap={8}>
      {!props.withdrawn && (
        <CartButton sceneId={props.scene.id} name={props.name} isIn={props.isInCart} to={address} />
      )}
      {!props.withdrawn && (
        <Button
          component="a"
          href={`${address}.json`}
          variant="default"
          leftSection={<IconBraces size={18} aria-hidden />}
        >
          {t('stac')}
        </Button>
      )}
      {props.mayManage && (
        <Button
          component="a"
          href={`${address}/manage`}
          variant="default"
          leftSection={<IconSettings size={18} aria-hidden />}
        >
          {t('manage')}
        </Button>
      )}
    </Group>
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
