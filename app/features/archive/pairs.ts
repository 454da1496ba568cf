import { type AreaGeometry, boundingBox, boxesMeet } from '#app/features/areas/area.ts';

/**
 * The ranks of every two areas whose boxes meet and that `mayPair` allows: swept from west to east, so that most are never
 * compared.
 */
export function pairsNear<A extends { aoi: AreaGeometry }>(
  areas: readonly A[],
  mayPair: (a: A, b: A) => boolean,
): [number, number][] {
  const boxed = areas
    .flatMap((area, rank) => {
      const box = boundingBox(area.aoi);
      if (!box) return [];
      // What crosses the antimeridian is swept with everything.
      const crosses = box[0] > box[2];
      return [{ area, rank, box, from: crosses ? -180 : box[0], to: crosses ? 180 : box[2] }];
    })
    .sort((a, b) => a.from - b.from);
  const pairs: [number, number][] = [];
  for (const [i, a] of boxed.entries()) {
    for (let j = i + 1; j < boxed.length; j += 1) {
      const b = boxed[j];
      if (!b || b.from > a.to) break;
      if (boxesMeet(a.box, b.box) && mayPair(a.area, b.area)) pairs.push([a.rank, b.rank]);
    }
  }
  return pairs;
}
