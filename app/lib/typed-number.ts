/**
 * A number as it is typed in French or English: blanks between thousands, a comma or a point before decimals. Null for what
 * is none, for anything below zero, and for a comma before exactly three digits: 10,000 is ten in French and ten thousand in
 * English.
 */
export function typedNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '');
  if (/^\d{1,3},\d{3}$/.test(plain)) return null;
  const decimal = plain.replace(',', '.');
  return /^\d+(\.\d+)?$/.test(decimal) ? Number(decimal) : null;
}
