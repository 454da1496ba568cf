import { describe, expect, it } from 'vitest';
import type {
  FileReport,
  PackageReport,
  ProductReport,
  SceneReport,
} from '#app/features/deliveries/dimap/package-report.ts';
import { buildItem, filesOfScene, type ItemSource } from '#app/features/deliveries/stac-item.ts';

const product: ProductReport = {
  id: 'PNEO3_PAN',
  path: 'IMG_PAN/DIM_PNEO3_PAN.XML',
  platform: 'pleiades-neo-3',
  constellation: 'pleiades-neo',
  instruments: [],
  incidenceDeg: 21.7,
  viewingDeg: 19.8,
  azimuthDeg: 63,
  azimuthOf: 'satellite',
  sunAzimuthDeg: 165.4,
  sunElevationDeg: 29,
  sampleDistanceM: 0.33,
  profile: 'PNEO_ORTHO',
  formatVersion: '2.0',
  datasetName: 'PNEO3_PAN_ORT',
  jobId: null,
  acquisition: { startsAt: '2021-11-07T10:29:11.900Z', endsAt: '2021-11-07T10:29:11.900Z' },
  sources: [{ id: 'ACQ_1', platform: 'pleiades-neo-3', acquiredAt: '2021-11-07T10:29:11.900Z' }],
  processingLevel: 'ORTHO',
  spectralProcessing: 'PAN',
  radiometricProcessing: 'REFLECTANCE',
  bands: [{ id: 'PAN', commonName: 'pan', centreWavelengthUm: 0.625, fullWidthUm: 0.35 }],
  bandCount: 1,
  rows: 100,
  columns: 200,
  bitsPerSample: 12,
  signed: false,
  gsdM: 0.3,
  epsg: 32631,
  vertices: [],
  georeference: {
    epsg: 32631,
    upperLeftX: 690000,
    upperLeftY: 4800000,
    pixelX: 0.3,
    pixelY: 0.3,
    columns: 200,
    rows: 100,
  },
  cloudCoverPct: 0,
  snowCoverPct: null,
  order: {
    customerReference: null,
    internalReference: null,
    commercialReference: null,
    commercialItem: null,
    comment: null,
  },
  processingFacility: 'Toulouse',
  software: { name: 'Format', version: 'v95' },
  producedAt: null,
  producer: null,
  tiles: [{ path: 'IMG_PAN/IMG_R1C1.TIF', row: 1, col: 1, bandIds: ['PAN'] }],
  footprint: {
    type: 'Polygon',
    coordinates: [
      [
        [5, 43],
        [6, 43],
        [6, 44],
        [5, 44],
        [5, 43],
      ],
    ],
  },
  approximate: false,
  verdict: 'accepted',
  reasons: [],
};

const scene: SceneReport = {
  id: 'PNEO3_PAN',
  productIds: ['PNEO3_PAN'],
  platform: 'pleiades-neo-3',
  constellation: 'pleiades-neo',
  acquiredAt: '2021-11-07T10:29:11.900Z',
  acquiredUntil: '2021-11-07T10:29:11.900Z',
  footprint: product.footprint,
  approximate: false,
  cloudCoverPct: 0,
  incidenceDeg: 21.7,
  gsdM: 0.3,
  sourceIds: ['ACQ_1'],
};

const file = (path: string, role: FileReport['role'], productId: string | null): FileReport => ({
  path,
  bytes: 12,
  sha256: 'ab'.repeat(32),
  mediaType: role === 'data' ? 'image/tiff' : 'application/xml',
  role,
  productId,
});

