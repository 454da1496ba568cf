import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#app/features/accounts/actor.ts';
import { findHeld } from '#app/features/archive/held.server.ts';
import { heldOf } from '#app/features/archive/held-then.ts';
import { anyNeed, type Need } from '#app/features/archive/need.ts';
import { type AreaGeometry, areaHaOf, boxPolygon } from '#app/features/areas/area.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import type { RequestValues } from '#app/features/requests/check-request.ts';
import { findRequest, listEvents, saveDraft } from '#app/features/requests/requests.server.ts';
import { submitRequest } from '#app/features/requests/submit.server.ts';
import { newId } from '#app/lib/id.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { freeSources } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { type PlantedItem, plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const aoi = boxPolygon([6, 45, 6.4, 45.4]);
const day = (fromNow: number) =>
  new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);
const recent = `${day(-100)}T10:30:00Z`;
const need: Need = { ...anyNeed, from: day(-1000), maxGsdM: 0.5, maxCloudPct: 10 };

const plant = (...list: (Partial<PlantedItem> & { id: string })[]) =>
  plantItems(
    db,
    list.map((item) => ({ acquiredAt: recent, gsdM: 0.5, synthetic: false, ...item })),
  );
const held = (who: Actor, given: { area?: AreaGeometry; need?: Need; chosen?: string[] } = {}) =>
  findHeld(db, who, {
    aoi: given.area ?? aoi,
    need: given.need ?? need,
    requestId: null,
    locale: 'en',
    ...(given.chosen && { chosen: given.chosen }),
  });

describe('what is held of an area', () => {
  it('is the exact union of the scenes that meet the need, and what is missing the rest', async () => {
    await plant(
      { id: 'west', box: [5.9, 44.9, 6.2, 45.5] },
      { id: 'north', box: [5.9, 45.2, 6.5, 45.5] },
      { id: 'beside', box: [7, 45, 7.2, 45.2] },
    );
    const { coverage, scenes, sceneCount, best } = await held(people.ana);
    expect(coverage.heldPct).toBeCloseTo(75, 0);
    const sumHa = coverage.heldHa + coverage.missingHa;
    expect(Math.abs(sumHa / areaHaOf(aoi) - 1)).toBeLessThan(0.001);
    expect(areaHaOf(coverage.missing)).toBe(coverage.missingHa);
    expect(sceneCount).toBe(2);
    expect(scenes.map(({ id, insidePct }) => [id, Math.round(insidePct)])).toEqual([
      // North of it, a degree of longitude is shorter.
      ['west', 50],
      ['north', 50],
    ]);
    expect(best.fewest.sort()).toEqual(['north', 'west']);
  });

  it('counts no scene that is cloudier, older, coarser or single, and says why', async () => {
    await plant(
      { id: 'cloudy', box: [5.9, 44.9, 6.5, 45.5], cloudCoverPct: 40 },
      { id: 'old', box: [5.9, 44.9, 6.5, 45.5], acquiredAt: '2019-05-04T10:30:00Z' },
      { id: 'coarse', box: [5.9, 44.9, 6.5, 45.5], gsdM: 1.5 },
    );
    const { coverage, scenes, meetingPct, best } = await held(people.ana);
    expect(coverage).toMatchObject({ heldPct: 0, heldHa: 0, held: null });
    expect(meetingPct).toBe(0);
    expect(best.fewest).toEqual([]);
    const why = scenes.map(({ id, shortfalls }) => [id, ...shortfalls.map(({ code }) => code)]);
    expect(why.sort()).toEqual([
      ['cloudy', 'cloudier'],
      ['coarse', 'coarser'],
      ['old', 'older'],
    ]);
  });

  it('counts what the person ticks instead, the need notwithstanding', async () => {
    await plant(
      { id: 'good', box: [5.9, 44.9, 6.2, 45.5] },
      { id: 'cloudy', box: [6.2, 44.9, 6.5, 45.5], cloudCoverPct: 40 },
    );
    const all = await held(people.ana, { chosen: ['good', 'cloudy'] });
    expect(all.coverage.heldPct).toBe(100);
    expect(all.coverage.missing).toBeNull();
    expect(all.meetingPct).toBeCloseTo(50, 0);
    expect((await held(people.ana, { chosen: [] })).coverage.heldPct).toBe(0);
  });

  it('takes the sensor’s own pixel for that of a synthetic scene, whose files are made small', async () => {
    await plant({ id: 'trial', box: [5.9, 44.9, 6.5, 45.5], gsdM: 25, synthetic: true });
    const { coverage, scenes } = await held(people.ana);
    expect(coverage.heldPct).toBe(100);
    expect(scenes[0]).toMatchObject({ gsdM: 0.5, shortfalls: [] });
  });

  it('is in stereo what two scenes of one pass show', async () => {
    const at = (minute: string) => `${day(-50)}T10:${minute}:00Z`;
    await plant(
      { id: 'fore', box: [5.9, 44.9, 6.3, 45.5], acquiredAt: at('30') },
      { id: 'aft', box: [6.1, 44.9, 6.5, 45.5], acquiredAt: at('31') },
      { id: 'alone', box: [5.9, 44.9, 6.5, 45.5], acquiredAt: recent },
    );
    const { coverage, scenes } = await held(people.ana, { need: { ...need, mode: 'stereo' } });
    expect(coverage.heldPct).toBeCloseTo(50, 0);
    const alone = scenes.find(({ id }) => id === 'alone');
    expect(alone?.shortfalls.map(({ code }) => code)).toEqual(['few-views']);
  });

  it('is only what the person may know of, in figures, lists and sets alike', async () => {
    const box: [number, number, number, number] = [5.9, 44.9, 6.5, 45.5];
    await plant(
      { id: 'theirs', box, visibility: 'entity', entityId: 'ale' },
      { id: 'embargoed', box, entityId: 'ale', embargoUntil: new Date(Date.now() + 1e9) },
      { id: 'withdrawn', box, withdrawnAt: new Date() },
    );
    expect(await held(people.ana)).toMatchObject({
      coverage: { heldPct: 0, heldHa: 0, held: null },
      meetingPct: 0,
      scenes: [],
      sceneCount: 0,
      best: { fewest: [], newest: [], clearest: [] },
    });
    const own = await held(people.liam);
    expect(own.coverage.heldPct).toBe(100);
    expect(own.scenes.map(({ id }) => id).sort()).toEqual(['embargoed', 'theirs']);
    const guessed = await held(people.ana, { chosen: ['theirs', 'embargoed', 'withdrawn'] });
    expect(guessed.coverage.heldPct).toBe(0);
  });

  it('says which scenes wait for a licence to be accepted', async () => {
    await plant({ id: 'one', box: [5.9, 44.9, 6.5, 45.5] });
    expect((await held(people.denis)).scenes[0]?.access).toBe('ready');
    expect((await held(people.chloe)).scenes[0]?.access).toBe('licence');
  });
});

