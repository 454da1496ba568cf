import type { TFunction } from 'i18next';
import type { Locale } from '#app/i18n/i18n.ts';
import { formatArea, formatDay, formatNumber } from '#app/lib/format.ts';
import type { Scene } from './scene.ts';

/** A ground sampling distance: centimetres below one metre. */
export function writeGsd(gsdM: number, locale: Locale): string {
  return gsdM < 1 ? `${formatNumber(gsdM * 100, locale)} cm` : `${formatNumber(gsdM, locale, 2)} m`;
}

/** The name of a scene for a title, a link or a map: its satellite and its day. */
export const sceneName = (
  scene: Pick<Scene, 'platformName' | 'acquiredAt'>,
  t: TFunction<'catalogue'>,
  locale: Locale,
) =>
  t('catalogue:sceneName', {
    platform: scene.platformName,
    day: formatDay(scene.acquiredAt, locale),
  });

/** The short facts under a scene's name, in the order of a list. */
export function sceneWords(scene: Scene, t: TFunction<'catalogue'>, locale: Locale): string[] {
  return [
    scene.cloudCoverPct === null
      ? t('cloudUnknown')
      : t('cloud', { pct: formatNumber(scene.cloudCoverPct, locale) }),
    formatArea(scene.areaHa, locale),
    ...(scene.gsdM === null ? [] : [writeGsd(scene.gsdM, locale)]),
  ];
}
