import type { InitOptions } from 'i18next';

export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];
export const isLocale = (value: unknown): value is Locale =>
  typeof value === 'string' && (locales as readonly string[]).includes(value);

/** One namespace of texts a feature; `common` is the shell's. */
export type Texts = Record<string, object>;

/** Settings shared by the server's and the browser's instances. A key without a text is shown as it is, and reported. */
export const i18nOptions = (
  lng: Locale,
  texts: Texts,
  reportMissing: (key: string) => void,
): InitOptions => ({
  lng,
  supportedLngs: [...locales],
  fallbackLng: false,
  defaultNS: 'common',
  ns: Object.keys(texts),
  resources: { [lng]: texts } as NonNullable<InitOptions['resources']>,
  saveMissing: true,
  missingKeyHandler: (_lngs, ns, key) => reportMissing(`${ns}:${key}`),
  interpolation: { escapeValue: false },
});
