/**
 * Divides a whole number among weights so that the parts are whole and sum to it: each its exact share rounded down, and
 * the units left over to the largest remainders, the first of equals first (Hamilton's method). All weights nil: the
 * first takes all.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (weights.length === 0) return [];
  if (sum <= 0) return weights.map((_, i) => (i === 0 ? total : 0));
  const exact = weights.map((weight) => (total * weight) / sum);
  return roundedTo(total, exact, exact.map(Math.floor));
}

export type DrawnHold = { holdHa: number; leftHa: number };

/**
 * How a settlement is borne by several holds: in whole hectares that sum to it, none above what is left of its hold, and
 * after it each settled in proportion to its size as nearly as whole hectares allow. The amount must not exceed what is left in all.
 */
export function spread(amountHa: number, holds: readonly DrawnHold[]): number[] {
  const total = holds.reduce((sum, hold) => sum + hold.holdHa, 0);
  const drawn = holds.reduce((sum, hold) => sum + hold.holdHa - hold.leftHa, 0);
  const target = drawn + amountHa;
  // What each still owes of its part of the new total, within what is left of it.
  const owed = holds.map(({ holdHa, leftHa }) => {
    const exact = total > 0 ? (target * holdHa) / total - (holdHa - leftHa) : 0;
    return Math.min(leftHa, Math.max(0, exact));
  });
  const parts = owed.map(Math.floor);
  return roundedTo(
    amountHa,
    owed,
    parts,
    holds.map(({ leftHa }) => leftHa),
  );
}

/** Brings whole parts to a total one unit at a time: up where the exact figure is most above, down where it is most below. */
function roundedTo(
  total: number,
  exact: readonly number[],
  parts: readonly number[],
  limits: readonly number[] = parts.map(() => Number.POSITIVE_INFINITY),
): number[] {
  const result = [...parts];
  let lacking = total - result.reduce((a, b) => a + b, 0);
  while (lacking !== 0) {
    const step = Math.sign(lacking);
    const open = result.flatMap((part, i) =>
      (step > 0 ? part < (limits[i] ?? 0) : part > 0)
        ? [{ i, gap: step * ((exact[i] ?? 0) - part) }]
        : [],
    );
    const [first] = open.sort((a, b) => b.gap - a.gap);
    if (!first) return result;
    result[first.i] = (result[first.i] ?? 0) + step;
    lacking -= step;
  }
  return result;
}
