import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesName } from '#app/features/accounts/entity-search.ts';
import {
  type CatalogueQuery,
  catalogueViews,
  countFilters,
  momentsOf,
  readBox,
  readQuery,
  sortNames,
  writeQuery,
} from '#app/features/catalogue/catalogue-query.ts';
import { platformName } from '#app/features/catalogue/platform-name.ts';
import { boxAround } from '#app/features/catalogue/scene.ts';
import { stacFacts } from '#app/features/catalogue/stac-facts.ts';

describe('the search in the address', () => {
  it('is read, and written back to the same address', () => {
    const address =
      '?q=neo+grenoble&bbox=5.6,45.1,6.2,45.6&from=2024-01-01&to=2024-12-31&sensor=phr&sensor=spot6&platform=spot-6&cloud=20&since=2026-01-02T03:04:05.000Z&sort=clearest&view=table&after=x1';
    const { query, faults } = readQuery(new URLSearchParams(address));
    expect(faults).toEqual([]);
    expect(query).toEqual({
      text: 'neo grenoble',
      bbox: [5.6, 45.1, 6.2, 45.6],
      from: '2024-01-01',
      to: '2024-12-31',
      sensorIds: ['phr', 'spot6'],
      platforms: ['spot-6'],
      maxCloudPct: 20,
      since: '2026-01-02T03:04:05.000Z',
      sort: 'clearest',
      view: 'table',
      after: 'x1',
    });
    expect(writeQuery(query)).toBe(address);
    expect(countFilters(query)).toBe(8);
  });

  it('is the same after any writing and reading', () => {
    const day = fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    });
    const query = fc.record<CatalogueQuery>({
      text: fc.string({ maxLength: 40 }).map((text) => text.trim()),
      bbox: fc
        .constantFrom(null, [5.6, 45.1, 6.2, 45.6] as const, [179, -20, -179, -18] as const)
        .map((box) => box && [...box]),
      from: fc.option(day.map((d) => d.toISOString().slice(0, 10))),
      to: fc.constant(null),
      sensorIds: fc.uniqueArray(fc.stringMatching(/^[a-z0-9-]{1,12}$/), { maxLength: 4 }),
      platforms: fc.uniqueArray(
        fc.stringMatching(/^[^\0]{1,12}$/u).filter((name) => name !== ''),
        { maxLength: 4 },
      ),
      maxCloudPct: fc.option(fc.integer({ min: 0, max: 100 })),
      since: fc.option(day.map((d) => d.toISOString())),
      sort: fc.constantFrom(...sortNames),
      view: fc.constantFrom(...catalogueViews),
      after: fc.option(fc.stringMatching(/^[\w-]{1,20}$/)),
    });
    fc.assert(
      fc.property(query, (asked) => {
        const { query: read, faults } = readQuery(new URLSearchParams(writeQuery(asked)));
        expect(faults).toEqual([]);
        expect(read).toEqual(asked);
      }),
    );
  });

  it('without filters is empty: what an untouched form sends counts for nothing', () => {
    const { query, faults } = readQuery(new URLSearchParams('q=&bbox=&from=&to=&cloud='));
    expect(faults).toEqual([]);
    expect(writeQuery(query)).toBe('');
    expect(countFilters(query)).toBe(0);
  });

  it('takes an order or a view that it does not know for the usual one', () => {
    const { query, faults } = readQuery(new URLSearchParams('sort=magic&view=hologram&since=soon'));
    expect([query.sort, query.view, query.since, faults]).toEqual(['newest', 'list', null, []]);
  });

  it('names each filter that is wrong, and keeps what was typed', () => {
    const { faults, typed } = readQuery(
      new URLSearchParams('q=x&bbox=here&from=2024-02-30&to=soon&cloud=120'),
    );
    expect(faults.map((f) => f.field)).toEqual(['bbox', 'from', 'to', 'cloud']);
    expect(typed).toEqual({
      text: 'x',
      bbox: 'here',
      from: '2024-02-30',
      to: 'soon',
      cloud: '120',
    });
  });

  it('refuses an end before its start', () => {
    const { faults } = readQuery(new URLSearchParams('from=2024-02-02&to=2024-02-01'));
    expect(faults).toEqual([{ field: 'to', code: 'faults.reversed' }]);
  });

  it('takes whole days, the last one included', () => {
    expect(momentsOf({ from: '2024-02-01', to: '2024-02-01' })).toEqual({
      from: new Date('2024-02-01T00:00:00.000Z'),
      to: new Date('2024-02-01T23:59:59.999Z'),
    });
    expect(momentsOf({ from: null, to: null })).toEqual({});
  });
});

describe('a typed box', () => {
  it.each([
    ['5.6,45.1,6.2,45.6', [5.6, 45.1, 6.2, 45.6]],
    ['5.6, 45.1, 6.2, 45.6', [5.6, 45.1, 6.2, 45.6]],
    ['5,6 ; 45,1 ; 6,2 ; 45,6', [5.6, 45.1, 6.2, 45.6]],
    ['5,6 45,1 6,2 45,6', [5.6, 45.1, 6.2, 45.6]],
    ['−61.9, 14.3, -60.8, 15', [-61.9, 14.3, -60.8, 15]],
    ['179, -20, -179, -18', [179, -20, -179, -18]],
  ])('reads %s', (text, box) => {
    expect(readBox(text)).toEqual(box);
  });

  it.each([
    '',
    '5.6,45.1,6.2',
    '1,2,3,4,5',
    '5,45.6,6,45.1',
    '5,-91,6,0',
    '200,0,210,1',
    'a,b,c,d',
  ])('refuses "%s"', (text) => {
    expect(readBox(text)).toBeNull();
  });
});

it('writes satellites as people do', () => {
  const names = ['pleiades-1a', 'pleiades-neo-3', 'spot-6', 'co3d-1', 'other-2'].map(platformName);
  expect(names).toEqual(['Pléiades 1A', 'Pléiades Neo 3', 'SPOT 6', 'CO3D 1', 'Other 2']);
});

it('puts one box around several, and the whole width around one that crosses the antimeridian', () => {
  const a = { west: 1, south: 2, east: 3, north: 4 };
  const b = { west: -1, south: 3, east: 2, north: 6 };
  expect(boxAround([a, b])).toEqual([-1, 2, 3, 6]);
  expect(boxAround([a, { ...b, west: 179, east: -179 }])).toEqual([-180, 2, 180, 6]);
  expect(boxAround([])).toBeNull();
});

it('reads the facts of a STAC item, each band once, and leaves out what has another form', () => {
  const band = { name: 'B2', 'eo:common_name': 'red' };
  const facts = stacFacts({
    properties: {
      'processing:level': 'ORTHO',
      'processing:software': { DIMAP: '2.15' },
      'view:sun_elevation': 'high',
    },
    assets: { a: { bands: [band] }, b: { bands: [band, { name: 'P' }] }, c: {} },
  });
  expect(facts).toEqual({
    level: 'ORTHO',
    facility: null,
    software: 'DIMAP 2.15',
    sunElevationDeg: null,
    offNadirDeg: null,
    projection: null,
    bands: [
      { name: 'B2', commonName: 'red' },
      { name: 'P', commonName: null },
    ],
  });
});

it('finds an entity by words of its name, whatever the accents', () => {
  const name = 'Université de la Côte d’Albâtre UCA';
  expect(matchesName(name, 'cote albatre')).toBe(true);
  expect(matchesName(name, 'UCA université')).toBe(true);
  expect(matchesName(name, 'université de Belledonne')).toBe(false);
  expect(matchesName(name, ' — ')).toBe(false);
});
