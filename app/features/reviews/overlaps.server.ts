import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import { arrangeAside, overlapsAside } from '#app/features/archive/beside.server.ts';
import { pairsNear } from '#app/features/archive/pairs.ts';
import { splitShares } from '#app/features/archive/split-shares.ts';
import { type AreaGeometry, boundingBox, boxesMeet } from '#app/features/areas/area.ts';
import type { RequestRow } from '#app/features/requests/requests.server.ts';
import { isPending, type RequestState } from '#app/features/requests/workflow.ts';
import type { Db } from '#app/lib/db.server.ts';
import { entities, requests, users } from '#db/schema.ts';

/** What is undecided: pending, or back with its owner. */
const undecided = ['submitted', 'waitlisted', 'returned'] as const satisfies RequestState[];
const mostCompared = 2000;

/** More are not offered together: the pieces of their areas double with each. */
const mostShared = 6;

/**
 * The undecided requests that share ground with this one, the largest overlap first, each with whether it may be joined to
 * it (another entity's, and pending) and, where all that may are taken together, the share that each would bear.
 */
export async function findOverlaps(db: Db, request: RequestRow) {
  const { aoi, id } = request;
  const box = aoi && boundingBox(aoi);
  if (!aoi || !box || !undecided.some((state) => state === request.state)) return null;
  const rows = (await undecidedRequests(db, id)).flatMap(({ aoi: of, ...row }) => {
    const other = of && boundingBox(of);
    return of && other && boxesMeet(box, other) ? [{ ...row, aoi: of }] : [];
  });
  const areas = [{ id, aoi }, ...rows];
  const overlaps = await overlapsAside(
    areas,
    rows.map((_, i) => [0, i + 1] as const),
  );
  const others = overlaps
    .flatMap(({ b, overlapHa, pctOfA, pctOfB }) => {
      const row = rows.find((one) => one.id === b);
      if (!row) return [];
      const joinable =
        isPending(request.state) && isPending(row.state) && row.entityId !== request.entityId;
      return [{ ...row, overlapHa, pct: pctOfA, pctOfOther: pctOfB, joinable }];
    })
    .sort((a, b) => b.overlapHa - a.overlapHa);
  const shares = await sharesOf(
    { id, aoi },
    others.filter(({ joinable }) => joinable),
  );
  return others.length === 0 ? null : { others, ...shares };
}
export type Overlaps = NonNullable<Awaited<ReturnType<typeof findOverlaps>>>;

function undecidedRequests(db: Db, butId: string) {
  return db
    .select({
      id: requests.id,
      number: requests.number,
      title: requests.title,
      state: requests.state,
      entityId: requests.entityId,
      entityName: entities.name,
      ownerName: users.name,
      areaHa: requests.areaHa,
      aoi: requests.aoi,
    })
    .from(requests)
    .innerJoin(users, eq(users.id, requests.ownerId))
    .innerJoin(entities, eq(entities.id, requests.entityId))
    .where(
      and(
        inArray(requests.state, [...undecided]),
        isNotNull(requests.submittedAt),
        ne(requests.id, butId),
      ),
    )
    .limit(mostCompared);
}

/** Nothing where none may be joined, or more than can be. */
async function sharesOf(
  own: { id: string; aoi: AreaGeometry },
  joinable: readonly { id: string; aoi: AreaGeometry }[],
): Promise<{ unionHa: number | null; shares: Record<string, number> }> {
  if (joinable.length === 0 || joinable.length >= mostShared) return { unionHa: null, shares: {} };
  const areas = [own, ...joinable].map(({ id, aoi }) => ({ id, aoi }));
  const { pieces, unionHa } = await arrangeAside(areas);
  const ids = areas.map(({ id }) => id);
  const shares = splitShares(ids, pieces, unionHa).map((s) => [s.requestId, s.shareHa] as const);
  return { unionHa, shares: Object.fromEntries(shares) };
}

/** How many undecided requests of other entities each undecided request shares ground with; those with none are left out. */
export async function countOverlaps(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: requests.id, entityId: requests.entityId, aoi: requests.aoi })
    .from(requests)
    .where(and(inArray(requests.state, [...undecided]), isNotNull(requests.submittedAt)))
    .limit(mostCompared);
  const areas = rows.flatMap(({ aoi, ...row }) => (aoi ? [{ ...row, aoi }] : []));
  const pairs = pairsNear(areas, (a, b) => a.entityId !== b.entityId);
  const near = [...new Set(pairs.flat())];
  // Only those that are near another cross to the thread.
  const sent = near.flatMap((rank) => areas[rank] ?? []).map(({ id, aoi }) => ({ id, aoi }));
  const found = await overlapsAside(
    sent,
    pairs.map(([i, j]) => [near.indexOf(i), near.indexOf(j)] as const),
  );
  const counts = new Map<string, number>();
  for (const id of found.flatMap(({ a, b }) => [a, b])) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
