/** Quota as accounts: an immutable list of movements; every balance is computed from it. */

export const entryKinds = ['grant', 'hold', 'settle', 'release', 'transfer', 'correct'] as const;
export type EntryKind = (typeof entryKinds)[number];

export type Entry = { id: string; kind: EntryKind; amountHa: number; holdId: string | null };

/** Hectares of an envelope: granted = held + settled + free. */
export type Balance = { grantedHa: number; heldHa: number; settledHa: number; freeHa: number };

/**
 * The balance of an envelope. Grants, transfers and corrections carry their sign; a hold reserves; a settle turns part
 * of a hold into use; a release gives part of it back.
 */
export function balance(entries: readonly Pick<Entry, 'kind' | 'amountHa'>[]): Balance {
  const sum = (...kinds: EntryKind[]) =>
    entries.reduce((total, e) => (kinds.includes(e.kind) ? total + e.amountHa : total), 0);
  const settledHa = sum('settle');
  const heldHa = sum('hold') - settledHa - sum('release');
  const grantedHa = sum('grant', 'transfer', 'correct');
  return { grantedHa, heldHa, settledHa, freeHa: grantedHa - heldHa - settledHa };
}

/** What is left of one hold: its amount less what was settled and released of it. */
export function remainderOfHold(holdId: string, entries: readonly Entry[]): number {
  return entries.reduce((left, e) => {
    if (e.id === holdId && e.kind === 'hold') return left + e.amountHa;
    if (e.holdId === holdId && (e.kind === 'settle' || e.kind === 'release'))
      return left - e.amountHa;
    return left;
  }, 0);
}

export type LedgerRefusal =
  | { code: 'not-an-amount' }
  | { code: 'exceeds-free'; freeHa: number; askedHa: number }
  | { code: 'exceeds-hold'; leftHa: number; askedHa: number };

/** May this entry follow those? Null when it may. Amounts are whole hectares; only transfers and corrections may be negative. */
export function refusalOf(entry: Entry, entries: readonly Entry[]): LedgerRefusal | null {
  const { kind, amountHa } = entry;
  const signed = kind === 'transfer' || kind === 'correct';
  if (!Number.isSafeInteger(amountHa) || amountHa === 0 || (amountHa < 0 && !signed)) {
    return { code: 'not-an-amount' };
  }
  if (kind === 'settle' || kind === 'release') {
    const leftHa = entry.holdId ? remainderOfHold(entry.holdId, entries) : 0;
    return amountHa > leftHa ? { code: 'exceeds-hold', leftHa, askedHa: amountHa } : null;
  }
  const taken = kind === 'hold' ? amountHa : -amountHa;
  const { freeHa } = balance(entries);
  return taken > freeHa && kind !== 'grant'
    ? { code: 'exceeds-free', freeHa, askedHa: taken }
    : null;
}

export type AcquisitionMode = 'mono' | 'stereo' | 'tristereo';

/** Images per pass over the same ground: stereo counts twice and tristereo three times in quota. */
export function viewsOf(mode: AcquisitionMode): 1 | 2 | 3 {
  return mode === 'tristereo' ? 3 : mode === 'stereo' ? 2 : 1;
}

/** The quota in hectares that an area of this many hectares costs in this mode. */
export function quotaCostHa(areaHa: number, mode: AcquisitionMode): number {
  return areaHa * viewsOf(mode);
}

/**
 * What to settle now, in hectares, so that the total settled follows what has been delivered inside the AOI.
 * Complete coverage settles the whole hold, so that rounding of parts leaves no odd hectare behind.
 */
export function toSettleHa(state: {
  holdHa: number;
  settledHa: number;
  deliveredPct: number;
  complete: boolean;
}): number {
  const target = state.complete
    ? state.holdHa
    : Math.min(state.holdHa, Math.round((state.holdHa * state.deliveredPct) / 100));
  return Math.max(0, target - state.settledHa);
}
