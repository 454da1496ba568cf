/**
 * A longitude or latitude out of one field: decimal with a point or a comma, or degrees, minutes and seconds, with a letter
 * or a sign. Null for what is none, or beyond the Earth.
 */
export function readDegrees(text: string, axis: 'lon' | 'lat'): number | null {
  const degrees = decimals(text) ?? sexagesimal(text, axis);
  const most = axis === 'lon' ? 180 : 90;
  return degrees !== null && Math.abs(degrees) <= most ? degrees : null;
}

/** A length or another number above 0 out of one field; null for what is none. */
export function readPositive(text: string): number | null {
  const value = decimals(text);
  return value !== null && value > 0 ? value : null;
}

/** A number out of one field, with a point or a comma; null for what is none. */
export function readNumber(text: string): number | null {
  return decimals(text);
}

/** Degrees as a field shows them: as many decimals as are kept, and no more. */
export const writeDegrees = (degrees: number): string =>
  String(Number(degrees.toFixed(7)) + 0).replace(/^.*e-.*$/, () => degrees.toFixed(7));

function decimals(text: string): number | null {
  const plain = text.trim().replace(/[−–]/, '-').replace(/\s*°$/, '').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

const letters = { lon: 'EWO', lat: 'NS' } as const;

function sexagesimal(text: string, axis: 'lon' | 'lat'): number | null {
  const shape =
    /^([+-])?\s*(\d+(?:[.,]\d+)?)\s*°?\s*(?:(\d+(?:[.,]\d+)?)\s*['′’]?\s*)?(?:(\d+(?:[.,]\d+)?)\s*(?:["″”]|'')?\s*)?([NSEWO])?$/i;
  const match = shape.exec(text.trim().replace(/[−–]/, '-'));
  if (!match) return null;
  const [, sign, degrees, minutes = '0', seconds = '0', letter = ''] = match;
  const [d = 0, m = 0, s = 0] = [degrees, minutes, seconds].map((part) =>
    Number(part?.replace(',', '.')),
  );
  const side = letter.toUpperCase();
  if (m >= 60 || s >= 60 || !letters[axis].includes(side)) return null;
  const isNegative = sign === '-' || side === 'S' || side === 'W' || side === 'O';
  return (isNegative ? -1 : 1) * (d + m / 60 + s / 3600) + 0;
}
