import { cpSync, existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import {
  findDelivery,
  listDeliveries,
  listDeliveriesOfRequest,
  retryDelivery,
} from '#app/features/deliveries/deliveries.server.ts';
import {
  type IngestDeps,
  ingestArrived,
  ingestDelivery,
  ingestFolder,
} from '#app/features/deliveries/ingest.server.ts';
import { writePackage } from '#app/features/orders/providers/sandbox-package.server.ts';
import { findHold } from '#app/features/quotas/quotas.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import { listEvents } from '#app/features/requests/requests.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Storage } from '#app/lib/storage.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import {
  deliveries,
  deliveryFiles,
  itemCells,
  itemDocuments,
  items,
  outbox,
  requests,
} from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import {
  orderedRequest,
  sandboxDesk,
  temporaryFolder,
  testIngest,
} from '../support/order-story.ts';
import { makeWorld } from '../support/world.ts';

const real = '../shared/data/1-deliveries/gdal/dimap2';

let db: Db;
let people: People;
let deps: IngestDeps & { storage: Storage };
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  deps = testIngest();
});

/** A parcel written by the sandbox, as if brought by hand. */
async function parcel(
  name: string,
  changed: {
    box?: [number, number, number, number];
    orderId?: string;
    seed?: number;
    views?: number;
  } = {},
) {
  const folder = join(temporaryFolder(), name);
  const { box = [5.6, 45.1, 5.9, 45.4], orderId = 'by-hand', seed = 1, views = 1 } = changed;
  await writePackage(
    folder,
    {
      family: 'pleiades',
      missionIndex: '1A',
      orderId,
      providerReference: name,
      level: 'ortho',
      bands: 'bundle',
      footprint: boxPolygon(box),
      views: Array.from({ length: views }, (_, rank) => ({
        acquiredAt: new Date(Date.parse('2026-06-15T10:30:00Z') + rank * 40_000),
        incidenceDeg: 12,
        azimuthDeg: 80,
      })),
      cloudCoverPct: 4,
      gsdM: 0.5,
      producedAt: new Date('2026-06-16T10:30:00Z'),
      seed,
    },
    { maxSamples: 40_000, tilePx: 256 },
  );
  return folder;
}

const stateOf = async (id: string) =>
  (await db.select().from(requests).where(eq(requests.id, id)))[0]?.state;
const letters = async (subject: RegExp) =>
  (await db.select().from(outbox)).filter((mail) => subject.test(mail.subject));

async function nothingVisible() {
  expect(await db.select().from(items)).toEqual([]);
  expect(await db.select().from(itemCells)).toEqual([]);
  expect(await db.select().from(itemDocuments)).toEqual([]);
  expect(await db.select().from(deliveryFiles)).toEqual([]);
}

describe.skipIf(!existsSync(real))('real parcels', () => {
  const expected = {
    bundle: { sensorId: 'pleiades', itemId: 'pleiades-1a_20160617t123456_foo' },
    single_component: { sensorId: 'pleiades', itemId: 'pleiades-1a_20160617t123456_foo' },
    vhr2020_ms_fs: { sensorId: 'pleiades-neo', itemId: 'pleiades-neo-4_20170412t110601_ms-fs' },
  };
  for (const [name, { sensorId, itemId }] of Object.entries(expected)) {
    it(`takes ${name} in, every file untouched`, async () => {
      // The parcel of Pléiades Neo lacks the panchromatic that its volume names.
      const takeInPart = name === 'vhr2020_ms_fs';
      const outcome = await ingestFolder(db, deps, { folder: join(real, name), takeInPart });
      expect(outcome).toMatchObject({ state: 'ingested', fault: null, itemIds: [itemId] });
      const found = await findDelivery(db, people.odile, outcome.deliveryId);
      expect(found.items[0]).toMatchObject({ sensorId, synthetic: false, requestId: null });
      const onDisk = readdirSync(join(real, name), { recursive: true, withFileTypes: true });
      expect(found.files).toHaveLength(onDisk.filter((entry) => entry.isFile()).length);
      for (const file of found.files) {
        expect(await deps.storage.stat(file.storageKey)).toEqual({ bytes: file.bytes });
      }
    });
  }

  it('waits for what the volume names and is absent, unless it is taken in part', async () => {
    const folder = join(real, 'vhr2020_ms_fs');
    const waiting = await ingestFolder(db, deps, { folder });
    expect(waiting).toMatchObject({ state: 'incomplete', itemIds: [] });
    const taken = await ingestFolder(db, deps, { folder, takeInPart: true });
    expect(taken).toMatchObject({ state: 'ingested', deliveryId: waiting.deliveryId });
  });

  it('refuses one that nothing dates', async () => {
    const outcome = await ingestFolder(db, deps, { folder: join(real, 'primary_rpc_center_h') });
    expect(outcome).toMatchObject({ state: 'set-aside', fault: 'refused' });
    expect((await letters(/primary_rpc/))[0]?.text).toContain('aucune date de prise de vue');
    await nothingVisible();
  });

  it('refuses one whose image is cut short, tells the desk, shows nothing of it', async () => {
    const folder = join(temporaryFolder(), 'cut');
    cpSync(join(real, 'single_component'), folder, { recursive: true });
    truncateSync(join(folder, 'IMG_foo_R1C1.TIF'), 200);
    const outcome = await ingestFolder(db, deps, { folder });
    expect(outcome).toMatchObject({ state: 'set-aside', fault: 'refused', itemIds: [] });
    const [mail, ...others] = await letters(/mise de côté : cut/);
    expect(others).toEqual([]);
    expect(mail?.toAddress).toBe('guichet@dinamis.example');
    expect(mail?.text).toContain('IMG_foo_R1C1.TIF');
    expect(mail?.text).toContain(`/desk/deliveries/${outcome.deliveryId}`);
    await nothingVisible();
    expect(await deps.storage.list('')).toEqual([]);
  });
});

