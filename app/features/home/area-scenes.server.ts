import { and, desc, eq, gt, isNotNull } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { type Scene, sceneOf } from '#app/features/catalogue/scene.ts';
import { type CatalogueRow, searchItems } from '#app/features/catalogue/search-items.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { items, requests, savedAreas } from '#db/schema.ts';

/** The areas that are looked at: those touched last. */
const maxAreas = 12;
const newForDays = 90;
const maxScenes = 8;

/**
 * The scenes of the last three months over the areas of a person's requests and over those they saved, latest catalogued
 * first; null for somebody who has no area.
 */
export async function scenesOverAreas(
  db: Db,
  actor: Actor,
  now = new Date(),
): Promise<Scene[] | null> {
  const areas = await areasOf(db, actor);
  if (areas.length === 0) return null;
  const isNew = gt(items.createdAt, new Date(now.getTime() - newForDays * 86_400_000));
  const found = new Map<string, CatalogueRow>();
  for (const intersects of areas) {
    const page = await searchItems(db, actor, {
      intersects,
      where: isNew,
      sort: [{ by: 'createdAt', descending: true }],
      limit: maxScenes,
    });
    for (const row of page.items) found.set(row.id, row);
  }
  return [...found.values()]
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.rowNo - a.rowNo)
    .slice(0, maxScenes)
    .map(sceneOf);
}

async function areasOf(db: Db, actor: Actor): Promise<AreaGeometry[]> {
  const asked = await db
    .select({ geometry: requests.aoi, at: requests.updatedAt })
    .from(requests)
    .where(and(eq(requests.ownerId, actor.id), isNotNull(requests.aoi)))
    .orderBy(desc(requests.updatedAt))
    .limit(maxAreas);
  const saved = await db
    .select({ geometry: savedAreas.geometry, at: savedAreas.updatedAt })
    .from(savedAreas)
    .where(eq(savedAreas.ownerId, actor.id))
    .orderBy(desc(savedAreas.updatedAt))
    .limit(maxAreas);
  return [...asked, ...saved]
    .sort((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, maxAreas)
    .flatMap(({ geometry }) => geometry ?? []);
}
