import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import type { RequestValues } from '#app/features/requests/check-request.ts';
import type { PostedRequest } from '#app/features/requests/posted-request.ts';
import { findRequest, listVersions, saveDraft } from '#app/features/requests/requests.server.ts';
import { submitRequest } from '#app/features/requests/submit.server.ts';
import { dayOf } from '#app/lib/format.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { outbox, requestEvents, requests } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeAll(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const inDays = (days: number) => dayOf(new Date(Date.now() + days * 86_400_000));
const values: RequestValues = {
  entityId: 'lgv',
  title: 'Glacier de Belledonne, été',
  project: 'ANR Crevasses',
  pole: 'theia',
  theme: 'glaciers',
  justification: 'Suivre l’ouverture des crevasses, trop fines pour les images déjà détenues.',
  kind: 'tasking',
  sensor1: 'pleiades',
  sensor2: 'spot-6',
  sensor3: '',
  windowFrom: inDays(10),
  windowTo: inDays(70),
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
const square = (side: number): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [6, 45],
      [6 + side, 45],
      [6 + side, 45 + side],
      [6, 45 + side],
      [6, 45],
    ],
  ],
});
const posted = (given: Partial<PostedRequest> & { typed?: Partial<RequestValues> } = {}) => {
  const { typed, ...rest } = given;
  return {
    values: { ...values, ...typed },
    aoi: square(0.3),
    fault: null,
    coordinates: '',
    order: 'latlon',
    answer: '',
    ...rest,
  } satisfies PostedRequest;
};

const stateOf = async (id: string) => {
  const [row] = await db.select().from(requests).where(eq(requests.id, id));
  return row?.state ?? null;
};
const eventsOf = (id: string) =>
  db.select().from(requestEvents).where(eq(requestEvents.requestId, id));
const mailOf = (id: string) => db.select().from(outbox).where(eq(outbox.requestId, id));
const refusal = async (work: Promise<unknown>) =>
  work.then(
    () => null,
    async (thrown) => (await refusalOf(thrown))?.reason ?? thrown,
  );