describe('a parcel brought by hand', () => {
  it('is catalogued with its picture, its cells and its STAC item', async () => {
    const { deliveryId, itemIds } = await ingestFolder(db, deps, { folder: await parcel('one') });
    const found = await findDelivery(db, people.odile, deliveryId);
    expect(found.delivery).toMatchObject({ state: 'ingested', reference: 'one' });
    expect(found.delivery.bytes).toBe(found.files.reduce((sum, f) => sum + f.bytes, 0));
    const [item] = found.items;
    const [document] = await db.select().from(itemDocuments);
    expect(item).toMatchObject({
      id: itemIds[0],
      sensorId: 'pleiades',
      licenceId: 'dsp-pleiades',
      platform: 'pleiades-1a',
      synthetic: true,
    });
    expect(item?.id).toMatch(/^[a-z0-9][a-z0-9_-]+$/);
    expect(await deps.storage.stat(item?.quicklookKey ?? '')).not.toBeNull();
    expect((await db.select().from(itemCells)).length).toBeGreaterThan(2);
    expect(document?.stac).toMatchObject({
      type: 'Feature',
      stac_version: '1.1.0',
      id: itemIds[0],
    });
    const hrefs = JSON.stringify(document?.stac);
    for (const file of found.files) {
      expect(hrefs).toContain(`/downloads/items/${itemIds[0]}/files/${file.id}`);
    }
    expect(found.files.some((file) => file.itemId === null)).toBe(true);
    expect(await listDeliveries(db, people.odile, { state: 'ingested' })).toHaveLength(1);
    expect((await refusalOf(await listDeliveries(db, people.ana).catch((e) => e)))?.code).toBe(
      'forbidden',
    );
  });

  it('is ingested once: the same files again are set aside, under whatever name', async () => {
    const folder = await parcel('first');
    await ingestFolder(db, deps, { folder });
    const copy = join(temporaryFolder(), 'second');
    await cp(folder, copy, { recursive: true });
    const outcome = await ingestFolder(db, deps, { folder: copy });
    expect(outcome).toMatchObject({ state: 'set-aside', fault: 'duplicate: first', itemIds: [] });
    expect(await db.select().from(items)).toHaveLength(1);
    expect(await letters(/second/)).toHaveLength(1);
  });

  it('gets another id when its scene has the name of one that is held', async () => {
    const folder = await parcel('same');
    const one = await ingestFolder(db, deps, { folder });
    const again = join(temporaryFolder(), 'again');
    await cp(folder, again, { recursive: true });
    writeFileSync(join(again, 'LISEZMOI.TXT'), 'Seconde livraison.');
    const other = await ingestFolder(db, deps, { folder: again });
    expect([one.state, other.state]).toEqual(['ingested', 'ingested']);
    expect(other.itemIds[0]).toBe(`${one.itemIds[0]}-${other.deliveryId.slice(-6)}`);
  });

  it('settles and closes the request whose number is given', async () => {
    const { requestId } = await orderedRequest(db, people);
    const [request] = await db.select().from(requests).where(eq(requests.id, requestId));
    const requestNumber = request?.number ?? '';
    await ingestFolder(db, deps, { folder: await parcel('for-it'), requestNumber });
    expect(await stateOf(requestId)).toBe('closed');
    expect(await listDeliveriesOfRequest(db, requestId)).toHaveLength(1);
    const refusal = await refusalOf(
      await ingestFolder(db, deps, { folder: real, requestNumber: '1999-0001' }).catch((e) => e),
    );
    expect(refusal?.code).toBe('not-found');
  });

  it('finds its request by the order that it names', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    await ingestFolder(db, deps, { folder: await parcel('named', { orderId }) });
    expect(await stateOf(requestId)).toBe('closed');
  });

  it('is set aside when none of our sensors took it', async () => {
    const folder = await parcel('foreign');
    const inspect: IngestDeps['inspect'] = async (path) => {
      const report = await deps.inspect(path);
      const scenes = report.scenes.map((s) => ({ ...s, platform: 'perusat-1' }));
      return { ...report, scenes };
    };
    const outcome = await ingestFolder(db, { ...deps, inspect }, { folder });
    expect(outcome).toMatchObject({ state: 'set-aside', fault: 'unknown-sensor: perusat-1' });
    await nothingVisible();
  });
});

