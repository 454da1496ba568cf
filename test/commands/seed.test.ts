import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countMail } from '#app/features/mail/outbox.server.ts';
import { requestStates } from '#app/features/requests/workflow.ts';
import { diskStorage, type Storage } from '#app/lib/storage.server.ts';
import type { Db } from '#db/client.server.ts';
import { deliveries, deliveryFiles, items, ledgerEntries, requests } from '#db/schema.ts';
import { seed } from '#db/seed.ts';
import { checkFiles, checkLedger } from '../../scripts/admin/check.ts';
import { openTestDatabase } from '../support/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'desk-seed-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let db: Db;
let storage: Storage;
const run = () => seed(db, { storage, sandboxFolder: join(folder, 'sandbox') });
beforeAll(async () => {
  db = await openTestDatabase();
  storage = diskStorage(join(folder, 'storage'));
  await run();
}, 120_000);

const counts = async () => ({
  requests: (await db.select().from(requests)).length,
  entries: (await db.select().from(ledgerEntries)).length,
  deliveries: (await db.select().from(deliveries)).length,
  items: (await db.select().from(items)).length,
});

describe('the seed', () => {
  it('leaves one request in each state of the workflow', async () => {
    const states = (await db.select().from(requests)).map(({ state }) => state);
    expect(states.sort()).toEqual([...requestStates].sort());
  });

  it('holds scenes of each family, all marked as synthetic', async () => {
    const rows = await db.select().from(items);
    const sensors = [...new Set(rows.map(({ sensorId }) => sensorId))].sort();
    expect(sensors).toEqual(['pleiades', 'pleiades-neo', 'spot-6']);
    expect(rows.every(({ synthetic }) => synthetic)).toBe(true);
  });

  it('bypasses no quota: its ledger and files have no fault', async () => {
    expect((await checkLedger(db)).faults).toEqual([]);
    const { checked, faults } = await checkFiles(db, storage);
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(50);
  });

  it('leaves no letter to be sent', async () => {
    expect(await countMail(db)).toEqual({ queued: 0, sent: 0, dead: 0 });
  });

  it('run again changes nothing', async () => {
    const before = await counts();
    await run();
    expect(await counts()).toEqual(before);
  });
});

describe('the operator’s check', () => {
  it('names a file that was changed, and one that is gone', async () => {
    const [changed, gone] = await db.select().from(deliveryFiles).limit(2);
    await storage.put(changed?.storageKey ?? '', Buffer.alloc(changed?.bytes ?? 0, 'x'));
    await storage.remove(gone?.storageKey ?? '');
    const { faults } = await checkFiles(db, storage);
    expect(faults.sort()).toEqual(
      [
        `${changed?.storageKey} is not what arrived: its digest differs.`,
        `${gone?.storageKey} is missing.`,
      ].sort(),
    );
  });

  it('names quota that is held for a request that is over', async () => {
    await db.tx(async (t) => {
      await t.update(requests).set({ state: 'closed' });
    });
    const { faults } = await checkLedger(db);
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).toMatch(/keeps \d+ ha for a request that is closed/);
  });
});
