import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bboxOf } from '#app/features/deliveries/dimap/footprint.ts';
import { checkImage } from '#app/features/deliveries/dimap/image-file.server.ts';
import { inspectPackage } from '#app/features/deliveries/dimap/inspect-package.server.ts';
import type { PackageReport } from '#app/features/deliveries/dimap/package-report.ts';

const samples = '../shared/data/1-deliveries';
const dimap2 = `${samples}/gdal/dimap2`;
const haveSamples = existsSync(dimap2);

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parcel-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A real package copied, then damaged. */
function damaged(name: string, damage: (path: (file: string) => string) => void) {
  const copy = join(folder, name);
  cpSync(`${dimap2}/${name}`, copy, { recursive: true });
  damage((file) => join(copy, file));
  return inspectPackage(copy);
}

const rewrite = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));

const codes = (report: PackageReport) => report.reasons.map(({ code }) => code);

describe.skipIf(!haveSamples)('the real packages of GDAL (skipped without ../shared/data)', () => {
  it('Pléiades single: taken with reserve, its missing mask and styles listed', async () => {
    const report = await inspectPackage(`${dimap2}/single_component`);
    expect(report).toMatchObject({ family: 'dimap-v2', verdict: 'accepted-with-reserve' });
    expect(report.products).toMatchObject([
      {
        id: 'foo',
        platform: 'pleiades-1a',
        acquisition: { startsAt: '2016-06-17T12:34:56.000Z' },
        processingLevel: 'SENSOR',
        rows: 30,
        columns: 20,
        cloudCoverPct: null,
        incidenceDeg: null,
        footprint: null,
      },
    ]);
    expect(report.products[0]?.bands.map(({ commonName }) => commonName)).toEqual([
      'red',
      'green',
      'blue',
      'nir',
    ]);
    expect(report.missing.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'style LIBRARY/VOL_STYL.XSL',
      'style LIBRARY/STYLE.XSL',
      'mask CLD_foo_MSK.GML',
    ]);
    expect(codes(report)).toContain('no-footprint');
  });

  it('gives size, SHA-256, role and product of every file there', async () => {
    const report = await inspectPackage(`${dimap2}/single_component`);
    const bytes = readFileSync(`${dimap2}/single_component/IMG_foo_R1C1.TIF`);
    expect(report.files).toHaveLength(6);
    expect(report.files.find(({ path }) => path === 'IMG_foo_R1C1.TIF')).toEqual({
      path: 'IMG_foo_R1C1.TIF',
      bytes: 3099,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mediaType: 'image/tiff',
      role: 'data',
      productId: 'foo',
    });
    const roles = Object.fromEntries(report.files.map(({ path, role }) => [path, role]));
    expect(roles).toMatchObject({ 'RPC_foo.XML': 'rpc', 'VOL_PHR.XML': 'metadata' });
  });

  it('Pléiades bundle: two products, one scene', async () => {
    const report = await inspectPackage(`${dimap2}/bundle`);
    expect(report.verdict).toBe('accepted-with-reserve');
    expect(report.products.map(({ id, bandCount }) => [id, bandCount])).toEqual([
      ['foo', 4],
      ['foo2', 1],
    ]);
    expect(report.scenes).toMatchObject([
      {
        productIds: ['foo', 'foo2'],
        acquiredAt: '2016-06-17T12:34:56.000Z',
        sourceIds: ['SOURCE_ID'],
      },
    ]);
  });

  it('Pléiades Neo: its product is sound, the parcel waits for the panchromatic that the volume names', async () => {
    const report = await inspectPackage(`${dimap2}/vhr2020_ms_fs`);
    expect(report.verdict).toBe('incomplete');
    expect(report.missing).toContainEqual({
      path: 'PAN/DIM_PAN.XML',
      namedBy: 'VOL_PNEO.XML',
      kind: 'component',
    });
    expect(report.orderReferences).toEqual(['PNEO_ORTHO_BUNDLE-FS']);
    const [product] = report.products;
    expect(product).toMatchObject({
      platform: 'pleiades-neo-4',
      verdict: 'accepted-with-reserve',
      epsg: 4326,
      acquisition: { startsAt: '2017-04-12T11:06:01.900Z' },
    });
    expect(product?.cloudCoverPct).toBeCloseTo(77.98, 2);
    expect(product?.incidenceDeg).toBeCloseTo(11.12, 2);
    expect(product?.tiles.map(({ bandIds }) => bandIds)).toEqual([
      ['R', 'G', 'B'],
      ['NIR', 'RE', 'DB'],
    ]);
    const [scene] = report.scenes;
    // The product lists its centre as a fifth vertex: it is no corner.
    expect(scene?.footprint?.coordinates[0]).toHaveLength(5);
    expect(scene?.footprint && bboxOf(scene.footprint)).toEqual([
      4.9191722725666835, 45.75306404277349, 4.937108342675127, 45.76779493067844,
    ]);
  });

  it('Pléiades Neo with its volume cut to the one product: taken', async () => {
    const report = await damaged('vhr2020_ms_fs', (path) =>
      rewrite(path('VOL_PNEO.XML'), (text) =>
        text.replace(/<Component>\s*<!-- not included -->[\s\S]*?<\/Component>/, ''),
      ),
    );
    expect(report.verdict).toBe('accepted-with-reserve');
  });

  it('Pléiades Neo primary: image sound though sparse, refused because nothing dates it', async () => {
    const report = await inspectPackage(`${dimap2}/primary_rpc_center_h`);
    expect(report.verdict).toBe('refused');
    expect(codes(report)).toContain('no-acquisition-date');
    expect(codes(report)).not.toContain('tile-unreadable');
    expect(report.products).toMatchObject([{ constellation: 'pleiades-neo', platform: null }]);
    expect(report.scenes).toEqual([]);
  });

  it('Pléiades Neo primary, once dated, is taken', async () => {
    const sources = `<Dataset_Sources><Source_Identification><Strip_Source><MISSION>PNEO</MISSION>
      <MISSION_INDEX>3</MISSION_INDEX><IMAGING_DATE>2021-11-07</IMAGING_DATE><IMAGING_TIME>10:29:11.9</IMAGING_TIME>
      </Strip_Source></Source_Identification></Dataset_Sources></Dimap_Document>`;
    const report = await damaged('primary_rpc_center_h', (path) =>
      rewrite(path('DIM_PNEO3_STD_x_1_1_F_1.XML'), (text) =>
        text.replace('</Dimap_Document>', sources),
      ),
    );
    expect(report.verdict).toBe('accepted-with-reserve');
    expect(report.scenes).toMatchObject([{ platform: 'pleiades-neo-3' }]);
  });

  it('DIMAP V1 is named and refused', async () => {
    const report = await inspectPackage(`${samples}/gdal/dimap`);
    expect(report.verdict).toBe('refused');
    expect(codes(report)).toEqual(['dimap-v1']);
  });
});

