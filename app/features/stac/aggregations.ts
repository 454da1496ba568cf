import { BadParameter, quoted } from './bad-parameter.ts';
import { searchParameters } from './search-request.ts';

/** What may be counted (STAC API aggregation extension 0.3.0), and what its values are. */
export const aggregations = {
  total_count: { data_type: 'integer' },
  datetime_min: { data_type: 'datetime' },
  datetime_max: { data_type: 'datetime' },
  collection_frequency: { data_type: 'string' },
  platform_frequency: { data_type: 'string' },
  datetime_frequency: { data_type: 'interval_month' },
  cloud_cover_frequency: { data_type: 'numeric' },
} as const;
export type AggregationName = keyof typeof aggregations;

/** What narrows an aggregation: all that narrows a search. */
export const aggregateParameters = [
  'aggregations',
  ...searchParameters.filter((name) => !['limit', 'sortby', 'fields', 'token'].includes(name)),
];

/** `a,b` in an address, `["a", "b"]` in a body; nothing asked is nothing given. @throws BadParameter */
export function readAggregations(value: unknown): AggregationName[] {
  if (value === undefined) return [];
  const list: unknown = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(list)) throw new BadParameter('aggregations', 'it is no list of names.');
  const names = [...new Set(list)].filter((name) => name !== '');
  return names.map((name) => {
    if (typeof name === 'string' && isName(name)) return name;
    const known = Object.keys(aggregations).join(', ');
    throw new BadParameter('aggregations', `${quoted(String(name))} is none of ${known}.`);
  });
}

const isName = (name: string): name is AggregationName => Object.hasOwn(aggregations, name);
