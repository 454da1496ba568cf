import { describe, expect, it } from 'vitest';
import { acceptanceSchema } from '#app/features/licences/acceptance-schema.ts';
import { acceptedFor } from '#app/features/licences/accepted-for.ts';
import { creditLine, mayRetrieve } from '#app/features/licences/licence.ts';

const accepted = { licenceVersionId: 'pleiades-2', entityId: 'lab' };

describe('who may retrieve a scene', () => {
  it('a person of a member entity who accepted the text in force, on behalf of that entity', () => {
    expect(mayRetrieve(['agency', 'lab'], 'pleiades-2', [accepted])).toEqual({
      ok: true,
      entityId: 'lab',
      licenceVersionId: 'pleiades-2',
    });
  });

  it('nobody who is not signed in, whatever was accepted', () => {
    expect(mayRetrieve(null, 'pleiades-2', [accepted])).toEqual({
      ok: false,
      why: 'not-signed-in',
    });
  });

  it('nobody without a member entity, even with an acceptance of before', () => {
    expect(mayRetrieve([], 'pleiades-2', [accepted])).toEqual({
      ok: false,
      why: 'no-member-entity',
    });
  });

  it('not under an older text: a new version has to be accepted anew', () => {
    expect(mayRetrieve(['lab'], 'pleiades-3', [accepted])).toEqual({
      ok: false,
      why: 'not-accepted',
    });
  });

  it('not on behalf of an entity that is no longer theirs', () => {
    expect(mayRetrieve(['agency'], 'pleiades-2', [accepted])).toEqual({
      ok: false,
      why: 'not-accepted',
    });
  });
});

describe('the credit line', () => {
  it('fills in the year of the acquisition and the platform, each time they occur', () => {
    const scene = { platform: 'SPOT 6', acquiredAt: new Date('2021-12-31T23:30:00Z') };
    expect(creditLine('{platform} © Airbus DS {year}, {platform}', scene)).toBe(
      'SPOT 6 © Airbus DS 2021, SPOT 6',
    );
  });

  it('leaves a template without places as it is', () => {
    const scene = { platform: 'SPOT 6', acquiredAt: new Date('2021-06-01T10:00:00Z') };
    expect(creditLine('© CNES', scene)).toBe('© CNES');
  });
});

describe('what a person has accepted', () => {
  const at = new Date('2026-01-05T09:00:00Z');
  const entities = [{ entityId: 'lab', entityName: 'Laboratoire' }];

  it('names the entity and the moment, for the text that is asked only', () => {
    const rows = [
      { ...accepted, at },
      { licenceVersionId: 'pleiades-1', entityId: 'lab', at },
    ];
    expect(acceptedFor('pleiades-2', rows, entities)).toEqual([
      { entityId: 'lab', entityName: 'Laboratoire', at },
    ]);
  });

  it('leaves out an entity that the person has left', () => {
    expect(acceptedFor('pleiades-2', [{ ...accepted, entityId: 'gone', at }], entities)).toEqual(
      [],
    );
  });
});

describe('the acceptance form', () => {
  const filled = { licenceVersionId: 'pleiades-2', entityId: 'lab', accept: 'yes' };

  it('takes a ticked box, an entity and the version that was read', () => {
    expect(acceptanceSchema.parse(filled)).toEqual({ ...filled, to: '' });
  });

  it('says which field is wrong when the box is not ticked or no entity is chosen', () => {
    const { accept: _unticked, ...rest } = filled;
    const answer = acceptanceSchema.safeParse({ ...rest, entityId: '' });
    const faults = answer.error?.issues.map((i) => [i.path.join('.'), i.message]);
    expect(faults).toEqual([
      ['entityId', 'faults.entity'],
      ['accept', 'faults.accept'],
    ]);
  });
});
