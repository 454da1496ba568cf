import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import express from 'express';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import {
  changeVisibility,
  restoreItem,
  withdrawItem,
} from '#app/features/catalogue/curation.server.ts';
import { ingestFolder } from '#app/features/deliveries/ingest.server.ts';
import { downloadRouter } from '#app/features/downloads/download-router.server.ts';
import { flushDownloads, listDownloads } from '#app/features/downloads/downloads.server.ts';
import { findLicence } from '#app/features/licences/licences.server.ts';
import { writePackage } from '#app/features/orders/providers/sandbox-package.server.ts';
import type { Storage } from '#app/lib/storage.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { downloads } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { temporaryFolder, testIngest } from '../support/order-story.ts';
import { makeWorld } from '../support/world.ts';

const bigName = 'IMG_BIG.BIN';
const bigBytes = 12 * 2 ** 20 + 345;

let db: Db;
let people: People;
let storage: Storage;
let itemId: string;
let big: { id: string; sha256: string };
let base: string;
let folder: string;

beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  const deps = testIngest();
  storage = deps.storage;
  folder = join(temporaryFolder(), 'parcel');
  await writePackage(
    folder,
    {
      family: 'pleiades',
      missionIndex: '1A',
      orderId: 'by-hand',
      providerReference: 'parcel',
      level: 'ortho',
      bands: 'pansharpened',
      footprint: boxPolygon([5.7, 45.2, 5.8, 45.3]),
      views: [{ acquiredAt: new Date('2026-06-15T10:30:00Z'), incidenceDeg: 12, azimuthDeg: 80 }],
      cloudCoverPct: 4,
      gsdM: 0.5,
      producedAt: new Date('2026-06-16T10:30:00Z'),
      seed: 1,
    },
    { maxSamples: 20_000, tilePx: 256 },
  );
  mkdirSync(join(folder, 'ANNEX'));
  writeFileSync(join(folder, 'ANNEX', bigName), randomBytes(bigBytes));
  const outcome = await ingestFolder(db, deps, { folder });
  itemId = outcome.itemIds[0] ?? '';
  const file = (await findItem(db, null, itemId)).files.find(({ path }) => path.endsWith(bigName));
  big = { id: file?.id ?? '', sha256: file?.sha256 ?? '' };
  base = await serve();
}, 60_000);

