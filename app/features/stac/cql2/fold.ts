import type { FoldHow } from './condition.ts';

/** Letters that carry their mark inside: Unicode does not take them apart. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŧ: 't',
  Ŧ: 'T',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
};
const marked = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/** CASEI (Unicode case folding: capitals first, so that ß is ss) or ACCENTI (letters without their marks). */
export function foldText(text: string, how: FoldHow): string {
  if (how === 'case') return text.toUpperCase().toLowerCase();
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
  return bare.replace(marked, (letter) => plainLetters[letter] ?? letter).normalize('NFC');
}
