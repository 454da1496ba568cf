import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aims, bestSets, type Candidate, type Surfaces } from '#app/features/archive/best-set.ts';
import { type SurveyedScene, survey } from '#app/features/archive/survey.ts';
import { type AreaGeometry, boxPolygon, geodesicAreaM2 } from '#app/features/areas/area.ts';
import { coverage, intersect, subtract, unite } from '#app/features/areas/overlay.ts';

const aoi = boxPolygon([5, 45, 6, 46]);

/** Turned rectangles of about a tenth of the area's side or more, some beside the area. */
const footprint = fc
  .record({
    lon: fc.double({ min: 4.8, max: 6.1, noNaN: true }),
    lat: fc.double({ min: 44.8, max: 46.1, noNaN: true }),
    width: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
    height: fc.double({ min: 0.05, max: 0.6, noNaN: true }),
    turn: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  })
  .map(({ lon, lat, width, height, turn }): AreaGeometry => {
    const corner = (x: number, y: number) => [
      lon + x * Math.cos(turn) - y * Math.sin(turn),
      lat + x * Math.sin(turn) + y * Math.cos(turn),
    ];
    const ring = [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)];
    return { type: 'Polygon', coordinates: [[...ring, corner(0, 0)]] };
  });
const scenesOf = (meets = true) =>
  fc
    .array(
      fc.record({
        footprint,
        day: fc.integer({ min: 0, max: 400 }),
        cloudCoverPct: fc.option(fc.integer({ min: 0, max: 100 })),
      }),
      { minLength: 1, maxLength: 14 },
    )
    .map((list) =>
      list.map(
        ({ footprint: of, day, cloudCoverPct }, i): SurveyedScene => ({
          id: `scene-${i}`,
          footprint: of,
          acquiredAt: new Date(Date.UTC(2025, 0, 1 + day)),
          cloudCoverPct,
          pass: `pass-${i}`,
          meets,
          counted: meets,
        }),
      ),
    );
const m2 = (geometry: AreaGeometry | null) => (geometry ? geodesicAreaM2(geometry) : 0);
const inside = async (list: readonly AreaGeometry[]) => {
  const all = await unite(list);
  return all ? m2(await intersect(aoi, all)) : 0;
};