describe.skipIf(!haveSamples)('a damaged package', () => {
  it('without one tile: the product is refused, the tile listed', async () => {
    const report = await damaged('single_component', (path) => rmSync(path('IMG_foo_R2C1.TIF')));
    expect(report.verdict).toBe('refused');
    expect(report.missing).toContainEqual({
      path: 'IMG_foo_R2C1.TIF',
      namedBy: 'DIM_foo.XML',
      kind: 'tile',
    });
    expect(report.scenes).toEqual([]);
  });

  it('with one product refused of two: incomplete, and only the sound one makes the scene', async () => {
    const report = await damaged('bundle', (path) => rmSync(path('IMG_foo_R2C1.TIF')));
    expect(report.verdict).toBe('incomplete');
    expect(report.products.map(({ verdict }) => verdict)).toEqual([
      'refused',
      'accepted-with-reserve',
    ]);
    expect(report.scenes).toMatchObject([{ productIds: ['foo2'] }]);
  });

  it('with a tile cut in half: refused as unreadable', async () => {
    const report = await damaged('single_component', (path) =>
      truncateSync(path('IMG_foo_R1C1.TIF'), 1549),
    );
    expect(report.verdict).toBe('refused');
    expect(report.reasons).toContainEqual({
      code: 'tile-unreadable',
      params: { path: 'IMG_foo_R1C1.TIF', context: 'truncated', product: 'foo' },
    });
  });

  it('with its mask brought: one reserve fewer', async () => {
    const before = await inspectPackage(`${dimap2}/single_component`);
    const report = await damaged('single_component', (path) =>
      writeFileSync(path('CLD_foo_MSK.GML'), '<x/>'),
    );
    expect(report.missing).toHaveLength(before.missing.length - 1);
    expect(report.files.find(({ path }) => path === 'CLD_foo_MSK.GML')?.role).toBe('mask');
  });

  it('with a product folder removed: incomplete, no product, nothing refused', async () => {
    const report = await damaged('vhr2020_ms_fs', (path) =>
      rmSync(path('MS-FS'), { recursive: true }),
    );
    expect(report.verdict).toBe('incomplete');
    expect(report.products).toEqual([]);
    expect(codes(report).filter((code) => code === 'component-missing')).toHaveLength(2);
  });

  it.each([
    ['its volume', 'VOL_PHR.XML'],
    ['its only product', 'DIM_foo.XML'],
  ])('with %s cut short: refused for a damaged document', async (_what, file) => {
    const report = await damaged('single_component', (path) =>
      truncateSync(path(file), Math.floor(statSync(path(file)).size / 2)),
    );
    expect(report.verdict).toBe('refused');
    expect(codes(report)).toContain('damaged-xml');
    expect(report.files).toHaveLength(6);
  });

  it('with one of two products cut short: incomplete', async () => {
    const report = await damaged('bundle', (path) => truncateSync(path('DIM_foo2.XML'), 4000));
    expect(report.verdict).toBe('incomplete');
  });

  it('without an acquisition date: refused, even though a production date is there', async () => {
    const report = await damaged('vhr2020_ms_fs', (path) =>
      rewrite(path('MS-FS/DIM_MS-FS.XML'), (text) =>
        text.replace(/<IMAGING_DATE>.*?<\/IMAGING_DATE>/, '').replace(/<TIME>.*?<\/TIME>/g, ''),
      ),
    );
    expect(report.verdict).toBe('refused');
    expect(codes(report)).toContain('no-acquisition-date');
  });

  it('with the strip undated: the time of the located values stands in', async () => {
    const report = await damaged('vhr2020_ms_fs', (path) =>
      rewrite(path('MS-FS/DIM_MS-FS.XML'), (text) =>
        text.replace(/<IMAGING_DATE>.*?<\/IMAGING_DATE>/, ''),
      ),
    );
    expect(report.products[0]?.acquisition?.startsAt.slice(0, 19)).toBe('2017-04-12T11:06:01');
  });

  it('with a tile that is a symbolic link: not followed, so the tile is missing', async () => {
    const report = await damaged('single_component', (path) => {
      rmSync(path('IMG_foo_R1C1.TIF'));
      symlinkSync(
        join(process.cwd(), dimap2, 'single_component/IMG_foo_R1C1.TIF'),
        path('IMG_foo_R1C1.TIF'),
      );
    });
    expect(report.verdict).toBe('refused');
    expect(codes(report)).toEqual(expect.arrayContaining(['symlink-ignored', 'tile-missing']));
    expect(report.files.map(({ path }) => path)).not.toContain('IMG_foo_R1C1.TIF');
  });

  it('with an address that leaves the folder: never opened, and said', async () => {
    cpSync(`${dimap2}/single_component/IMG_foo_R1C1.TIF`, join(folder, 'outside.tif'));
    const report = await damaged('single_component', (path) =>
      rewrite(path('DIM_foo.XML'), (text) =>
        text.replace('"IMG_foo_R1C1.TIF"', '"../outside.tif"'),
      ),
    );
    expect(report.verdict).toBe('refused');
    expect(codes(report)).toContain('path-outside-package');
    expect(report.files.map(({ path }) => path)).not.toContain('../outside.tif');
  });

  it('with a volume that sends out of the folder: the product is not looked for', async () => {
    const report = await damaged('bundle', (path) =>
      rewrite(path('VOL_PHR.XML'), (text) => text.replace('"DIM_foo2.XML"', '"../DIM_foo2.XML"')),
    );
    expect(report.verdict).toBe('incomplete');
    expect(codes(report)).toContain('path-outside-package');
  });

  it('wrapped in one more folder, or without its volume, is read all the same', async () => {
    cpSync(`${dimap2}/bundle`, join(folder, 'wrap/bundle'), { recursive: true });
    const wrapped = await inspectPackage(join(folder, 'wrap'));
    expect(wrapped.products.map(({ path }) => path)).toEqual([
      'bundle/DIM_foo.XML',
      'bundle/DIM_foo2.XML',
    ]);
    const alone = await damaged('single_component', (path) => rmSync(path('VOL_PHR.XML')));
    expect(alone.verdict).toBe('accepted-with-reserve');
  });

  it('whose case was lost on the way is read all the same', async () => {
    const report = await damaged('single_component', (path) => {
      cpSync(path('IMG_foo_R1C1.TIF'), path('img_foo_r1c1.tif'));
      rmSync(path('IMG_foo_R1C1.TIF'));
    });
    expect(report.verdict).toBe('accepted-with-reserve');
    expect(report.products[0]?.tiles[0]?.path).toBe('img_foo_r1c1.tif');
  });
});

