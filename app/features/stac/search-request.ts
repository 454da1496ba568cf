import type { Geometry } from 'geojson';
import type { BBox } from '#app/features/areas/area.ts';
import type { SortKey } from '#app/features/catalogue/item-sort.ts';
import { BadParameter, quoted } from './bad-parameter.ts';
import { readBBox } from './bbox.ts';
import { checkFilter } from './cql2/check-filter.ts';
import { firstOutside } from './cql2/check-place.ts';
import type { Condition } from './cql2/condition.ts';
import { limits } from './cql2/node.ts';
import { parseCql2Json } from './cql2/parse-json.ts';
import { parseCql2Text } from './cql2/parse-text.ts';
import { type Interval, parseInterval } from './datetime.ts';
import { type Fields, readFields } from './fields.ts';
import { readGeometry } from './geojson.ts';
import { readQuery } from './query-extension.ts';
import { queryables } from './queryables.ts';
import { readSort } from './sort-by.ts';

/** What a machine asks for, whichever way it was written. */
export type StacSearch = {
  bbox: BBox | null;
  intersects: Geometry | null;
  interval: Interval | null;
  ids: string[] | null;
  collections: string[] | null;
  limit: number;
  sort: SortKey[];
  fields: Fields | null;
  filter: Condition | null;
  token: string | null;
};

/** Ten items where nothing is said; more than the most is as many as the most. */
export const defaultLimit = 10;
export const maxLimit = 1000;
const maxIds = 1000;

/** A parameter of a GET (text) or a member of a POST (whatever JSON holds). */
export type Given = Readonly<Record<string, unknown>>;

export const searchParameters = [
  'bbox',
  'intersects',
  'datetime',
  'ids',
  'collections',
  'limit',
  'sortby',
  'fields',
  'filter',
  'filter-lang',
  'filter-crs',
  'query',
  'token',
] as const;

/** OGC API Features has the collection in its path, and no ids nor geometries. */
export const itemsParameters = searchParameters.filter(
  (name) => name !== 'collections' && name !== 'ids' && name !== 'intersects',
);

/**
 * The parameters of an address, each given once; nothing else may be there, so that a misspelt one is not taken for no
 * condition. @throws BadParameter
 */
export function givenInQuery(query: URLSearchParams, known: readonly string[]): Given {
  const given: Record<string, string> = {};
  for (const [name, value] of query) {
    if (!known.includes(name)) throw unknown(name, known);
    if (name in given) throw new BadParameter(name, 'it is given twice.');
    given[name] = withoutNul(name, value);
  }
  return given;
}

/** The members of a body; null is as if it were not there. @throws BadParameter */
export function givenInBody(body: unknown, known: readonly string[]): Given {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new BadParameter('body', 'it is no JSON object.');
  }
  const members = Object.entries(body).filter(([, value]) => value !== null);
  for (const [name] of members) if (!known.includes(name)) throw unknown(name, known);
  withoutNul('body', JSON.stringify(body));
  return Object.fromEntries(members);
}

const unknown = (name: string, known: readonly string[]) =>
  new BadParameter(quoted(name), `it is unknown. There are ${known.join(', ')}.`);

/** No text of ours holds U+0000, and PostgreSQL can hold none. */
function withoutNul(parameter: string, text: string): string {
  if (/\0|\\u0000/.test(text)) throw new BadParameter(parameter, 'it holds the character U+0000.');
  return text;
}

/** Reads a search. @throws BadParameter that names the parameter at fault */
export function readSearch(given: Given): StacSearch {
  const bbox = read(given, 'bbox', (value) => readBBox(numbersOf(value, 'bbox'), 'bbox'));
  const intersects = read(given, 'intersects', readIntersects);
  if (bbox && intersects) {
    throw new BadParameter('intersects', 'it cannot be given together with bbox.');
  }
  return {
    bbox,
    intersects,
    interval: read(given, 'datetime', (value) => parseInterval(textOf(value, 'datetime'))),
    ids: read(given, 'ids', (value) => textsOf(value, 'ids')),
    collections: read(given, 'collections', (value) => textsOf(value, 'collections')),
    limit: read(given, 'limit', readLimit) ?? defaultLimit,
    sort: read(given, 'sortby', readSort) ?? [],
    fields: read(given, 'fields', readFields),
    filter: readFilter(given),
    token: read(given, 'token', (value) => textOf(value, 'token')),
  };
}

