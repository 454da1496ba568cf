import fc from 'fast-check';
import type { MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { isProviderEnd, type ProviderOrderSpec } from '#app/features/orders/provider.ts';
import {
  planOrder,
  type SimulatedPlan,
  scenarioOf,
  stateAt,
} from '#app/features/orders/providers/sandbox-plan.ts';
import {
  boxOf,
  polygonOf,
  stripsOver,
  widthKm,
} from '#app/features/orders/providers/sandbox-strips.ts';

const day = 86_400_000;
const windowFrom = new Date('2026-07-01T00:00:00Z');

const specOf = (change: Partial<ProviderOrderSpec> = {}): ProviderOrderSpec => ({
  orderId: 'order-1',
  sensorId: 'pleiades',
  aoi: polygonOf([3.8, 43.5, 3.95, 43.65]),
  windowFrom,
  windowTo: new Date(windowFrom.getTime() + 60 * day),
  mode: 'mono',
  maxCloudPct: 10,
  maxIncidenceDeg: 30,
  processingLevel: 'ortho',
  bands: 'pansharpened',
  imageFormat: 'geotiff',
  gsdM: 0.5,
  swathKm: 20,
  ...change,
});

/** A triangle, a box, or a box with another far from it: none of them fills its own box. */
const areas = fc
  .tuple(
    fc.double({ min: -170, max: 170, noNaN: true }),
    fc.double({ min: -60, max: 60, noNaN: true }),
    fc.double({ min: 0.01, max: 1.5, noNaN: true }),
    fc.double({ min: 0.01, max: 1.5, noNaN: true }),
    fc.constantFrom('triangle', 'box', 'two'),
  )
  .map(([west, south, width, height, shape]): Polygon | MultiPolygon => {
    const box = polygonOf([west, south, west + width, south + height]);
    if (shape === 'box') return box;
    if (shape === 'triangle')
      return {
        type: 'Polygon',
        coordinates: [
          [
            [west, south],
            [west + width, south],
            [west, south + height],
            [west, south],
          ],
        ],
      };
    const far = polygonOf([west + 3, south, west + 3.2, south + height]);
    return { type: 'MultiPolygon', coordinates: [box.coordinates, far.coordinates] };
  });

const cases = fc.record({
  seed: fc.nat(),
  cloudiness: fc.double({ min: 0, max: 1, noNaN: true }),
  spec: fc
    .record({
      aoi: areas,
      days: fc.integer({ min: 2, max: 120 }),
      mode: fc.constantFrom('mono', 'stereo', 'tristereo'),
      maxCloudPct: fc.integer({ min: 0, max: 100 }),
      maxIncidenceDeg: fc.integer({ min: 5, max: 50 }),
      swathKm: fc.constantFrom(14, 20, 60),
      comment: fc.constantFrom(null, null, 'sandbox:clear', 'sandbox:partial', 'sandbox:half'),
    })
    .map(({ days, ...change }) =>
      specOf({ ...change, windowTo: new Date(windowFrom.getTime() + days * day) }),
    ),
});

const check = (property: (plan: SimulatedPlan, spec: ProviderOrderSpec) => void) =>
  fc.assert(
    fc.property(cases, ({ seed, cloudiness, spec }) => {
      property(planOrder(spec, { seed, cloudiness }), spec);
    }),
    { numRuns: 150 },
  );

describe('the plan of a sandbox order', () => {
  it('is the same for one specification and seed, and another for another seed', () => {
    const spec = specOf();
    expect(planOrder(spec, { seed: 7 })).toEqual(planOrder(spec, { seed: 7 }));
    expect(planOrder(spec, { seed: 7 })).not.toEqual(planOrder(spec, { seed: 8 }));
  });

  it('validates no image above the accepted cloud, and spoils none below it', () =>
    check((plan, spec) => {
      for (const { outcome, cloudCoverPct } of plan.attempts)
        expect(outcome).toBe(cloudCoverPct > spec.maxCloudPct ? 'cloudy' : 'validated');
    }));

  it('stays in the window, the box of the area, the swath and the angle asked for', () =>
    check((plan, spec) => {
      const parts = spec.aoi.type === 'Polygon' ? [spec.aoi.coordinates] : spec.aoi.coordinates;
      const [west, south, east, north] = boxOf(parts.flatMap((rings) => rings[0] ?? []));
      for (const attempt of plan.attempts) {
        expect(attempt.plannedAt.getTime()).toBeGreaterThanOrEqual(spec.windowFrom.getTime());
        expect(attempt.plannedAt.getTime()).toBeLessThanOrEqual(spec.windowTo.getTime());
        const box = boxOf(attempt.footprint.coordinates[0] ?? []);
        expect(box[0]).toBeGreaterThanOrEqual(west);
        expect(box[1]).toBeGreaterThanOrEqual(south);
        expect(box[2]).toBeLessThanOrEqual(east);
        expect(box[3]).toBeLessThanOrEqual(north);
        expect(widthKm(box)).toBeLessThan(spec.swathKm * 1.1);
        expect(attempt.incidenceDeg).toBeLessThanOrEqual(spec.maxIncidenceDeg);
      }
    }));

  it('takes one, two or three views of a strip', () =>
    check((plan, { mode }) => {
      const count = { mono: 1, stereo: 2, tristereo: 3 }[mode];
      for (const { views } of plan.attempts) expect(views).toHaveLength(count);
    }));

  it('completes exactly when every strip is delivered, and then covers every point of the area', () =>
    check((plan, spec) => {
      const delivered = plan.attempts.filter(({ outcome }) => outcome === 'validated');
      expect(plan.end).toBe(delivered.length === plan.strips ? 'completed' : 'expired');
      if (plan.end !== 'completed') return;
      const boxes = delivered.map(({ footprint }) => boxOf(footprint.coordinates[0] ?? []));
      for (const [lon, lat] of pointsOf(spec.aoi))
        expect(boxes.some(([w, s, e, n]) => lon >= w && lon <= e && lat >= s && lat <= n)).toBe(
          true,
        );
    }));

  it('keeps the promise of its scenarios whatever the area and window', () =>
    check((plan, { comment, maxCloudPct }) => {
      if (comment === 'sandbox:clear') expect(plan.end).toBe('completed');
      if (comment === 'sandbox:partial') {
        expect(plan.end).toBe('completed');
        expect(plan.strips).toBeGreaterThanOrEqual(2);
      }
      if (comment === 'sandbox:half' && maxCloudPct < 100) {
        expect(plan.end).toBe('expired');
        const delivered = plan.attempts.filter(({ outcome }) => outcome === 'validated');
        expect(delivered).toHaveLength(plan.strips - 1);
      }
    }));

  it('takes one strip of a small area and several of a wide one', () => {
    expect(planOrder(specOf(), { seed: 1 }).strips).toBe(1);
    expect(planOrder(specOf({ aoi: polygonOf([3, 43, 4, 44]) }), { seed: 1 }).strips).toBe(5);
  });

  it('leaves out the boxes that touch no part of the area', () => {
    const aoi: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [polygonOf([0, 45, 0.2, 45.2]), polygonOf([3, 45, 3.2, 45.2])].map(
        ({ coordinates }) => coordinates,
      ),
    };
    expect(stripsOver(aoi, 20).length).toBeLessThan(6);
  });

  it('plans each side of the antimeridian apart', () => {
    const aoi: MultiPolygon = {
      type: 'MultiPolygon',
      coordinates: [polygonOf([179.9, -17, 180, -16.9]), polygonOf([-180, -17, -179.9, -16.9])].map(
        ({ coordinates }) => coordinates,
      ),
    };
    expect(stripsOver(aoi, 20)).toEqual([
      [179.9, -17, 180, -16.9],
      [-180, -17, -179.9, -16.9],
    ]);
  });

  it('reads a scenario among other words, and no other word', () => {
    expect(scenarioOf('Merci. sandbox:fail svp')).toBe('fail');
    expect(scenarioOf('sandbox:nothing')).toBeNull();
    expect(scenarioOf(null)).toBeNull();
  });
});

