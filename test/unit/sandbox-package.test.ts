import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { fromFile } from 'geotiff';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspectPackage } from '#app/features/deliveries/dimap/inspect-package.server.ts';
import { geoTiff } from '#app/features/orders/providers/sandbox-geotiff.ts';
import {
  missionsOf,
  type SandboxFamily,
  type SandboxScene,
} from '#app/features/orders/providers/sandbox-layout.ts';
import { writePackage } from '#app/features/orders/providers/sandbox-package.server.ts';
import { polygonOf } from '#app/features/orders/providers/sandbox-strips.ts';
import { xml, xmlDocument } from '#app/features/orders/providers/sandbox-xml.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sandbox-package-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const sceneOf = (family: SandboxFamily, change: Partial<SandboxScene> = {}): SandboxScene => ({
  family,
  missionIndex: missionsOf[family][0] ?? '',
  orderId: 'order <1> & co',
  providerReference: 'SBX-000000000001',
  level: 'ortho',
  bands: 'pansharpened',
  footprint: polygonOf([3.8, 43.55, 3.95, 43.65]),
  views: [{ acquiredAt: new Date('2026-07-04T10:31:02.300Z'), incidenceDeg: 12.5, azimuthDeg: 99 }],
  cloudCoverPct: 8.5,
  gsdM: 0.5,
  producedAt: new Date('2026-07-05T10:31:02Z'),
  seed: 4_242_424_242,
  ...change,
});

const small = { maxSamples: 60_000, tilePx: 1024 };

async function made(name: string, scene: SandboxScene, limits = small): Promise<string> {
  const folder = join(root, name);
  await writePackage(folder, scene, limits);
  return folder;
}