describe('a folder that is no delivery', () => {
  it('is refused as unknown, empty or not, and its files are told', async () => {
    expect(await inspectPackage(folder)).toMatchObject({ verdict: 'refused', family: 'unknown' });
    write({ 'README.txt': 'hello', 'data/other.xml': '<other/>' });
    const report = await inspectPackage(folder);
    expect(codes(report)).toEqual(['unknown-format']);
    expect(report.files.map(({ path }) => path)).toEqual(['README.txt', 'data/other.xml']);
  });

  it('is refused beyond the limits on files, depth and documents', async () => {
    write({
      'a/b/c/d.txt': '',
      'VOL_PHR.XML': `<Dimap_Document>${' '.repeat(2000)}</Dimap_Document>`,
    });
    const limited = async (limits: object) => codes(await inspectPackage(folder, { limits }));
    expect(await limited({ maxFiles: 1 })).toEqual(['too-many-files']);
    expect(await limited({ maxDepth: 2 })).toEqual(['too-deep']);
    expect(await limited({ maxXmlBytes: 1000 })).toContain('xml-too-large');
  });

  it('with volumes that name each other comes to an end', async () => {
    const volume = (next: string) => volumeXml('VOLUME', [next]);
    write({ 'VOL_A.XML': volume('VOL_B.XML'), 'VOL_B.XML': volume('VOL_A.XML') });
    expect((await inspectPackage(folder)).verdict).toBe('refused');
  });
});