describe('what is delivered for a request', () => {
  it('is charged by the area covered, and the rest once it is complete', async () => {
    const { requestId } = await orderedRequest(db, people, { comment: 'sandbox:partial' });
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(90);
    const parcels = await db.select().from(deliveries);
    expect(parcels.length).toBeGreaterThan(1);
    await ingestDelivery(db, deps, parcels[0]?.id ?? '');
    expect(await stateOf(requestId)).toBe('partly-delivered');
    const hold = await findHold(db, requestId);
    expect(hold?.settledHa).toBeGreaterThan(0);
    expect(hold?.leftHa).toBeGreaterThan(0);
    await ingestArrived(db, deps);
    expect(await stateOf(requestId)).toBe('closed');
    expect(await findHold(db, requestId)).toMatchObject({ leftHa: 0, settledHa: hold?.holdHa });
    const acts = (await listEvents(db, requestId)).map(({ act }) => act);
    expect(acts.slice(-3)).toEqual(['deliver-part', 'deliver', 'close']);
  });

  it('is charged once, however often the same delivery is read', async () => {
    const { requestId } = await orderedRequest(db, people);
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(90);
    await ingestArrived(db, deps);
    const [delivery] = await db.select().from(deliveries);
    const events = await listEvents(db, requestId);
    const again = await ingestDelivery(db, deps, delivery?.id ?? '');
    await ingestArrived(db, deps);
    expect(again.state).toBe('ingested');
    expect(await listEvents(db, requestId)).toEqual(events);
    expect((await db.select().from(items)).every((item) => item.synthetic)).toBe(true);
  });

  it('needs two views of the ground in stereo', async () => {
    const { requestId } = await orderedRequest(db, people, { form: { mode: 'stereo' } });
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(90);
    await ingestArrived(db, deps);
    expect(await db.select().from(items)).toHaveLength(2);
    expect(await stateOf(requestId)).toBe('closed');
  });

  it('is catalogued and not charged when the request is over', async () => {
    const { requestId } = await orderedRequest(db, people);
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(90);
    await advance(db, people.odile, { id: requestId, act: 'cancel-by-desk', text: 'Trop tard.' });
    await ingestArrived(db, deps);
    expect(await stateOf(requestId)).toBe('cancelled');
    expect(await db.select().from(items)).toHaveLength(1);
    expect(await findHold(db, requestId)).toMatchObject({ leftHa: 0, settledHa: 0 });
  });

  it('changes nothing in the request when it lies elsewhere', async () => {
    const { requestId, orderId } = await orderedRequest(db, people);
    await ingestFolder(db, deps, {
      folder: await parcel('far', { orderId, box: [1, 44, 1.2, 44.2] }),
    });
    expect(await stateOf(requestId)).toBe('ordered');
    expect(await db.select().from(items)).toHaveLength(1);
  });
});