const read = <T>(given: Given, name: string, as: (value: unknown) => T): T | null =>
  given[name] === undefined ? null : as(given[name]);

function readLimit(value: unknown): number {
  const limit = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) {
    throw new BadParameter('limit', 'it is no whole number from 1 on.');
  }
  return Math.min(maxLimit, limit);
}

/** A text in CQL2 or an object in CQL2-JSON: `filter-lang` says which where it is said. */
function readFilter(given: Given): Condition | null {
  const { filter, 'filter-lang': lang, 'filter-crs': crs } = given;
  if (lang !== undefined && lang !== 'cql2-text' && lang !== 'cql2-json') {
    throw new BadParameter('filter-lang', 'it is neither cql2-text nor cql2-json.');
  }
  if (crs !== undefined && crs !== crs84) {
    throw new BadParameter('filter-crs', `only ${crs84} is served, which is longitude, latitude.`);
  }
  const asked = given.query === undefined ? null : readQueryOf(given.query);
  if (filter === undefined) return asked;
  const isText = typeof filter === 'string';
  if (lang === 'cql2-text' && !isText) throw new BadParameter('filter', 'it is no text.');
  const node =
    isText && lang !== 'cql2-json'
      ? parseCql2Text(filter)
      : parseCql2Json(isText ? parsed(filter, 'filter') : filter);
  const condition = checkFilter(node, queryables);
  return asked ? { kind: 'all', of: [asked, condition] } : condition;
}

function readQueryOf(value: unknown): Condition | null {
  const node = readQuery(typeof value === 'string' ? parsed(value, 'query') : value);
  return node && checkFilter(node, queryables);
}

export const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

function readIntersects(value: unknown): Geometry {
  const problem = (reason: string) => new BadParameter('intersects', reason);
  let positions = 0;
  const count = () => {
    positions += 1;
    if (positions > limits.positions) {
      throw problem(`it has more than ${limits.positions} positions.`);
    }
  };
  const geometry = readGeometry(
    typeof value === 'string' ? parsed(value, 'intersects') : value,
    problem,
    count,
  );
  const far = firstOutside(geometry);
  if (far) throw problem(`the position ${far.slice(0, 2).join(' ')} is no longitude and latitude.`);
  return geometry;
}

function parsed(text: string, parameter: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadParameter(parameter, 'it is no JSON.');
  }
}

function textOf(value: unknown, parameter: string): string {
  if (typeof value !== 'string') throw new BadParameter(parameter, 'it is no text.');
  return value;
}

/** `a,b` in an address, `["a", "b"]` in a body. An empty list is no condition, as other servers have it. */
function textsOf(value: unknown, parameter: string): string[] | null {
  const list = typeof value === 'string' ? value.split(',').filter((text) => text !== '') : value;
  if (!Array.isArray(list) || !list.every((text) => typeof text === 'string')) {
    throw new BadParameter(parameter, 'it is no list of texts.');
  }
  if (list.length > maxIds)
    throw new BadParameter(parameter, `it has more than ${maxIds} entries.`);
  return list.length === 0 ? null : [...new Set<string>(list)];
}

function numbersOf(value: unknown, parameter: string): number[] {
  if (typeof value === 'string') {
    return value.split(',').map((text) => {
      const number = text.trim() === '' ? Number.NaN : Number(text);
      if (!Number.isFinite(number))
        throw new BadParameter(parameter, `${quoted(text)} is no number.`);
      return number;
    });
  }
  if (!Array.isArray(value) || !value.every((number) => Number.isFinite(number))) {
    throw new BadParameter(parameter, 'it is no list of numbers.');
  }
  return value;
}
