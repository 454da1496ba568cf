import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inspectPackage } from '#app/features/deliveries/dimap/inspect-package.server.ts';
import type { ProviderOrderSpec } from '#app/features/orders/provider.ts';
import { findProvider } from '#app/features/orders/providers/index.server.ts';
import { sandboxFamilyOf, sandboxProvider } from '#app/features/orders/providers/sandbox.server.ts';
import { polygonOf } from '#app/features/orders/providers/sandbox-strips.ts';

const day = 86_400_000;
const placedAt = new Date('2026-06-20T08:00:00Z');

let folder = '';
let now = placedAt;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-provider-'));
  now = placedAt;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A new provider on the same disk is what a restart gives. One real second is one simulated day. */
const started = () => sandboxProvider({ folder, speed: 86_400, clock: () => now });
const waitDays = (days: number) => {
  now = new Date(now.getTime() + days * 1000);
};

const specOf = (change: Partial<ProviderOrderSpec> = {}): ProviderOrderSpec => ({
  orderId: 'order-1',
  sensorId: 'pleiades',
  aoi: polygonOf([3.8, 43.55, 3.9, 43.6]),
  windowFrom: new Date('2026-07-01T00:00:00Z'),
  windowTo: new Date('2026-08-01T00:00:00Z'),
  mode: 'mono',
  maxCloudPct: 10,
  maxIncidenceDeg: 30,
  processingLevel: 'ortho',
  bands: 'pansharpened',
  imageFormat: 'geotiff',
  gsdM: 0.5,
  swathKm: 20,
  comment: 'sandbox:clear',
  ...change,
});

const namesIn = (name: string) => readdir(join(folder, name)).catch(() => []);

