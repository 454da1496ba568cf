import { areaHaOf } from '#app/features/areas/area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { boundaries } from '#db/schema.ts';
import type { Outline } from './make-outline.ts';
import type { PlaceKind } from './place.ts';

/** Keeps outlines, each in the place of the one before, in one transaction. */
export async function writeOutlines(
  db: Db,
  kind: PlaceKind,
  outlines: readonly Outline[],
  given: { source: string; derived: boolean },
): Promise<void> {
  const rows = outlines.map((outline) => ({
    ...outline,
    kind,
    areaHa: areaHaOf(outline.geometry),
    ...given,
    importedAt: new Date(),
  }));
  await db.tx(async (t) => {
    for (const row of rows) {
      const { kind: _kind, code: _code, ...set } = row;
      await t
        .insert(boundaries)
        .values(row)
        .onConflictDoUpdate({ target: [boundaries.kind, boundaries.code], set });
    }
  });
}
