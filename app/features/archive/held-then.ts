/** What the archive held when a request was submitted, where its event says. */
export function heldOf(data: Record<string, string | number> | null) {
  const { heldPct, heldHa, heldScenes } = data ?? {};
  return typeof heldPct === 'number' && heldPct > 0
    ? { pct: heldPct, ha: Number(heldHa ?? 0), scenes: Number(heldScenes ?? 0) }
    : null;
}
