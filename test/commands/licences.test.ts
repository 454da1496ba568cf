import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/features/accounts/actor.ts';
import {
  acceptLicence,
  findLicence,
  licenceAnswer,
  licencesAcceptedBy,
  listAcceptances,
  listLicences,
} from '#app/features/licences/licences.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import { acceptances, entities, licences, licenceVersions, users } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const later = new Date(Date.now() + 86_400_000);

let db: Db;
beforeEach(async () => {
  db = await openTestDatabase();
  await db.tx(async (t) => {
    await t
      .insert(entities)
      .values([entity('lab', 'active'), entity('agency', 'active'), entity('town', 'suspended')]);
    await t.insert(users).values([user('ines'), user('marc')]);
    await t.insert(licences).values([licence('pleiades'), licence('spot')]);
    await t
      .insert(licenceVersions)
      .values([
        version('pleiades-1', 'pleiades', '1', day('2020-01-01')),
        version('pleiades-2', 'pleiades', '2', day('2024-01-01')),
        version('pleiades-3', 'pleiades', '3', later),
        version('spot-1', 'spot', '1', day('2020-01-01')),
      ]);
  });
});

const ines = person('ines', ['lab', 'agency']);
const marc = person('marc', ['town']);

describe('the text in force', () => {
  it('is the latest whose date has come, not the one that is still to come', async () => {
    expect((await findLicence(db, 'pleiades')).version.id).toBe('pleiades-2');
    const all = await listLicences(db);
    expect(all.map((l) => [l.id, l.version.version])).toEqual([
      ['pleiades', '2'],
      ['spot', '1'],
    ]);
  });

  it('is refused for a licence that does not exist', async () => {
    expect(await refused(findLicence(db, 'none'))).toEqual(['not-found', 'no-licence']);
  });
});

describe('accepting a licence', () => {
  it('keeps who, when, for whom, from where, and the digest of the text that was read', async () => {
    const before = Date.now();
    await accept(ines, 'pleiades-2', 'lab', '192.0.2.7');
    const [kept, ...others] = await listAcceptances(db, ines);
    expect(others).toEqual([]);
    expect(kept).toMatchObject({
      licenceVersionId: 'pleiades-2',
      entityId: 'lab',
      userId: 'ines',
      textSha256: sha256('Texte 2'),
      ip: '192.0.2.7',
    });
    expect(kept?.at.getTime()).toBeGreaterThanOrEqual(before - 1);
    expect(await listAcceptances(db, marc)).toEqual([]);
  });

  it('a second time changes nothing, the first moment included', async () => {
    await accept(ines, 'pleiades-2', 'lab', '192.0.2.7');
    const first = await listAcceptances(db, ines);
    await accept(ines, 'pleiades-2', 'lab', '198.51.100.9');
    expect(await listAcceptances(db, ines)).toEqual(first);
  });

  it('opens the download on behalf of that entity, for that licence and that person only', async () => {
    expect(await licenceAnswer(db, ines, 'pleiades')).toEqual({ ok: false, why: 'not-accepted' });
    await accept(ines, 'pleiades-2', 'agency');
    expect(await licenceAnswer(db, ines, 'pleiades')).toEqual({
      ok: true,
      entityId: 'agency',
      licenceVersionId: 'pleiades-2',
    });
    expect(await licenceAnswer(db, ines, 'spot')).toEqual({ ok: false, why: 'not-accepted' });
    expect(await licenceAnswer(db, person('marc', ['agency']), 'pleiades')).toEqual({
      ok: false,
      why: 'not-accepted',
    });
    expect(await licencesAcceptedBy(db, 'agency')).toEqual(['pleiades']);
    expect(await licencesAcceptedBy(db, 'lab')).toEqual([]);
  });

  it('of before does not open a scene once a new text is in force', async () => {
    await db.tx(async (t) => {
      await t.insert(acceptances).values({
        id: 'old',
        licenceVersionId: 'pleiades-1',
        textSha256: sha256('Texte 1'),
        userId: 'ines',
        entityId: 'lab',
        at: day('2021-05-01'),
        ip: null,
      });
    });
    expect(await licenceAnswer(db, ines, 'pleiades')).toEqual({ ok: false, why: 'not-accepted' });
    expect(await licencesAcceptedBy(db, 'lab')).toEqual([]);
  });

  it.each([
    ['a text that was superseded', 'pleiades-1', 'lab', 'conflict', 'licence-superseded'],
    ['a text that is not yet in force', 'pleiades-3', 'lab', 'conflict', 'licence-superseded'],
    ['a text that does not exist', 'none', 'lab', 'not-found', 'no-licence'],
    ['another entity', 'pleiades-2', 'town', 'forbidden', 'not-a-member-entity'],
  ])('is refused for %s, and nothing is kept', async (_what, versionId, entityId, code, reason) => {
    expect(await refused(accept(ines, versionId, entityId))).toEqual([code, reason]);
    expect(await listAcceptances(db, ines)).toEqual([]);
  });

  it('is refused on behalf of an entity whose membership is suspended', async () => {
    expect(await refused(accept(marc, 'pleiades-2', 'town'))).toEqual([
      'forbidden',
      'not-a-member-entity',
    ]);
    expect(await listAcceptances(db, marc)).toEqual([]);
    expect(await licenceAnswer(db, marc, 'pleiades')).toEqual({
      ok: false,
      why: 'no-member-entity',
    });
    expect(await licenceAnswer(db, null, 'pleiades')).toEqual({ ok: false, why: 'not-signed-in' });
  });
});

const accept = (
  actor: Actor,
  licenceVersionId: string,
  entityId: string,
  ip: string | null = null,
) => acceptLicence(db, actor, { licenceVersionId, entityId, ip });

async function refused(work: Promise<unknown>): Promise<[string, string] | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    const refusal = await refusalOf(thrown);
    if (!refusal) throw thrown;
    return [refusal.code, refusal.reason];
  }
}

function person(id: string, entityIds: string[]): Actor {
  return {
    id,
    name: id,
    email: `${id}@lab.example`,
    locale: 'fr',
    roles: [],
    affiliations: entityIds.map((entityId) => ({
      entityId,
      entityName: entityId,
      role: 'member',
      active: entityId !== 'town',
    })),
  };
}

function entity(id: string, membership: 'active' | 'suspended') {
  return {
    id,
    name: id,
    acronym: null,
    kind: 'lab' as const,
    membership,
    createdAt: day('2020-01-01'),
  };
}

function user(id: string) {
  return {
    id,
    email: `${id}@lab.example`,
    name: id,
    locale: 'fr' as const,
    passwordHash: '-',
    active: true,
    createdAt: day('2020-01-01'),
  };
}

function licence(id: string) {
  const words = { fr: id, en: id };
  return { id, name: words, summary: words, creditTemplate: '© {year}' };
}

function version(id: string, licenceId: string, number: string, effectiveAt: Date) {
  const text = { fr: `Texte ${number}`, en: `Text ${number}` };
  return {
    id,
    licenceId,
    version: number,
    text,
    textSha256: sha256(text.fr),
    effectiveAt,
  };
}
