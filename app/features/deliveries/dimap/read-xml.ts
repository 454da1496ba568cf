import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** Children by tag name (always arrays), attributes under `@name`, own text under `#text`. */
export type XmlElement = { readonly [name: string]: string | readonly XmlElement[] };

export type XmlDocument = {
  rootName: string;
  root: XmlElement;
  /** Address in the `xml-stylesheet` instruction, null where there is none. */
  styleHref: string | null;
};

export type XmlReading =
  | { ok: true; document: XmlDocument }
  | { ok: false; fault: 'xml-too-large' | 'damaged-xml'; detail: string };

/**
 * Reads an XML document brought by a stranger. No DTD is ever accepted, hence no entity is expanded; nesting stops at 100;
 * nothing is parsed beyond `maxBytes` (the parser takes about half a second per megabyte).
 * Encodings: UTF-8, UTF-16 by its mark, or the one that the declaration names.
 */
export function readXml(bytes: Uint8Array, maxBytes: number): XmlReading {
  if (bytes.byteLength > maxBytes)
    return { ok: false, fault: 'xml-too-large', detail: `${maxBytes}` };
  const text = decode(bytes);
  if (text === null) return { ok: false, fault: 'damaged-xml', detail: 'encoding' };
  if (/<!DOCTYPE/i.test(text)) return { ok: false, fault: 'damaged-xml', detail: 'doctype' };
  const valid = XMLValidator.validate(text);
  if (valid !== true) return { ok: false, fault: 'damaged-xml', detail: `line ${valid.err.line}` };
  try {
    // Parse boundary: these options make exactly the XmlElement shape.
    const parsed = parser.parse(text) as Record<string, readonly XmlElement[]>;
    const [rootName, roots] = Object.entries(parsed).find(([name]) => !/^[#@?]/.test(name)) ?? [];
    const root = roots?.[0];
    if (rootName === undefined || root === undefined)
      return { ok: false, fault: 'damaged-xml', detail: 'empty' };
    return { ok: true, document: { rootName, root, styleHref: styleHref(text) } };
  } catch {
    return { ok: false, fault: 'damaged-xml', detail: 'nesting' };
  }
}

/** Every element at a path of tag names from `element` ('Dataset_Content/Dataset_Extent/Vertex'), in document order. */
export function elementsAt(element: XmlElement, path: string): XmlElement[] {
  let found: XmlElement[] = [element];
  for (const name of path.split('/')) found = found.flatMap((parent) => children(parent, name));
  return found;
}

/** The first element at a path, or null. */
export const elementAt = (element: XmlElement, path: string) =>
  elementsAt(element, path)[0] ?? null;

/** The text of the first element at a path that has some, trimmed; null where there is none. */
export function textAt(element: XmlElement, path: string): string | null {
  for (const found of elementsAt(element, path)) {
    const text = ownText(found);
    if (text !== '') return text;
  }
  return null;
}

/** The text of every element at a path, without the empty ones. */
export const textsAt = (element: XmlElement, path: string): string[] =>
  elementsAt(element, path)
    .map(ownText)
    .filter((text) => text !== '');

/** The number at a path; null where it is absent or no plain decimal number. */
export function numberAt(element: XmlElement, path: string): number | null {
  const text = textAt(element, path);
  if (text === null || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** An attribute of the first element at a path, trimmed; null where it is absent or empty. */
export function attributeAt(element: XmlElement, path: string, name: string): string | null {
  const found = elementAt(element, path);
  return found === null ? null : attributeOf(found, name);
}

/** An attribute of this element, trimmed; null where it is absent or empty. */
export function attributeOf(element: XmlElement, name: string): string | null {
  const value = element[`@${name}`];
  const text = typeof value === 'string' ? decodeReferences(value).trim() : '';
  return text === '' ? null : text;
}

/** Every element below `element`, depth first, with the tag names that lead to it (its own last). */
export function* descendants(
  element: XmlElement,
  trail: readonly string[] = [],
): Generator<{ element: XmlElement; trail: readonly string[] }> {
  for (const [name, value] of Object.entries(element)) {
    if (typeof value === 'string') continue;
    const path = [...trail, name];
    for (const child of value) {
      yield { element: child, trail: path };
      yield* descendants(child, path);
    }
  }
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  alwaysCreateTextNode: true,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

function decode(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = /<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1];
  const marked = /^(\u00ff\u00fe|\u00fe\u00ff)/.exec(head)?.[1];
  const encoding = marked ? (marked === '\u00ff\u00fe' ? 'utf-16le' : 'utf-16be') : declared;
  try {
    return new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const styleHref = (text: string): string | null => {
  const href = /<\?xml-stylesheet\b[^>]*?\bhref\s*=\s*["']([^"']+)["']/.exec(
    text.slice(0, 4096),
  )?.[1];
  return href === undefined ? null : decodeReferences(href).trim();
};

function children(parent: XmlElement, name: string): readonly XmlElement[] {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  return value === undefined || typeof value === 'string' ? [] : value;
}

function ownText(element: XmlElement): string {
  const text = element['#text'];
  return typeof text === 'string' ? decodeReferences(text).trim() : '';
}

const predefined: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five predefined entities and numeric references (XML 1.0, 4.1 and 4.6); the parser is told to expand nothing. */
const decodeReferences = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, dec, name) => {
      if (name) return predefined[name.toLowerCase()] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(dec);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
