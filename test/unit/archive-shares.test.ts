import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrange } from '#app/features/archive/arrange.ts';
import { pairsNear } from '#app/features/archive/pairs.ts';
import { splitShares } from '#app/features/archive/split-shares.ts';
import { areaHaOf, boxesMeet, boxPolygon } from '#app/features/areas/area.ts';
import { apportion, spread } from '#app/features/quotas/apportion.ts';

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const weights = fc.array(fc.nat({ max: 50_000 }), { minLength: 1, maxLength: 8 });

describe('apportioning whole hectares', () => {
  it('sums exactly, and gives each its exact part to within one', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5_000_000 }), weights, (total, list) => {
        const parts = apportion(total, list);
        expect(sum(parts)).toBe(total);
        if (sum(list) === 0) return;
        for (const [i, part] of parts.entries()) {
          expect(Number.isInteger(part)).toBe(true);
          expect(Math.abs(part - (total * (list[i] ?? 0)) / sum(list))).toBeLessThan(1);
        }
      }),
    );
  });

  it('gives back the very weights when the total is theirs', () => {
    fc.assert(
      fc.property(weights, (list) => {
        expect(apportion(sum(list), list)).toEqual(list);
      }),
    );
  });
});

describe('settling over several holds', () => {
  it('draws the amount exactly, no hold beyond what is left of it, in proportion at every step', () => {
    const holds = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 6 });
    const steps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(holds, steps, (sizes, shares) => {
        const left = [...sizes];
        const total = sum(sizes);
        let settled = 0;
        const targets = [...shares].sort((a, b) => a - b).map((share) => Math.round(total * share));
        for (const target of [...targets, total]) {
          const parts = spread(
            target - settled,
            sizes.map((holdHa, i) => ({ holdHa, leftHa: left[i] ?? 0 })),
          );
          expect(sum(parts)).toBe(target - settled);
          settled = target;
          for (const [i, part] of parts.entries()) {
            expect(part).toBeGreaterThanOrEqual(0);
            left[i] = (left[i] ?? 0) - part;
            expect(left[i]).toBeGreaterThanOrEqual(0);
            const drawn = (sizes[i] ?? 0) - (left[i] ?? 0);
            expect(Math.abs(drawn - (target * (sizes[i] ?? 0)) / total)).toBeLessThan(2);
          }
        }
        expect(left).toEqual(sizes.map(() => 0));
      }),
    );
  });
});

describe('the shares of a joint order', () => {
  it('are each one’s own part and an equal part of what is common', () => {
    const km2 = 1_000_000;
    const pieces = [
      { requestIds: ['a'], areaM2: 60 * km2 },
      { requestIds: ['a', 'b'], areaM2: 40 * km2 },
      { requestIds: ['b', 'c'], areaM2: 10 * km2 },
      { requestIds: ['a', 'b', 'c'], areaM2: 30 * km2 },
      { requestIds: ['c'], areaM2: 5 * km2 },
    ];
    expect(splitShares(['a', 'b', 'c'], pieces, 14_500)).toEqual([
      { requestId: 'a', shareHa: 9000, ownHa: 6000, commonHa: 7000 },
      { requestId: 'b', shareHa: 3500, ownHa: 0, commonHa: 8000 },
      { requestId: 'c', shareHa: 2000, ownHa: 500, commonHa: 4000 },
    ]);
  });

  const box = fc
    .tuple(...[0, 0, 0.1, 0.1].map((min) => fc.double({ min, max: 0.5, noNaN: true })))
    .map(([x = 0, y = 0, w = 0, h = 0]) => boxPolygon([5 + x, 45 + y, 5 + x + w, 45 + y + h]));

  it('sum to the union in whole hectares, none above its own area, whatever overlaps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(box, { minLength: 2, maxLength: 4 }), async (boxes) => {
        const areas = boxes.map((aoi, i) => ({ id: `r${i}`, aoi }));
        const { pieces, unionHa } = await arrange(areas);
        const ids = areas.map(({ id }) => id);
        const shares = splitShares(ids, pieces, unionHa);
        expect(sum(shares.map(({ shareHa }) => shareHa))).toBe(unionHa);
        for (const [i, { shareHa }] of shares.entries()) {
          const ha = areaHaOf(areas[i]?.aoi ?? null);
          // An edge is straight in the plane and measured as a geodesic: cut, it measures a hair more or less.
          expect(shareHa).toBeLessThanOrEqual(ha * 1.001 + 1);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are equal where all ask for the same', async () => {
    const aoi = boxPolygon([5, 45, 5.2, 45.2]);
    const { pieces, union, unionHa } = await arrange([
      { id: 'a', aoi },
      { id: 'b', aoi },
    ]);
    expect(areaHaOf(union)).toBe(areaHaOf(aoi));
    const [a = 0, b = 0] = splitShares(['a', 'b'], pieces, unionHa).map((s) => s.shareHa);
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1);
    expect(a + b).toBe(unionHa);
  });
});

describe('pairs of areas that may overlap', () => {
  it('are all those whose boxes meet', () => {
    const any = fc
      .tuple(fc.integer({ min: -180, max: 175 }), fc.integer({ min: -60, max: 55 }))
      .map(([x, y]) => ({ aoi: boxPolygon([x, y, Math.min(180, x + 40), y + 4]) }));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (areas) => {
        const found = pairsNear(areas, () => true).map((pair) => [...pair].sort().join());
        const expected = areas.flatMap((a, i) =>
          areas.flatMap((b, j) => {
            const [ra = [], rb = []] = [a.aoi.coordinates[0], b.aoi.coordinates[0]];
            const boxA = [ra[0]?.[0], ra[0]?.[1], ra[2]?.[0], ra[2]?.[1]] as [
              number,
              number,
              number,
              number,
            ];
            const boxB = [rb[0]?.[0], rb[0]?.[1], rb[2]?.[0], rb[2]?.[1]] as [
              number,
              number,
              number,
              number,
            ];
            return i < j && boxesMeet(boxA, boxB) ? [[i, j].sort().join()] : [];
          }),
        );
        expect(found.sort()).toEqual(expected.sort());
      }),
    );
  });
});
