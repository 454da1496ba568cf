import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { acts, transitions } from '#app/features/requests/workflow.ts';
import { i18nOptions, locales } from '#app/i18n/i18n.ts';

const namespaces = [...new Set(locales.flatMap(filesOf))].sort();
const texts = Object.fromEntries(
  locales.map((locale) => [
    locale,
    new Map(filesOf(locale).map((name) => [name, leavesOf(readJson(locale, name))])),
  ]),
) as Record<(typeof locales)[number], Map<string, Map<string, string>>>;

describe.each(namespaces)('the texts of %s', (namespace) => {
  const french = texts.fr.get(namespace) ?? new Map<string, string>();
  const english = texts.en.get(namespace) ?? new Map<string, string>();

  it('have the same keys in both languages', () => {
    expect(meanings(english)).toEqual(meanings(french));
  });

  it('are never empty, and name the same figures in both languages', () => {
    for (const [key, text] of [...french, ...english]) expect(text.trim(), key).not.toBe('');
    const [inFrench, inEnglish] = [paramsByMeaning(french), paramsByMeaning(english)];
    for (const key of inFrench.keys()) expect(inEnglish.get(key), key).toEqual(inFrench.get(key));
  });

  it('name no key that does not exist by nesting, and close every brace', () => {
    for (const [key, text] of [...french, ...english]) {
      expect(text.split('{{').length, key).toBe(text.split('}}').length);
      expect(text, key).not.toContain('$t(');
    }
  });
});

describe('the keys named in the code', () => {
  const sources = sourcesIn('app');

  it('all exist', () => {
    const absent = sources.flatMap(({ path, text }) =>
      keysNamed(text)
        .filter((key) => !exists(key, namespacesOf(text)))
        .map((key) => `${path}: ${key}`),
    );
    expect(absent).toEqual([]);
  });

  it('all exist where a form or a rule names the sentence of its fault', () => {
    const absent = sources.flatMap(({ path, text }) =>
      [...text.matchAll(/\b(?:error|code): '((?:faults|login)\.[\w.-]+)'/g)]
        .map(([, key]) => key ?? '')
        .filter((key) => !exists(key, []))
        .map((key) => `${path}: ${key}`),
    );
    expect(absent).toEqual([]);
  });

  it('all exist where something is refused', () => {
    const reasons = sources.flatMap(({ text }) =>
      [...text.matchAll(/\brefuse\(\s*'[\w-]+',\s*'([\w.-]+)'/g)].map(([, reason]) => reason ?? ''),
    );
    const built = [
      ...['wrong-state', 'not-yours'].map((why) => `act.${why}`),
      ...['not-an-amount', 'exceeds-free', 'exceeds-hold'].map((code) => `ledger.${code}`),
    ];
    expect(reasons.length).toBeGreaterThan(10);
    const absent = [...new Set([...reasons, ...built])].filter((r) => !exists(`refusals:${r}`, []));
    expect(absent).toEqual([]);
  });

  it('all exist for the letters of every act', () => {
    const absent = acts.flatMap((act) =>
      transitions[act].tells
        .flatMap((reader) => ['subject', 'text'].map((part) => `request.${act}.${reader}.${part}`))
        .filter((key) => !exists(`mail:${key}`, [])),
    );
    expect(absent).toEqual([]);
  });
});

describe('a plural', () => {
  it('is found for none, one and several in both languages', async () => {
    for (const locale of locales) {
      const resources = Object.fromEntries(
        filesOf(locale).map((name) => [name, readJson(locale, name)]),
      );
      const i18n = createInstance();
      await i18n.init(i18nOptions(locale, resources, () => undefined));
      for (const [namespace, leaves] of texts[locale]) {
        const plurals = [...leaves.keys()].filter((key) => key.endsWith('_other'));
        for (const key of plurals.map((k) => k.slice(0, -'_other'.length)))
          for (const count of [0, 1, 2]) {
            const found = i18n.exists(`${namespace}:${key}`, { count });
            expect(found, `${locale} ${namespace}:${key} ${count}`).toBe(true);
          }
      }
    }
  });
});

function filesOf(locale: string): string[] {
  return readdirSync(`app/i18n/${locale}`)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

function readJson(locale: string, name: string): object {
  return JSON.parse(readFileSync(`app/i18n/${locale}/${name}.json`, 'utf8'));
}

/** Every text of a namespace under its dotted key. */
function leavesOf(node: object, under = ''): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, value] of Object.entries(node)) {
    const path = under ? `${under}.${key}` : key;
    if (typeof value === 'string') leaves.set(path, value);
    else for (const [inner, text] of leavesOf(value, path)) leaves.set(inner, text);
  }
  return leaves;
}

/** French has a plural that English lacks: the forms of one key count as one. */
const meaningOf = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const meanings = (leaves: Map<string, string>) =>
  [...new Set([...leaves.keys()].map(meaningOf))].sort();

function paramsByMeaning(leaves: Map<string, string>): Map<string, string[]> {
  const params = new Map<string, string[]>();
  for (const [key, text] of leaves) {
    const named = [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name ?? '');
    const known = params.get(meaningOf(key)) ?? [];
    // «One scene» need not say its count.
    const others = named.filter((name) => name !== 'count');
    params.set(meaningOf(key), [...new Set([...known, ...others])].sort());
  }
  return params;
}

/** A whole key, or the beginning of one that ends in a value, in one of these namespaces; in any where none is named. */
function exists(key: string, inNamespaces: readonly string[]): boolean {
  const [before = '', after] = key.split(':');
  const wanted = after ?? before;
  const where =
    after !== undefined ? [before] : inNamespaces.length > 0 ? inNamespaces : namespaces;
  return where.some((namespace) => {
    const leaves = [...(texts.fr.get(namespace)?.keys() ?? [])];
    if (wanted.endsWith('*')) return leaves.some((leaf) => leaf.startsWith(wanted.slice(0, -1)));
    return leaves.some((leaf) => leaf === wanted || meaningOf(leaf) === wanted);
  });
}

function sourcesIn(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(path) ? [{ path, text: readFileSync(path, 'utf8') }] : [];
  });
}

/** The namespaces that a file's components read from, and the shell's; none when its `t` comes from elsewhere. */
function namespacesOf(text: string): string[] {
  const calls = [...text.matchAll(/useTranslation\(([^)]*)\)/g)].map(([, inside]) => inside ?? '');
  if (calls.length === 0) return [];
  const named = calls.flatMap((call) => [...call.matchAll(/'([\w-]+)'/g)].map(([, n]) => n ?? ''));
  return [...named, 'common'];
}

/** The literal keys that a file translates; a key that ends in a value gives its beginning and `*`. */
function keysNamed(text: string): string[] {
  const firstArguments = [
    ...text.matchAll(/(?<![\w.])(?:t|translate)\(\s*((?:[^(),'"`]|'[^']*'|`[^`]*`)*)/g),
    ...text.matchAll(/i18nKey=("[^"]*")/g),
  ].map(([, argument]) => argument ?? '');
  return firstArguments
    .flatMap((argument) => {
      const mayChoose = !argument.startsWith('`') && argument.includes('?');
      const chosen = mayChoose ? argument.slice(argument.indexOf('?')) : argument;
      return [...chosen.matchAll(/'([^']+)'|"([^"]+)"|`([^`]+)`/g)].map(
        ([, single, double, template]) =>
          single ?? double ?? template?.replace(/\$\{.*$/, '*') ?? '',
      );
    })
    .filter((key) => key !== '*' && !key.startsWith('*'));
}