describe('the deep tree of SPOT 6', () => {
  const image = 'PROD_SPOT6_001/VOL_SPOT6_001_A/IMG_SPOT6_PMS_001_A';
  const spot = (tile: Uint8Array): Record<string, string | Uint8Array> => ({
    'SPOT_LIST.XML': volumeXml('DATASET', ['PROD_SPOT6_001/SPOT_PROD.XML']),
    'PROD_SPOT6_001/SPOT_PROD.XML': volumeXml('PRODUCT', ['VOL_SPOT6_001_A/SPOT_VOL.XML']),
    'PROD_SPOT6_001/VOL_SPOT6_001_A/SPOT_VOL.XML': volumeXml('VOLUME', [
      'IMG_SPOT6_PMS_001_A/DIM_SPOT6_PMS_1.XML',
    ]),
    [`${image}/DIM_SPOT6_PMS_1.XML`]: spotProduct(),
    [`${image}/IMG_SPOT6_PMS_1_R1C1.TIF`]: tile,
    [`${image}/MASKS/CLD_SPOT6_PMS_1_MSK.GML`]: '<Mask/>',
    [`${image}/IMG_SPOT6_PMS_1_R1C1.TFW`]: '1.5',
  });

  it('is followed from the list to the product, whose georeferencing places it', async () => {
    write(spot(tiff(6, 4, 4)));
    const report = await inspectPackage(folder);
    expect(report).toMatchObject({ verdict: 'accepted', missing: [], reasons: [] });
    expect(report.scenes).toMatchObject([
      {
        id: 'SPOT6_PMS_1',
        platform: 'spot-6',
        acquiredAt: '2020-12-14T14:15:24.000Z',
        cloudCoverPct: 0,
      },
    ]);
    const footprint = report.scenes[0]?.footprint;
    const [west, , , north] = footprint ? bboxOf(footprint) : [];
    // The corner of UTM 19 south in the sample of the format: -70.0910667, -33.4639928 (centre of the first pixel).
    expect(west).toBeCloseTo(-70.09107, 4);
    expect(north).toBeCloseTo(-33.46399, 4);
    expect(report.products[0]).toMatchObject({ epsg: 32719, gsdM: 1.5, approximate: false });
    expect(
      report.files.every(
        ({ productId, path }) => productId !== null || /SPOT_\w+\.XML$/.test(path),
      ),
    ).toBe(true);
  });

  it('whose inner volume is absent is incomplete', async () => {
    const { 'PROD_SPOT6_001/VOL_SPOT6_001_A/SPOT_VOL.XML': _gone, ...rest } = spot(tiff(6, 4, 4));
    write(rest);
    const report = await inspectPackage(folder);
    expect(report.verdict).toBe('incomplete');
    expect(report.missing).toMatchObject([
      { kind: 'component', namedBy: 'PROD_SPOT6_001/SPOT_PROD.XML' },
    ]);
  });

  it('whose image is not of the announced size is taken with a reserve', async () => {
    write(spot(tiff(5, 4, 4)));
    const report = await inspectPackage(folder);
    expect(report.verdict).toBe('accepted-with-reserve');
    expect(codes(report)).toEqual(['tile-size-differs']);
  });
});

