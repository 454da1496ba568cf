import type { TFunction } from 'i18next';
import type { Locale } from '#app/i18n/i18n.ts';
import { formatDay, formatNumber } from '#app/lib/format.ts';
import type { CatalogueQuery } from './catalogue-query.ts';
import { platformName } from './platform-name.ts';

/** What a search asks for, in short words: for its name, and to tell searches apart. */
export function queryWords(
  query: CatalogueQuery,
  sensors: readonly { id: string; name: string }[],
  t: TFunction,
  locale: Locale,
): string[] {
  const { text, from, to, bbox, maxCloudPct } = query;
  const day = (value: string) => formatDay(value, locale);
  const degrees = (value: number) => formatNumber(value, locale, 2);
  const words = [
    ...(text ? [t('catalogue:words.text', { text })] : []),
    ...query.sensorIds.map((id) => sensors.find((sensor) => sensor.id === id)?.name ?? id),
    ...query.platforms.map(platformName),
    ...(from && to ? [t('catalogue:words.between', { from: day(from), to: day(to) })] : []),
    ...(from && !to ? [t('catalogue:words.from', { from: day(from) })] : []),
    ...(to && !from ? [t('catalogue:words.to', { to: day(to) })] : []),
    ...(maxCloudPct === null ? [] : [t('catalogue:words.cloud', { value: maxCloudPct })]),
    ...(bbox ? [t('catalogue:words.bbox', { box: bbox.map(degrees).join(' ; ') })] : []),
  ];
  return words.length > 0 ? words : [t('catalogue:words.all')];
}
