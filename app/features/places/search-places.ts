import { foldName, type Place } from './place.ts';

/** A place with its names ready to be compared. */
type Entry<P extends Place> = {
  place: P;
  /** Folded: in full and, where it has one, without its article or the letters of its kind (CC, CA …). */
  keys: readonly string[];
  /** The names of the communes it absorbed, folded. */
  formerKeys: readonly string[];
};

/** Places ready to be searched. */
export type PlaceIndex<P extends Place = Place> = {
  /** The most populous first, which decides among equal matches. */
  entries: readonly Entry<P>[];
  /** The names and the code of all of them, a line each and a blank before each word: one text is searched in a millisecond. */
  text: string;
  /** Where each line begins in it. */
  starts: Uint32Array;
};

/** Prepares places for `searchPlaces`. */
export function indexPlaces<P extends Place>(places: readonly P[]): PlaceIndex<P> {
  const entries = places
    .toSorted((a, b) => b.population - a.population)
    .map((place) => ({
      place,
      keys: keysOf(place.name),
      formerKeys: place.formerNames.map(foldName),
    }));
  const lines = entries.map(
    ({ place, keys, formerKeys }) =>
      ` ${[...keys, ...formerKeys, place.code.toLowerCase()].join(' ')}\n`,
  );
  const starts = new Uint32Array(entries.length + 1);
  for (const [n, line] of lines.entries()) starts[n + 1] = (starts[n] ?? 0) + line.length;
  return { entries, text: lines.join(''), starts };
}

function keysOf(name: string): string[] {
  const full = foldName(name);
  const short = full.replace(
    /^(?:(?:cc|ca|cu|metropole) (?:(?:de|du|des|d) )?)?(?:(?:la|le|les|l) )?/,
    '',
  );
  return short === full || short === '' ? [full] : [full, short];
}

/** From the surest match to the weakest. */
const ranks = [
  'code',
  'name',
  'short-name',
  'former-name',
  'beginning',
  'inside',
  'words',
  'former-beginning',
  'code-beginning',
] as const;
type Rank = (typeof ranks)[number];

/** A match, and the former name by which it was found where its own name does not show why. */
export type PlaceMatch<P extends Place = Place> = { place: P; formerName: string | null };

/**
 * The places that a typed text may mean, the likeliest first: by exact code, by name, by name without its article, by
 * that of an absorbed commune, by the
 * beginning of the name, by words inside, by the beginnings of all words in any order, by the beginning of an absorbed
 * commune's name or of a code.
 */
export function searchPlaces<P extends Place>(
  index: PlaceIndex<P>,
  text: string,
  limit: number,
): PlaceMatch<P>[] {
  const wanted = wantedOf(text);
  const found = new Map<Rank, PlaceMatch<P>[]>(ranks.map((rank) => [rank, []]));
  for (const entry of entriesWith(index, wanted.needles)) {
    const match = rankOf(entry, wanted);
    const list = match && found.get(match.rank);
    if (!list || list.length >= limit) continue;
    const { place } = entry;
    list.push({ place, formerName: place.formerNames[match.former ?? -1] ?? null });
  }
  return ranks.flatMap((rank) => found.get(rank) ?? []).slice(0, limit);
}

/** The entries in whose line the longest of the words begins one, in their order. */
function* entriesWith<P extends Place>(
  { entries, text, starts }: PlaceIndex<P>,
  needles: readonly string[],
): Generator<Entry<P>> {
  const [needle] = needles.toSorted((a, b) => b.length - a.length);
  let line = 0;
  let at = needle ? text.indexOf(needle) : -1;
  while (needle && at >= 0) {
    while ((starts[line + 1] ?? text.length) <= at) line += 1;
    const entry = entries[line];
    if (entry) yield entry;
    at = text.indexOf(needle, starts[line + 1] ?? text.length);
  }
}

type Wanted = {
  code: string;
  key: string;
  /** Each word that says something, with the blank before it: only the beginnings of words are looked for. */
  needles: readonly string[];
};

const fillers = new Set(['d', 'de', 'des', 'du', 'l', 'la', 'le', 'les']);

function wantedOf(text: string): Wanted {
  const key = foldName(text.slice(0, 100));
  const words = key.split(' ');
  const telling = words.filter((word) => !fillers.has(word));
  const needles = (telling.length > 0 ? telling : words).flatMap((word) =>
    word === '' ? [] : ` ${word}`,
  );
  return { code: text.trim().toUpperCase(), key, needles };
}

type Match = { rank: Rank; former: number | null };
const by = (rank: Rank, former: number | null = null): Match => ({ rank, former });

function rankOf(
  { place, keys, formerKeys }: Entry<Place>,
  { code, key, needles }: Wanted,
): Match | null {
  if (place.code === code) return by('code');
  if (keys.includes(key)) return by(keys[0] === key ? 'name' : 'short-name');
  const same = formerKeys.indexOf(key);
  if (same >= 0) return by('former-name', same);
  // One letter is a whole name or nothing: there is a commune called Y.
  if (key.length < 2) return null;
  if (keys.some((name) => name.startsWith(key))) return by('beginning');
  const name = ` ${keys[0]}`;
  if (name.includes(` ${key}`)) return by('inside');
  if (needles.every((needle) => name.includes(needle))) return by('words');
  const former = formerKeys.findIndex((one) => one.startsWith(key));
  if (former >= 0) return by('former-beginning', former);
  return code.length >= 3 && place.code.startsWith(code) ? by('code-beginning') : null;
}