describe('stereo views', () => {
  it('taken seconds apart stay separate scenes, each with both its products', async () => {
    const product = (bands: string, strip: string, time: string) =>
      spotProduct({ bands, strip, time, tile: 'T.TIF' });
    write({
      'P1/DIM_P1.XML': product('P', 'DS_1', '14:15:24.0'),
      'M1/DIM_M1.XML': product('MS', 'DS_1', '14:15:24.0'),
      'P2/DIM_P2.XML': product('P', 'DS_2', '14:15:33.0'),
      'M2/DIM_M2.XML': product('MS', 'DS_2', '14:15:33.0'),
      ...Object.fromEntries(
        ['P1', 'M1', 'P2', 'M2'].flatMap((name) => [
          [`${name}/T.TIF`, tiff(6, 4, 4)],
          [`${name}/MASKS/CLD_SPOT6_PMS_1_MSK.GML`, '<Mask/>'],
        ]),
      ),
    });
    const report = await inspectPackage(folder);
    expect(report.scenes.map(({ productIds }) => productIds.toSorted())).toEqual([
      ['M1', 'P1'],
      ['M2', 'P2'],
    ]);
  });
});

describe('the check of an image', () => {
  const check = (bytes: Uint8Array) => {
    const path = join(folder, 'image');
    writeFileSync(path, bytes);
    return checkImage(path);
  };

  it('takes a TIFF of either byte order and a BigTIFF, and refuses any of them cut', async () => {
    for (const bytes of [tiff(6, 4, 4), tiff(6, 4, 4, { little: false }), bigTiff(6, 4, 4)]) {
      expect(await check(bytes)).toEqual({ ok: true, width: 6, height: 4, bands: 4 });
      for (const kept of [0, 3, 9, 40, bytes.length >> 1, bytes.length - 1])
        expect(await check(bytes.subarray(0, kept)), `${kept} bytes`).toMatchObject({ ok: false });
    }
  });

  it('takes a JPEG 2000 file and its bare codestream, and refuses them cut', async () => {
    const bare = codestream(6, 4, 4);
    for (const bytes of [jp2(bare), bare]) {
      expect(await check(bytes)).toEqual({ ok: true, width: 6, height: 4, bands: 4 });
      for (const kept of [3, 20, bytes.length >> 1, bytes.length - 1])
        expect(await check(bytes.subarray(0, kept)), `${kept} bytes`).toMatchObject({ ok: false });
    }
  });

  it('refuses what is neither', async () => {
    expect(await check(new TextEncoder().encode('<html>404</html>'))).toEqual({
      ok: false,
      fault: 'unsupported',
    });
  });

  it('does not loop on directories that lead back to themselves', async () => {
    const bytes = tiff(6, 4, 4);
    const view = new DataView(bytes.buffer);
    view.setUint32(8 + 2 + 12 * view.getUint16(8, true), 8, true);
    expect(await check(bytes)).toEqual({ ok: false, fault: 'damaged' });
  });

  it.skipIf(!haveSamples)(
    'takes the published real images, and refuses every one cut in half',
    async () => {
      const list = execFileSync('find', [samples, '-iname', '*.tif', '-size', '+1k'], {
        encoding: 'utf8',
      });
      const notTiff = /md_ov|testtil|\/dimap\/IMAGERY/;
      const files = list
        .trim()
        .split('\n')
        .filter((path) => !notTiff.test(path));
      expect(files.length).toBeGreaterThan(20);
      for (const path of files) {
        const whole = readFileSync(path);
        expect((await checkImage(path)).ok, path).toBe(true);
        expect((await check(whole.subarray(0, whole.length >> 1))).ok, `half of ${path}`).toBe(
          false,
        );
      }
    },
  );
});

