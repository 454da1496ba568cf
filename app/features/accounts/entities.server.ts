import { asc } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { entities } from '#db/schema.ts';
import { matchesName } from './entity-search.ts';

export type FoundEntity = {
  id: string;
  name: string;
  acronym: string | null;
  /** Whether it is a member of DINAMIS today. */
  member: boolean;
};

/** How many are shown: whoever does not find theirs types more of its name. */
const limit = 10;

/**
 * Entities whose name or acronym holds every word of the text, whatever the accents; members first, then by name. Fewer
 * than two letters find nothing. The names are compared here because neither engine folds accents the same way; there are
 * a few thousand of them.
 */
export async function findEntities(db: Db, text: string): Promise<FoundEntity[]> {
  if (text.trim().length < 2) return [];
  const rows = await db
    .select({
      id: entities.id,
      name: entities.name,
      acronym: entities.acronym,
      membership: entities.membership,
    })
    .from(entities);
  return rows
    .filter(({ name, acronym }) => matchesName(`${name} ${acronym ?? ''}`, text))
    .map(({ membership, ...entity }) => ({ ...entity, member: membership === 'active' }))
    .sort((a, b) => Number(b.member) - Number(a.member) || a.name.localeCompare(b.name, 'fr'))
    .slice(0, limit);
}

/** All entities by name, for a list to choose from. */
export async function listEntityNames(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: entities.id, name: entities.name })
    .from(entities)
    .orderBy(asc(entities.name));
}
