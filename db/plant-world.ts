import { createHash } from 'node:crypto';
import { findActor, hashPassword } from '#app/features/accounts/accounts.server.ts';
import type { Actor } from '#app/features/accounts/actor.ts';
import { acceptLicence } from '#app/features/licences/licences.server.ts';
import { grant } from '#app/features/quotas/quotas.server.ts';
import type { Db } from './client.server.ts';
import * as tables from './schema.ts';
import * as world from './seed-world.ts';

export type People = Record<world.PersonName, Actor>;

/**
 * People, structures, sensors, offers, licences, lists and granted envelopes, without any request. Run again, it adds what
 * is missing and changes nothing. Gives everybody, by name.
 */
export async function plantWorld(db: Db, now: Date): Promise<People> {
  const passwordHash = await hashPassword(world.demoPassword);
  await db.tx(async (t) => {
    await plantPeople(t, passwordHash, now);
    await plantLicences(t);
    await plantSensors(t);
    await plantFreeSources(t);
    await plantChoices(t);
    await plantEnvelopes(t, now);
  });
  const people = await findPeople(db);
  await db.tx(async (t) => {
    await plantAcceptances(t, people);
    for (const { id, grantedHa } of world.envelopesAt(now)) {
      const given = { id: `grant-${id}`, envelopeId: id, amountHa: grantedHa };
      await grant(t, people.quentin, { ...given, reason: 'Dotation initiale' });
    }
  });
  return people;
}

/** Everybody of the world, as they are in the database now. */
export async function findPeople(db: Db): Promise<People> {
  const found = new Map<string, Actor>();
  for (const name of world.personNames) {
    const actor = await findActor(db, name);
    if (actor) found.set(name, actor);
  }
  const of = (name: world.PersonName): Actor => {
    const actor = found.get(name);
    if (!actor) throw new Error(`${name} is not in this database: run the seed`);
    return actor;
  };
  return {
    ana: of('ana'),
    liam: of('liam'),
    chloe: of('chloe'),
    denis: of('denis'),
    elise: of('elise'),
    farid: of('farid'),
    odile: of('odile'),
    olivier: of('olivier'),
    etienne: of('etienne'),
    quentin: of('quentin'),
    agathe: of('agathe'),
    nora: of('nora'),
  };
}

async function plantPeople(t: Db, passwordHash: string, now: Date): Promise<void> {
  const createdAt = now;
  await t
    .insert(tables.entities)
    .values(world.entities.map((entity) => ({ ...entity, createdAt })))
    .onConflictDoNothing();
  for (const name of world.personNames) {
    const person: world.Person = world.people[name];
    const { entity, roles, ...account } = person;
    await t
      .insert(tables.users)
      .values({ id: name, ...account, passwordHash, active: true, createdAt })
      .onConflictDoNothing();
    for (const role of roles) {
      await t.insert(tables.userRoles).values({ userId: name, role }).onConflictDoNothing();
    }
    if (!entity) continue;
    await t
      .insert(tables.entityMembers)
      .values({ entityId: entity.id, userId: name, role: entity.role })
      .onConflictDoNothing();
  }
}

async function plantLicences(t: Db): Promise<void> {
  for (const { versions, ...licence } of world.licences) {
    await t.insert(tables.licences).values(licence).onConflictDoNothing();
    for (const { version, text, effectiveAt } of versions) {
      await t
        .insert(tables.licenceVersions)
        .values({
          id: `${licence.id}-${version}`,
          licenceId: licence.id,
          version,
          text,
          textSha256: createHash('sha256').update(text.fr).digest('hex'),
          effectiveAt: new Date(effectiveAt),
        })
        .onConflictDoNothing();
    }
  }
}

async function plantSensors(t: Db): Promise<void> {
  const rows = world.sensors.map((sensor, position) => ({
    ...sensor,
    modes: [...sensor.modes],
    bands: [...sensor.bands],
    platforms: [...sensor.platforms],
    position,
  }));
  await t.insert(tables.sensors).values(rows).onConflictDoNothing();
  const offers = world.offers.map((offer) => ({ ...offer, active: true }));
  await t.insert(tables.offers).values(offers).onConflictDoNothing();
}

async function plantFreeSources(t: Db): Promise<void> {
  const rows = world.freeSources.map((row, position) => ({ ...row, position, active: true }));
  await t.insert(tables.freeSources).values(rows).onConflictDoNothing();
}

async function plantChoices(t: Db): Promise<void> {
  for (const list of ['pole', 'theme', 'refusal-reason'] as const) {
    const rows = world.choices[list].map(([code, fr, en], position) => ({
      list,
      code,
      label: { fr, en },
      position,
      active: true,
    }));
    await t.insert(tables.choices).values(rows).onConflictDoNothing();
  }
}

async function plantEnvelopes(t: Db, now: Date): Promise<void> {
  const rows = world.envelopesAt(now).map(({ grantedHa: _, ...row }) => ({ ...row, seq: 0 }));
  await t.insert(tables.envelopes).values(rows).onConflictDoNothing();
}

async function plantAcceptances(t: Db, people: People): Promise<void> {
  for (const { person, licenceIds } of world.acceptedBy) {
    const actor = people[person];
    const entityId = actor.affiliations[0]?.entityId ?? '';
    for (const id of licenceIds) {
      const versions = world.licences.find((licence) => licence.id === id)?.versions ?? [];
      const licenceVersionId = `${id}-${versions.at(-1)?.version}`;
      await acceptLicence(t, actor, { licenceVersionId, entityId, ip: null });
    }
  }
  const { person, versionId, at } = world.acceptedBefore;
  const text = world.licences
    .flatMap(({ id, versions }) => versions.map((v) => ({ id: `${id}-${v.version}`, ...v })))
    .find(({ id }) => id === versionId)?.text.fr;
  await t
    .insert(tables.acceptances)
    .values({
      id: `accepted-${versionId}`,
      licenceVersionId: versionId,
      textSha256: createHash('sha256')
        .update(text ?? '')
        .digest('hex'),
      userId: person,
      entityId: people[person].affiliations[0]?.entityId ?? '',
      at: new Date(at),
      ip: null,
    })
    .onConflictDoNothing();
}