function write(files: Record<string, string | Uint8Array>) {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function volumeXml(profile: string, hrefs: readonly string[]) {
  const components = hrefs.map(
    (href) =>
      `<Component><COMPONENT_TYPE>DIMAP</COMPONENT_TYPE><COMPONENT_PATH href="${href}"/></Component>`,
  );
  const list = `<Dataset_Components>${components.join('')}</Dataset_Components>`;
  return `<Dimap_Document><Metadata_Identification><METADATA_FORMAT version="2.12">DIMAP</METADATA_FORMAT>
    <METADATA_PROFILE>${profile}</METADATA_PROFILE></Metadata_Identification>
    ${profile === 'DATASET' ? list : `<Dataset_Content>${list}</Dataset_Content>`}</Dimap_Document>`;
}

/** The elements and figures of a real SPOT 6 ortho product, on an image of 6 by 4 pixels, without its vertices. */
function spotProduct({
  bands = 'PMS',
  strip = 'DS_SPOT6_202012141415240_FR1_FR1_SV1_SV1_W070S34_03414',
  time = '14:15:24.0',
  tile = 'IMG_SPOT6_PMS_1_R1C1.TIF',
} = {}) {
  return `<Dimap_Document><Metadata_Identification><METADATA_FORMAT version="2.12">DIMAP</METADATA_FORMAT>
    <METADATA_PROFILE>S6_ORTHO</METADATA_PROFILE></Metadata_Identification>
    <Dataset_Content><CLOUD_COVERAGE unit="percent">0.00</CLOUD_COVERAGE></Dataset_Content>
    <Coordinate_Reference_System><Projected_CRS>
    <PROJECTED_CRS_CODE>urn:ogc:def:crs:EPSG::32719</PROJECTED_CRS_CODE></Projected_CRS></Coordinate_Reference_System>
    <Geoposition><Raster_CRS><RASTER_GEOMETRY>GROUND</RASTER_GEOMETRY><PIXEL_CRS_TYPE>CELL</PIXEL_CRS_TYPE></Raster_CRS>
    <Geoposition_Insert><ULXMAP>398611.5</ULXMAP><ULYMAP>6296740.5</ULYMAP><XDIM>1.5</XDIM><YDIM>1.5</YDIM>
    </Geoposition_Insert></Geoposition>
    <Processing_Information><Product_Settings><PROCESSING_LEVEL>ORTHO</PROCESSING_LEVEL>
    <SPECTRAL_PROCESSING>${bands}</SPECTRAL_PROCESSING></Product_Settings></Processing_Information>
    <Raster_Data><Data_Access><Data_Files><Data_File tile_R="1" tile_C="1"><DATA_FILE_PATH href="${tile}"/></Data_File>
    </Data_Files></Data_Access><Raster_Dimensions><NROWS>4</NROWS><NCOLS>6</NCOLS><NBANDS>4</NBANDS></Raster_Dimensions>
    </Raster_Data><Quality_Assessment><Imaging_Quality_Measurement><Quality_Mask><Component>
    <COMPONENT_PATH href="MASKS/CLD_SPOT6_PMS_1_MSK.GML"/></Component></Quality_Mask></Imaging_Quality_Measurement>
    </Quality_Assessment><Dataset_Sources><Source_Identification><SOURCE_ID>${strip}</SOURCE_ID><Strip_Source>
    <MISSION>SPOT</MISSION><MISSION_INDEX>6</MISSION_INDEX><IMAGING_DATE>2020-12-14</IMAGING_DATE>
    <IMAGING_TIME>${time}</IMAGING_TIME></Strip_Source></Source_Identification></Dataset_Sources></Dimap_Document>`;
}

/** A TIFF of one uncompressed strip of 8-bit samples: header, directory, pixels. */
function tiff(width: number, height: number, bands: number, { little = true } = {}) {
  const tags = tagsOf(width, height, bands, (count) => 8 + 2 + count * 12 + 4);
  const bytes = new Uint8Array(8 + 2 + tags.length * 12 + 4 + width * height * bands);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, tags.length, little);
  tags.forEach(([tag, value], rank) => {
    const at = 10 + rank * 12;
    view.setUint16(at, tag, little);
    view.setUint16(at + 2, 4, little);
    view.setUint32(at + 4, 1, little);
    view.setUint32(at + 8, value, little);
  });
  return bytes;
}

