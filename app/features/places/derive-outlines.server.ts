import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { boundaries } from '#db/schema.ts';
import { uniteOutlines } from './make-outline.ts';
import type { OfficialPlaces } from './official-places.server.ts';
import type { Place } from './place.ts';
import { writeOutlines } from './write-outlines.server.ts';

/** Outlines made of those of the communes. */
export type DerivedReport = {
  written: number;
  unchanged: number;
  /** Places that lack the outline of a commune or more: they have none. */
  incomplete: number;
};

type Known = { derived: boolean; importedAt: Date };

/**
 * Makes the outline of each EPCI, département and région that no file gave, out of the outlines of its communes when all of
 * them are there. One that is younger than they are is left as it is; one that has lost a commune stays.
 */
export async function deriveOutlines(db: Db, officials: OfficialPlaces): Promise<DerivedReport> {
  const communes = await importedAt(db, 'commune');
  const report: DerivedReport = { written: 0, unchanged: 0, incomplete: 0 };
  for (const kind of ['epci', 'departement', 'region'] as const) {
    const known = await importedAt(db, kind);
    for (const place of officials.list(kind)) {
      const before = known.get(place.code);
      if (before && !before.derived) continue;
      const members = officials.membersOf(kind, place.code);
      const times = members.flatMap((code) => communes.get(code)?.importedAt.getTime() ?? []);
      if (members.length === 0 || times.length < members.length) report.incomplete += 1;
      else if (before && before.importedAt.getTime() >= Math.max(...times)) report.unchanged += 1;
      else report.written += await derive(db, place, members);
    }
  }
  return report;
}

async function importedAt(db: Db, kind: Place['kind']): Promise<Map<string, Known>> {
  const rows = await db
    .select({
      code: boundaries.code,
      derived: boundaries.derived,
      importedAt: boundaries.importedAt,
    })
    .from(boundaries)
    .where(eq(boundaries.kind, kind));
  return new Map(rows.map(({ code, ...known }) => [code, known]));
}

/** A statement takes some thousands of values at most; a région has up to 4,500 communes. */
const codesPerQuery = 500;

async function derive(db: Db, place: Place, members: readonly string[]): Promise<number> {
  const rows: Pick<typeof boundaries.$inferSelect, 'geometry' | 'source'>[] = [];
  for (let at = 0; at < members.length; at += codesPerQuery) {
    const codes = members.slice(at, at + codesPerQuery);
    const found = await db
      .select({ geometry: boundaries.geometry, source: boundaries.source })
      .from(boundaries)
      .where(and(eq(boundaries.kind, 'commune'), inArray(boundaries.code, codes)));
    rows.push(...found);
  }
  const geometry = await uniteOutlines(rows.map((row) => row.geometry));
  if (!geometry) return 0;
  const source = [...new Set(rows.map((row) => row.source))].sort().join(', ');
  const outline = { code: place.code, name: place.name, geometry };
  await writeOutlines(db, place.kind, [outline], { source, derived: true });
  return 1;
}
