import { describe, expect, it } from 'vitest';
import {
  attributeAt,
  elementsAt,
  numberAt,
  readXml,
  textAt,
} from '#app/features/deliveries/dimap/read-xml.ts';

const read = (text: string, maxBytes = 10_000) => readXml(new TextEncoder().encode(text), maxBytes);

function rootOf(text: string) {
  const xml = read(text);
  if (!xml.ok) throw new Error(xml.detail);
  return xml.document.root;
}

describe('reading the XML of strangers', () => {
  it('gives texts, numbers, attributes and repeated elements, even where there is only one', () => {
    const root = rootOf(
      '<?xml version="1.0"?><A><B c="1 &amp; 2"> x &lt; y </B><N>-1.5e2</N><N>LONG_OFF</N></A>',
    );
    expect(elementsAt(root, 'B')).toHaveLength(1);
    expect(textAt(root, 'B')).toBe('x < y');
    expect(attributeAt(root, 'B', 'c')).toBe('1 & 2');
    expect(numberAt(root, 'N')).toBe(-150);
    expect(textAt(root, 'B/C')).toBeNull();
  });

  it('takes a placeholder, an empty element and a hexadecimal figure for no number', () => {
    const root = rootOf('<A><B>LONG_OFF</B><C/><D>0x10</D></A>');
    expect([numberAt(root, 'B'), numberAt(root, 'C'), numberAt(root, 'D')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('finds the style sheet whether or not the file has an XML declaration', () => {
    const xml = read('<?xml-stylesheet href="LIBRARY/STYLE.XSL" type="text/xsl"?><A/>');
    expect(xml.ok && xml.document.styleHref).toBe('LIBRARY/STYLE.XSL');
  });

  it('reads Latin-1 and UTF-16 where the file says so', () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><A>é</A>', 'latin1');
    const wide = Buffer.from('\ufeff<A>é</A>', 'utf16le');
    for (const bytes of [latin, wide]) {
      const xml = readXml(bytes, 1000);
      expect(xml.ok && textAt({ R: [xml.document.root] }, 'R')).toBe('é');
    }
  });

  it.each([
    ['a document type, hence any entity of its own', '<!DOCTYPE A [<!ENTITY e "x">]><A>&e;</A>'],
    ['a document cut short', '<A><B>1</B><C>'],
    ['crossed elements', '<A><B></A></B>'],
    ['an empty file', ''],
    ['plain text', 'hello'],
    ['a name that would reach into objects', '<A><constructor>1</constructor></A>'],
    ['a thousand nested elements', `${'<A>'.repeat(1000)}${'</A>'.repeat(1000)}`],
  ])('refuses %s', (_what, text) => {
    expect(read(text)).toMatchObject({ ok: false, fault: 'damaged-xml' });
  });

  it('refuses what is not the encoding that it says', () => {
    expect(readXml(new Uint8Array([0x3c, 0x41, 0xff, 0x3e]), 100)).toMatchObject({ ok: false });
  });

  it('does not begin to parse above the limit', () => {
    expect(read('<A></A>', 6)).toMatchObject({ ok: false, fault: 'xml-too-large' });
  });
});
