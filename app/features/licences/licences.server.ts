import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm';
import { type Actor, activeAffiliations } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { acceptances, licences, licenceVersions } from '#db/schema.ts';
import { type LicenceAnswer, mayRetrieve } from './licence.ts';

export type LicenceInForce = typeof licences.$inferSelect & {
  version: typeof licenceVersions.$inferSelect;
};

/** Each licence with its text in force: the latest whose date has come. */
export async function listLicences(db: Db): Promise<LicenceInForce[]> {
  const rows = await db
    .select({ licence: licences, version: licenceVersions })
    .from(licences)
    .innerJoin(licenceVersions, eq(licenceVersions.licenceId, licences.id))
    .where(lte(licenceVersions.effectiveAt, new Date()))
    .orderBy(asc(licences.id), desc(licenceVersions.effectiveAt));
  const latest = new Map<string, LicenceInForce>();
  for (const { licence, version } of rows) {
    if (!latest.has(licence.id)) latest.set(licence.id, { ...licence, version });
  }
  return [...latest.values()];
}

/** One licence with its text in force. Refuses (404) an unknown one. */
export async function findLicence(db: Db, licenceId: string): Promise<LicenceInForce> {
  const [row] = await db
    .select({ licence: licences, version: licenceVersions })
    .from(licences)
    .innerJoin(licenceVersions, eq(licenceVersions.licenceId, licences.id))
    .where(and(eq(licences.id, licenceId), lte(licenceVersions.effectiveAt, new Date())))
    .orderBy(desc(licenceVersions.effectiveAt))
    .limit(1);
  if (!row) refuse('not-found', 'no-licence');
  return { ...row.licence, version: row.version };
}

/** The licences whose text in force somebody of this entity has accepted on its behalf. */
export async function licencesAcceptedBy(db: Db, entityId: string): Promise<string[]> {
  const inForce = await listLicences(db);
  const rows = await db
    .select({ versionId: acceptances.licenceVersionId })
    .from(acceptances)
    .where(eq(acceptances.entityId, entityId));
  const accepted = new Set(rows.map((r) => r.versionId));
  return inForce.filter((l) => accepted.has(l.version.id)).map((l) => l.id);
}

/** What this person has accepted, for whom and when, newest first. */
export function listAcceptances(db: Db, actor: Actor) {
  return db
    .select()
    .from(acceptances)
    .where(eq(acceptances.userId, actor.id))
    .orderBy(desc(acceptances.at))
    .then((rows) => rows);
}

/**
 * Keeps that this person accepts the text in force on behalf of one of their member entities. Accepting twice changes
 * nothing. Refuses (403) an entity that is not theirs or not a member, (409) a text that is no longer in force.
 */
export async function acceptLicence(
  db: Db,
  actor: Actor,
  given: { licenceVersionId: string; entityId: string; ip: string | null },
): Promise<void> {
  if (!activeAffiliations(actor).some((a) => a.entityId === given.entityId)) {
    refuse('forbidden', 'not-a-member-entity');
  }
  await db.tx(async (t) => {
    const [version] = await t
      .select()
      .from(licenceVersions)
      .where(eq(licenceVersions.id, given.licenceVersionId));
    if (!version) refuse('not-found', 'no-licence');
    const inForce = await findLicence(t, version.licenceId);
    if (inForce.version.id !== version.id) refuse('conflict', 'licence-superseded');
    await t
      .insert(acceptances)
      .values({
        id: newId(),
        licenceVersionId: version.id,
        textSha256: version.textSha256,
        userId: actor.id,
        entityId: given.entityId,
        at: new Date(),
        ip: given.ip,
      })
      .onConflictDoNothing();
  });
}

/** May this person retrieve what is under this licence, and on behalf of which of their entities? */
export async function licenceAnswer(
  db: Db,
  actor: Actor | null,
  licenceId: string,
): Promise<LicenceAnswer> {
  const { version } = await findLicence(db, licenceId);
  const memberIds = actor && activeAffiliations(actor).map((a) => a.entityId);
  const mine =
    actor && memberIds && memberIds.length > 0
      ? await db
          .select()
          .from(acceptances)
          .where(and(eq(acceptances.userId, actor.id), inArray(acceptances.entityId, memberIds)))
      : [];
  return mayRetrieve(memberIds, version.id, mine);
}
