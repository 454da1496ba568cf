import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatNumber } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { LonLat } from './area.ts';
import type { Words } from './ask-areas.tsx';
import type { AreaFault } from './ring-faults.ts';

/** Says a key with its figures in the reader's way of writing. */
export function useWords(): (words: Words) => string {
  const { t } = useTranslation(['editor', 'areas', 'areafile', 'refusals', 'places']);
  const locale = useLocale();
  return ({ key, params = {} }) => {
    const { count } = params;
    const shown = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'number' ? formatNumber(value, locale, 6) : value,
      ]),
    );
    // The count chooses between singular and plural, so it stays a number.
    return t(key, { ...shown, ...(count !== undefined && { count }) });
  };
}

/** A fault of an area in words. */
export function useAreaFaultText(): (fault: AreaFault) => string {
  const words = useWords();
  return ({ code, params }) => words({ key: `areas:fault.${code}`, ...(params && { params }) });
}

/** A place as latitude and longitude, with as many decimals as tell a metre. */
export function usePlaceWords(): ([lon, lat]: LonLat) => string {
  const { t } = useTranslation('editor');
  const locale = useLocale();
  return ([lon, lat]) =>
    t('place', { lat: formatNumber(lat, locale, 5), lon: formatNumber(lon, locale, 5) });
}

/** An area in square metres, fine enough to tell a small change: m², hectares or km². */
export function useFineArea(): (areaM2: number) => string {
  const locale = useLocale();
  return (areaM2) => {
    const size = Math.abs(areaM2);
    if (size < 10_000) return `${formatNumber(areaM2, locale)} m²`;
    if (size < 1_000_000) return `${formatNumber(areaM2 / 10_000, locale, 2)} ha`;
    return `${formatNumber(areaM2 / 1_000_000, locale, 3)} km²`;
  };
}
