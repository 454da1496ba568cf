/** What a person may prefer in a set of scenes that covers their area. */
export const aims = ['fewest', 'newest', 'clearest'] as const;
export type Aim = (typeof aims)[number];

/** Something that shows part of the area: a scene, or the scenes of one pass. `inside` is what of the area it shows. */
export type Candidate<S> = {
  id: string;
  inside: S;
  acquiredAt: Date;
  cloudCoverPct: number | null;
};

/** The calculations on surfaces that choosing needs. */
export type Surfaces<S> = {
  common(a: S, b: S): S;
  rest(a: S, b: S): S;
  unite(list: readonly S[]): S;
  areaM2(surface: S): number;
};

/** One choice and what it adds to those before it, in m². */
export type Pick = { id: string; addsM2: number };

/** What is left out of what all candidates cover together may be this share of the area, and no more. */
const leftOutShare = 0.0005;
/** A candidate that adds less than this share is not worth its place: a thousand of them stay within `leftOutShare`. */
const leastShare = 5e-7;

/**
 * For each aim a set of candidates that covers, of `wanted`, what all of them cover together but for 0.1 % of it, and in
 * which each adds something. `fewest` takes at each turn what adds most (the greedy set cover, within a factor of ln n of
 * the smallest) and drops what the later ones made needless; `newest` and `clearest` take them in that order, leaving out
 * what adds nothing.
 */
export function bestSets<S>(
  candidates: readonly Candidate<S>[],
  wanted: S,
  surfaces: Surfaces<S>,
): Record<Aim, Pick[]> {
  const state = begin(candidates, wanted, surfaces);
  return {
    fewest: fewest(state),
    newest: inOrder(state, newestFirst),
    clearest: inOrder(state, clearestFirst),
  };
}

type Part<S> = { candidate: Candidate<S>; inside: S; insideM2: number };
type State<S> = {
  parts: Part<S>[];
  surfaces: Surfaces<S>;
  wanted: S;
  wantedM2: number;
  /** What of the area no candidate shows, in m². */
  barrenM2: number;
};

function begin<S>(candidates: readonly Candidate<S>[], wanted: S, surfaces: Surfaces<S>): State<S> {
  const wantedM2 = surfaces.areaM2(wanted);
  const parts = candidates
    .map((candidate) => {
      const { inside } = candidate;
      return { candidate, inside, insideM2: surfaces.areaM2(inside) };
    })
    .filter(({ insideM2 }) => insideM2 > wantedM2 * leastShare);
  const shown = surfaces.unite(parts.map(({ inside }) => inside));
  return {
    parts,
    surfaces,
    wanted,
    wantedM2,
    barrenM2: surfaces.areaM2(surfaces.rest(wanted, shown)),
  };
}

const newestFirst = <S>(a: Part<S>, b: Part<S>) =>
  b.candidate.acquiredAt.getTime() - a.candidate.acquiredAt.getTime() ||
  (a.candidate.id < b.candidate.id ? -1 : 1);

/** A scene of unknown cloud counts as overcast. */
const clearestFirst = <S>(a: Part<S>, b: Part<S>) =>
  (a.candidate.cloudCoverPct ?? 100) - (b.candidate.cloudCoverPct ?? 100) || newestFirst(a, b);

function inOrder<S>(state: State<S>, order: (a: Part<S>, b: Part<S>) => number): Pick[] {
  const { surfaces, wantedM2, barrenM2 } = state;
  const picks: Pick[] = [];
  let left = state.wanted;
  let leftM2 = wantedM2;
  for (const { candidate, inside } of [...state.parts].sort(order)) {
    if (leftM2 - barrenM2 <= wantedM2 * leftOutShare) break;
    const addsM2 = surfaces.areaM2(surfaces.common(left, inside));
    if (addsM2 <= wantedM2 * leastShare) continue;
    left = surfaces.rest(left, inside);
    leftM2 -= addsM2;
    picks.push({ id: candidate.id, addsM2 });
  }
  return picks;
}

/** What a candidate adds only shrinks as others are taken: the figure of an earlier turn is a bound, and few need a new one. */
function fewest<S>(state: State<S>): Pick[] {
  const { surfaces, wantedM2, barrenM2 } = state;
  const waiting = [...state.parts].sort(newestFirst).sort((a, b) => b.insideM2 - a.insideM2);
  const bounds = new Map(waiting.map((part) => [part, part.insideM2]));
  const taken: Part<S>[] = [];
  let left = state.wanted;
  let leftM2 = wantedM2;
  while (waiting.length > 0 && leftM2 - barrenM2 > wantedM2 * leftOutShare) {
    const found = largest(waiting, bounds, (part) =>
      surfaces.areaM2(surfaces.common(left, part.inside)),
    );
    const addsM2 = bounds.get(found) ?? 0;
    if (addsM2 <= wantedM2 * leastShare) break;
    waiting.splice(waiting.indexOf(found), 1);
    left = surfaces.rest(left, found.inside);
    leftM2 -= addsM2;
    taken.push(found);
  }
  return withAdditions(withoutNeedless(taken, state), state);
}

/** The candidate whose figure, measured now, is no smaller than the bounds of all others. `waiting` stays in order of bounds. */
function largest<S>(
  waiting: Part<S>[],
  bounds: Map<Part<S>, number>,
  measure: (part: Part<S>) => number,
): Part<S> {
  const bound = (part: Part<S> | undefined) => (part && bounds.get(part)) ?? 0;
  for (;;) {
    const first = waiting[0] as Part<S>; // Never called with none left.
    const figure = measure(first);
    bounds.set(first, figure);
    if (figure >= bound(waiting[1])) return first;
    const place = waiting.findIndex((part, i) => i > 0 && bound(part) <= figure);
    waiting.splice(place < 0 ? waiting.length : place, 0, first);
    waiting.shift();
  }
}

/** Without those whose ground the others show as well, the smallest looked at first. */
function withoutNeedless<S>(taken: Part<S>[], { surfaces, wantedM2 }: State<S>): Part<S>[] {
  let kept = taken;
  for (const part of [...taken].sort((a, b) => a.insideM2 - b.insideM2)) {
    const others = kept.filter((other) => other !== part);
    let alone = part.inside;
    for (const other of others) alone = surfaces.rest(alone, other.inside);
    if (surfaces.areaM2(alone) <= wantedM2 * leastShare) kept = others;
  }
  return kept;
}

function withAdditions<S>(taken: Part<S>[], { surfaces, wanted }: State<S>): Pick[] {
  let left = wanted;
  return taken.map(({ candidate, inside }) => {
    const addsM2 = surfaces.areaM2(surfaces.common(left, inside));
    left = surfaces.rest(left, inside);
    return { id: candidate.id, addsM2 };
  });
}
