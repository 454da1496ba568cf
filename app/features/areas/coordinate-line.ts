import type { LonLat } from './area.ts';

/** Which of longitude and latitude is written first. */
export type CoordinateOrder = 'lonlat' | 'latlon';

export type LineFault = {
  code:
    | 'unreadable'
    | 'not-a-pair'
    | 'ambiguous-comma'
    | 'minutes-range'
    | 'latitude-range'
    | 'longitude-range'
    | 'swapped-order';
  params: Record<string, string | number>;
};

/** The places written on one line, or what cannot be understood of it. */
export function readLine(
  line: string,
  order: CoordinateOrder,
): { points: LonLat[] } | { fault: LineFault } {
  const text = line
    .replace(/[−–]/g, '-')
    .replace(/[()[\]{}]/g, ' ')
    .trim();
  const values = /[°º'′’"″”a-z]/i.test(text) ? readSexagesimal(text) : readDecimals(text);
  if ('fault' in values) return values;
  return pairUp(values.values, order);
}

/** A number of degrees, and what its letter says it is. */
type Value = { degrees: number; axis: 'lon' | 'lat' | null };
type Values = { values: Value[] } | { fault: LineFault };

function pairUp(values: Value[], order: CoordinateOrder): ReturnType<typeof readLine> {
  if (values.length === 0 || values.length % 2 === 1) {
    return fault('not-a-pair', { count: values.length });
  }
  const points: LonLat[] = [];
  for (let i = 0; i < values.length; i += 2) {
    const point = pointOf(values.slice(i, i + 2), order);
    if ('fault' in point) return point;
    points.push(point.point);
  }
  return { points };
}

function pointOf(
  [a, b]: Value[],
  order: CoordinateOrder,
): { point: LonLat } | { fault: LineFault } {
  if (!a || !b || (a.axis !== null && a.axis === b.axis)) return fault('not-a-pair', { count: 2 });
  const lonFirst = a.axis ? a.axis === 'lon' : b.axis ? b.axis === 'lat' : order === 'lonlat';
  const [lon, lat] = lonFirst ? [a.degrees, b.degrees] : [b.degrees, a.degrees];
  if (Math.abs(lat) > 90) {
    const isSwapped = !a.axis && !b.axis && Math.abs(lon) <= 90 && Math.abs(lat) <= 180;
    return fault(isSwapped ? 'swapped-order' : 'latitude-range', { value: lat });
  }
  if (Math.abs(lon) > 180) return fault('longitude-range', { value: lon });
  return { point: [lon, lat] };
}

/** Degrees, minutes and seconds, or plain degrees with letters: 48°51'24"N 2°21'07"E, N48.85 E2.35, 48 51 24 N 2 21 7 O. */
function readSexagesimal(text: string): Values {
  const tokens = text.match(/[+-]?\d+(?:[.,]\d+)?|[NSEWO]|[°º]|["″”]|''|['′’]|[\s,;/|]+|./gi) ?? [];
  const isPrefixed = /^[NSEWO]/i.test(text);
  const values: Value[] = [];
  let open = newAngle();
  const close = () => {
    if (open.numbers.length > 0) values.push(angleInDegrees(open));
    open = newAngle();
  };
  for (const token of tokens) {
    if (/^[NSEWO]$/i.test(token)) {
      if (isPrefixed) close();
      open.letter = token.toUpperCase();
      if (!isPrefixed) close();
    } else if (/^[+-]?\d/.test(token)) {
      if (open.complete || open.numbers.length === 3) close();
      open.numbers.push(token);
    } else if (/^[°º]$/.test(token)) {
      // A degree sign after a number that is not the first: that number starts another angle.
      if (open.numbers.length > 1) {
        const next = open.numbers.pop() ?? '';
        close();
        open.numbers.push(next);
      }
    } else if (/^(["″”]|'')$/.test(token)) open.complete = true;
    else if (!/^(['′’]|[\s,;/|]+)$/.test(token)) return fault('unreadable', { text: token });
  }
  close();
  if (values.some(({ degrees }) => Number.isNaN(degrees))) return fault('minutes-range');
  return { values };
}

type Angle = { numbers: string[]; letter: string | null; complete: boolean };

const newAngle = (): Angle => ({ numbers: [], letter: null, complete: false });

/** NaN degrees when minutes or seconds are not below 60. */
function angleInDegrees({ numbers, letter }: Angle): Value {
  const [degrees = 0, minutes = 0, seconds = 0] = numbers.map((n) => Math.abs(number(n)));
  const sign = numbers[0]?.startsWith('-') || /[SWO]/.test(letter ?? '') ? -1 : 1;
  const isFair = minutes < 60 && seconds < 60;
  return {
    degrees: isFair ? sign * (degrees + minutes / 60 + seconds / 3600) : Number.NaN,
    axis: letter === null ? null : /[NS]/.test(letter) ? 'lat' : 'lon',
  };
}

function readDecimals(text: string): Values {
  if (/[^\d.,;|/\s+-]/.test(text)) return fault('unreadable', { text: text.slice(0, 40) });
  const tuples = text.split(/\s+/).map((tuple) => tuple.split(','));
  const isKml = tuples.length > 1 && tuples.every((t) => t.length === 3 && t.every(isNumber));
  // KML writes lon,lat,altitude with blanks between places: the third is not ours.
  if (isKml) return plain(tuples.flatMap((t) => t.slice(0, 2)));
  if (text.includes('.') || !text.includes(',')) return plain(split(text, /[,;|/\s]+/));
  return readCommas(text);
}

/** A line with commas and no point: each comma either starts decimals or stands between numbers. */
function readCommas(text: string): Values {
  const byBlank = split(text, /[;|/\s]+/).map((token) => token.replace(/^,+|,+$/g, ''));
  const tokens = byBlank.filter((token) => token !== '');
  if (tokens.every((token) => isNumber(token))) return plain(tokens);
  const oneComma = tokens.every((token) => /^[+-]?\d+(,\d+)?$/.test(token));
  const [only] = tokens;
  if (oneComma && tokens.length === 1 && only) return plain(only.split(','));
  if (oneComma && (tokens.length === 2 || /;/.test(text))) return plain(tokens);
  return fault('ambiguous-comma', { text: text.slice(0, 40) });
}

function plain(tokens: string[]): Values {
  const wrong = tokens.find((token) => !isNumber(token.replace(',', '.')));
  if (wrong !== undefined) return fault('unreadable', { text: wrong });
  return { values: tokens.map((token) => ({ degrees: number(token), axis: null })) };
}

const split = (text: string, by: RegExp) => text.split(by).filter((token) => token !== '');
const isNumber = (token: string) => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(token);
const number = (token: string) => Number(token.replace(',', '.'));

const fault = (code: LineFault['code'], params: LineFault['params'] = {}) => ({
  fault: { code, params },
});
