import type { SortField, SortKey } from '#app/features/catalogue/item-sort.ts';
import { BadParameter, quoted } from './bad-parameter.ts';

/** What items may be sorted by. Those without a value come last, whichever way. */
export const sortables: Readonly<Record<string, SortField>> = {
  id: 'id',
  collection: 'sensorId',
  datetime: 'acquiredAt',
  created: 'createdAt',
  'eo:cloud_cover': 'cloudCoverPct',
  'view:incidence_angle': 'incidenceDeg',
  gsd: 'gsdM',
};

const wrong = (reason: string) => new BadParameter('sortby', reason);

/** `-datetime,+id` in an address, `[{"field": "datetime", "direction": "desc"}]` in a body. @throws BadParameter */
export function readSort(value: unknown): SortKey[] {
  const keys = typeof value === 'string' ? value.split(',').map(keyOfText) : listOf(value);
  if (keys.length > 5) throw wrong('it has more than five fields.');
  return keys;
}

function listOf(value: unknown): SortKey[] {
  if (!Array.isArray(value)) throw wrong('it is no list of fields and directions.');
  return value.map((entry) => {
    if (typeof entry === 'string') return keyOfText(entry);
    if (typeof entry !== 'object' || entry === null) throw wrong('an entry is no object.');
    const { field, direction = 'asc' } = entry as Record<string, unknown>; // Both are checked here.
    if (typeof field !== 'string') throw wrong('an entry has no “field”.');
    if (direction !== 'asc' && direction !== 'desc') {
      throw wrong('a “direction” is neither “asc” nor “desc”.');
    }
    return keyOf(field, direction === 'desc');
  });
}

/** An address turns a plus into a space. */
function keyOfText(text: string): SortKey {
  const [, sign, field = ''] = /^\s*([+-]?)\s*(.*?)\s*$/.exec(text) ?? [];
  return keyOf(field, sign === '-');
}

function keyOf(field: string, descending: boolean): SortKey {
  const name = field.replace(/^properties\./, '');
  const by = Object.hasOwn(sortables, name) ? sortables[name] : undefined;
  if (!by) {
    throw wrong(`${quoted(field)} cannot be sorted by: ${Object.keys(sortables).join(', ')} can.`);
  }
  return { by, descending };
}