describe('the best set of scenes', () => {
  it('covers what all cover within 0.1 % of the area, whatever is preferred', async () => {
    await fc.assert(
      fc.asyncProperty(scenesOf(), async (scenes) => {
        const { best } = await survey({ aoi, scenes, views: 1 });
        const byAll = await inside(scenes.map((scene) => scene.footprint));
        for (const aim of aims) {
          const chosen = scenes.filter(({ id }) => best[aim].includes(id));
          const covered = await inside(chosen.map((scene) => scene.footprint));
          expect(byAll - covered).toBeLessThan(m2(aoi) * 0.001);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('names no scene that adds nothing: the fewest need each other', async () => {
    await fc.assert(
      fc.asyncProperty(scenesOf(), async (scenes) => {
        const { best } = await survey({ aoi, scenes, views: 1 });
        const chosen = scenes.filter(({ id }) => best.fewest.includes(id));
        for (const scene of chosen) {
          const others = chosen.filter((other) => other !== scene).map((s) => s.footprint);
          const rest = await unite(others);
          const own = await intersect(aoi, scene.footprint);
          expect(m2(own && rest ? await subtract(own, rest) : own)).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('takes the newest and the clearest first, each adding to those before it', async () => {
    await fc.assert(
      fc.asyncProperty(scenesOf(), async (scenes) => {
        const { best } = await survey({ aoi, scenes, views: 1 });
        const of = (id: string) => scenes.find((scene) => scene.id === id);
        const days = best.newest.map((id) => of(id)?.acquiredAt.getTime() ?? 0);
        expect(days).toEqual([...days].sort((a, b) => b - a));
        const clouds = best.clearest.map((id) => of(id)?.cloudCoverPct ?? 100);
        expect(clouds).toEqual([...clouds].sort((a, b) => a - b));
        for (const list of [best.newest, best.clearest]) {
          let before = 0;
          for (const [i] of list.entries()) {
            const ids = list.slice(0, i + 1);
            const now = await inside(ids.flatMap((id) => of(id)?.footprint ?? []));
            expect(now).toBeGreaterThan(before);
            before = now;
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('leaves out what only reaches the area by a corner, and is empty where nothing is held', async () => {
    expect((await survey({ aoi, scenes: [], views: 1 })).best.fewest).toEqual([]);
    const far = { ...one('far', [7, 47, 7.2, 47.2]) };
    const found = await survey({ aoi, scenes: [far], views: 1 });
    expect(found.best).toEqual({ fewest: [], newest: [], clearest: [] });
    expect(found.coverage.heldPct).toBe(0);
  });

  it('finds the smallest where a greedy first choice proves needless', () => {
    // The middle one is the largest; the two that are needed for the ends cover it together.
    const numbers: Surfaces<ReadonlySet<number>> = {
      common: (a, b) => new Set([...a].filter((n) => b.has(n))),
      rest: (a, b) => new Set([...a].filter((n) => !b.has(n))),
      unite: (list) => new Set(list.flatMap((set) => [...set])),
      areaM2: (set) => set.size,
    };
    const candidate = (id: string, from: number, to: number): Candidate<ReadonlySet<number>> => ({
      id,
      inside: new Set(Array.from({ length: to - from }, (_, i) => from + i)),
      acquiredAt: new Date(0),
      cloudCoverPct: null,
    });
    const wanted = candidate('all', 0, 10).inside;
    const list = [candidate('middle', 2, 8), candidate('left', 0, 5), candidate('right', 5, 10)];
    const ids = bestSets(list, wanted, numbers).fewest.map(({ id }) => id);
    expect(ids.sort()).toEqual(['left', 'right']);
  });
});

describe('the survey of what is held', () => {
  it('measures the union exactly: as the overlay of all footprints does', async () => {
    await fc.assert(
      fc.asyncProperty(scenesOf(), async (scenes) => {
        const found = await survey({ aoi, scenes, views: 1 });
        const exact = await coverage(
          aoi,
          scenes.map((scene) => scene.footprint),
        );
        expect(Math.abs(found.coverage.heldPct - exact.heldPct)).toBeLessThanOrEqual(0.1);
        expect(found.meetingPct).toBe(found.coverage.heldPct);
      }),
      { numRuns: 30 },
    );
  });

  it('counts only what was chosen, and still says what all that meet the need hold', async () => {
    const scenes = [
      { ...one('west', [5, 45, 5.5, 46]), counted: false },
      one('east', [5.5, 45, 6, 46]),
      { ...one('cloudy', [5, 45, 6, 46]), meets: false, counted: false },
    ];
    const found = await survey({ aoi, scenes, views: 1 });
    expect(found.coverage.heldPct).toBeCloseTo(50, 0);
    expect(found.meetingPct).toBeGreaterThan(99.8);
    expect(found.best.fewest.sort()).toEqual(['east', 'west']);
    expect(found.inside.cloudy?.insidePct).toBe(100);
  });

  it('holds a place in stereo where two scenes of one pass show it, and only there', async () => {
    const scenes = [
      { ...one('front', [5, 45, 5.6, 46]), pass: 'a' },
      { ...one('back', [5.2, 45, 5.8, 46]), pass: 'a' },
      { ...one('another-day', [5, 45, 6, 46]), pass: 'b' },
    ];
    const found = await survey({ aoi, scenes, views: 2 });
    expect(found.coverage.heldPct).toBeCloseTo(40, 0);
    expect(found.best.newest.sort()).toEqual(['back', 'front']);
  });
});

function one(id: string, box: [number, number, number, number]): SurveyedScene {
  return {
    id,
    footprint: boxPolygon(box),
    acquiredAt: new Date('2026-01-01T10:00:00Z'),
    cloudCoverPct: 2,
    pass: id,
    meets: true,
    counted: true,
  };
}
