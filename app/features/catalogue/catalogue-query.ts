import type { BBox } from '#app/features/areas/area.ts';

/** What the catalogue is asked for. The address of the page holds all of it, so that a search can be shared. */
export type CatalogueQuery = {
  /** [west, south, east, north] in degrees; west > east where it crosses the antimeridian. */
  bbox: BBox | null;
  /** Calendar days, `YYYY-MM-DD`, both included. */
  from: string | null;
  to: string | null;
  sensorIds: string[];
  maxCloudPct: number | null;
  /** Where the page before this one ended. */
  after: string | null;
};

/** A filter that cannot be read: its field and a key of the `catalogue` namespace. */
export type QueryFault = { field: 'bbox' | 'from' | 'to' | 'cloud'; code: string };

/** The filters as they were typed, to show them again. */
export type TypedQuery = { bbox: string; from: string; to: string; cloud: string };

/** Reads the filters of an address. One that is wrong is a fault and filters nothing. */
export function readQuery(params: URLSearchParams): {
  query: CatalogueQuery;
  typed: TypedQuery;
  faults: QueryFault[];
} {
  const text = (name: string) => params.get(name)?.trim() ?? '';
  const typed = { bbox: text('bbox'), from: text('from'), to: text('to'), cloud: text('cloud') };
  const query: CatalogueQuery = {
    bbox: readBox(typed.bbox),
    from: readDay(typed.from),
    to: readDay(typed.to),
    sensorIds: [...new Set(params.getAll('sensor').filter((id) => id !== ''))],
    maxCloudPct: readPercent(typed.cloud),
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
  if (query.bbox) params.set('bbox', writeBox(query.bbox));
  if (query.from) params.set('from', query.from);
  if (query.to) params.set('to', query.to);
  for (const id of query.sensorIds ?? []) params.append('sensor', id);
  if (query.maxCloudPct != null) params.set('cloud', String(query.maxCloudPct));
  if (query.after) params.set('after', query.after);
  const text = params.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** How many filters are set. */
export function countFilters(query: CatalogueQuery): number {
  const single = [query.bbox, query.from, query.to, query.maxCloudPct];
  return single.filter((value) => value !== null).length + (query.sensorIds.length > 0 ? 1 : 0);
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

function readPercent(text: string): number | null {
  const value = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  return value <= 100 ? value : null;
}
