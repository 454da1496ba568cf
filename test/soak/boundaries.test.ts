import { readFileSync } from 'node:fs';
import type { FeatureCollection, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { geodesicAreaM2 } from '#app/features/areas/area.ts';
import { importBoundaries } from '#app/features/places/import-boundaries.server.ts';
import { findPlace } from '#app/features/places/places.server.ts';
import { boundaries } from '#db/schema.ts';
import { boundaryFile } from '../support/boundaries.ts';
import { openTestDatabase } from '../support/database.ts';

const communes = boundaryFile('communes/communes-2018-simplified.topojson.gz');
describe.skipIf(!communes)('every commune of France', () => {
  it('is imported once, and gives nearly every EPCI, département and région its outline', async () => {
    const db = await openTestDatabase();
    const given = { file: communes ?? '', source: 'IGN Admin Express 2018' };
    const first = await importBoundaries(db, given);
    expect(first.derived).toMatchObject({ unchanged: 0 });
    expect(first.derived?.written).toBeGreaterThan(1_350);
    expect(first.derived?.incomplete).toBeLessThan(30);
    const rows = () =>
      db
        .select({ kind: boundaries.kind, code: boundaries.code, at: boundaries.importedAt })
        .from(boundaries)
        .orderBy(boundaries.kind, boundaries.code);
    const before = await rows();
    const again = await importBoundaries(db, given);
    expect([again.written, again.derived?.written]).toEqual([0, 0]);
    expect(await rows()).toEqual(before);
    const own = areaOf(boundaryFile('france-geojson/departements-avec-outre-mer.geojson'), '38');
    const made = await findPlace(db, 'departement', '38');
    expect(geodesicAreaM2(made.geometry) / own).toBeCloseTo(1, 2);
  });
});

/** The area of a département as its own file has it, in square metres. */
function areaOf(file: string | null, code: string): number {
  const { features } = JSON.parse(readFileSync(file ?? '', 'utf8')) as FeatureCollection<Polygon>;
  const found = features.find(({ properties }) => properties?.code === code);
  return found ? geodesicAreaM2(found.geometry) : 0;
}
