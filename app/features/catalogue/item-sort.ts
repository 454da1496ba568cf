/** The order of a search, and where a page of it ended. */

export const sortFields = [
  'acquiredAt',
  'createdAt',
  'cloudCoverPct',
  'incidenceDeg',
  'gsdM',
  'id',
  'sensorId',
] as const;
export type SortField = (typeof sortFields)[number];
export type SortKey = { by: SortField; descending: boolean };

/** What is not known comes last, whichever way. Ties are in the order of cataloguing, in the first key's direction. */
export type SortValue = string | number | null;

/** Where a page ended: the sort values of its last scene (moments in milliseconds) and its number. */
export type Cursor = { values: readonly SortValue[]; rowNo: number };

export const newestFirst: readonly SortKey[] = [{ by: 'acquiredAt', descending: true }];

/** The keys that decide: each field once, nothing after `id`, which no two scenes share. */
export function decisive(sort: readonly SortKey[] | undefined): readonly SortKey[] {
  const keys = (sort ?? []).filter(
    ({ by }, rank, all) => all.findIndex((key) => key.by === by) === rank,
  );
  const last = keys.findIndex(({ by }) => by === 'id');
  const kept = last < 0 ? keys : keys.slice(0, last + 1);
  return kept.length > 0 ? kept : newestFirst;
}

const signature = (sort: readonly SortKey[]) =>
  sort.map(({ by, descending }) => `${descending ? '-' : '+'}${by}`).join('');

/** A cursor as text, and back: null when it is none of ours or of another order. */
export const writeCursor = ({ values, rowNo }: Cursor, sort: readonly SortKey[]): string =>
  JSON.stringify([signature(sort), rowNo, ...values]);

export function readCursor(text: string, sort: readonly SortKey[]): Cursor | null {
  const read = parsed(text);
  if (!Array.isArray(read) || read.length !== sort.length + 2) return null;
  const [written, rowNo, ...values] = read as unknown[];
  if (written !== signature(sort) || !Number.isSafeInteger(rowNo)) return null;
  if (!values.every((value, rank) => isValueOf(sort[rank]?.by, value))) return null;
  return { rowNo: rowNo as number, values: values as SortValue[] };
}

const texts: readonly (SortField | undefined)[] = ['id', 'sensorId'];
const moments: readonly (SortField | undefined)[] = ['acquiredAt', 'createdAt'];

function isValueOf(by: SortField | undefined, value: unknown): boolean {
  if (texts.includes(by)) return typeof value === 'string';
  if (moments.includes(by))
    return Number.isSafeInteger(value) && Math.abs(Number(value)) <= 8.64e15;
  return value === null || Number.isFinite(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
