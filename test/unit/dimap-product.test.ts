import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { isoTime } from '#app/features/deliveries/dimap/acquisition.ts';
import { resolveHref } from '#app/features/deliveries/dimap/package-paths.ts';
import { type DimapProduct, parseProduct } from '#app/features/deliveries/dimap/product.ts';
import { readXml } from '#app/features/deliveries/dimap/read-xml.ts';
import { packageVerdict } from '#app/features/deliveries/dimap/verdict.ts';
import { isPart, parseVolume } from '#app/features/deliveries/dimap/volume.ts';

function documentOf(bytes: Uint8Array) {
  const xml = readXml(bytes, 2_000_000);
  if (!xml.ok) throw new Error(xml.detail);
  return xml.document;
}

function productOf(bytes: Uint8Array): DimapProduct {
  const parsed = parseProduct(documentOf(bytes));
  if (!parsed.ok) throw new Error(parsed.fault);
  return parsed.product;
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

const heading = (profile: string, version = '2.15') =>
  `<Metadata_Identification><METADATA_FORMAT version="${version}">DIMAP</METADATA_FORMAT>
   <METADATA_PROFILE>${profile}</METADATA_PROFILE></Metadata_Identification>`;

const strip = (mission: string, index: string, date: string, time: string) =>
  `<Source_Identification><SOURCE_ID>DS_${mission}${index}_${date}</SOURCE_ID><Strip_Source>
   <MISSION>${mission}</MISSION><MISSION_INDEX>${index}</MISSION_INDEX>
   <IMAGING_DATE>${date}</IMAGING_DATE><IMAGING_TIME>${time}</IMAGING_TIME>
   </Strip_Source></Source_Identification>`;

const mosaic = (...strips: string[]) =>
  productOf(
    bytesOf(
      `<Dimap_Document>${heading('PHR_MOSAIC')}<Raster_Data/>
       <Dataset_Sources>${strips.join('')}</Dataset_Sources></Dimap_Document>`,
    ),
  );

describe('a product document', () => {
  it('of several strips is imaged from the first to the last', () => {
    const product = mosaic(
      strip('PHR', '1B', '2022-02-01', '10:00:00.5Z'),
      strip('PHR', '1B', '2022-01-30', '10:08:27.1Z'),
    );
    expect(product.acquisition).toEqual({
      startsAt: '2022-01-30T10:08:27.100Z',
      endsAt: '2022-02-01T10:00:00.500Z',
    });
    expect(product.platform).toBe('pleiades-1b');
    expect(product.sources).toHaveLength(2);
  });

  it('of two satellites names none of them, only what they share', () => {
    const product = mosaic(
      strip('PHR', '1A', '2022-01-30', '10:00:00'),
      strip('PHR', '1B', '2022-01-31', '10:00:00'),
    );
    expect(product).toMatchObject({ platform: null, constellation: 'pleiades' });
  });

  it('without a readable date has none: not today, not that of its production', () => {
    expect(mosaic(strip('PHR', '1A', 'IMAGING_DATE', '10:00:00')).acquisition).toBeNull();
    expect(mosaic(strip('PHR', '1A', '2022-02-30', '10:00:00')).acquisition).toBeNull();
  });

  it('without cloud cover has null, not zero', () => {
    expect(mosaic().cloudCoverPct).toBeNull();
  });

  it('of DIMAP V1, or of another use, is told apart', () => {
    const fault = (text: string) => {
      const parsed = parseProduct(documentOf(bytesOf(text)));
      return parsed.ok ? null : parsed.fault;
    };
    expect(fault('<Dimap_Document><Metadata_Id/></Dimap_Document>')).toBe('dimap-v1');
    expect(fault(`<Dimap_Document>${heading('SPOTSCENE_1A', '1.1')}</Dimap_Document>`)).toBe(
      'dimap-v1',
    );
    expect(fault(`<Dimap_Document>${heading('PHR_SENSOR')}</Dimap_Document>`)).toBe(
      'not-a-product',
    );
    expect(fault('<PHR_Dimap_Document/>')).toBe('not-a-product');
  });
});

describe('a volume', () => {
  const volume = parseVolume(
    documentOf(
      bytesOf(`<Dimap_Document>${heading('DATASET')}<Dataset_Components>
        <Component><COMPONENT_TITLE>PROD_SPOT6_001</COMPONENT_TITLE><COMPONENT_TYPE>DIMAP</COMPONENT_TYPE>
        <COMPONENT_PATH href="PROD_SPOT6_001/SPOT_PROD.XML"/></Component>
        <Component><COMPONENT_TYPE>ENCAPSULATED</COMPONENT_TYPE><COMPONENT_PATH href="http://example.com"/>
        <COMPONENT_TN_PATH href="LOGO.JPG"/></Component></Dataset_Components></Dimap_Document>`),
    ),
  );

  it('lists its components, directly under the root too', () => {
    expect(volume.components).toEqual([
      {
        title: 'PROD_SPOT6_001',
        type: 'DIMAP',
        href: 'PROD_SPOT6_001/SPOT_PROD.XML',
        thumbnailHref: null,
      },
      { title: null, type: 'ENCAPSULATED', href: 'http://example.com', thumbnailHref: 'LOGO.JPG' },
    ]);
  });

  it('has for parts the products and deeper volumes only', () => {
    expect(volume.components.filter(isPart)).toHaveLength(1);
  });
});

describe('an address in a document', () => {
  it.each([
    ['A/DIM.XML', 'IMG.TIF', 'A/IMG.TIF'],
    ['A/DIM.XML', './MASKS//CLD.GML', 'A/MASKS/CLD.GML'],
    ['A/DIM.XML', '..\\LIBRARY\\STYLE.XSL', 'LIBRARY/STYLE.XSL'],
  ])('from %s to %s leads to %s', (from, href, path) => {
    expect(resolveHref(from, href)).toEqual({ ok: true, path });
  });

  it.each([
    '../../etc/passwd',
    '/etc/passwd',
    'C:\\x',
    '..',
    'file:///etc/passwd',
    '\\\\host\\x',
    'a\u0000b',
  ])('never leaves the folder: %s', (href) => {
    expect(resolveHref('A/DIM.XML', href)).toEqual({ ok: false, fault: 'outside' });
  });

  it('on the web is not looked for', () => {
    expect(resolveHref('DIM.XML', 'https://example.com/x')).toEqual({
      ok: false,
      fault: 'external',
    });
  });
});

describe('the verdict on a parcel', () => {
  const [good, reserved, refused] = (['accepted', 'accepted-with-reserve', 'refused'] as const).map(
    (verdict) => ({ verdict }),
  );
  const of = (
    ...products: ({ verdict: 'accepted' | 'accepted-with-reserve' | 'refused' } | undefined)[]
  ) => products.filter((product) => product !== undefined);

  it('never hides a refused or absent product behind a reserve', () => {
    expect(packageVerdict(of(good, refused), 0, false)).toBe('incomplete');
    expect(packageVerdict(of(good), 1, true)).toBe('incomplete');
    expect(packageVerdict(of(reserved, refused), 0, true)).toBe('incomplete');
  });

  it('waits for a parcel of which nothing has come, and refuses one of which nothing can be taken', () => {
    expect(packageVerdict([], 2, false)).toBe('incomplete');
    expect(packageVerdict([], 0, false)).toBe('refused');
    expect(packageVerdict(of(refused), 1, false)).toBe('refused');
  });

  it('is a reserve for any doubt, and plain otherwise', () => {
    expect(packageVerdict(of(good, reserved), 0, false)).toBe('accepted-with-reserve');
    expect(packageVerdict(of(good), 0, true)).toBe('accepted-with-reserve');
    expect(packageVerdict(of(good, good), 0, false)).toBe('accepted');
  });
});

describe('an instant of DIMAP', () => {
  it.each([
    ['2022-01-30T10:08:27.1Z', '2022-01-30T10:08:27.100Z'],
    ['2016-06-17T12:34:56', '2016-06-17T12:34:56.000Z'],
    ['2021-11-15T13:58:31.359368Z', '2021-11-15T13:58:31.359Z'],
    ['2022-02-30T10:00:00Z', null],
    ['2022-01-30', null],
  ])('%s is %s', (text, iso) => {
    expect(isoTime(text)).toBe(iso);
  });
});

const samples = '../shared/data/1-deliveries';

describe.skipIf(!existsSync(samples))('a Pléiades Neo product of a real stereo pair', () => {
  let product: ReturnType<typeof productOf>;
  beforeAll(() => {
    product = productOf(
      readFileSync(`${samples}/asp_plot/pleiades/DIM_PNEO3_202111071029126_PAN_trimmed.XML`),
    );
  });

  it('says satellite, date, angles at the centre, order and spacing', () => {
    expect(product).toMatchObject({
      platform: 'pleiades-neo-3',
      constellation: 'pleiades-neo',
      acquisition: { startsAt: '2021-11-07T10:29:11.900Z' },
      processingLevel: 'SENSOR',
      spectralProcessing: 'PAN',
      cloudCoverPct: 0,
      gsdM: 0.33,
      epsg: null,
      azimuthOf: 'satellite',
      sources: [{ id: 'ACQ_PNEO3_00816400750988' }],
      order: { commercialReference: '000251471', commercialItem: '1_1' },
      producedAt: '2024-12-05T18:42:02.113Z',
    });
    expect(product.incidenceDeg).toBeCloseTo(21.78, 2);
    expect(product.azimuthDeg).toBeCloseTo(63.05, 2);
    expect(product.vertices).toHaveLength(4);
  });

  it('names its other files with their kind, once each', () => {
    const kinds = Object.fromEntries(
      product.namedFiles.map(({ href, kind }) => [href.slice(0, 7), kind]),
    );
    expect(kinds).toMatchObject({ PREVIEW: 'preview', LINEAGE: 'lineage', RPC_PNE: 'rpc' });
    expect(product.namedFiles).toHaveLength(4);
  });
});
