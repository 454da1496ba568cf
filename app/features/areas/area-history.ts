import { type AreaGeometry, vertexCount } from './area.ts';

/** One state of the area, and what brought it about: a word of the list that the page has texts for. */
export type Step = {
  area: AreaGeometry | null;
  act: AreaAct;
  /** Changes that follow one another with the same key are one step: the digits typed into one field. */
  join: string | null;
};

export type AreaAct =
  | 'start'
  | 'draw'
  | 'modify'
  | 'move'
  | 'add'
  | 'cut'
  | 'drop'
  | 'split'
  | 'merge'
  | 'buffer'
  | 'simplify'
  | 'repair'
  | 'enlarge'
  | 'file'
  | 'place'
  | 'typed'
  | 'saved'
  | 'table'
  | 'missing'
  | 'clear';

/** The states of an area while it is being edited, oldest first on the left of the present. */
export type AreaHistory = {
  past: readonly Step[];
  present: Step;
  future: readonly Step[];
};

/** What is kept to go back to: so many steps, and no more corners in all than a page can hold with ease. */
export const maxSteps = 100;
export const maxKeptVertices = 2_000_000;

export const startHistory = (area: AreaGeometry | null): AreaHistory => ({
  past: [],
  present: { area, act: 'start', join: null },
  future: [],
});

/**
 * The history with a further state. What was undone before is given up. A change to the very same geometry is none; one with
 * the `join` of the present state takes its place.
 */
export function remember(
  history: AreaHistory,
  area: AreaGeometry | null,
  act: AreaAct,
  join: string | null = null,
): AreaHistory {
  const { past, present } = history;
  if (area === present.area) return history;
  const next = { area, act, join };
  if (join !== null && join === present.join) return { past, present: next, future: [] };
  return { past: kept([...past, present]), present: next, future: [] };
}

/** One step back; the same history where there is none. */
export function undo({ past, present, future }: AreaHistory): AreaHistory {
  const before = past.at(-1);
  if (!before) return { past, present, future };
  return { past: past.slice(0, -1), present: apart(before), future: [apart(present), ...future] };
}

/** One step forward again; the same history where there is none. */
export function redo({ past, present, future }: AreaHistory): AreaHistory {
  const [next, ...rest] = future;
  if (!next) return { past, present, future };
  return { past: [...past, present], present: next, future: rest };
}

/** What undoing and redoing would take back or do again; null where there is nothing. */
export const nextActs = ({ past, present, future }: AreaHistory) => ({
  undo: past.length > 0 ? present.act : null,
  redo: future[0]?.act ?? null,
});

/** A state that was left is whole: what is typed next into the same field is a step of its own. */
const apart = (step: Step): Step => ({ ...step, join: null });

/** The latest steps that fit. The one before the present is kept whatever its size. */
function kept(steps: Step[]): Step[] {
  let vertices = 0;
  let first = steps.length;
  while (first > 0 && steps.length - first < maxSteps) {
    const area = steps[first - 1]?.area ?? null;
    vertices += area ? vertexCount(area) : 0;
    if (vertices > maxKeptVertices && first < steps.length) break;
    first -= 1;
  }
  return steps.slice(first);
}
