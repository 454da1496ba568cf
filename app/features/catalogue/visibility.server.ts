import { and, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { type Actor, activeAffiliations, can } from '#app/features/accounts/actor.ts';
import { items } from '#db/schema.ts';

/** Whoever asks; null is nobody signed in. */
export type Viewer = Pick<Actor, 'roles' | 'affiliations'> | null;

/**
 * The condition over `items` that leaves what this person may find: part of every search, count and download. What was
 * withdrawn is found by nobody.
 */
export function visibleTo(viewer: Viewer, now: Date): SQL {
  return allOf(isNull(items.withdrawnAt), knownTo(viewer, now));
}

/**
 * The same with what was withdrawn, whose page stays. The desk knows of everything, the people of an entity of what was
 * bought for it; others wait until an embargo ends, then know of what is public and, as people of a member entity, of
 * what is the members'.
 */
export function knownTo(viewer: Viewer, now: Date): SQL {
  if (can(viewer, 'desk:read')) return sql`1 = 1`;
  const own = viewer?.affiliations.map(({ entityId }) => entityId) ?? [];
  const isMember = activeAffiliations(viewer).length > 0;
  const open = allOf(
    or(isNull(items.embargoUntil), lte(items.embargoUntil, now)),
    inArray(items.visibility, isMember ? ['public', 'members'] : ['public']),
  );
  return own.length === 0 ? open : anyOf(open, inArray(items.entityId, own));
}

const allOf = (...conditions: (SQL | undefined)[]): SQL => and(...conditions) ?? sql`1 = 1`;
const anyOf = (...conditions: (SQL | undefined)[]): SQL => or(...conditions) ?? sql`1 = 0`;