function bigTiff(width: number, height: number, bands: number) {
  const tags = tagsOf(width, height, bands, (count) => 16 + 8 + count * 20 + 8);
  const bytes = new Uint8Array(16 + 8 + tags.length * 20 + 8 + width * height * bands);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 43, true);
  view.setUint16(4, 8, true);
  view.setBigUint64(8, 16n, true);
  view.setBigUint64(16, BigInt(tags.length), true);
  tags.forEach(([tag, value], rank) => {
    const at = 24 + rank * 20;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 16, true);
    view.setBigUint64(at + 4, 1n, true);
    view.setBigUint64(at + 12, BigInt(value), true);
  });
  return bytes;
}

function tagsOf(width: number, height: number, bands: number, pixelsAt: (count: number) => number) {
  return [
    [256, width],
    [257, height],
    [273, pixelsAt(6)],
    [277, bands],
    [278, height],
    [279, width * height * bands],
  ] as const;
}

/** A codestream of one tile-part with empty data: right in its markers, which is all that is checked. */
function codestream(width: number, height: number, bands: number) {
  const siz = new DataView(new ArrayBuffer(40 + 3 * bands));
  siz.setUint16(0, 0xff51);
  siz.setUint16(2, 38 + 3 * bands);
  siz.setUint32(6, width);
  siz.setUint32(10, height);
  siz.setUint16(38, bands);
  const part = new DataView(new ArrayBuffer(12 + 2 + 100));
  part.setUint16(0, 0xff90);
  part.setUint16(2, 10);
  part.setUint32(6, part.byteLength);
  part.setUint16(12, 0xff93);
  return Uint8Array.from([0xff, 0x4f, ...bytesOf(siz), ...bytesOf(part), 0xff, 0xd9]);
}

function jp2(content: Uint8Array) {
  const head = new DataView(new ArrayBuffer(12 + 8 + 8));
  head.setUint32(0, 12);
  head.setUint32(4, 0x6a502020);
  head.setUint32(8, 0x0d0a870a);
  head.setUint32(12, 8);
  head.setUint32(16, 0x66747970);
  head.setUint32(20, 8 + content.length);
  head.setUint32(24, 0x6a703263);
  return Uint8Array.from([...bytesOf(head), ...content]);
}

const bytesOf = (view: DataView) => new Uint8Array(view.buffer);
