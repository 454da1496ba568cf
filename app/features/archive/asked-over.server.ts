import { and, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import { type AreaGeometry, boundingBox, boxesMeet } from '#app/features/areas/area.ts';
import { relationsTo } from '#app/features/requests/requests.server.ts';
import { isFinal, requestStates } from '#app/features/requests/workflow.ts';
import type { Db } from '#app/lib/db.server.ts';
import { entities, requests } from '#db/schema.ts';
import { overlapsAside } from './beside.server.ts';
import type { AskedOver } from './held.ts';

const openStates = requestStates.filter((state) => state !== 'draft' && !isFinal(state));

/**
 * The open requests over an area, but for one, the largest overlap first. One that the reader may see is named. Of
 * another's only the month and a share in steps of ten are told, and nothing below one step, so that its outline cannot be
 * read off the answers; drafts are not told at all.
 */
export async function listAskedOver(
  db: Db,
  actor: Actor,
  { aoi, butId }: { aoi: AreaGeometry; butId: string | null },
): Promise<AskedOver[]> {
  const rows = await openRequests(db, butId);
  const box = boundingBox(aoi);
  const near = rows.filter(({ request }) => {
    const other = request.aoi && boundingBox(request.aoi);
    return box && other && boxesMeet(box, other);
  });
  const areas = near.flatMap(({ request: { id, aoi: of } }) => (of ? [{ id, aoi: of }] : []));
  const pairs = areas.map((_, i) => [0, i + 1] as const);
  const overlaps = await overlapsAside([{ id: '', aoi }, ...areas], pairs);
  return overlaps
    .flatMap(({ b, pctOfA }, rank) => {
      const row = near.find(({ request }) => request.id === b);
      return row ? (told(actor, row, { pct: pctOfA, rank }) ?? []) : [];
    })
    .sort((a, b) => b.pct - a.pct);
}

async function openRequests(db: Db, butId: string | null) {
  return db
    .select({ request: requests, entityName: entities.name })
    .from(requests)
    .innerJoin(entities, eq(entities.id, requests.entityId))
    .where(
      and(
        inArray(requests.state, openStates),
        isNotNull(requests.submittedAt),
        butId ? ne(requests.id, butId) : undefined,
      ),
    )
    .limit(2000);
}

function told(
  actor: Actor,
  { request, entityName }: Awaited<ReturnType<typeof openRequests>>[number],
  { pct, rank }: { pct: number; rank: number },
): AskedOver | null {
  const month = request.submittedAt?.toISOString().slice(0, 7) ?? '';
  const { id, number, state } = request;
  if (relationsTo(actor, request).length > 0) {
    const exact = Math.round(pct * 10) / 10;
    return { key: id, pct: exact, month, request: { id, number: number ?? '', entityName, state } };
  }
  const step = Math.round(pct / 10) * 10;
  return step > 0 ? { key: String(rank), pct: step, month, request: null } : null;
}
