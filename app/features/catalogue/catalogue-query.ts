import type { BBox } from '#app/features/areas/area.ts';
import type { SortKey } from './item-sort.ts';

/** What the catalogue is asked for. The address of the page holds all of it, so that a search can be shared. */
export type CatalogueQuery = {
  /** Words of an id, a satellite or a sensor; empty for none. */
  text: string;
  /** [west, south, east, north] in degrees; west > east where it crosses the antimeridian. */
  bbox: BBox | null;
  /** Calendar days, `YYYY-MM-DD`, both included. */
  from: string | null;
  to: string | null;
  sensorIds: string[];
  platforms: string[];
  maxCloudPct: number | null;
  /** Catalogued after this moment, in ISO 8601 with a zone. */
  since: string | null;
  sort: SortName;
  view: CatalogueView;
  /** Where the page before this one ended. */
  after: string | null;
};

/** The orders that make sense to a reader. */
export const sortNames = ['newest', 'oldest', 'clearest', 'finest', 'vertical', 'added'] as const;
export type SortName = (typeof sortNames)[number];
export const sortKeys: Record<SortName, readonly SortKey[]> = {
  newest: [{ by: 'acquiredAt', descending: true }],
  oldest: [{ by: 'acquiredAt', descending: false }],
  clearest: [{ by: 'cloudCoverPct', descending: false }],
  finest: [
    { by: 'gsdM', descending: false },
    { by: 'acquiredAt', descending: true },
  ],
  vertical: [{ by: 'incidenceDeg', descending: false }],
  added: [{ by: 'createdAt', descending: true }],
};

/** The scenes as pictures or as a table: the same rows. */
export const catalogueViews = ['list', 'table'] as const;
export type CatalogueView = (typeof catalogueViews)[number];

/** A filter that cannot be read: its field and a key of the `catalogue` namespace. */
export type QueryFault = { field: 'bbox' | 'from' | 'to' | 'cloud'; code: string };

/** The filters as they were typed, to show them again. */
export type TypedQuery = { text: string; bbox: string; from: string; to: string; cloud: string };

const maxTextLength = 200;
const maxChoices = 50;

/** Reads the filters of an address. One that is wrong is a fault and filters nothing. */
export function readQuery(params: URLSearchParams): {
  query: CatalogueQuery;
  typed: TypedQuery;
  faults: QueryFault[];
} {
  const text = (name: string) => params.get(name)?.trim() ?? '';
  const choices = (name: string) =>
    [...new Set(params.getAll(name).filter((id) => id !== ''))].slice(0, maxChoices);
  const typed = {
    text: text('q').slice(0, maxTextLength),
    bbox: text('bbox'),
    from: text('from'),
    to: text('to'),
    cloud: text('cloud'),
  };
  const query: CatalogueQuery = {
    text: typed.text,
    bbox: readBox(typed.bbox),
    from: readDay(typed.from),
    to: readDay(typed.to),
    sensorIds: choices('sensor'),
    platforms: choices('platform'),
    maxCloudPct: readPercent(typed.cloud),
    since: readMoment(text('since')),
    sort: sortNames.find((name) => name === text('sort')) ?? 'newest',
    view: catalogueViews.find((name) => name === text('view')) ?? 'list',
    after: text('after') || null,
  };
  return { query, typed, faults: faultsOf(query, typed) };
}

function faultsOf(query: CatalogueQuery, typed: TypedQuery): QueryFault[] {
  const faults: QueryFault[] = [];
  if (typed.bbox !== '' && !query.bbox) faults.push({ field: 'bbox', code: 'faults.bbox' });
  if (typed.from !== '' && !query.from) faults.push({ field: 'from', code: 'faults.date' });
  if (typed.to !== '' && !query.to) faults.push({ field: 'to', code: 'faults.date' });
  if (query.from && query.to && query.from > query.to) {
    faults.push({ field: 'to', code: 'faults.reversed' });
  }
  if (typed.cloud !== '' && query.maxCloudPct === null) {
    faults.push({ field: 'cloud', code: 'faults.cloud' });
  }
  return faults;
}

/** The address's query of a search, without the blanks; the shortest writing, for links that people share. */
export function writeQuery(query: Partial<CatalogueQuery>): string {
  const params = new URLSearchParams();
  if (query.text) params.set('q', query.text);
  if (query.bbox) params.set('bbox', writeBox(query.bbox));
  if (query.from) params.set('from', query.from);
  if (query.to) params.set('to', query.to);
  for (const id of query.sensorIds ?? []) params.append('sensor', id);
  for (const id of query.platforms ?? []) params.append('platform', id);
  if (query.maxCloudPct != null) params.set('cloud', String(query.maxCloudPct));
  if (query.since) params.set('since', query.since);
  if (query.sort && query.sort !== 'newest') params.set('sort', query.sort);
  if (query.view && query.view !== 'list') params.set('view', query.view);
  if (query.after) params.set('after', query.after);
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '' : `?${text}`;
}

/** The same search without what only places or orders its page: what is kept, and what the map and the counts ask. */
export const filtersOf = (query: CatalogueQuery): CatalogueQuery => ({
  ...query,
  sort: 'newest',
  view: 'list',
  after: null,
});

/** How many filters are set. */
export function countFilters(query: CatalogueQuery): number {
  const single = [query.bbox, query.from, query.to, query.maxCloudPct, query.since];
  const lists = [query.sensorIds, query.platforms, query.text];
  return (
    single.filter((value) => value !== null).length + lists.filter((list) => list.length > 0).length
  );
}

/** The moments between which a scene was acquired: whole days in UTC, the last one included. */
export function momentsOf({ from, to }: Pick<CatalogueQuery, 'from' | 'to'>): {
  from?: Date;
  to?: Date;
} {
  return {
    ...(from && { from: new Date(`${from}T00:00:00.000Z`) }),
    ...(to && { to: new Date(`${to}T23:59:59.999Z`) }),
  };
}

/** Rounded to 0.0001 degree, about 11 m: an address that can be read, and no scene is lost for it. */
export const writeBox = (box: BBox) => box.map((n) => Number(n.toFixed(4))).join(',');

/** "west, south, east, north" in degrees; a decimal comma is read where semicolons or spaces part the numbers. */
export function readBox(text: string): BBox | null {
  const parts = /[;\s]/.test(text.trim())
    ? text.trim().split(/\s*;\s*|,?\s+/)
    : text.trim().split(',');
  const [west, south, east, north, ...more] = parts.map(readNumber);
  if (west == null || south == null || east == null || north == null || more.length > 0) {
    return null;
  }
  const onEarth = [west, east].every((lon) => Math.abs(lon) <= 180);
  const upright = south >= -90 && south < north && north <= 90 && west !== east;
  return onEarth && upright ? [west, south, east, north] : null;
}

function readNumber(text: string): number | null {
  return /^[-−]?\d+([.,]\d+)?$/.test(text)
    ? Number(text.replace('−', '-').replace(',', '.'))
    : null;
}

function readDay(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : null;
}

function readMoment(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return null;
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function readPercent(text: string): number | null {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return value <= 100 ? value : null;
}
