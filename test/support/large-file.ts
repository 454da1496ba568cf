import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { acceptLicence, findLicence } from '#app/features/licences/licences.server.ts';
import { diskStorage } from '#app/lib/storage.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { findPeople } from '#db/plant-world.ts';
import { deliveryFiles, items } from '#db/schema.ts';
import type { RunningApp } from './app.ts';

/**
 * Puts a file of any size beside the first scene of a running application and lets Anaïs have it; gives the path to
 * download it from and where it lies on the disk.
 */
export async function addLargeFile(
  { env }: Pick<RunningApp, 'env'>,
  content: Buffer,
): Promise<{ path: string; sha256: string; file: string }> {
  const db = await openDatabase(env.DATABASE_URL ?? '');
  try {
    const [item] = await db.select().from(items).limit(1);
    const deliveryId = item?.deliveryId;
    if (!item || !deliveryId) throw new Error('The seed holds no scene.');
    const { ana } = await findPeople(db);
    const { version } = await findLicence(db, item.licenceId);
    const entityId = ana.affiliations[0]?.entityId ?? '';
    await acceptLicence(db, ana, { licenceVersionId: version.id, entityId, ip: null });
    const id = randomUUID().replaceAll('-', '').slice(0, 20);
    const storageKey = `large/${id}.tif`;
    const written = await diskStorage(env.STORAGE_DIR ?? '').put(storageKey, content);
    await db.tx(async (t) => {
      await t.insert(deliveryFiles).values({
        id,
        deliveryId,
        itemId: item.id,
        path: `LARGE_${id}.TIF`,
        storageKey,
        ...written,
        mediaType: 'image/tiff',
        role: 'data',
      });
    });
    const file = join(env.STORAGE_DIR ?? '', storageKey);
    return { path: `/downloads/items/${item.id}/files/${id}`, sha256: written.sha256, file };
  } finally {
    await db.close();
  }
}