const filesOf = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe('a parcel of the sandbox', { timeout: 60_000 }, () => {
  it.each(['pleiades', 'pleiades-neo', 'spot'] as const)(
    'is accepted without reserve, %s, in every combination of bands, level and views',
    async (family) => {
      for (const bands of ['bundle', 'pansharpened', 'multispectral', 'panchromatic'] as const)
        for (const level of ['ortho', 'primary'] as const) {
          const folder = await made(
            `${family}-${bands}-${level}`,
            sceneOf(family, { bands, level }),
          );
          const report = await inspectPackage(folder);
          expect(report.reasons).toEqual([]);
          expect(report.verdict).toBe('accepted');
          expect(report.orderReferences).toContain('order <1> & co');
          expect(report.products).toHaveLength(bands === 'bundle' ? 2 : 1);
          expect(report.scenes).toHaveLength(1);
          expect(report.scenes[0]).toMatchObject({
            acquiredAt: '2026-07-04T10:31:02.300Z',
            cloudCoverPct: 8.5,
            incidenceDeg: 12.5,
            approximate: false,
            footprint: polygonOf([3.8, 43.55, 3.95, 43.65]),
          });
          expect(report.products.every(({ producer }) => /synthetic/i.test(producer ?? ''))).toBe(
            true,
          );
        }
    },
  );

  it('has one scene for each view of a stereo', async () => {
    const at = (seconds: number) => new Date(Date.parse('2026-07-04T10:31:00Z') + seconds * 1000);
    const views = [0, 40, 80].map((seconds) => ({
      acquiredAt: at(seconds),
      incidenceDeg: 20,
      azimuthDeg: 0,
    }));
    for (const family of ['pleiades', 'pleiades-neo', 'spot'] as const) {
      const scene = sceneOf(family, { views, bands: 'bundle' });
      const report = await inspectPackage(await made(`stereo-${family}`, scene));
      expect(report.verdict).toBe('accepted');
      expect(report.scenes.map(({ productIds }) => productIds.length)).toEqual([2, 2, 2]);
    }
  });

  it('bears the names of real products', async () => {
    const names = await Promise.all(
      (['pleiades', 'pleiades-neo', 'spot'] as const).map(async (family) =>
        (await filesOf(await made(`names-${family}`, sceneOf(family)))).filter((file) =>
          /\.(TIF|XML)$/.test(file),
        ),
      ),
    );
    const [pleiades = [], neo = [], spot = []] = names;
    expect(pleiades).toContain('VOL_PHR.XML');
    expect(pleiades).toContainEqual(
      expect.stringMatching(
        /^IMG_PHR1A_PMS_001\/IMG_PHR1A_PMS_202607041031023_ORT_6\d{9}-1_R1C1\.TIF$/,
      ),
    );
    expect(neo).toContain('VOL_PNEO.XML');
    expect(neo).toContainEqual(expect.stringMatching(/^IMG_01_PNEO3_PMS-FS\/.*_NED_R1C1\.TIF$/));
    expect(spot).toContain('SPOT_LIST.XML');
    expect(spot).toContain('PROD_SPOT6_001/VOL_SPOT6_001_A/SPOT_VOL.XML');
    expect(spot).toContainEqual(
      expect.stringMatching(
        /\/IMG_SPOT6_PMS_001_A\/DIM_SPOT6_PMS_202607041031023_ORT_\d{10}\.XML$/,
      ),
    );
  });

  it('is cut into tiles that together are the image, each in its place', async () => {
    const scene = sceneOf('pleiades');
    const whole = await made('whole', scene);
    const tiled = await made('tiled', scene, { ...small, tilePx: 80 });
    const tiles = (await filesOf(tiled)).filter((file) => file.endsWith('.TIF'));
    const [image = ''] = (await filesOf(whole)).filter((file) => file.endsWith('.TIF'));
    const all = await fromFile(join(whole, image)).then((tiff) => tiff.getImage());
    expect(tiles).toHaveLength(4);
    const last = await fromFile(join(tiled, tiles.at(-1) ?? '')).then((tiff) => tiff.getImage());
    expect(tiles.at(-1)).toMatch(/_R2C2\.TIF$/);
    const [width, height] = [all.getWidth(), all.getHeight()];
    expect(last.getWidth()).toBe(width - 80);
    expect(last.getHeight()).toBe(height - 80);
    expect(last.getSamplesPerPixel()).toBe(4);
    const [, south = 0, east = 0] = all.getBoundingBox();
    expect(last.getBoundingBox()[1]).toBeCloseTo(south, 9);
    expect(last.getBoundingBox()[2]).toBeCloseTo(east, 9);
    const window = [80, 80, width, height];
    expect(await last.readRasters({ interleave: true })).toEqual(
      await all.readRasters({ window, interleave: true }),
    );
    expect((await inspectPackage(tiled)).verdict).toBe('accepted');
  });

  it('has pixels over the footprint, no data outside, and as much cloud as it says', async () => {
    const triangle = {
      type: 'Polygon' as const,
      coordinates: [
        [
          [3.8, 43.55],
          [3.95, 43.55],
          [3.8, 43.65],
          [3.8, 43.55],
        ],
      ],
    };
    const scene = sceneOf('pleiades', {
      footprint: triangle,
      cloudCoverPct: 30,
      bands: 'panchromatic',
    });
    const folder = await made('triangle', scene);
    const [file = ''] = (await filesOf(folder)).filter((name) => name.endsWith('.TIF'));
    const image = await fromFile(join(folder, file)).then((tiff) => tiff.getImage());
    expect(image.getBoundingBox()).toEqual(
      [3.8, 43.55, expect.closeTo(3.95, 9), 43.65].map((edge) =>
        typeof edge === 'number' ? expect.closeTo(edge, 9) : edge,
      ),
    );
    expect(image.getGeoKeys()).toMatchObject({ GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4326 });
    const [band] = await image.readRasters();
    if (!band || typeof band === 'number') throw new Error('no band');
    const counts = [...band];
    const filled = counts.filter((count) => count > 0);
    expect(filled.length / counts.length).toBeCloseTo(0.5, 1);
    expect(filled.filter((count) => count >= 3200).length / filled.length).toBeCloseTo(0.3, 1);
    expect(Math.max(...filled)).toBeLessThan(4096);
    const report = await inspectPackage(folder);
    expect(report.scenes[0]?.footprint).toMatchObject({ type: 'Polygon' });
    expect(report.scenes[0]?.footprint?.coordinates[0]).toHaveLength(4);
  });

  it('is well-formed XML, names its order in each volume and product, and calls itself synthetic', async () => {
    for (const family of ['pleiades', 'pleiades-neo', 'spot'] as const) {
      const folder = await made(`xml-${family}`, sceneOf(family, { level: 'primary' }));
      for (const file of await filesOf(folder)) {
        if (!/\.(XML|GML)$/.test(file)) continue;
        const text = await readFile(join(folder, file), 'utf8');
        expect(XMLValidator.validate(text), file).toBe(true);
        expect(text, file).toMatch(/synthetic/i);
        if (!/(^|\/)(DIM_|VOL_|SPOT_)[^/]*$/.test(file)) continue;
        const order = new XMLParser().parse(text).Dimap_Document.Product_Information
          .Delivery_Identification.Order_Identification;
        expect(order.CUSTOMER_REFERENCE).toBe('order <1> & co');
      }
    }
  });

  it('tells the true size of its coarse pixels, and never claims a finer one than the sensor has', async () => {
    const coarse = await inspectPackage(await made('coarse', sceneOf('pleiades')));
    expect(coarse.products[0]?.gsdM).toBeGreaterThan(50);
    const field = polygonOf([3.8, 43.55, 3.8005, 43.5505]);
    const fine = await inspectPackage(
      await made('fine', sceneOf('pleiades', { footprint: field })),
    );
    expect(fine.products[0]?.gsdM).toBe(0.5);
  });

  it('has the same bytes each time, and stays within four megabytes', async () => {
    const scene = sceneOf('pleiades', { bands: 'bundle' });
    const folders = [join(root, 'once'), join(root, 'twice')];
    for (const folder of folders) await writePackage(folder, scene);
    const [once, twice] = await Promise.all(
      folders.map(async (folder) => {
        const files = await filesOf(folder);
        return Buffer.concat(await Promise.all(files.map((file) => readFile(join(folder, file)))));
      }),
    );
    if (!once || !twice) throw new Error('nothing written');
    expect(once.equals(twice)).toBe(true);
    expect(once.length).toBeGreaterThan(1_000_000);
    expect(once.length).toBeLessThan(4_000_000);
  });
});

describe('the writers of the sandbox', () => {
  it('writes a TIFF without keys where the image is in sensor geometry', async () => {
    const raster = { width: 2, height: 3, bands: 1, samples: new Uint16Array([1, 2, 3, 4, 5, 6]) };
    const bytes = geoTiff(raster, null, 'synthetic');
    const { fromArrayBuffer } = await import('geotiff');
    const copy = new Uint8Array(bytes).buffer;
    const image = await (await fromArrayBuffer(copy)).getImage();
    expect(image.getGeoKeys()).toBeNull();
    const [band] = await image.readRasters();
    expect(band).toEqual(new Uint16Array([1, 2, 3, 4, 5, 6]));
  });

  it('escapes what XML reserves and drops what it forbids', () => {
    const text = xmlDocument(xml('a', 'x < y & z\u0001', { b: '"' }));
    expect(XMLValidator.validate(text)).toBe(true);
    expect(text).toContain('<a b="&quot;">x &lt; y &amp; z</a>');
  });
});