describe('what is seen of a plan', () => {
  const at = (days: number) => new Date(windowFrom.getTime() + days * day);

  it('goes from received to completed and tells nothing of later passes', () => {
    const placedAt = at(-2);
    const plan = planOrder(specOf({ comment: 'sandbox:partial' }), { seed: 3, placedAt });
    expect(stateAt(plan, placedAt)).toEqual({ status: 'received', attempts: [], delivered: [] });
    const accepted = stateAt(plan, at(-1));
    expect(accepted.status).toBe('accepted');
    expect(accepted.attempts.map(({ state }) => state)).toEqual(['planned']);
    const first = plan.attempts[0];
    if (!first) throw new Error('no attempt');
    const acquired = stateAt(plan, first.plannedAt);
    expect(acquired.status).toBe('in-collection');
    expect(acquired.attempts[0]).toMatchObject({ state: 'acquired', cloudCoverPct: null });
    expect(acquired.delivered).toEqual([]);
    const validated = stateAt(plan, first.deliveredAt ?? at(0));
    expect(validated.attempts[0]).toMatchObject({ state: 'validated' });
    expect(validated.delivered).toHaveLength(1);
    const end = stateAt(plan, plan.endsAt);
    expect(end.status).toBe('completed');
    expect(end.delivered).toHaveLength(2);
  });

  it('only ever goes forward: no attempt or delivery is taken back', () =>
    check((plan) => {
      let before = stateAt(plan, plan.placedAt);
      for (let days = 0; days <= 130; days += 5) {
        const now = stateAt(plan, at(days));
        expect(now.delivered.slice(0, before.delivered.length)).toEqual(before.delivered);
        if (isProviderEnd(before.status)) expect(now).toEqual(before);
        before = now;
      }
      expect(isProviderEnd(before.status)).toBe(true);
    }));

  it('expires with nothing where clouds never part', () => {
    const plan = planOrder(specOf({ comment: 'sandbox:expire' }), { seed: 3 });
    const end = stateAt(plan, at(61));
    expect(end).toMatchObject({ status: 'expired', reasonCode: 'window-over', delivered: [] });
    expect(new Set(end.attempts.map(({ state }) => state))).toEqual(new Set(['cloudy']));
  });

  it('fails at its first attempt where asked to', () => {
    const plan = planOrder(specOf({ comment: 'sandbox:fail' }), { seed: 3 });
    const end = stateAt(plan, at(61));
    expect(end).toMatchObject({ status: 'failed', reasonCode: 'sandbox-failure', delivered: [] });
    expect(end.attempts.map(({ state }) => state)).toEqual(['failed']);
  });

  it('stands still once cancelled, and keeps what was delivered before', () => {
    const plan = planOrder(specOf({ comment: 'sandbox:partial' }), { seed: 3 });
    const first = plan.attempts[0]?.deliveredAt;
    if (!first) throw new Error('no delivery');
    const end = stateAt(plan, at(61), first);
    expect(end.status).toBe('cancelled');
    expect(end.delivered).toHaveLength(1);
    expect(end.attempts.every(({ state }) => state !== 'planned')).toBe(true);
  });

  it('expires at once where the window was over before it was placed', () => {
    const plan = planOrder(specOf(), { seed: 3, placedAt: at(90) });
    expect(stateAt(plan, at(90))).toMatchObject({ status: 'expired', attempts: [] });
  });
});

/** Vertices, and the middles of edges and of triangles from the first vertex: all within these convex parts. */
function pointsOf(aoi: Polygon | MultiPolygon): [number, number][] {
  const parts = aoi.type === 'Polygon' ? [aoi.coordinates] : aoi.coordinates;
  return parts.flatMap((rings) => {
    const ring = (rings[0] ?? []).map(([x = 0, y = 0]): [number, number] => [x, y]);
    const weights = [0, 0.13, 0.5, 0.77, 1];
    return ring.flatMap(([x1, y1]) =>
      ring.flatMap(([x2, y2]) =>
        weights.map((w): [number, number] => [
          Math.min(Math.max(x1 + w * (x2 - x1), Math.min(x1, x2)), Math.max(x1, x2)),
          Math.min(Math.max(y1 + w * (y2 - y1), Math.min(y1, y2)), Math.max(y1, y2)),
        ]),
      ),
    );
  });
}