/** The router alone; the cookie is the name of the person. */
async function serve(): Promise<string> {
  const app = express();
  app.use(
    downloadRouter({ db: async () => db, storage, userIdOf: async (cookies) => cookies || null }),
  );
  app.use((_request, response) => void response.status(404).send('the page'));
  const server: Server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(base + path, { headers, method, redirect: 'manual' });
const filePath = () => `/downloads/items/${itemId}/files/${big.id}`;
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const original = () => readFileSync(join(folder, 'ANNEX', bigName));
const recorded = async () => {
  await flushDownloads(db);
  return db.select().from(downloads).orderBy(asc(downloads.at));
};

describe('a file', () => {
  it('comes whole, with its digest as its tag, and is recorded', async () => {
    const answer = await get(filePath(), { cookie: 'denis' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('etag')).toBe(`"${big.sha256}"`);
    expect(answer.headers.get('content-length')).toBe(String(bigBytes));
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${bigName}"`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const body = await bytesOf(answer);
    expect(createHash('sha256').update(body).digest('hex')).toBe(big.sha256);
    const licence = await findLicence(db, 'dsp-pleiades');
    expect(await recorded()).toMatchObject([
      {
        userId: 'denis',
        entityId: 'lgv',
        itemId,
        fileId: big.id,
        range: null,
        licenceVersionId: licence.version.id,
        ip: expect.stringContaining('127.0.0.1'),
      },
    ]);
    expect(await listDownloads(db, people.odile, itemId)).toMatchObject([
      { userName: 'Denis Faure', path: `ANNEX/${bigName}` },
    ]);
  });

  it('comes in ranges, small and large, each recorded', async () => {
    for (const [header, start, end] of [
      ['bytes=0-99', 0, 99],
      ['bytes=1048570-2097161', 1048570, 2097161],
      ['bytes=100-', 100, bigBytes - 1],
      ['bytes=-7', bigBytes - 7, bigBytes - 1],
    ] as const) {
      const answer = await get(filePath(), { cookie: 'denis', range: header });
      expect(answer.status).toBe(206);
      expect(answer.headers.get('content-range')).toBe(`bytes ${start}-${end}/${bigBytes}`);
      expect((await bytesOf(answer)).equals(original().subarray(start, end + 1))).toBe(true);
    }
    expect((await recorded()).map(({ range }) => range)).toEqual([
      '0-99',
      '1048570-2097161',
      `100-${bigBytes - 1}`,
      `${bigBytes - 7}-${bigBytes - 1}`,
    ]);
  });

  it('is not sent, nor recorded, when nothing is to be sent', async () => {
    const cookie = 'denis';
    const known = await get(filePath(), { cookie, 'if-none-match': `"${big.sha256}"` });
    expect(known.status).toBe(304);
    const beyond = await get(filePath(), { cookie, range: `bytes=${bigBytes}-` });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('content-range')).toBe(`bytes */${bigBytes}`);
    const head = await get(filePath(), { cookie }, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(bigBytes));
    expect(await recorded()).toEqual([]);
    const changed = await get(filePath(), { cookie, range: 'bytes=0-9', 'if-range': '"old"' });
    expect(changed.status).toBe(200);
    await bytesOf(changed);
  });

  it('is recorded once for each of many asked at the same moment', async () => {
    const asked = Array.from({ length: 30 }, (_, n) =>
      get(filePath(), { cookie: 'denis', range: `bytes=${n}-${n + 9}` }).then(bytesOf),
    );
    await Promise.all(asked);
    const ranges = (await recorded()).map(({ range }) => range);
    expect(new Set(ranges).size).toBe(30);
    expect(ranges).toHaveLength(30);
  });

  it('goes on being served after a reader has gone away in the middle', async () => {
    await new Promise<void>((resolve) => {
      const asking = httpRequest(base + filePath(), { headers: { cookie: 'denis' } }, (answer) => {
        answer.once('data', () => {
          answer.destroy();
          resolve();
        });
      });
      asking.on('error', () => undefined).end();
    });
    expect((await get(filePath(), { cookie: 'denis', range: 'bytes=0-1' })).status).toBe(206);
  });
});

describe('who may not retrieve', () => {
  it('is told so: scripts by a status and a reason, browsers by the page that explains', async () => {
    for (const path of [filePath(), `/downloads/items/${itemId}.zip`]) {
      for (const [cookie, status, reason] of [
        ['', 401, 'not-signed-in'],
        ['nora', 403, 'no-member-entity'],
        ['odile', 403, 'no-member-entity'],
        ['ana', 403, 'not-accepted'],
        ['farid', 403, 'not-accepted'],
      ] as const) {
        const answer = await get(path, cookie ? { cookie } : {});
        expect(answer.status).toBe(status);
        expect(await answer.json()).toMatchObject({ reason });
        const accept = 'text/html,application/xhtml+xml';
        const page = await get(path, { accept, ...(cookie && { cookie }) });
        expect(page.status).toBe(303);
        expect(page.headers.get('location')).toBe(`/catalogue/${itemId}/access`);
      }
    }
    expect(await recorded()).toEqual([]);
  });

  it('finds nothing under a wrong address, nor a file under another scene', async () => {
    expect((await get(`/downloads/items/${itemId}/files/none`, { cookie: 'denis' })).status).toBe(
      404,
    );
    expect((await get(`/downloads/items/other/files/${big.id}`, { cookie: 'denis' })).status).toBe(
      404,
    );
    const page = await get('/downloads/items/none.zip', { cookie: 'denis', accept: 'text/html' });
    expect(await page.text()).toBe('the page');
  });
});

describe('the whole scene', () => {
  it('comes as a ZIP of its announced length that unpacks to the very files', async () => {
    const answer = await get(`/downloads/items/${itemId}.zip`, { cookie: 'elise' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/zip');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${itemId}.zip"`);
    const body = await bytesOf(answer);
    expect(answer.headers.get('content-length')).toBe(String(body.length));
    const out = temporaryFolder();
    writeFileSync(join(out, 'scene.zip'), body);
    execFileSync('python3', ['-m', 'zipfile', '-e', join(out, 'scene.zip'), out]);
    const { files } = await findItem(db, null, itemId);
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const got = readFileSync(join(out, itemId, file.path));
      expect(createHash('sha256').update(got).digest('hex')).toBe(file.sha256);
    }
    expect(await recorded()).toMatchObject([{ userId: 'elise', entityId: 'ale', fileId: null }]);
  });

  it('stops reading when the reader goes away', async () => {
    let open = 0;
    const { open: reallyOpen } = storage;
    storage.open = (key, range) => {
      const stream = reallyOpen(key, range);
      open += 1;
      stream.once('close', () => {
        open -= 1;
      });
      return stream;
    };
    await new Promise<void>((resolve) => {
      const path = `${base}/downloads/items/${itemId}.zip`;
      const asking = httpRequest(path, { headers: { cookie: 'denis' } }, (answer) => {
        answer.once('data', () => {
          answer.destroy();
          resolve();
        });
      });
      asking.on('error', () => undefined).end();
    });
    await expect.poll(() => open).toBe(0);
  });
});

describe('a quicklook', () => {
  it('is for everybody and may be kept', async () => {
    const answer = await get(`/quicklooks/${itemId}.jpg`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toContain('public');
    expect((await bytesOf(answer)).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
    expect((await get('/quicklooks/none.jpg')).status).toBe(404);
    expect(await db.select().from(downloads).where(eq(downloads.itemId, itemId))).toEqual([]);
  });

  it('is only for those who may know of the scene, and then never kept for others', async () => {
    await changeVisibility(db, people.odile, itemId, {
      visibility: 'members',
      entityId: null,
      embargoUntil: null,
    });
    expect((await get(`/quicklooks/${itemId}.jpg`)).status).toBe(404);
    expect((await get(`/quicklooks/${itemId}.jpg`, { cookie: 'nora' })).status).toBe(404);
    const answer = await get(`/quicklooks/${itemId}.jpg`, { cookie: 'ana' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('private');
  });
});

describe('a scene that was withdrawn', () => {
  it('is gone for those who might know of it, and comes back when it is restored', async () => {
    await withdrawItem(db, people.odile, itemId, 'Livrée deux fois.');
    const paths = [
      `/quicklooks/${itemId}.jpg`,
      `/downloads/items/${itemId}.zip`,
      `/downloads/items/${itemId}/files/${big.id}`,
    ];
    for (const path of paths) {
      const answer = await get(path, { cookie: 'denis' });
      expect([answer.status, answer.headers.get('cache-control')], path).toEqual([410, 'no-cache']);
      expect(await answer.json()).toEqual({ code: 'gone', reason: 'item-withdrawn' });
    }
    const page = await get(paths[1] ?? '', { cookie: 'denis', accept: 'text/html' });
    expect([page.status, page.headers.get('location')]).toEqual([303, `/catalogue/${itemId}`]);
    await restoreItem(db, people.odile, itemId);
    expect((await get(paths[0] ?? '')).status).toBe(200);
  });
});
