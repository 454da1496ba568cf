import { z } from 'zod';
import { filtersOf, readQuery, writeQuery } from '#app/features/catalogue/catalogue-query.ts';

/** How often a person may be written to of a search: in hours; 0 is never. */
export const paces = [0, 1, 24, 168] as const;
export type Pace = (typeof paces)[number];

const paceField = z
  .string()
  .default('0')
  .transform((text) => paces.find((pace) => String(pace) === text) ?? 0);

const nameField = z
  .string()
  .trim()
  .min(1, { error: 'faults.name' })
  .max(120, { error: 'faults.name' });

/** The form that keeps a search. Messages are keys of `searches`. */
export const newSearchSchema = z.object({
  name: nameField,
  query: z.string().max(4000).default(''),
  pace: paceField,
});

/** The form that changes one. */
export const changedSearchSchema = z.object({
  id: z.string().max(64),
  name: nameField,
  pace: paceField,
});

/** A search as it is kept: its filters in one writing, without page, order and view. Null when a filter cannot be read. */
export function keptQuery(address: string): string | null {
  const { query, faults } = readQuery(new URLSearchParams(address));
  if (faults.length > 0) return null;
  return writeQuery({ ...filtersOf(query), since: null }).slice(1);
}