const source: ItemSource = {
  id: 'scene-1',
  collection: 'pleiades-neo',
  collectionHref: 'https://example.test/collections/pleiades-neo',
  scene,
  products: [product],
  files: [
    file('VOL_PNEO.XML', 'metadata', null),
    file('IMG_PAN/IMG_R1C1.TIF', 'data', 'PNEO3_PAN'),
    file('IMG_PAN/MASKS/CLD.GML', 'mask', 'PNEO3_PAN'),
  ],
  licence: { code: 'other', href: 'https://example.test/licences/1', title: 'Licence' },
  hrefFor: (path) => `https://example.test/files/${path}`,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

describe('the STAC Item of a scene', () => {
  it('is a 1.1.0 Feature with the geometry, box and time of the scene', () => {
    expect(buildItem(source)).toMatchObject({
      type: 'Feature',
      stac_version: '1.1.0',
      id: 'scene-1',
      collection: 'pleiades-neo',
      geometry: product.footprint,
      bbox: [5, 43, 6, 44],
      properties: {
        datetime: '2021-11-07T10:29:11.900Z',
        platform: 'pleiades-neo-3',
        constellation: 'pleiades-neo',
        gsd: 0.3,
        license: 'other',
        'eo:cloud_cover': 0,
        'view:incidence_angle': 21.7,
        'view:off_nadir': 19.8,
        'view:sun_azimuth': 165.4,
        'view:sun_elevation': 29,
        'processing:level': 'ORTHO',
        'processing:software': { Format: 'v95' },
        'proj:code': 'EPSG:32631',
      },
    });
  });

  it('turns the direction of the satellite into that of the scene below it', () => {
    expect(buildItem(source).properties['view:azimuth']).toBe(243);
    const scanAxis = { ...product, azimuthOf: 'scan-axis' as const };
    expect(buildItem({ ...source, products: [scanAxis] }).properties).not.toHaveProperty(
      'view:azimuth',
    );
  });

  it('describes each file with its size, multihash, role and, for images, bands and grid', () => {
    const { assets } = buildItem(source);
    expect(Object.keys(assets)).toEqual(['vol_pneo-xml', 'img_r1c1-tif', 'cld-gml']);
    expect(assets['img_r1c1-tif']).toEqual({
      href: 'https://example.test/files/IMG_PAN/IMG_R1C1.TIF',
      type: 'image/tiff',
      title: 'IMG_PAN/IMG_R1C1.TIF',
      roles: ['data'],
      'file:size': 12,
      'file:checksum': `1220${'ab'.repeat(32)}`,
      bands: [
        {
          name: 'PAN',
          'eo:common_name': 'pan',
          'eo:center_wavelength': 0.625,
          'eo:full_width_half_max': 0.35,
        },
      ],
      data_type: 'uint16',
      gsd: 0.3,
      'proj:code': 'EPSG:32631',
      'proj:shape': [100, 200],
      'proj:transform': [0.3, 0, 690000, 0, -0.3, 4800000],
    });
    expect(assets['cld-gml']?.roles).toEqual(['metadata', 'mask']);
    expect(assets['vol_pneo-xml']).not.toHaveProperty('bands');
  });

  it('leaves out what is not known, and the extensions that would then be empty', () => {
    const bare: ProductReport = {
      ...product,
      bands: [{ id: 'band-1', commonName: null, centreWavelengthUm: null, fullWidthUm: null }],
      incidenceDeg: null,
      viewingDeg: null,
      azimuthDeg: null,
      sunAzimuthDeg: null,
      sunElevationDeg: null,
      processingLevel: null,
      processingFacility: null,
      software: null,
      epsg: null,
      georeference: null,
    };
    const item = buildItem({
      ...source,
      products: [bare],
      scene: { ...scene, footprint: null, cloudCoverPct: null, incidenceDeg: null, platform: null },
    });
    expect(item.geometry).toBeNull();
    expect(item).not.toHaveProperty('bbox');
    expect(
      Object.keys(item.properties).filter((name) => /^(eo|view|processing|platform)/.test(name)),
    ).toEqual([]);
    expect(item.properties['proj:code']).toBeNull();
    expect(item.stac_extensions).toEqual([
      'https://stac-extensions.github.io/projection/v2.0.0/schema.json',
      'https://stac-extensions.github.io/file/v2.1.0/schema.json',
    ]);
  });

  it('gives the span of a scene made of several strips', () => {
    const until = '2021-11-09T10:00:00.000Z';
    const { properties } = buildItem({ ...source, scene: { ...scene, acquiredUntil: until } });
    expect(properties).toMatchObject({
      datetime: scene.acquiredAt,
      start_datetime: scene.acquiredAt,
      end_datetime: until,
    });
  });

  it('links to its collection and licence, after the links that it is given', () => {
    const links = [{ rel: 'self', href: 'https://example.test/self' }];
    expect(buildItem({ ...source, links }).links.map(({ rel }) => rel)).toEqual([
      'self',
      'collection',
      'license',
    ]);
  });

  it('keeps apart two files of one name', () => {
    const files = [file('A/X.XML', 'metadata', null), file('B/X.XML', 'metadata', null)];
    expect(Object.keys(buildItem({ ...source, files }).assets)).toEqual(['x-xml', 'x-xml-2']);
  });
});

describe('the files of a scene', () => {
  it('are those of its products and those that the parcel shares', () => {
    const report: PackageReport = {
      family: 'dimap-v2',
      rootName: 'parcel',
      orderReferences: [],
      products: [product],
      scenes: [scene],
      files: [...source.files, file('IMG_2/IMG.TIF', 'data', 'other-product')],
      missing: [],
      verdict: 'accepted',
      reasons: [],
    };
    expect(filesOfScene(report, scene)).toEqual(source.files);
  });
});
