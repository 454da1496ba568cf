import { and, eq, inArray, or } from 'drizzle-orm';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { boundaries } from '#db/schema.ts';
import { officialPlaces } from './official-places.server.ts';
import type { FoundPlace, Place, PlaceKind } from './place.ts';
import { type PlaceMatch, searchPlaces } from './search-places.ts';

/** As many as are ever listed. */
const maxPlaces = 20;

/** The places that a typed text may mean, the likeliest first, each with whether its outline is here; at most 20. */
export async function listPlaces(db: Db, text: string): Promise<FoundPlace[]> {
  const { index } = await officialPlaces();
  const matches = searchPlaces(index, text, maxPlaces);
  const here = await outlinesHere(
    db,
    matches.map(({ place }) => place),
  );
  return matches.map((match) => {
    const { kind, code, of } = match.place;
    return { kind, code, name: shownName(match), of, hasOutline: here.has(`${kind} ${code}`) };
  });
}

/** Found by the name of a commune that it absorbed, a place says so: `Porte des Pierres Dorées (Liergues)`. */
const shownName = ({ place, formerName }: PlaceMatch) =>
  formerName ? `${place.name} (${formerName})` : place.name;

async function outlinesHere(db: Db, places: readonly Place[]): Promise<Set<string>> {
  const kinds = [...new Set(places.map(({ kind }) => kind))];
  if (kinds.length === 0) return new Set();
  const rows = await db
    .select({ kind: boundaries.kind, code: boundaries.code })
    .from(boundaries)
    .where(or(...kinds.map((kind) => isOneOf(kind, places))));
  return new Set(rows.map(({ kind, code }) => `${kind} ${code}`));
}

const isOneOf = (wanted: PlaceKind, places: readonly Place[]) =>
  and(
    eq(boundaries.kind, wanted),
    inArray(
      boundaries.code,
      places.filter(({ kind }) => kind === wanted).map(({ code }) => code),
    ),
  );

export type PlaceOutline = {
  name: string;
  geometry: AreaGeometry;
  areaHa: number;
  /** For the credit line. */
  source: string;
};

/** The outline of a place; refuses (404) one that is unknown, and one whose outline nobody has imported. */
export async function findPlace(db: Db, kind: PlaceKind, code: string): Promise<PlaceOutline> {
  const place = (await officialPlaces()).find(kind, code);
  if (!place) refuse('not-found', 'no-place');
  const [row] = await db
    .select()
    .from(boundaries)
    .where(and(eq(boundaries.kind, kind), eq(boundaries.code, code)));
  if (!row) refuse('not-found', 'no-outline', { name: place.name });
  const { geometry, areaHa, source } = row;
  return { name: place.name, geometry, areaHa, source };
}

/** Whether the operator has imported any outline at all. */
export async function hasOutlines(db: Db): Promise<boolean> {
  const [row] = await db.select({ code: boundaries.code }).from(boundaries).limit(1);
  return row !== undefined;
}
