import { createCookie } from '@remix-run/node';
import { createInstance, type i18n, type TFunction } from 'i18next';
import { log } from '#app/lib/log.server.ts';
import en from './en.ts';
import enDesk from './en-desk.ts';
import enLetters from './en-letters.ts';
import enMember from './en-member.ts';
import fr from './fr.ts';
import frDesk from './fr-desk.ts';
import frLetters from './fr-letters.ts';
import frMember from './fr-member.ts';
import { i18nOptions, isLocale, type Locale } from './i18n.ts';

const all = {
  fr: { ...fr, ...frMember, ...frDesk, ...frLetters },
  en: { ...en, ...enMember, ...enDesk, ...enLetters },
};

export const localeCookie = createCookie('lng', {
  path: '/',
  sameSite: 'lax',
  httpOnly: true,
  maxAge: 31_536_000,
});

/** The reader's language: `?lng=`, then the cookie, then the browser's wish, then French. */
export async function localeOf(request: Request): Promise<Locale> {
  const asked = new URL(request.url).searchParams.get('lng');
  if (isLocale(asked)) return asked;
  const kept: unknown = await localeCookie.parse(request.headers.get('Cookie'));
  if (isLocale(kept)) return kept;
  return preferred(request.headers.get('Accept-Language') ?? '') ?? 'fr';
}

function preferred(header: string): Locale | undefined {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const q = params.find((p) => p.trim().startsWith('q='))?.split('=')[1];
      return { tag: tag.toLowerCase().split('-')[0], q: q === undefined ? 1 : Number(q) };
    })
    .sort((a, b) => b.q - a.q)
    .map((wish) => wish.tag)
    .find(isLocale);
}

const instances: Partial<Record<Locale, Promise<i18n>>> = {};

/** The texts of one language, ready to render with; made once and shared, since it is never changed. */
export function textsOf(locale: Locale): Promise<i18n> {
  instances[locale] ??= make(locale);
  return instances[locale];
}

async function make(locale: Locale): Promise<i18n> {
  const instance = createInstance();
  await instance.init(
    i18nOptions(locale, all[locale], (key) => log().error({ key, locale }, 'a text is missing')),
  );
  return instance;
}

/** Translates outside a component: page titles, mail. */
export async function translator(locale: Locale): Promise<TFunction> {
  return (await textsOf(locale)).t;
}
