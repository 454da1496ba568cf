import { BadParameter } from './bad-parameter.ts';

/** Paths such as `properties.eo:cloud_cover`, taken apart. */
export type Fields = { include: string[][]; exclude: string[][] };

/** What makes a valid item: always there unless it is left out by name. Extensions ask for fields that may be left out. */
const basis = [
  'id',
  'type',
  'stac_version',
  'collection',
  'geometry',
  'bbox',
  'links',
  'assets',
  'properties.datetime',
].map((path) => path.split('.'));

const wrong = (reason: string) => new BadParameter('fields', reason);

/**
 * `id,properties.gsd,-geometry` in an address, `{"include": […], "exclude": […]}` in a body. What is included is added to
 * the basis of an item (STAC API fields extension). @throws BadParameter
 */
export function readFields(value: unknown): Fields {
  const { include, exclude } = typeof value === 'string' ? ofText(value) : ofObject(value);
  if (include.length + exclude.length > 200) throw wrong('it has more than 200 entries.');
  const paths = (list: string[]) => list.map((path) => path.split('.', 8));
  return { include: [...basis, ...paths(include)], exclude: paths(exclude) };
}

type Listed = { include: string[]; exclude: string[] };

/** An address turns a plus into a space. */
function ofText(text: string): Listed {
  const names = text.split(',').map((name) => name.trim().replace(/^\+/, ''));
  const given = names.filter((name) => name !== '' && name !== '-');
  return {
    include: given.filter((name) => !name.startsWith('-')),
    exclude: given.filter((name) => name.startsWith('-')).map((name) => name.slice(1)),
  };
}

function ofObject(value: unknown): Listed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong('it is no object with “include” and “exclude”.');
  }
  const { include, exclude } = value as Record<string, unknown>; // Both are checked here.
  return { include: names(include), exclude: names(exclude) };
}

function names(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) {
    throw wrong('“include” and “exclude” are lists of texts.');
  }
  return value.filter((name) => name !== '');
}

/** The item with these fields only. A path that leads nowhere is passed over. */
export function withFields(item: object, { include, exclude }: Fields): object {
  const kept = {};
  for (const path of include) copy(item, kept, path);
  for (const path of exclude) remove(kept, path);
  return kept;
}

type Dictionary = Record<string, unknown>;
const isDictionary = (value: unknown): value is Dictionary =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function copy(from: object, to: object, [name = '', ...rest]: readonly string[]): void {
  if (!isDictionary(from) || !isDictionary(to) || !Object.hasOwn(from, name)) return;
  const value = from[name];
  if (rest.length === 0 || !isDictionary(value)) {
    if (rest.length === 0) put(to, name, isDictionary(value) ? { ...value } : value);
    return;
  }
  const inner = Object.hasOwn(to, name) ? to[name] : {};
  if (!isDictionary(inner)) return;
  put(to, name, inner);
  copy(value, inner, rest);
}

/** As an own property, also when it has the name of one that every object has. */
function put(to: Dictionary, name: string, value: unknown): void {
  Object.defineProperty(to, name, { value, writable: true, enumerable: true, configurable: true });
}

function remove(from: Dictionary, [name = '', ...rest]: readonly string[]): void {
  if (!Object.hasOwn(from, name)) return;
  if (rest.length === 0) {
    delete from[name];
    return;
  }
  const inner = from[name];
  if (!isDictionary(inner)) return;
  const copyOf = { ...inner };
  put(from, name, copyOf);
  remove(copyOf, rest);
}
