/** More scenes than this are not put aside at once. */
export const maxInCart = 200;

/** The ids of a cart as an address carries them, to be shared. */
export const writeShared = (ids: readonly string[]): string =>
  `/cart?scenes=${ids.map(encodeURIComponent).join(',')}`;

/** The ids of a shared cart, each once; null where the address shares none. */
export function readShared(params: URLSearchParams): string[] | null {
  const text = params.get('scenes');
  if (text === null) return null;
  const ids = text.split(',').filter((id) => /^[\w.:-]{1,200}$/.test(id));
  return [...new Set(ids)].slice(0, maxInCart);
}

export type Retrievable = { id: string; href: string };

/**
 * A shell script that retrieves scenes with curl, asking for the account; `DINAMIS_EMAIL` and `DINAMIS_PASSWORD` answer
 * for it. What is there already is not fetched again. `words` are the script's own, in the reader's language.
 */
export function curlScript(
  scenes: readonly Retrievable[],
  desk: string,
  words: { about: string; email: string; password: string; failed: string },
): string {
  // In parentheses, so that a terminal reads all of it before any of it runs: what is asked is not answered by what follows.
  return [
    '(',
    `# ${words.about.replaceAll(/\s+/g, ' ')}`,
    'set -eu',
    `desk=${quoted(desk)}`,
    'email=$(printenv DINAMIS_EMAIL || :)',
    'password=$(printenv DINAMIS_PASSWORD || :)',
    `[ -n "$email" ] || { printf %s ${quoted(words.email)}; read -r email; }`,
    `[ -n "$password" ] || { printf %s ${quoted(words.password)}; stty -echo; read -r password; stty echo; echo; }`,
    'cookies=$(mktemp)',
    `trap 'rm -f "$cookies"' EXIT`,
    'printf %s "$password" | curl -fsS -o /dev/null -c "$cookies" -H "Origin: $desk" \\',
    '  --data-urlencode "email=$email" --data-urlencode password@- "$desk/login"',
    'get() {',
    '  [ -e "$1.zip" ] && return',
    '  if curl -f -b "$cookies" -o "$1.zip.part" "$desk$2"; then mv "$1.zip.part" "$1.zip"',
    `  else echo "$1: "${quoted(words.failed)} >&2; fi`,
    '}',
    ...scenes.map(({ id, href }) => `get ${quoted(id)} ${quoted(href)}`),
    ')',
    '',
  ].join('\n');
}

/** The same scenes as an input file of aria2: `aria2c --load-cookies=cookies.txt -i scenes.txt`. */
export function ariaList(scenes: readonly Retrievable[], desk: string): string {
  return scenes.map(({ id, href }) => `${desk}${href}\n  out=${id}.zip\n`).join('');
}

/** In single quotes, as a shell reads it: nothing in it has a meaning. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
