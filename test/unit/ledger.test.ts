import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  balance,
  type Entry,
  quotaCostHa,
  refusalOf,
  remainderOfHold,
  toSettleHa,
} from '#app/features/quotas/ledger.ts';

const hectares = fc.integer({ min: -500, max: 2_000 });
/** What somebody tries: a kind of movement, an amount, and which of the holds so far it draws on. */
const attempt = fc.record({
  kind: fc.constantFrom(
    'grant',
    'hold',
    'settle',
    'release',
    'transfer',
    'correct',
  ) as fc.Arbitrary<Entry['kind']>,
  amountHa: hectares,
  hold: fc.nat({ max: 9 }),
});

/** Tries them all in order, keeping those that the ledger does not refuse. */
function ledgerOf(attempts: readonly { kind: Entry['kind']; amountHa: number; hold: number }[]) {
  const entries: Entry[] = [];
  for (const [rank, { kind, amountHa, hold }] of attempts.entries()) {
    const holds = entries.filter((e) => e.kind === 'hold');
    const draws = kind === 'settle' || kind === 'release';
    const holdId = draws ? (holds[hold % Math.max(1, holds.length)]?.id ?? null) : null;
    const entry: Entry = { id: `e${rank}`, kind, amountHa, holdId };
    if (refusalOf(entry, entries) === null) entries.push(entry);
  }
  return entries;
}

describe('any sequence of movements', () => {
  it('never spends or holds more than was granted', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        const entries = ledgerOf(attempts);
        for (let n = 0; n <= entries.length; n++) {
          const { freeHa, heldHa, settledHa, grantedHa } = balance(entries.slice(0, n));
          expect(freeHa).toBeGreaterThanOrEqual(0);
          expect(heldHa).toBeGreaterThanOrEqual(0);
          expect(settledHa).toBeGreaterThanOrEqual(0);
          expect(grantedHa).toBe(heldHa + settledHa + freeHa);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never draws more on a hold than it holds', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 60 }), (attempts) => {
        const entries = ledgerOf(attempts);
        for (const { id, amountHa } of entries.filter((e) => e.kind === 'hold')) {
          const leftHa = remainderOfHold(id, entries);
          expect(leftHa).toBeGreaterThanOrEqual(0);
          expect(leftHa).toBeLessThanOrEqual(amountHa);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** One request's life after its approval: parts delivered, then an end. */
const life = fc.record({
  areaHa: fc.integer({ min: 1, max: 5_000 }),
  mode: fc.constantFrom('mono' as const, 'stereo' as const, 'tristereo' as const),
  parts: fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { maxLength: 6 }),
  end: fc.constantFrom('deliver', 'release'),
});

describe('any life of a request', () => {
  it('ends with its hold settled or released to the last hectare', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), fc.nat({ max: 40_000 }), (lives, grantedHa) => {
        const entries: Entry[] = [];
        const post = (entry: Entry) => {
          const refusal = refusalOf(entry, entries);
          if (refusal === null) entries.push(entry);
          return refusal;
        };
        if (grantedHa > 0) post({ id: 'g', kind: 'grant', amountHa: grantedHa, holdId: null });
        for (const [rank, { areaHa, mode, parts, end }] of lives.entries()) {
          const holdId = `h${rank}`;
          const holdHa = quotaCostHa(areaHa, mode);
          const held = post({ id: holdId, kind: 'hold', amountHa: holdHa, holdId: null });
          if (held !== null) continue;
          let settledHa = 0;
          const ends = end === 'deliver' ? [{ pct: 100, complete: true }] : [];
          const steps = [...parts.map((pct) => ({ pct, complete: false })), ...ends];
          for (const [step, { pct, complete }] of steps.entries()) {
            const amountHa = toSettleHa({ holdHa, settledHa, deliveredPct: pct, complete });
            if (amountHa === 0) continue;
            const entry = { id: `s${rank}.${step}`, kind: 'settle', amountHa, holdId } as const;
            expect(post(entry)).toBeNull();
            settledHa += amountHa;
          }
          const leftHa = remainderOfHold(holdId, entries);
          if (leftHa > 0) {
            const entry = { id: `r${rank}`, kind: 'release', amountHa: leftHa, holdId } as const;
            expect(post(entry)).toBeNull();
          }
          expect(remainderOfHold(holdId, entries)).toBe(0);
          if (end === 'deliver') expect(settledHa).toBe(holdHa);
        }
        expect(balance(entries).heldHa).toBe(0);
        expect(balance(entries).settledHa).toBeLessThanOrEqual(grantedHa);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a movement', () => {
  const granted: Entry[] = [{ id: 'g', kind: 'grant', amountHa: 100, holdId: null }];
  const held: Entry[] = [...granted, { id: 'h', kind: 'hold', amountHa: 60, holdId: null }];
  const entry = (kind: Entry['kind'], amountHa: number, holdId: string | null = null): Entry => ({
    id: 'new',
    kind,
    amountHa,
    holdId,
  });

  it('is refused when it is no amount: zero, a part of a hectare, or negative where that means nothing', () => {
    for (const amountHa of [0, 0.5, Number.NaN, Number.POSITIVE_INFINITY, -1])
      for (const kind of ['grant', 'hold', 'settle', 'release'] as const)
        expect(refusalOf(entry(kind, amountHa, 'h'), held), `${kind} ${amountHa}`).toEqual({
          code: 'not-an-amount',
        });
  });

  it('holds the last free hectare and not one more', () => {
    expect(refusalOf(entry('hold', 40), held)).toBeNull();
    expect(refusalOf(entry('hold', 41), held)).toEqual({
      code: 'exceeds-free',
      freeHa: 40,
      askedHa: 41,
    });
  });

  it('takes away by transfer or correction only what is free', () => {
    for (const kind of ['transfer', 'correct'] as const) {
      expect(refusalOf(entry(kind, -40), held)).toBeNull();
      expect(refusalOf(entry(kind, -41), held)).toMatchObject({ code: 'exceeds-free', freeHa: 40 });
      expect(refusalOf(entry(kind, 41), held)).toBeNull();
    }
  });

  it('draws on a hold up to what is left of it, and on none that does not exist', () => {
    const drawn = [...held, entry('settle', 50, 'h')];
    expect(refusalOf({ ...entry('release', 10, 'h'), id: 'n' }, drawn)).toBeNull();
    expect(refusalOf({ ...entry('release', 11, 'h'), id: 'n' }, drawn)).toEqual({
      code: 'exceeds-hold',
      leftHa: 10,
      askedHa: 11,
    });
    expect(refusalOf(entry('settle', 1, 'absent'), held)).toMatchObject({ leftHa: 0 });
    expect(refusalOf(entry('settle', 1, null), held)).toMatchObject({ leftHa: 0 });
  });

  it('costs twice the area in stereo and three times in tristereo', () => {
    expect((['mono', 'stereo', 'tristereo'] as const).map((mode) => quotaCostHa(7, mode))).toEqual([
      7, 14, 21,
    ]);
  });
});