describe('sending a request', () => {
  it('saves it, gives it a number, keeps what was sent and tells the desk', async () => {
    const id = newId();
    expect(await submitRequest(db, people.ana, id, posted())).toEqual({ ok: true });
    const { request } = await findRequest(db, people.ana, id);
    expect(request).toMatchObject({ state: 'submitted', turn: 'desk', version: 1 });
    expect(request.number).toMatch(/^\d{4}-\d{4}$/);
    expect(request.form).toMatchObject({ title: values.title, maxCloudPct: 10 });
    expect(request.areaHa).toBeGreaterThan(50_000);
    const [version] = await listVersions(db, id);
    expect(version?.form).toEqual(request.form);
    const mail = await mailOf(id);
    expect(mail).toHaveLength(1);
    expect(mail[0]?.subject).toContain(request.number);
    expect(mail[0]?.text).not.toMatch(/\{\{|request\.submit/);
  });

  it('with a fault keeps what was typed as a draft and tells nobody', async () => {
    const id = newId();
    const typed = { windowTo: values.windowFrom, justification: 'Trop court.' };
    const sent = await submitRequest(db, people.ana, id, posted({ typed, aoi: null }));
    expect(sent.ok).toBe(false);
    expect(sent.ok ? [] : sent.faults.map((f) => `${f.field} ${f.key}`)).toEqual([
      'aoi requests:faults.area-needed',
      'windowTo requests:faults.window-short',
      'justification requests:faults.justification',
    ]);
    const { request } = await findRequest(db, people.ana, id);
    expect(request).toMatchObject({ state: 'draft', number: null, version: 0 });
    expect(request.form.justification).toBe('Trop court.');
    expect(await eventsOf(id)).toEqual([]);
    expect(await mailOf(id)).toEqual([]);
  });

  it('asks the geometry engine, which finds parts that overlap', async () => {
    const id = newId();
    const [ring] = square(0.3).coordinates as number[][][];
    const shifted = ring?.map(([lon = 0, lat = 0]) => [lon + 0.1, lat + 0.1]) ?? [];
    const aoi: AreaGeometry = { type: 'MultiPolygon', coordinates: [[ring ?? []], [shifted]] };
    const sent = await submitRequest(db, people.ana, id, posted({ aoi }));
    expect(sent.ok ? [] : sent.faults.map((f) => f.key)).toEqual(['areas:fault.overlapping-parts']);
    expect(await stateOf(id)).toBe('draft');
  });

  it('refuses an area below the minimum of a sensor that is asked for', async () => {
    const sent = await submitRequest(db, people.ana, newId(), posted({ aoi: square(0.02) }));
    const params = sent.ok ? [] : sent.faults.flatMap((f) => f.params?.minHa ?? []);
    expect(params).toEqual([10_000, 50_000]);
  });

  it('tells every fault of an area, each with its place, and takes one with a hole', async () => {
    const [ring = []] = square(0.4).coordinates as number[][][];
    const hole = (at: number) =>
      [
        [0, 0],
        [0, 0.05],
        [0.05, 0.05],
        [0.05, 0],
        [0, 0],
      ].map(([x = 0, y = 0]) => [6 + at + x, 45.1 + y]);
    const holed = (...holes: number[][][]): AreaGeometry => ({
      type: 'Polygon',
      coordinates: [ring, ...holes],
    });
    const id = newId();
    const sent = await submitRequest(
      db,
      people.ana,
      id,
      posted({ aoi: holed(hole(0.38), hole(1)) }),
    );
    expect(sent.ok ? [] : sent.faults.map(({ key, at }) => [key, at?.[0]])).toEqual([
      ['areas:fault.rings-cross', expect.closeTo(6.4)],
      ['areas:fault.rings-cross', expect.closeTo(6.4)],
      ['areas:fault.hole-outside', 7],
    ]);
    expect(await stateOf(id)).toBe('draft');
    expect(await submitRequest(db, people.ana, id, posted({ aoi: holed(hole(0.1)) }))).toEqual({
      ok: true,
    });
  });

  it('refuses a sensor whose licence the entity has not accepted in its text in force', async () => {
    const typed = { entityId: 'cchp', sensor1: 'pleiades', sensor2: '' };
    const sent = await submitRequest(db, people.chloe, newId(), posted({ typed }));
    expect(sent.ok ? [] : sent.faults.map((f) => [f.field, f.key, f.params?.licenceId])).toEqual([
      ['sensor1', 'requests:faults.licence', 'dsp-pleiades'],
    ]);
  });

  it('refuses to ask for somebody else’s entity', async () => {
    const id = newId();
    const sent = await submitRequest(db, people.ana, id, posted({ typed: { entityId: 'ale' } }));
    expect(sent.ok ? [] : sent.faults.map((f) => f.key)).toContain('requests:faults.entity');
    const { request } = await findRequest(db, people.ana, id);
    expect(request.entityId).toBe('lgv');
  });

  it('refuses coordinates that cannot be read, whatever area was there before', async () => {
    const id = newId();
    const fault = { field: 'coordinates', key: 'areas:coordinateFault.unreadable' } as const;
    const sent = await submitRequest(db, people.ana, id, posted({ fault, coordinates: 'x' }));
    expect(sent).toEqual({ ok: false, faults: [fault] });
    expect(await stateOf(id)).toBe('draft');
  });

  it('is refused to whoever has no member entity, and leaves nothing', async () => {
    const id = newId();
    expect(await refusal(submitRequest(db, people.nora, id, posted()))).toBe('not-a-member-entity');
    expect(await stateOf(id)).toBeNull();
  });

  it('is refused on somebody else’s draft, as if there were none', async () => {
    const id = newId();
    await saveDraft(db, people.ana, { id, form: { title: 'À moi' }, aoi: null });
    expect(await refusal(submitRequest(db, people.liam, id, posted()))).toBe('no-request');
    const { request } = await findRequest(db, people.ana, id);
    expect(request).toMatchObject({ title: 'À moi', state: 'draft' });
  });

  it('is refused twice: what was sent stays as it was', async () => {
    const id = newId();
    await submitRequest(db, people.ana, id, posted());
    const again = submitRequest(db, people.ana, id, posted({ typed: { title: 'Autre' } }));
    expect(await refusal(again)).toBe('not-editable');
    const { request } = await findRequest(db, people.ana, id);
    expect(request).toMatchObject({ title: values.title, version: 1 });
    expect(await eventsOf(id)).toHaveLength(1);
  });
});

describe('answering the desk', () => {
  it('sends a second version under the same number, with the answer', async () => {
    const id = newId();
    await submitRequest(db, people.ana, id, posted());
    const before = (await findRequest(db, people.ana, id)).request.number;
    await advance(db, people.odile, { id, act: 'return', text: 'Pourquoi si grand ?' });
    const answer = 'Réduit de moitié.';
    const sent = await submitRequest(db, people.ana, id, posted({ aoi: square(0.25), answer }));
    expect(sent).toEqual({ ok: true });
    const { request } = await findRequest(db, people.ana, id);
    expect(request).toMatchObject({ number: before, version: 2, state: 'submitted' });
    const events = await eventsOf(id);
    expect(events.find((e) => e.text === answer)?.act).toBe('submit');
    const versions = await listVersions(db, id);
    expect(versions.map((v) => v.version)).toEqual([2, 1]);
    expect(versions[0]?.areaHa).toBeLessThan(versions[1]?.areaHa ?? 0);
  });

  it('with a fault leaves it returned, with the new words kept', async () => {
    const id = newId();
    await submitRequest(db, people.ana, id, posted());
    await advance(db, people.odile, { id, act: 'return', text: 'Précisez.' });
    const sent = await submitRequest(db, people.ana, id, posted({ typed: { title: '' } }));
    expect(sent.ok).toBe(false);
    const { request } = await findRequest(db, people.ana, id);
    expect(request).toMatchObject({ state: 'returned', turn: 'requester', version: 1, title: '' });
  });
});
