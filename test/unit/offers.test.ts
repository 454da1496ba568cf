import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesOf } from '#app/features/offers/changes.ts';
import { offerSchema } from '#app/features/offers/offer-schema.ts';
import { readCoverage, sourceSchema } from '#app/features/offers/source-schema.ts';
import { sourceUrl, urlFault } from '#app/features/offers/source-url.ts';
import { typedNumber } from '#app/lib/typed-number.ts';
import { freeSources } from '#db/seed-world.ts';

const errorsOf = (result: ReturnType<typeof offerSchema.safeParse>) =>
  result.success ? [] : result.error.issues.map(({ path, message }) => `${path} ${message}`);

describe('a typed number', () => {
  it.each([
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1 500', 1500],
    ['1\u202f500,25', 1500.25],
    ['0', 0],
  ])('reads «%s»', (text, value) => expect(typedNumber(text)).toBe(value));

  it.each(['', '-1', '1e3', 'abc', '1,2,3', '10,000', '0x10', '.5'])('refuses «%s»', (text) =>
    expect(typedNumber(text)).toBeNull(),
  );
});

describe('an offer as the desk types it', () => {
  const typed = {
    minAreaKm2: '100',
    minWidthKm: '',
    maxAreaKm2: '2 500,5',
    maxVertices: '500',
    licenceId: 'l1',
    perPolygon: 'on',
  };

  it('is kept in hectares; a blank is no limit, and an empty box is no', () => {
    expect(offerSchema.parse(typed)).toEqual({
      minAreaHa: 10_000,
      minWidthKm: null,
      maxAreaHa: 250_050,
      perPolygon: true,
      maxVertices: 500,
      licenceId: 'l1',
      active: false,
    });
  });

  it.each([
    [{ minAreaKm2: '' }, 'minAreaKm2 faults.area'],
    [{ minAreaKm2: '0' }, 'minAreaKm2 faults.area'],
    [{ minWidthKm: 'large' }, 'minWidthKm faults.width'],
    [{ maxAreaKm2: '50' }, 'maxAreaKm2 faults.max-below-min'],
    [{ maxVertices: '3' }, 'maxVertices faults.vertices'],
    [{ maxVertices: '4,5' }, 'maxVertices faults.vertices'],
    [{ maxVertices: '60000' }, 'maxVertices faults.vertices'],
    [{ licenceId: '' }, 'licenceId faults.licence'],
  ])('refuses %o', (wrong, fault) => {
    expect(errorsOf(offerSchema.safeParse({ ...typed, ...wrong }))).toEqual([fault]);
  });
});

describe('the address of a source', () => {
  it('takes the sides and the middle of the area', () => {
    const template = 'https://x.example/?b={west},{south},{east},{north}&c={lon},{lat}';
    expect(sourceUrl(template, [1, 2, 3, 4])).toBe(
      'https://x.example/?b=1.00000,2.00000,3.00000,4.00000&c=2.00000,3.00000',
    );
  });

  it.each([
    ['http://x.example/', 'faults.url-https'],
    ['javascript:alert(1)', 'faults.url-https'],
    ['x.example', 'faults.url'],
    ['https://', 'faults.url'],
    ['https://x.example/{z}', 'faults.url-placeholder'],
    ['https://x.example/{', 'faults.url'],
    ['https://{lat}.example/', null],
    ['https://x.example/?q={west}', null],
  ])('«%s» gives %s', (template, fault) => expect(urlFault(template)).toBe(fault));

  it('is sound in everything that the seed plants', () => {
    for (const { url } of freeSources) expect(urlFault(url), url).toBeNull();
  });

  it('never lets another scheme through', () => {
    const schemes = fc.constantFrom('http', 'ftp', 'data', 'file', 'javascript', 'HTTP', ' https');
    fc.assert(
      fc.property(schemes, fc.string(), (scheme, path) => {
        const url = `${scheme}://example.org/${encodeURIComponent(path)}`;
        expect(urlFault(url)).not.toBeNull();
      }),
    );
  });
});

describe('a source as the desk types it', () => {
  const typed = {
    id: 'source01',
    nameFr: 'Essai',
    nameEn: 'Trial',
    summaryFr: 'Pour essayer.',
    summaryEn: 'To try.',
    gsdM: '0,2',
    fromDay: '2020-01-01',
    toDay: '',
    url: 'https://x.example/',
    coverage: '',
    active: 'on',
  };
  const faultsOf = (wrong: Partial<typeof typed>) => {
    const parsed = sourceSchema.safeParse({ ...typed, ...wrong });
    return parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => `${path} ${message}`);
  };

  it('is kept in both languages', () => {
    expect(sourceSchema.parse(typed)).toMatchObject({
      name: { fr: 'Essai', en: 'Trial' },
      gsdM: 0.2,
      fromDay: '2020-01-01',
      toDay: null,
      coverage: null,
      active: true,
    });
  });

  it.each([
    [{ nameEn: ' ' }, 'nameEn faults.required'],
    [{ gsdM: '0' }, 'gsdM faults.gsd'],
    [{ fromDay: '2020-02-31' }, 'fromDay faults.date'],
    [{ toDay: '2019-12-31' }, 'toDay faults.days'],
    [{ url: 'http://x.example/' }, 'url faults.url-https'],
    [{ coverage: '{"type":"Point","coordinates":[0,0]}' }, 'coverage faults.coverage'],
    [{ coverage: 'everywhere' }, 'coverage faults.coverage'],
    [{ id: '../..' }, 'id faults.stale'],
  ])('refuses %o', (wrong, fault) => expect(faultsOf(wrong)).toEqual([fault]));

  it('takes its coverage as a polygon or as a feature of one', () => {
    const polygon = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}';
    const feature = `{"type":"Feature","properties":{},"geometry":${polygon}}`;
    expect(readCoverage(polygon)).toEqual(JSON.parse(polygon));
    expect(readCoverage(feature)).toEqual(JSON.parse(polygon));
  });
});

describe('what a change changes', () => {
  it('is only what differs', () => {
    const before = { id: 'a', minAreaHa: 1, coverage: { x: [1] } };
    expect(changesOf(before, { minAreaHa: 2, coverage: { x: [1] } })).toEqual({
      minAreaHa: { from: 1, to: 2 },
    });
  });
});
