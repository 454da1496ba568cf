import type { i18n, TFunction, TOptions } from 'i18next';
import { createContext, useContext } from 'react';

const TextsContext = createContext<i18n | null>(null);
export const TextsProvider = TextsContext.Provider;

const translators = new WeakMap<i18n, Map<string, TFunction>>();

/**
 * The texts of one or several namespaces; a key without a namespace is of the first. A page asks for them a hundred times,
 * and its language never changes while it is shown, so each translator is made once and kept.
 */
export function useTranslation(namespaces: string | readonly string[] = 'common'): {
  t: TFunction;
} {
  const texts = useContext(TextsContext);
  if (!texts) throw new Error('no texts around this component');
  const key = String(namespaces);
  const made = translators.get(texts) ?? new Map<string, TFunction>();
  const t = made.get(key) ?? remembering(texts.getFixedT(null, namespaces as string | string[]));
  translators.set(texts, made.set(key, t));
  return { t };
}

/** Looks a key without figures up once. */
function remembering(translate: TFunction): TFunction {
  const known = new Map<string, string>();
  const t = (key: string, figures?: TOptions) => {
    if (figures) return translate(key, figures);
    const text = known.get(key) ?? translate(key);
    known.set(key, text);
    return text;
  };
  return t as TFunction;
}
