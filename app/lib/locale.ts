import { createContext, useContext } from 'react';
import type { Locale } from '#app/i18n/i18n.ts';

/** The language of this page. A context of its own, because asking i18next for it costs a translator each time. */
const LocaleContext = createContext<Locale>('fr');
export const LocaleProvider = LocaleContext.Provider;
export const useLocale = () => useContext(LocaleContext);