describe('faults', () => {
  it('leave nothing to see when they come between the files and the catalogue; a repeat finishes', async () => {
    const { requestId } = await orderedRequest(db, people);
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(90);
    const [delivery] = await db.select().from(deliveries);
    const id = delivery?.id ?? '';
    const { storage } = deps;
    const dying: Storage = {
      ...storage,
      put: async () => {
        throw new Error('killed');
      },
    };
    await expect(ingestDelivery(db, { ...deps, storage: dying }, id)).rejects.toThrow('killed');
    expect((await storage.list(`deliveries/${id}`)).length).toBeGreaterThan(5);
    await nothingVisible();
    expect(await stateOf(requestId)).toBe('ordered');
    expect((await ingestDelivery(db, deps, id)).state).toBe('ingested');
    expect(await stateOf(requestId)).toBe('closed');
    expect(await db.select().from(items)).toHaveLength(1);
  });

  it('are kept and tried again, then set the parcel aside, and do not stop the others', async () => {
    let now = Date.now();
    const clock = () => new Date(now);
    const good = await parcel('good');
    const broken = await parcel('broken', { seed: 3 });
    const inspect: IngestDeps['inspect'] = (folder) =>
      folder === broken ? Promise.reject(new Error('EIO')) : deps.inspect(folder);
    const faulty = { ...deps, inspect, clock };
    const first = await ingestFolder(db, faulty, { folder: broken });
    expect(first).toMatchObject({ state: 'arrived', fault: 'unreadable: EIO' });
    expect((await ingestFolder(db, faulty, { folder: good })).state).toBe('ingested');
    for (let tries = 1; tries < 5; tries += 1) {
      now += 3_600_000;
      expect(await ingestArrived(db, faulty)).toBe(1);
    }
    const found = await findDelivery(db, people.odile, first.deliveryId);
    expect(found.delivery).toMatchObject({ state: 'set-aside', tries: 5 });
    expect(await letters(/broken/)).toHaveLength(1);
    now += 3_600_000;
    expect(await ingestArrived(db, faulty)).toBe(0);
    await retryDelivery(db, people.odile, { id: first.deliveryId, takeInPart: false });
    now += 3_600_000;
    await ingestArrived(db, { ...deps, clock });
    expect((await findDelivery(db, people.odile, first.deliveryId)).delivery.state).toBe(
      'ingested',
    );
  });

  it('of a file that changes while it is read are seen by its digest', async () => {
    const folder = await parcel('moving');
    const inspect: IngestDeps['inspect'] = async (path) => {
      const report = await deps.inspect(path);
      return { ...report, files: report.files.map((f) => ({ ...f, sha256: '0'.repeat(64) })) };
    };
    const outcome = await ingestFolder(db, { ...deps, inspect }, { folder });
    expect(outcome.state).toBe('arrived');
    expect(outcome.fault).toMatch(/^unreadable: .+ changed while it was being read$/);
    await nothingVisible();
  });
});

describe('an incomplete parcel', () => {
  /** A bundle of two products, one of which is moved away. Gives the way to bring it back. */
  async function halfParcel() {
    const folder = await parcel('half');
    const [ms] = readdirSync(folder).filter((name) => /^IMG_.*MS/.test(name));
    if (!ms) throw new Error('no multispectral product');
    const away = join(temporaryFolder(), 'away');
    await rename(join(folder, ms), away);
    return { folder, bringBack: () => rename(away, join(folder, ms)) };
  }

  it('waits, tells the desk once, and is taken when the rest comes', async () => {
    let now = Date.now();
    const timed = { ...deps, clock: () => new Date(now) };
    const { folder, bringBack } = await halfParcel();
    const { deliveryId, state } = await ingestFolder(db, timed, { folder });
    expect(state).toBe('incomplete');
    await nothingVisible();
    now += 3_600_000;
    expect(await ingestArrived(db, timed)).toBe(1);
    expect(await letters(/half/)).toHaveLength(1);
    await bringBack();
    now += 24 * 3_600_000;
    await ingestArrived(db, timed);
    expect((await findDelivery(db, people.odile, deliveryId)).delivery.state).toBe('ingested');
    expect(await letters(/half/)).toHaveLength(1);
  });

  it('is taken in part when the desk says so', async () => {
    const { folder } = await halfParcel();
    const { deliveryId } = await ingestFolder(db, deps, { folder });
    await retryDelivery(db, people.odile, { id: deliveryId, takeInPart: true });
    await ingestArrived(db, deps);
    const found = await findDelivery(db, people.odile, deliveryId);
    expect(found.delivery).toMatchObject({ state: 'ingested', takeInPart: true });
    expect(found.items).toHaveLength(1);
    const refusal = await refusalOf(
      await retryDelivery(db, people.odile, { id: deliveryId, takeInPart: true }).catch((e) => e),
    );
    expect(refusal?.code).toBe('conflict');
  });

  it('keeps the request of an order that is over until the desk decides', async () => {
    const { requestId } = await orderedRequest(db, people, { comment: 'sandbox:half' });
    const { pollAt } = sandboxDesk(db);
    await pollAt(0);
    await pollAt(90);
    const [delivery] = await db.select().from(deliveries);
    await rm(delivery?.sourceFolder ?? '', { recursive: true });
    let now = Date.now();
    const timed = { ...deps, clock: () => new Date(now) };
    for (let tries = 0; tries < 5; tries += 1) {
      await ingestArrived(db, timed);
      now += 3_600_000;
    }
    expect((await db.select().from(deliveries))[0]?.state).toBe('set-aside');
    expect(await stateOf(requestId)).toBe('ordered');
    expect((await findHold(db, requestId))?.leftHa).toBeGreaterThan(0);
  });
});
