import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AreaGeometry, boxPolygon } from '#app/features/areas/area.ts';
import {
  findSource,
  listSources,
  moveSource,
  saveSource,
} from '#app/features/offers/free-sources.server.ts';
import { changeOffer, findOffer, listOffers } from '#app/features/offers/offers.server.ts';
import type { SourceContent } from '#app/features/offers/source-schema.ts';
import { fitFaultsOf } from '#app/features/requests/offer-fit.ts';
import { listSensorFacts } from '#app/features/sensors/sensors.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { freeSources, offers } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const refused = async (work: Promise<unknown>) =>
  refusalOf(
    await work.then(
      () => null,
      (thrown: unknown) => thrown,
    ),
  );
const change = {
  minAreaHa: 5_000,
  minWidthKm: 4,
  maxAreaHa: 300_000,
  perPolygon: true,
  maxVertices: 250,
  licenceId: 'spot-dinamis',
  active: false,
};

describe('the offers', () => {
  it('are listed and changed by officers and administrators only', async () => {
    for (const who of ['ana', 'denis', 'etienne', 'quentin', 'nora'] as const) {
      const actor = people[who];
      const attempts = [
        () => listOffers(db, actor, 'fr'),
        () => changeOffer(db, actor, 'pleiades-tasking', change),
        () => listSources(db, actor),
        () => moveSource(db, actor, { id: 'sentinel-2', by: -1 }),
      ];
      for (const attempt of attempts) {
        expect((await refused(attempt()))?.code, who).toBe('forbidden');
      }
    }
    expect((await listOffers(db, people.agathe, 'fr')).length).toBeGreaterThan(5);
    const [kept] = await db.select().from(offers).where(eq(offers.id, 'pleiades-tasking'));
    expect(kept).toMatchObject({ minAreaHa: 10_000, active: true });
  });

  it('change in what was changed, and nothing else', async () => {
    const before = await listOffers(db, people.odile, 'fr');
    await changeOffer(db, people.odile, 'pleiades-tasking', change);
    const after = await listOffers(db, people.odile, 'fr');
    expect(after.find(({ id }) => id === 'pleiades-tasking')).toMatchObject(change);
    const others = (list: typeof before) => list.filter(({ id }) => id !== 'pleiades-tasking');
    expect(others(after)).toEqual(others(before));
    const facts = await listSensorFacts(db, 'fr');
    const pleiades = facts.find(({ id }) => id === 'pleiades');
    expect(pleiades?.offers.map(({ kind }) => kind)).toEqual(['archive']);
  });

  it('refuse an offer and a licence that are not there', async () => {
    expect((await refused(changeOffer(db, people.odile, 'no', change)))?.code).toBe('not-found');
    expect((await refused(findOffer(db, people.odile, 'no', 'fr')))?.code).toBe('not-found');
    const unknown = { ...change, licenceId: 'no' };
    const attempt = changeOffer(db, people.odile, 'pleiades-tasking', unknown);
    expect((await refused(attempt))?.reason).toBe('no-licence');
  });
});

describe('what offers refuse of an area’s shape', () => {
  const ask = async (aoi: AreaGeometry, sensor1 = 'pleiades') =>
    fitFaultsOf({ kind: 'tasking', sensor1 }, aoi, await listSensorFacts(db, 'fr'));
  const wide = boxPolygon([5.7, 45.2, 5.9, 45.4]);
  const narrow = boxPolygon([5.7, 45.2, 5.73, 46]);

  it('is its narrowness, with its width', async () => {
    expect(await ask(wide)).toEqual([]);
    expect(await ask(narrow)).toMatchObject([
      {
        field: 'aoi',
        key: 'requests:faults.area-too-narrow',
        params: { sensor: 'Pléiades 1A/1B', widthKm: expect.closeTo(2.3, 0), minWidthKm: 5 },
      },
    ]);
  });

  it('is its size, and each polygon by itself where each is an order', async () => {
    await changeOffer(db, people.odile, 'pleiades-tasking', {
      ...change,
      minAreaHa: 10_000,
      maxAreaHa: 20_000,
      perPolygon: false,
      active: true,
    });
    expect((await ask(wide)).map(({ key }) => key)).toEqual(['requests:faults.area-too-large']);
    const small = boxPolygon([6.2, 45.2, 6.27, 45.26]);
    const two: AreaGeometry = {
      type: 'MultiPolygon',
      coordinates: [wide.coordinates, small.coordinates],
    };
    expect(await ask(two, 'pleiades-neo')).toMatchObject([
      { key: 'requests:faults.part-too-small', params: { part: 2, minHa: 10_000 } },
    ]);
  });
});

describe('the free sources', () => {
  const source: SourceContent = {
    id: newId(),
    name: { fr: 'Essai', en: 'Trial' },
    summary: { fr: 'Pour essayer.', en: 'To try.' },
    gsdM: 3,
    fromDay: '2020-01-01',
    toDay: null,
    url: 'https://example.org/?bbox={west},{south},{east},{north}',
    coverage: boxPolygon([0, 40, 10, 50]),
    active: true,
  };
  const ids = async () => (await listSources(db, people.odile)).map(({ id }) => id);

  it('are added at the end, changed in place, and added once', async () => {
    const before = await ids();
    await saveSource(db, people.odile, source);
    await saveSource(db, people.odile, { ...source, active: false });
    expect(await ids()).toEqual([...before, source.id]);
    expect(await findSource(db, people.odile, source.id)).toMatchObject({
      ...source,
      active: false,
    });
  });

  it('move one place, and no further than the ends', async () => {
    const [first = '', second = '', ...rest] = await ids();
    await moveSource(db, people.odile, { id: second, by: -1 });
    expect(await ids()).toEqual([second, first, ...rest]);
    await moveSource(db, people.odile, { id: second, by: -1 });
    expect(await ids()).toEqual([second, first, ...rest]);
    await moveSource(db, people.odile, { id: second, by: 1 });
    expect(await ids()).toEqual([first, second, ...rest]);
    const last = rest.at(-1) ?? second;
    await moveSource(db, people.odile, { id: last, by: 1 });
    expect(await ids()).toEqual([first, second, ...rest]);
    expect((await refused(moveSource(db, people.odile, { id: 'no', by: 1 })))?.code).toBe(
      'not-found',
    );
  });

  it('refuse a coverage that crosses itself', async () => {
    const coverage: AreaGeometry = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ],
    };
    const count = (await db.select().from(freeSources)).length;
    const attempt = saveSource(db, people.odile, { ...source, coverage });
    expect((await refused(attempt))?.reason).toBe('area-unsound');
    expect(await db.select().from(freeSources)).toHaveLength(count);
  });
});