describe('the sandbox provider', () => {
  it('says that it is synthetic, and is found by its id alone', () => {
    const config = { sandbox: { folder, speed: 1, clock: () => now } };
    expect(findProvider('sandbox', config)).toMatchObject({ id: 'sandbox', synthetic: true });
    expect(findProvider('airbus', config)).toBeNull();
  });

  it('takes an order once, however often it is placed, at once or after a restart', async () => {
    const provider = started();
    const answers = await Promise.all(Array.from({ length: 8 }, () => provider.place(specOf())));
    waitDays(5);
    answers.push(await started().place(specOf({ comment: 'sandbox:fail' })));
    expect(new Set(answers.map(({ providerReference }) => providerReference)).size).toBe(1);
    expect(await namesIn('orders')).toHaveLength(1);
    waitDays(60);
    const reference = answers[0]?.providerReference ?? '';
    expect((await started().status(reference)).status).toBe('completed');
  });

  it('delivers a parcel that is complete, and the same each time it is asked', async () => {
    const { providerReference } = await started().place(specOf());
    expect(await started().status(providerReference)).toMatchObject({
      status: 'received',
      attempts: [],
      deliveries: [],
    });
    waitDays(50);
    const report = await started().status(providerReference);
    expect(report.status).toBe('completed');
    expect(report.attempts.map(({ state }) => state)).toEqual(['validated']);
    const [delivery] = report.deliveries;
    if (!delivery) throw new Error('no delivery');
    const before = await stat(delivery.folder);
    expect(await started().status(providerReference)).toEqual(report);
    expect((await stat(delivery.folder)).ino).toBe(before.ino);
    const parcel = await inspectPackage(delivery.folder);
    expect(parcel.verdict).toBe('accepted');
    expect(parcel.orderReferences).toContain('order-1');
    expect(parcel.scenes[0]?.footprint).toEqual(polygonOf([3.8, 43.55, 3.9, 43.6]));
    expect(await namesIn('unfinished')).toEqual([]);
  });

  it('delivers in parts, one after the other', async () => {
    const { providerReference } = await started().place(specOf({ comment: 'sandbox:partial' }));
    const counts: number[] = [];
    for (let days = 0; days < 30; days += 1) {
      counts.push((await started().status(providerReference)).deliveries.length);
      waitDays(1);
    }
    expect(new Set(counts)).toEqual(new Set([0, 1, 2]));
    expect(counts).toEqual(counts.toSorted());
  });

  it('survives a kill in the middle of a delivery: the half is never seen, the whole comes at the next call', async () => {
    const { providerReference } = await started().place(specOf());
    const reference = `${providerReference}-D1`;
    const half = join(folder, 'unfinished', `${reference}.half`);
    await mkdir(half, { recursive: true });
    await writeFile(join(half, 'VOL_PHR.XML'), '<Dimap_Document>');
    waitDays(50);
    const [delivery] = (await started().status(providerReference)).deliveries;
    expect((await inspectPackage(delivery?.folder ?? '')).verdict).toBe('accepted');
    expect(await namesIn('unfinished')).toEqual([]);
  });

  it('survives a kill in the middle of placing: the half-written order is no order', async () => {
    await mkdir(join(folder, 'orders'), { recursive: true });
    const { providerReference } = await started().place(specOf());
    await rm(join(folder, 'orders'), { recursive: true });
    await mkdir(join(folder, 'orders'));
    await writeFile(join(folder, 'orders', `${providerReference}.json.half`), '{"version":');
    await expect(started().status(providerReference)).rejects.toMatchObject({
      code: 'order-not-found',
    });
    expect(await started().place(specOf())).toEqual({ providerReference });
    expect((await started().status(providerReference)).status).toBe('received');
  });

  it('writes one parcel where two processes deliver it at once', async () => {
    const { providerReference } = await started().place(specOf());
    waitDays(50);
    const reports = await Promise.all(
      Array.from({ length: 4 }, () => started().status(providerReference)),
    );
    expect(new Set(reports.map(({ deliveries }) => JSON.stringify(deliveries))).size).toBe(1);
    const [delivery] = reports[0]?.deliveries ?? [];
    expect((await inspectPackage(delivery?.folder ?? '')).verdict).toBe('accepted');
    expect(await namesIn(`deliveries/${providerReference}`)).toHaveLength(1);
  });

  it('cancels what is not over, keeps what came before, and answers the same when asked again', async () => {
    const { providerReference } = await started().place(specOf({ comment: 'sandbox:partial' }));
    while ((await started().status(providerReference)).deliveries.length === 0) waitDays(1);
    expect(await started().cancel(providerReference)).toEqual({ cancelled: true });
    waitDays(60);
    expect(await started().cancel(providerReference)).toEqual({ cancelled: true });
    const report = await started().status(providerReference);
    expect(report).toMatchObject({ status: 'cancelled', reasonCode: 'cancelled-by-customer' });
    expect(report.deliveries).toHaveLength(1);
  });

  it('refuses to cancel what has ended', async () => {
    const { providerReference } = await started().place(specOf());
    waitDays(60);
    expect(await started().cancel(providerReference)).toEqual({ cancelled: false });
    expect((await started().status(providerReference)).status).toBe('completed');
  });

  it('fails and expires where the comment asks for it', async () => {
    const ends: Record<string, string> = {};
    for (const scenario of ['fail', 'expire', 'half']) {
      const spec = specOf({ orderId: scenario, comment: `sandbox:${scenario}` });
      const { providerReference } = await started().place(spec);
      waitDays(60);
      const { status, deliveries } = await started().status(providerReference);
      ends[scenario] = `${status} ${deliveries.length}`;
      now = placedAt;
    }
    expect(ends).toEqual({ fail: 'failed 0', expire: 'expired 0', half: 'expired 1' });
  });

  it('keeps the speed of the day it was placed', async () => {
    const { providerReference } = await started().place(specOf());
    const slower = sandboxProvider({ folder, speed: 1, clock: () => now });
    now = new Date(placedAt.getTime() + (60 * day) / 86_400);
    expect((await slower.status(providerReference)).status).toBe('completed');
  });

  it('refuses what it cannot imitate, and an order that nobody placed', async () => {
    await expect(started().place(specOf({ sensorId: 'terrasar-x' }))).rejects.toMatchObject({
      code: 'sensor-not-offered',
      retry: false,
    });
    await expect(started().status('../../etc/passwd')).rejects.toMatchObject({
      code: 'order-not-found',
    });
    expect(await namesIn('orders')).toEqual([]);
    expect(
      ['pleiades-1b', 'pleiades-neo', 'spot-6', 'spot-7', 'co3d'].map(sandboxFamilyOf),
    ).toEqual(['pleiades', 'pleiades-neo', 'spot', null, null]);
  });
});
