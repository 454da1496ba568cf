/** What a change changes: each field that differs, with its value before and after. */
export function changesOf<T extends object>(
  before: T,
  change: Partial<T>,
): Record<string, { from: unknown; to: unknown }> {
  const known = new Map<string, unknown>(Object.entries(before));
  const entries = Object.entries(change).filter(
    ([field, to]) => JSON.stringify(known.get(field)) !== JSON.stringify(to),
  );
  return Object.fromEntries(entries.map(([field, to]) => [field, { from: known.get(field), to }]));
}