describe('what others ask for over the same place', () => {
  const half = boxPolygon([6.2, 45, 6.6, 45.4]);

  it('names a request to its owner, their référent and the desk, and tells others no more than a month and a tenth', async () => {
    const id = await submitted(people.liam, half);
    const { request } = await findRequest(db, people.liam, id);
    const month = new Date().toISOString().slice(0, 7);
    for (const who of [people.liam, people.elise, people.odile]) {
      const [asked] = (await held(who)).asked;
      expect(asked).toMatchObject({ month, request: { id, number: request.number } });
      expect(asked?.pct).toBeCloseTo(50, 0);
    }
    for (const who of [people.ana, people.chloe, people.etienne]) {
      const answer = await held(who);
      expect(answer.asked).toEqual([{ key: '0', pct: 50, month, request: null }]);
      expect(JSON.stringify(answer)).not.toContain(id);
      expect(JSON.stringify(answer)).not.toContain('Versants');
    }
  });

  it('leaves out drafts, what is over, what hardly touches, and the request being written', async () => {
    await saveDraft(db, people.liam, { id: newId(), form: { title: 'Secret' }, aoi: half });
    const over = await submitted(people.liam, half);
    await advance(db, people.liam, { id: over, act: 'cancel' });
    await submitted(people.liam, boxPolygon([6.39, 45, 6.8, 45.4]));
    expect((await held(people.ana)).asked).toEqual([]);
    const own = await submitted(people.ana, half);
    const answer = await findHeld(db, people.ana, { aoi, need, requestId: own, locale: 'fr' });
    expect(answer.asked).toEqual([]);
  });
});

