import { RemixBrowser } from '@remix-run/react';
import i18next from 'i18next';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';

import { i18nOptions, type Locale, type Texts } from './i18n/i18n.ts';
import { TextsProvider } from './i18n/use-translation.ts';
import { LocaleProvider } from './lib/locale.ts';
import { NonceProvider } from './lib/nonce.ts';

// The browser hides the attribute but not the property; styles made later need it under the policy.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || undefined;

// To the browser's console, where a test listens.
const reportMissing = (key: string) => reportError(new Error(`a text is missing: ${key}`));

/** The texts of a language: what members' pages and the desk's add only for those who see them. */
async function textsOf(lng: Locale, reader: DOMStringMap): Promise<Texts> {
  const english = lng === 'en';
  const lists = [english ? import('./i18n/en.ts') : import('./i18n/fr.ts')] as Promise<List>[];
  if (reader.member !== undefined) {
    lists.push(english ? import('./i18n/en-member.ts') : import('./i18n/fr-member.ts'));
  }
  if (reader.desk !== undefined) {
    lists.push(english ? import('./i18n/en-desk.ts') : import('./i18n/fr-desk.ts'));
  }
  return Object.assign({}, ...(await Promise.all(lists)).map((list) => list.default)) as Texts;
}
type List = { default: Texts };

/** Only the language of the page is fetched; changing it loads the page anew. */
async function hydrate() {
  const lng: Locale = document.documentElement.lang === 'en' ? 'en' : 'fr';
  const texts = await textsOf(lng, document.documentElement.dataset);
  await i18next.init(i18nOptions(lng, texts, reportMissing));
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <NonceProvider value={nonce}>
          <TextsProvider value={i18next}>
            <LocaleProvider value={lng}>
              <RemixBrowser />
            </LocaleProvider>
          </TextsProvider>
        </NonceProvider>
      </StrictMode>,
    );
  });
}
void hydrate();
