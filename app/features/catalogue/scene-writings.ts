import type { TFunction } from 'i18next';
import type { BBox } from '#app/features/areas/area.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import { formatArea, formatDay } from '#app/lib/format.ts';
import { bibtexOf, type Cited } from './citation.ts';
import { datasetLd } from './dataset-ld.ts';
import { imageAsset, recipesOf } from './recipes.ts';
import type { Scene } from './scene.ts';
import { sceneName } from './scene-words.ts';
import { cookieCommand } from './sign-in-command.ts';

type Given = {
  scene: Scene;
  /** Its STAC item as machines are given it. */
  item: Record<string, unknown>;
  collection: string;
  licenceId: string;
  credit: string;
  bbox: BBox | null;
  createdAt: Date;
  isWithdrawn: boolean;
  hasFiles: boolean;
  /** The desk's address, without a final slash. */
  desk: string;
  email: string | null;
  now: Date;
};

/** What a scene's page says in the languages of others: of bibliographies, search engines and software. */
export function writingsOf(given: Given, t: TFunction, locale: Locale) {
  const { scene, desk, credit } = given;
  const cited: Cited = {
    id: scene.id,
    name: sceneName(scene, t, locale),
    acquiredAt: scene.acquiredAt,
    credit,
    url: `${desk}/catalogue/${scene.id}`,
  };
  const image = given.isWithdrawn ? null : imageAsset(given.item);
  return {
    citation: {
      credit,
      sentence: t('catalogue:cite.sentence', cited),
      bibtex: bibtexOf(cited, given.now.toISOString().slice(0, 10)),
    },
    openIn: given.isWithdrawn
      ? null
      : {
          recipes: recipesOf({ id: scene.id, collection: given.collection, desk, image }),
          signIn: image && cookieCommand(desk, given.email ?? 'prenom.nom@structure.example'),
        },
    jsonLd: datasetLd({
      ...cited,
      description: t('catalogue:dataset.description', {
        platform: scene.platformName,
        sensor: scene.sensorName,
        day: formatDay(scene.acquiredAt, locale),
        area: formatArea(scene.areaHa, locale),
      }),
      platform: scene.platformName,
      bbox: given.bbox,
      createdAt: given.createdAt,
      licenceUrl: `${desk}/licences/${given.licenceId}`,
      itemUrl: `${desk}/stac/collections/${given.collection}/items/${scene.id}`,
      zipUrl: given.hasFiles ? `${desk}/downloads/items/${scene.id}.zip` : null,
      pictureUrl:
        scene.hasQuicklook && !given.isWithdrawn ? `${desk}/quicklooks/${scene.id}.jpg` : null,
      catalogueUrl: `${desk}/catalogue`,
      locale,
      isWithdrawn: given.isWithdrawn,
    }),
  };
}
