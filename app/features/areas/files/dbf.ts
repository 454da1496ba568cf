import { decoderNamed, decodeUtf8 } from './text.ts';

/** The rows of a .dbf; null for a row that is marked as deleted. `guessed`: nothing says the encoding of its text. */
export type DbfTable = { rows: (Record<string, string> | null)[]; guessed: boolean };

/**
 * Reads the table beside a .shp (dBase III). `codePage` is the text of its .cpg. Values are text as written, without the
 * blanks around; figures in the header that the file is too short for are not believed.
 */
export function readDbf(bytes: Uint8Array, codePage: string | null, maxRows: number): DbfTable {
  if (bytes.length < 33) return { rows: [], guessed: false };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint16(8, true);
  const width = view.getUint16(10, true);
  const fields = fieldsOf(bytes, view, start, width);
  if (fields.length === 0 || width === 0) return { rows: [], guessed: false };
  const room = Math.max(0, Math.floor((bytes.length - start) / width));
  const count = Math.min(view.getUint32(4, true), room, maxRows);
  const { decode, guessed } = decoderOf(bytes, codePage, view.getUint8(29), {
    start,
    end: start + count * width,
  });
  const names = fields.map(({ raw }) => decode(raw));
  const rows = Array.from({ length: count }, (_, n) => {
    const at = start + n * width;
    if (bytes[at] === 0x2a) return null;
    const values = fields.map(({ from, size }) =>
      decode(bytes.subarray(at + from, at + from + size))
        .replace(/\0[\s\S]*$/, '')
        .trim(),
    );
    return Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
  });
  return { rows, guessed };
}

type Field = { raw: Uint8Array; from: number; size: number };

function fieldsOf(bytes: Uint8Array, view: DataView, start: number, width: number): Field[] {
  const fields: Field[] = [];
  let from = 1;
  for (let at = 32; at + 32 <= Math.min(start, bytes.length) && bytes[at] !== 0x0d; at += 32) {
    const name = bytes.subarray(at, at + 11);
    const ends = name.indexOf(0);
    const size = view.getUint8(at + 16);
    if (from + size > width) break;
    fields.push({ raw: ends < 0 ? name : name.subarray(0, ends), from, size });
    from += size;
  }
  return fields;
}

type Decode = (bytes: Uint8Array) => string;

/** The .cpg says it, or the driver's byte in the header; else it is UTF-8 when it can be, and CP1252 when not. */
function decoderOf(
  bytes: Uint8Array,
  codePage: string | null,
  driver: number,
  body: { start: number; end: number },
): { decode: Decode; guessed: boolean } {
  const told = namedDecoder(codePage) ?? namedDecoder(drivers[driver] ?? null);
  if (told) return { decode: told, guessed: false };
  const text = decodeUtf8(bytes.subarray(body.start, body.end));
  const name = text === null ? 'windows-1252' : 'utf-8';
  const decoder = new TextDecoder(name);
  return { decode: (part) => decoder.decode(part), guessed: text === null };
}

/** '1252', 'ANSI 1252', 'CP1252', 'UTF-8', '8859-1', 'ISO88591', 'OEM 850' … */
function namedDecoder(codePage: string | null): Decode | null {
  const name = codePage?.replace(/^\uFEFF/, '').trim() ?? '';
  if (name === '' || name.length > 40) return null;
  const number = /(\d{3,5})(?!.*\d)/.exec(name.replace(/[-_ ]/g, ''))?.[1] ?? '';
  if (number === '850' || number === '437') return (bytes) => decodeDos(bytes);
  const iso = /8859\D*(\d{1,2})/.exec(name)?.[1];
  const guess = iso
    ? `iso-8859-${iso}`
    : /^(ansi|cp|oem|windows)?\d/i.test(name.replace(/[-_ ]/g, ''));
  const decoder =
    typeof guess === 'string'
      ? decoderNamed(guess)
      : (guess && (decoderNamed(`windows-${number}`) ?? decoderNamed(`ibm${number}`))) ||
        decoderNamed(name);
  return decoder ? (bytes) => decoder.decode(bytes) : null;
}

/** Language drivers of dBase that say more than "Windows": the others leave it open. */
const drivers: Record<number, string> = {
  1: '437',
  2: '850',
  101: '866',
  77: 'gbk',
  78: 'euc-kr',
  79: 'big5',
  123: 'shift_jis',
  200: '1250',
  201: '1251',
  202: '1254',
  203: '1253',
};

/** The letters that the code pages of DOS for western Europe, 437 and 850, have in common from 0x80. */
const dos =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

const decodeDos = (bytes: Uint8Array) =>
  Array.from(bytes, (b) => (b < 0x80 ? String.fromCharCode(b) : (dos[b - 0x80] ?? ''))).join('');
