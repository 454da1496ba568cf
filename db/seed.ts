import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { and, eq, gte } from 'drizzle-orm';
import { ingestDeps, ingestFolder } from '#app/features/deliveries/ingest.server.ts';
import { writePackage } from '#app/features/orders/providers/sandbox-package.server.ts';
import { env } from '#app/lib/env.server.ts';
import type { Storage } from '#app/lib/storage.server.ts';
import type { Db } from './client.server.ts';
import { type People, plantWorld } from './plant-world.ts';
import { playStory, requestIdOf } from './play-story.ts';
import { deliveries, outbox, requests } from './schema.ts';
import { areaAround, heldScenes, stories } from './seed-requests.ts';

/**
 * The world of the demonstration: people and figures, scenes in the catalogue, and one request in each state, brought there
 * by the commands of the people concerned. `sandboxFolder` is the sandbox provider's own disk. Run again, it adds what is
 * missing. Its letters are not sent. Refused in production, but for the demonstration.
 */
export async function seed(
  db: Db,
  { storage, sandboxFolder }: { storage: Storage; sandboxFolder: string },
): Promise<People> {
  const { NODE_ENV, DEMO } = env();
  if (NODE_ENV === 'production' && !DEMO) {
    throw new Error('The demonstration world is not for production (DEMO=1 says otherwise).');
  }
  const now = new Date();
  const people = await plantWorld(db, now);
  const missing = await missingStories(db);
  if (missing.length === 0) return people;
  await holdScenes(db, storage, now);
  for (const story of missing) await playStory(db, { story, people, storage, sandboxFolder, now });
  await db.tx(async (t) => {
    await t.delete(outbox).where(and(eq(outbox.state, 'queued'), gte(outbox.createdAt, now)));
  });
  return people;
}

async function missingStories(db: Db) {
  const known = new Set((await db.select({ id: requests.id }).from(requests)).map(({ id }) => id));
  return stories.filter((story) => !known.has(requestIdOf(story)));
}

/** Scenes that were brought by hand. */
async function holdScenes(db: Db, storage: Storage, now: Date): Promise<void> {
  for (const [rank, { place, acquiredDaysAgo, ...scene }] of heldScenes.entries()) {
    const day = new Date(now.getTime() - acquiredDaysAgo * 86_400_000).toISOString().slice(0, 10);
    const acquiredAt = new Date(`${day}T10:${37 + rank}:12Z`);
    const reference = `${scene.family}-${day}`;
    if (await isHeld(db, reference)) continue;
    const beside = await mkdtemp(join(tmpdir(), 'desk-seed-'));
    const folder = join(beside, reference);
    await writePackage(folder, {
      ...scene,
      orderId: '',
      providerReference: `SBX-SEED-${rank + 1}`,
      level: 'ortho',
      footprint: areaAround(place),
      views: [{ acquiredAt, incidenceDeg: scene.incidenceDeg, azimuthDeg: 100 + rank * 20 }],
      producedAt: acquiredAt,
      seed: rank + 1,
    });
    const { state, fault } = await ingestFolder(db, { ...ingestDeps(), storage }, { folder });
    if (state !== 'ingested') throw new Error(`${reference} was not taken in: ${fault}`);
    await rm(beside, { recursive: true, force: true });
  }
}

async function isHeld(db: Db, reference: string): Promise<boolean> {
  const held = await db.select().from(deliveries).where(eq(deliveries.reference, reference));
  return held.length > 0;
}
