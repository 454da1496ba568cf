import { runGeometry } from '#app/features/areas/geometry-pool.server.ts';
import type { Arrangement, AskedArea, Overlap } from './arrange.ts';
import type { Survey, SurveyedScene } from './survey.ts';

/** The calculations of the archive in a geometry thread, so that no page waits for them. What takes too long is refused (400). */

export const surveyAside = (given: {
  aoi: AskedArea['aoi'];
  scenes: readonly SurveyedScene[];
  views: number;
}): Promise<Survey> => runGeometry('survey', given);

export const arrangeAside = (areas: readonly AskedArea[]): Promise<Arrangement> =>
  runGeometry('arrange', areas);

/** Every two of these areas, by rank, that share ground. No pairs cost nothing. */
export const overlapsAside = (
  areas: readonly AskedArea[],
  pairs: readonly (readonly [number, number])[],
): Promise<Overlap[]> =>
  pairs.length === 0 ? Promise.resolve([]) : runGeometry('overlapsOf', areas, pairs);
