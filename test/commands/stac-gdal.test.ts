import { execFile, spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { type StacServer, serveStac } from '../support/stac.ts';
import { makeWorld } from '../support/world.ts';

const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0;
if (!hasGdal)
  console.log('GDAL is not here (Debian: gdal-bin): its reading of /stac is not tried.');

let stac: StacServer;

beforeAll(async () => {
  if (!hasGdal) return;
  const db = await openTestDatabase();
  await makeWorld(db);
  await plantItems(
    db,
    Array.from({ length: 45 }, (_, n) => ({
      id: `scene-${n}`,
      box: [n, 40, n + 1, 41] as [number, number, number, number],
      acquiredAt: new Date(Date.UTC(2024, 0, 1 + n)).toISOString(),
      cloudCoverPct: n,
    })),
  );
  stac = await serveStac(db);
});

/** Not in this thread, which serves. */
const run = (tool: string, args: readonly string[]) =>
  new Promise<string>((resolve, reject) => {
    execFile(tool, args, { timeout: 30_000, maxBuffer: 1e8 }, (error, stdout, stderr) =>
      error ? reject(new Error(stderr)) : resolve(stdout),
    );
  });

describe.skipIf(!hasGdal)('GDAL’s driver of OGC API Features', () => {
  it('lists the collections, and knows the extent and the number of scenes of one', async () => {
    const list = await run('ogrinfo', ['-ro', `OAPIF:${stac.base}/stac`]);
    for (const id of ['pleiades', 'pleiades-neo', 'spot-6', 'spot-7', 'co3d'])
      expect(list).toContain(id);
    const one = await run('ogrinfo', ['-ro', '-so', `OAPIF:${stac.base}/stac`, 'pleiades']);
    expect(one).toContain('Feature Count: 45');
    expect(one).toContain('Extent: (0.000000, 40.000000) - (45.000000, 41.000000)');
    expect(one).toMatch(/eo:cloud_cover: (Integer|Real)/);
  });

  it('follows every page, and asks for a box', async () => {
    const read = async (...args: string[]) =>
      JSON.parse(
        await run('ogr2ogr', [
          '-f',
          'GeoJSON',
          '/vsistdout/',
          `OAPIF:${stac.base}/stac`,
          'pleiades',
          '-oo',
          'PAGE_SIZE=7',
          ...args,
        ]),
      ).features.map(
        ({ properties }: { properties: { id?: string; platform: string } }) => properties,
      );
    expect(await read()).toHaveLength(45);
    expect(await read('-spat', '10.2', '40', '12.8', '41')).toHaveLength(3);
  });
});
