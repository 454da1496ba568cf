import { describe, expect, it } from 'vitest';
import { readStac } from '#app/features/catalogue/stac-reading.ts';

const surface = { type: 'Polygon', coordinates: [] };
const item = (given: Record<string, unknown> = {}, properties: Record<string, unknown> = {}) => ({
  type: 'Feature',
  stac_version: '1.0.0',
  id: 'scene-1',
  collection: 'pleiades',
  geometry: surface,
  properties: { datetime: '2024-05-01T10:30:00Z', ...properties },
  assets: {},
  links: [],
  ...given,
});

function read(value: unknown, idTemplate?: string) {
  const reading = readStac(value, idTemplate);
  if (!reading.ok) throw new Error(reading.fault.code);
  return reading.item;
}
const fault = (value: unknown) => {
  const reading = readStac(value);
  return reading.ok ? null : reading.fault;
};

describe('an item of another catalogue', () => {
  it('gives what a row needs', () => {
    const given = item({}, { platform: 'Pléiades 1A', 'eo:cloud_cover': 12.5, gsd: 0.5 });
    expect(read(given)).toMatchObject({
      id: 'scene-1',
      collection: 'pleiades',
      platform: 'pleiades-1a',
      acquiredAt: new Date('2024-05-01T10:30:00Z'),
      cloudCoverPct: 12.5,
      incidenceDeg: null,
      gsdM: 0.5,
      geometry: surface,
    });
  });

  it('of 0.6 to 0.9 is read under its old names and kept under the new ones', () => {
    const given = item(
      { collection: undefined, stac_version: '0.8.1', stac_extensions: ['eo', 'my-own'] },
      { collection: 'pleiades', 'eo:gsd': 0.7, 'eo:platform': 'PHR1B', 'eo:off_nadir': 11 },
    );
    const found = read(given);
    expect(found).toMatchObject({
      collection: 'pleiades',
      gsdM: 0.7,
      platform: 'phr1b',
      incidenceDeg: 11,
    });
    expect(found.stac).toMatchObject({
      stac_version: '1.1.0',
      stac_extensions: ['https://stac-extensions.github.io/eo/v1.1.0/schema.json'],
      properties: { gsd: 0.7, platform: 'PHR1B', 'view:off_nadir': 11 },
    });
    expect(found.stac.properties).not.toHaveProperty('collection');
  });

  it('keeps its assets under whole addresses, and leads back to where it came from', () => {
    const self = 'https://other.example/stac/items/scene-1.json';
    const { stac } = read(
      item({
        assets: {
          data: { href: './scene-1.tif', 'eo:bands': [0, 1] },
          away: { href: 's3://bucket/scene-1.tif' },
          broken: { title: 'no address' },
        },
        links: [
          { rel: 'self', href: self },
          { rel: 'parent', href: '../collection.json' },
          { rel: 'license', href: '../licence.html' },
        ],
      }),
    );
    expect(stac.assets).toEqual({
      data: { href: 'https://other.example/stac/items/scene-1.tif' },
      away: { href: 's3://bucket/scene-1.tif' },
    });
    expect(stac.links).toEqual([
      { rel: 'via', href: self, type: 'application/geo+json' },
      { rel: 'license', href: 'https://other.example/stac/licence.html' },
    ]);
  });

  it('is of the moment that it tells, or of the beginning of its time', () => {
    const at = (properties: Record<string, unknown>) =>
      read(item({}, properties)).acquiredAt.toISOString();
    expect(at({ datetime: '2024-05-01 10:30:00.25' })).toBe('2024-05-01T10:30:00.250Z');
    expect(at({ datetime: '2024-05-01T10:30:00+0200' })).toBe('2024-05-01T08:30:00.000Z');
    expect(at({ datetime: null, start_datetime: '2024-05-01T00:00:00Z' })).toBe(
      '2024-05-01T00:00:00.000Z',
    );
    expect(at({ datetime: '2024-05-01' })).toBe('2024-05-01T00:00:00.000Z');
  });

  it('has the incidence that is near its off-nadir angle, where the elevation was given for it', () => {
    const incidence = (given: number, offNadir: number) =>
      read(item({}, { 'view:incidence_angle': given, 'view:off_nadir': offNadir })).incidenceDeg;
    expect(incidence(63.4, 23.6)).toBe(26.6);
    expect(incidence(26.6, 23.6)).toBe(26.6);
  });

  it('without an id gets one of its properties where the operator says which', () => {
    const given = item({ id: undefined }, { catalog_id: '1030', tile: 7 });
    expect(read(given, '{catalog_id}_{tile}').id).toBe('1030_7');
    expect(fault(given)?.code).toBe('no-id');
    const missing = readStac(given, '{catalog_id}_{nothing}');
    expect(missing.ok ? null : missing.fault.code).toBe('no-id');
  });

  it('is refused for its true reason', () => {
    expect(fault(null)?.code).toBe('not-an-item');
    expect(fault({ type: 'Collection' })).toEqual({ code: 'not-an-item', detail: 'Collection' });
    expect(fault(item({ id: 'a/b' }))).toEqual({ code: 'bad-id', detail: 'a/b' });
    expect(fault(item({ id: 'scene.json' }))?.code).toBe('bad-id');
    expect(fault(item({}, { datetime: null }))?.code).toBe('no-datetime');
    expect(fault(item({}, { datetime: '2024-04-31T00:00:00Z' }))?.code).toBe('bad-datetime');
    expect(fault(item({}, { datetime: 'yesterday' }))?.detail).toBe('yesterday');
    expect(fault(item({ geometry: { type: 'Point', coordinates: [0, 0] } }))).toEqual({
      code: 'not-a-surface',
      detail: 'Point',
    });
    expect(fault(item({ geometry: null }))).toBeNull();
  });
});