describe('free imagery', () => {
  it('is what exists over the area in the days that would do, in the reader’s words', async () => {
    const source = {
      name: { fr: 'Ortho', en: 'Ortho' },
      summary: { fr: 'Nationale', en: 'National' },
      gsdM: 0.2,
      coverage: null,
      fromDay: null,
      toDay: null,
      url: 'https://example.org/?bbox={west},{south},{east},{north}',
      position: 90,
      active: true,
    };
    const here = boxPolygon([5, 44, 7, 46]);
    await db.tx(async (t) => {
      await t.delete(freeSources);
      await t.insert(freeSources).values([
        { ...source, id: 'here', coverage: here },
        { ...source, id: 'elsewhere', coverage: boxPolygon([-5, 47, -4, 48]) },
        { ...source, id: 'ended', toDay: '2015-12-31' },
        { ...source, id: 'off', active: false },
        { ...source, id: 'coarse', gsdM: 10, position: 95 },
      ]);
    });
    const { free } = await held(people.ana);
    expect(free.map(({ id, summary, coarser }) => [id, summary, coarser])).toEqual([
      ['here', 'National', false],
      ['coarse', 'National', true],
    ]);
    expect(free[0]?.url).toBe('https://example.org/?bbox=6.00000,45.00000,6.40000,45.40000');
  });
});

describe('sending a request for what is held already', () => {
  const values: RequestValues = {
    entityId: 'lgv',
    title: 'Versants instables',
    project: 'Inventaire',
    pole: 'theia',
    theme: 'glaciers',
    justification: 'Suivre l’ouverture des crevasses, trop fines pour les images déjà détenues.',
    kind: 'tasking',
    sensor1: 'pleiades',
    sensor2: '',
    sensor3: '',
    windowFrom: day(10),
    windowTo: day(70),
    mode: 'mono',
    maxCloudPct: '10',
    maxIncidenceDeg: '30',
    processingLevel: 'ortho',
    bands: 'bundle',
    format: 'geotiff',
    contacts: '',
    archiveYears: '3',
    archiveReason: '',
  };
  const send = async (typed: Partial<RequestValues> = {}) => {
    const id = newId();
    const sent = await submitRequest(db, people.ana, id, {
      values: { ...values, ...typed },
      aoi,
      fault: null,
      coordinates: '',
      order: 'latlon',
      answer: '',
    });
    return { id, faults: sent.ok ? [] : sent.faults.map(({ field, key }) => `${field} ${key}`) };
  };
  const covering: [number, number, number, number] = [5.9, 44.9, 6.5, 45.3];

  it('asks for a reason where the archive covers half or more, and keeps it as a draft without', async () => {
    await plant({ id: 'good', box: covering });
    const { id, faults } = await send();
    expect(faults).toEqual(['archiveReason requests:faults.archive-reason']);
    expect((await findRequest(db, people.ana, id)).request.state).toBe('draft');
    expect(await listEvents(db, id)).toEqual([]);
  });

  it('goes through with a reason, which is kept with what was held at that moment', async () => {
    await plant({ id: 'good', box: covering });
    const archiveReason = 'Il faut une image d’après l’éboulement de mars.';
    const { id, faults } = await send({ archiveReason });
    expect(faults).toEqual([]);
    const { request } = await findRequest(db, people.odile, id);
    expect(request.form).toMatchObject({ archiveReason, archiveYears: '3' });
    const [event] = await listEvents(db, id);
    expect(heldOf(event?.data ?? null)).toMatchObject({ pct: expect.closeTo(75, 0), scenes: 1 });
    // The scene goes; what was held then stays known.
    expect(event?.data?.heldHa).toBeGreaterThan(0);
  });

  it('asks for none where less is held, or what is held does not do', async () => {
    await plant({ id: 'third', box: [5.9, 44.9, 6.5, 45.1] });
    expect((await send()).faults).toEqual([]);
    await plant({ id: 'cloudy', box: [5.9, 44.9, 6.5, 45.5], cloudCoverPct: 60 });
    expect((await send()).faults).toEqual([]);
  });

  it('follows the age that the member allows', async () => {
    await plant({ id: 'aged', box: covering, acquiredAt: `${day(-1500)}T10:00:00Z` });
    expect((await send()).faults).toEqual([]);
    expect((await send({ archiveYears: 'any' })).faults).toHaveLength(1);
    expect((await send({ archiveYears: '5' })).faults).toHaveLength(1);
  });

  it('counts nothing that the member may not know of', async () => {
    await plant({ id: 'theirs', box: covering, visibility: 'entity', entityId: 'ale' });
    expect((await send()).faults).toEqual([]);
  });
});

async function submitted(owner: Actor, area: AreaGeometry): Promise<string> {
  const id = newId();
  const form = { title: 'Versants instables', kind: 'tasking' as const, sensor1: 'pleiades' };
  await saveDraft(db, owner, { id, form, aoi: area });
  await advance(db, owner, { id, act: 'submit' });
  return id;
}
