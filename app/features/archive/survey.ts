import { type AreaGeometry, geodesicAreaM2, hectares } from '#app/features/areas/area.ts';
import {
  collect,
  fromGeos,
  type Geos,
  loadGeos,
  toGeos,
  withGeos,
} from '#app/features/areas/geos.ts';
import { type Coverage, coverage } from '#app/features/areas/overlay.ts';
import { type Aim, bestSets, type Candidate, type Surfaces } from './best-set.ts';

/** A scene as the survey needs it: what it shows, and of which pass it is one view. */
export type SurveyedScene = {
  id: string;
  footprint: AreaGeometry;
  acquiredAt: Date;
  cloudCoverPct: number | null;
  pass: string;
  /** Whether it does what is asked, so that it may be in a best set. */
  meets: boolean;
  /** Whether it counts in what is held. */
  counted: boolean;
};

export type Survey = {
  /** Whole hectares and share (0 to 100, one decimal) of the area that each scene shows, by id. */
  inside: Record<string, { insideHa: number; insidePct: number }>;
  /** What those that count hold together. */
  coverage: Coverage;
  /** The share that those which meet the need hold, 0 to 100, one decimal. */
  meetingPct: number;
  /** Ids of scenes by aim; the views of one pass together where several are asked for. */
  best: Record<Aim, string[]>;
};

/**
 * What these scenes hold of an area. Where a mode asks for several views of each place, a place is held once as many scenes
 * of one pass show it: two passes make no stereo pair. Heavy: run it beside the server's own thread.
 */
export async function survey(given: {
  aoi: AreaGeometry;
  scenes: readonly SurveyedScene[];
  views: number;
}): Promise<Survey> {
  const { aoi, scenes, views } = given;
  const geos = await loadGeos();
  const found = withGeos(geos, (keep) => {
    const surfaces = surfacesOf(geos, keep);
    const wanted = sound(geos, keep, aoi);
    const shown = new Map(
      scenes.map((s) => [s.id, surfaces.common(wanted, sound(geos, keep, s.footprint))]),
    );
    const units = unitsOf(scenes, shown, { views, surfaces });
    const meeting = units.filter(({ meets }) => meets);
    const counting = units.filter(({ counts }) => counts);
    const areas = (list: Unit[]) => list.flatMap(({ inside }) => fromGeos(geos, inside) ?? []);
    return {
      inside: insides(scenes, shown, { wanted, surfaces }),
      counting: areas(counting),
      meeting: sameUnits(meeting, counting) ? null : areas(meeting),
      best: namesOf(bestSets(meeting, wanted, surfaces), units),
    };
  });
  const { inside, best } = found;
  const held = await coverage(aoi, found.counting);
  const meeting = found.meeting ? await coverage(aoi, found.meeting) : held;
  return { inside, best, coverage: held, meetingPct: meeting.heldPct };
}

const sameUnits = (a: Unit[], b: Unit[]) =>
  a.length === b.length && a.every((unit) => b.includes(unit));

type Keep = (address: number) => number;

/** Surfaces as addresses in the engine's memory, freed together at the end. */
function surfacesOf(geos: Geos, keep: Keep): Surfaces<number> {
  return {
    common: (a, b) => keep(geos.GEOSIntersection(a, b)),
    rest: (a, b) => keep(geos.GEOSDifference(a, b)),
    unite: (list) => {
      const parts = list.flatMap((surface) => fromGeos(geos, surface) ?? []);
      const coordinates = parts.flatMap((part) =>
        part.type === 'Polygon' ? [part.coordinates] : part.coordinates,
      );
      return keep(geos.GEOSUnaryUnion(keep(toGeos(geos, { type: 'MultiPolygon', coordinates }))));
    },
    areaM2: (surface) => {
      const geometry = fromGeos(geos, surface);
      return geometry ? geodesicAreaM2(geometry) : 0;
    },
  };
}

/** A valid surface of the engine, mended where the footprint is not. */
function sound(geos: Geos, keep: Keep, geometry: AreaGeometry): number {
  const given = keep(toGeos(geos, geometry));
  if (geos.GEOSisValid(given) === 1) return given;
  const mended = fromGeos(geos, keep(geos.GEOSMakeValid(given)));
  return keep(mended ? toGeos(geos, mended) : collect(geos, []));
}

type Unit = Candidate<number> & { sceneIds: string[]; meets: boolean; counts: boolean };

/** One unit a scene or, where several views are asked for, one a pass: the ground that enough of its scenes show. */
function unitsOf(
  scenes: readonly SurveyedScene[],
  shown: ReadonlyMap<string, number>,
  { views, surfaces }: { views: number; surfaces: Surfaces<number> },
): Unit[] {
  const inside = (scene: SurveyedScene) => shown.get(scene.id) ?? 0;
  if (views === 1) {
    return scenes.map((scene) => ({ ...scene, ...unitFlags([scene]), inside: inside(scene) }));
  }
  const useful = scenes.filter(({ meets, counted }) => meets || counted);
  return [...new Set(useful.map(({ pass }) => pass))].flatMap((pass) => {
    const ofPass = useful.filter((scene) => scene.pass === pass);
    const [first] = ofPass;
    const often = shownTimes(ofPass.map(inside), views, surfaces);
    if (!first || often === null) return [];
    const clouds = ofPass.map(({ cloudCoverPct }) => cloudCoverPct ?? 100);
    return [{ ...first, ...unitFlags(ofPass), inside: often, cloudCoverPct: Math.max(...clouds) }];
  });
}

const unitFlags = (scenes: SurveyedScene[]) => ({
  sceneIds: scenes.map(({ id }) => id),
  meets: scenes.every(({ meets }) => meets),
  counts: scenes.every(({ counted }) => counted),
});

/** The ground that at least so many of these surfaces show; null when there are fewer of them. */
function shownTimes(list: number[], times: number, surfaces: Surfaces<number>): number | null {
  const layers: (number | null)[] = Array.from({ length: times }, () => null);
  for (const surface of list) {
    for (let depth = times - 1; depth > 0; depth -= 1) {
      const below = layers[depth - 1] ?? null;
      if (below === null) continue;
      const again = surfaces.common(below, surface);
      const before = layers[depth] ?? null;
      layers[depth] = before === null ? again : surfaces.unite([before, again]);
    }
    const first = layers[0] ?? null;
    layers[0] = first === null ? surface : surfaces.unite([first, surface]);
  }
  return layers[times - 1] ?? null;
}

function insides(
  scenes: readonly SurveyedScene[],
  shown: ReadonlyMap<string, number>,
  { wanted, surfaces }: { wanted: number; surfaces: Surfaces<number> },
): Survey['inside'] {
  const wantedM2 = surfaces.areaM2(wanted);
  return Object.fromEntries(
    scenes.map(({ id }) => {
      const m2 = surfaces.areaM2(shown.get(id) ?? 0);
      const insidePct = wantedM2 > 0 ? Math.min(100, Math.floor((1000 * m2) / wantedM2) / 10) : 0;
      return [id, { insideHa: hectares(m2), insidePct }];
    }),
  );
}

function namesOf(sets: Record<Aim, { id: string }[]>, units: readonly Unit[]): Survey['best'] {
  const scenesOf = new Map(units.map((unit) => [unit.id, unit.sceneIds]));
  const names = (aim: Aim) => sets[aim].flatMap(({ id }) => scenesOf.get(id) ?? []);
  return { fewest: names('fewest'), newest: names('newest'), clearest: names('clearest') };
}
