import type { Locale } from '#app/i18n/i18n.ts';

// One time zone for everybody: the server and the browser must write the same text, and the desk works in Paris.
const timeZone = 'Europe/Paris';
const tags = { fr: 'fr-FR', en: 'en-GB' } as const;

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
function once<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found as T;
}

/** A number in the reader's way of writing, with at most that many decimals. */
export function formatNumber(value: number, locale: Locale, decimals = 0): string {
  return once(
    `n${locale}${decimals}`,
    () => new Intl.NumberFormat(tags[locale], { maximumFractionDigits: decimals }),
  ).format(value);
}

/** Whole hectares as square kilometres with two decimals, or as hectares below 1 km². */
export function formatArea(ha: number, locale: Locale): string {
  return ha < 100 ? `${formatNumber(ha, locale)} ha` : `${formatNumber(ha / 100, locale, 2)} km²`;
}

/** Bytes in the nearest decimal unit. */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = locale === 'fr' ? ['o', 'ko', 'Mo', 'Go', 'To'] : ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3));
  return `${formatNumber(bytes / 1000 ** step, locale, step === 0 ? 0 : 1)} ${units[step] ?? ''}`;
}

/** A day, short: «3 nov. 2026». Takes a moment or a calendar day (`YYYY-MM-DD`). */
export function formatDay(value: Date | string, locale: Locale): string {
  const calendarDay = typeof value === 'string' && value.length === 10;
  const zone = calendarDay ? 'UTC' : timeZone;
  return once(
    `d${locale}${zone}`,
    () => new Intl.DateTimeFormat(tags[locale], { dateStyle: 'medium', timeZone: zone }),
  ).format(new Date(value));
}

/** A moment, to the minute, in Paris. */
export function formatMoment(value: Date | string, locale: Locale): string {
  return once(
    `m${locale}`,
    () =>
      new Intl.DateTimeFormat(tags[locale], { dateStyle: 'medium', timeStyle: 'short', timeZone }),
  ).format(new Date(value));
}

/** A calendar month (`YYYY-MM`), short: «nov. 2026». */
export function formatMonth(month: string, locale: Locale): string {
  return once(
    `month${locale}`,
    () =>
      new Intl.DateTimeFormat(tags[locale], { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  ).format(new Date(`${month}-01`));
}

/** The calendar day of a moment in Paris, `YYYY-MM-DD`. */
export function dayOf(moment: Date): string {
  return once(
    'iso',
    () => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }),
  ).format(moment);
}

/** Whole days between two moments, for «since 3 days». */
export const daysBetween = (from: Date, to: Date) =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 86_400_000));
