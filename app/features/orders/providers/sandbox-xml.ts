export type Xml = {
  name: string;
  attributes: Record<string, string | number>;
  content: string | readonly Xml[];
};

/** One element; numbers are written so that they read back to the same double. */
export const xml = (
  name: string,
  content: string | number | readonly Xml[] = '',
  attributes: Record<string, string | number> = {},
): Xml => ({
  name,
  attributes,
  content: typeof content === 'number' ? String(content) : content,
});

/** A whole document, indented by two spaces. */
export const xmlDocument = (root: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${render(root, '')}\n`;

function render({ name, attributes, content }: Xml, indent: string): string {
  const open = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  if (content.length === 0) return `${indent}<${name}${open}/>`;
  if (typeof content === 'string') return `${indent}<${name}${open}>${escaped(content)}</${name}>`;
  const inner = content.map((child) => render(child, `${indent}  `)).join('\n');
  return `${indent}<${name}${open}>\n${inner}\n${indent}</${name}>`;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Escaped, without the control characters that XML 1.0 forbids (clause 2.2). */
const escaped = (text: string): string =>
  [...text]
    .filter((character) => /[\t\n\r]/.test(character) || character >= ' ')
    .map((character) => entities[character] ?? character)
    .join('');
