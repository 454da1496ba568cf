import { type AreaGeometry, areaHaOf, geodesicAreaM2 } from '#app/features/areas/area.ts';
import { intersect, subtract, unite } from '#app/features/areas/overlay.ts';
import type { Piece } from './split-shares.ts';

export type AskedArea = { id: string; aoi: AreaGeometry };

export type Arrangement = { union: AreaGeometry; unionHa: number; pieces: Piece[] };

/** The union of several areas, cut into the pieces that exactly the same ones of them cover. Heavy on large outlines. */
export async function arrange(areas: readonly AskedArea[]): Promise<Arrangement> {
  let pieces: { requestIds: string[]; geometry: AreaGeometry }[] = [];
  for (const { id, aoi } of areas) pieces = await cutBy(pieces, id, aoi);
  const union = await unite(areas.map(({ aoi }) => aoi));
  if (!union) throw new Error('areas without surface cannot be arranged');
  return {
    union,
    unionHa: areaHaOf(union),
    pieces: pieces.map(({ requestIds, geometry }) => ({
      requestIds,
      areaM2: geodesicAreaM2(geometry),
    })),
  };
}

async function cutBy(
  pieces: readonly { requestIds: string[]; geometry: AreaGeometry }[],
  id: string,
  aoi: AreaGeometry,
) {
  const cut: { requestIds: string[]; geometry: AreaGeometry }[] = [];
  let alone: AreaGeometry | null = aoi;
  for (const { requestIds, geometry } of pieces) {
    const shared = await intersect(geometry, aoi);
    const rest = shared ? await subtract(geometry, aoi) : geometry;
    if (shared) cut.push({ requestIds: [...requestIds, id], geometry: shared });
    if (rest) cut.push({ requestIds, geometry: rest });
    if (shared && alone) alone = await subtract(alone, geometry);
  }
  if (alone) cut.push({ requestIds: [id], geometry: alone });
  return cut;
}

/** What two areas share, and how much of each that is. */
export type Overlap = { a: string; b: string; overlapHa: number; pctOfA: number; pctOfB: number };

/** Every two of these areas that share ground, by exact overlay. Heavy on many large outlines. */
export async function overlapsOf(
  areas: readonly AskedArea[],
  pairs: readonly (readonly [number, number])[],
): Promise<Overlap[]> {
  const found: Overlap[] = [];
  for (const [i, j] of pairs) {
    const a = areas[i];
    const b = areas[j];
    const common = a && b ? await intersect(a.aoi, b.aoi) : null;
    if (!a || !b || !common) continue;
    const m2 = geodesicAreaM2(common);
    const share = (of: AskedArea) => Math.min(100, (100 * m2) / geodesicAreaM2(of.aoi));
    found.push({
      a: a.id,
      b: b.id,
      overlapHa: areaHaOf(common),
      pctOfA: share(a),
      pctOfB: share(b),
    });
  }
  return found;
}
