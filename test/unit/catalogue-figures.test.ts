import { describe, expect, it } from 'vitest';
import { readQuery } from '#app/features/catalogue/catalogue-query.ts';
import { facetsOf, yearsOf } from '#app/features/catalogue/facets.ts';
import { timelineOf } from '#app/features/catalogue/timeline.ts';

const queryOf = (address: string) => readQuery(new URLSearchParams(address)).query;
const allDays = { from: null, to: null };

describe('the timeline', () => {
  it('has a bar for each month between the first and the last, empty ones included', () => {
    const { unit, bars, most } = timelineOf(
      [
        { value: '2025-11', count: 2 },
        { value: '2026-02', count: 5 },
        { value: null, count: 1 },
      ],
      allDays,
    );
    expect(unit).toBe('month');
    expect(bars.map(({ key, count }) => [key, count])).toEqual([
      ['2025-11', 2],
      ['2025-12', 0],
      ['2026-01', 0],
      ['2026-02', 5],
    ]);
    expect([most, bars[3]?.from, bars[3]?.to]).toEqual([5, '2026-02-01', '2026-02-28']);
  });

  it('has years where months are too many, and months again of the few years that are asked for', () => {
    const months = [
      { value: '2012-03', count: 1 },
      { value: '2020-02', count: 2 },
      { value: '2020-05', count: 3 },
      { value: '2026-01', count: 4 },
    ];
    const years = timelineOf(months, allDays);
    expect(years.unit).toBe('year');
    expect(years.bars).toHaveLength(15);
    expect(years.bars[8]).toMatchObject({ key: '2020', count: 5, to: '2020-12-31' });
    const one = timelineOf(months, { from: '2020-02-01', to: '2020-03-31' });
    expect(one.unit).toBe('month');
    expect(one.bars.map(({ key }) => key)).toEqual(
      Array.from({ length: 12 }, (_, at) => `2020-${String(at + 1).padStart(2, '0')}`),
    );
    expect(one.bars.filter(({ isChosen }) => isChosen).map(({ key }) => key)).toEqual([
      '2020-02',
      '2020-03',
    ]);
  });

  it('has no bar where there is no scene', () => {
    expect(timelineOf([], allDays).bars).toEqual([]);
  });
});

describe('the facets', () => {
  const counted = {
    sensors: [
      { value: 'spot-6', count: 2 },
      { value: 'pleiades', count: 7 },
    ],
    platforms: [],
    years: [{ value: '2026', count: 9 }],
    clouds: [{ value: '10', count: 4 }],
  };
  const names = { sensor: (id: string) => id.toUpperCase(), platform: (id: string) => id };

  it('lead to the search with the choice made, at its first page, the largest first', () => {
    const facets = facetsOf(queryOf('q=alps&after=x'), counted, names);
    expect(facets.map(({ kind }) => kind)).toEqual(['sensor', 'year', 'cloud']);
    expect(facets[0]?.choices).toMatchObject([
      { value: 'pleiades', label: 'PLEIADES', count: 7, isChosen: false },
      { value: 'spot-6', count: 2 },
    ]);
    expect(facets[0]?.choices[0]?.href).toBe('/catalogue?q=alps&sensor=pleiades');
    expect(facets[1]?.choices[0]?.href).toBe('/catalogue?q=alps&from=2026-01-01&to=2026-12-31');
    expect(facets[2]?.choices[0]?.href).toBe('/catalogue?q=alps&cloud=10');
  });

  it('take a choice back by the same link, and keep it though nothing has it', () => {
    const query = queryOf('sensor=pleiades&sensor=co3d&from=2026-01-01&to=2026-12-31&cloud=10');
    const [sensors, years, clouds] = facetsOf(query, counted, names);
    const co3d = sensors?.choices.find(({ value }) => value === 'co3d');
    expect(co3d).toMatchObject({ count: 0, isChosen: true });
    expect(co3d?.href).toBe('/catalogue?from=2026-01-01&to=2026-12-31&sensor=pleiades&cloud=10');
    expect(years?.choices[0]).toMatchObject({
      isChosen: true,
      href: '/catalogue?sensor=pleiades&sensor=co3d&cloud=10',
    });
    expect(clouds?.choices[0]?.isChosen).toBe(true);
  });

  it('sum years from months', () => {
    expect(
      yearsOf([
        { value: '2025-11', count: 2 },
        { value: '2025-12', count: 3 },
        { value: null, count: 9 },
      ]),
    ).toEqual([{ value: '2025', count: 5 }]);
  });
});
