import type { BBox } from '#app/features/areas/area.ts';
import { boundsMeet } from '#app/features/catalogue/bounds.ts';
import { foldText } from '#app/lib/fold-text.ts';
import { BadParameter } from './bad-parameter.ts';
import type { CollectionFacts } from './collection-document.ts';
import type { Interval } from './datetime.ts';
import { type Given, readSearch } from './search-request.ts';

/** What narrows the list of collections (STAC API collection search, OGC API Common 2). */
export const collectionParameters = ['bbox', 'datetime', 'q', 'limit', 'offset'] as const;

type Candidate = { facts: CollectionFacts | null; words: string };
export type CollectionSearch = {
  matches: (candidate: Candidate) => boolean;
  limit: number;
  offset: number;
};

/** @throws BadParameter */
export function readCollectionSearch({ q, offset, ...given }: Given): CollectionSearch {
  const { bbox, interval, limit } = readSearch(given);
  const wanted = typeof q === 'string' ? wordsOf(q) : null;
  if (q !== undefined && !wanted) throw new BadParameter('q', 'it names no words.');
  if (offset !== undefined && !/^\d{1,6}$/.test(String(offset))) {
    throw new BadParameter('offset', 'it is no whole number from 0 on.');
  }
  return {
    limit: given.limit === undefined ? 100 : limit,
    offset: Number(offset ?? 0),
    matches: ({ facts, words }) =>
      (!bbox || meets(facts, bbox)) &&
      (!interval || overlaps(facts, interval)) &&
      (!wanted || wanted.some((phrase) => foldText(words).includes(phrase))),
  };
}

/** Any of several phrases, with commas between; quotes hold one together and take no part. */
function wordsOf(q: string): string[] | null {
  const phrases = q.split(',').map((phrase) => foldText(phrase.replaceAll('"', '')).trim());
  const said = phrases.filter((phrase) => phrase !== '');
  return said.length > 0 ? said : null;
}

const meets = (facts: CollectionFacts | null, bbox: BBox) =>
  facts?.bbox ? boundsMeet(facts.bbox, bbox) : false;

const overlaps = (facts: CollectionFacts | null, { from, to }: Interval) =>
  facts !== null && (!from || facts.to >= from) && (!to || facts.from <= to);
