/** How a scene is cited: the same facts in words, as BibTeX and for search engines. */

export type Cited = {
  id: string;
  /** Its satellite and its day, in the reader's language. */
  name: string;
  acquiredAt: Date;
  /** The credit line that the licence asks for. */
  credit: string;
  /** The scene's page, for ever. */
  url: string;
};

/** Who keeps the catalogue, under the name it is cited by. */
export const publisher = 'DINAMIS';

/**
 * An entry for BibTeX and BibLaTeX, `@misc` because older styles know no `@dataset`. Names in double braces keep their
 * capitals, and a body's name is not taken for a person's.
 */
export function bibtexOf({ id, name, acquiredAt, credit, url }: Cited, accessed: string): string {
  const fields = [
    ['author', `{${bibtexText(publisher)}}`],
    ['title', `{${bibtexText(name)}}`],
    ['year', String(acquiredAt.getUTCFullYear())],
    ['note', bibtexText(credit)],
    ['howpublished', bibtexText(`${publisher}, ${id}`)],
    ['url', url.replace(/[{}\\\s]/g, (sign) => encodeURIComponent(sign))],
    ['urldate', accessed],
  ];
  const lines = fields.map(([field, value]) => `  ${field} = {${value}},`);
  return [`@misc{${citationKey(id)},`, ...lines, '}', ''].join('\n');
}

/** Letters, digits and hyphens: what every BibTeX takes as a key. */
export const citationKey = (id: string): string =>
  `dinamis-${id.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-+|-+$/g, '')}`;

/** Text within braces, its signs as LaTeX writes them; letters with accents stay as they are, in UTF-8. */
export function bibtexText(text: string): string {
  return text.replace(/[\\{}$&#_%~^]/g, (sign) => escapes[sign] ?? sign).replace(/\s+/g, ' ');
}

const escapes: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};
