import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { areaHaOf } from '#app/features/areas/area.ts';
import type { NewItem } from '#app/features/catalogue/postings.server.ts';
import { newId } from '#app/lib/id.server.ts';
import type { Storage } from '#app/lib/storage.server.ts';
import type { DeliveryRow } from './deliveries.server.ts';
import type { FileReport, PackageReport } from './dimap/package-report.ts';
import type { ParcelPlan, PlannedScene } from './parcel-plan.server.ts';
import { makeQuicklook } from './quicklook.server.ts';
import { buildItem, filesOfScene } from './stac-item.ts';

/** A file as it will be found: its row's id is minted here because the STAC items name it. */
export type TakenFile = FileReport & { id: string; itemId: string | null; storageKey: string };

export type TakenParcel = { items: NewItem[]; files: TakenFile[]; bytes: number };

/**
 * Stores the parcel's files untouched and writes what the catalogue will say of its scenes. Nothing of it is visible yet: keys are
 * the delivery's own, so that a repeat writes the same over. A file that changed since it was inspected is an error. What
 * belongs to a refused product is left where it is.
 */
export async function takeParcel(
  storage: Storage,
  delivery: DeliveryRow,
  report: PackageReport,
  plan: ParcelPlan,
  now: Date,
): Promise<TakenParcel> {
  const files = planFiles(delivery, report, plan);
  for (const file of files) {
    const { sha256 } = await storage.putFile(
      file.storageKey,
      join(delivery.sourceFolder, file.path),
    );
    if (sha256 !== file.sha256) throw new Error(`${file.path} changed while it was being read`);
  }
  const found: NewItem[] = [];
  for (const planned of plan.scenes) {
    const quicklookKey = await storeQuicklook(storage, delivery, report, planned);
    found.push(itemOf(delivery, report, plan, planned, { files, quicklookKey, now }));
  }
  return { items: found, files, bytes: files.reduce((sum, file) => sum + file.bytes, 0) };
}

/** SHA-256 over the paths and digests of all files, sorted by path: the same for the same parcel, wherever it lies. */
export function contentDigest(report: PackageReport): string {
  const hash = createHash('sha256');
  const byPath = report.files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, sha256 } of byPath) hash.update(`${path}\0${sha256}\n`);
  return hash.digest('hex');
}

function planFiles(delivery: DeliveryRow, report: PackageReport, plan: ParcelPlan): TakenFile[] {
  return report.files.flatMap((file) => {
    const owner = plan.scenes.find(
      ({ scene }) => file.productId !== null && scene.productIds.includes(file.productId),
    );
    if (file.productId !== null && !owner) return [];
    const storageKey = `deliveries/${delivery.id}/${file.path}`;
    return [{ ...file, id: newId(), itemId: owner?.itemId ?? null, storageKey }];
  });
}

async function storeQuicklook(
  storage: Storage,
  delivery: DeliveryRow,
  report: PackageReport,
  { itemId, scene }: PlannedScene,
): Promise<string | null> {
  const picture = await makeQuicklook(delivery.sourceFolder, report, scene);
  if (!picture) return null;
  // Under the delivery too: another delivery that lost the race for this item's id must not replace its picture.
  const key = `quicklooks/${delivery.id}/${itemId}.jpg`;
  await storage.put(key, picture);
  return key;
}

function itemOf(
  delivery: DeliveryRow,
  report: PackageReport,
  plan: ParcelPlan,
  planned: PlannedScene,
  kept: { files: readonly TakenFile[]; quicklookKey: string | null; now: Date },
): NewItem {
  const { itemId, scene, sensor, licence } = planned;
  const { footprint } = scene;
  return {
    id: itemId,
    deliveryId: delivery.id,
    requestId: plan.request?.id ?? null,
    sensorId: sensor.id,
    licenceId: licence.id,
    platform: scene.platform ?? scene.constellation ?? sensor.id,
    acquiredAt: new Date(scene.acquiredAt),
    cloudCoverPct: scene.cloudCoverPct,
    incidenceDeg: scene.incidenceDeg,
    gsdM: scene.gsdM,
    footprint,
    footprintApproximate: scene.approximate,
    areaHa: areaHaOf(footprint),
    synthetic: plan.synthetic,
    quicklookKey: kept.quicklookKey,
    visibility: 'public',
    entityId: plan.request?.entityId ?? null,
    embargoUntil: null,
    withdrawnAt: null,
    withdrawnReason: null,
    stac: { ...stacOf(report, planned, kept) },
    createdAt: kept.now,
  };
}

/** Addresses are those of this site's root, so that they hold wherever the desk is reached. */
function stacOf(
  report: PackageReport,
  { itemId, scene, products, sensor, licence }: PlannedScene,
  { files, now }: { files: readonly TakenFile[]; now: Date },
) {
  const idOf = new Map(files.map(({ path, id }) => [path, id]));
  return buildItem({
    id: itemId,
    collection: sensor.id,
    collectionHref: `/stac/collections/${sensor.id}`,
    scene,
    products,
    files: filesOfScene(report, scene),
    licence: { code: 'other', href: `/licences/${licence.id}`, title: licence.name.en },
    hrefFor: (path) => `/downloads/items/${itemId}/files/${idOf.get(path)}`,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    links: [
      { rel: 'self', href: `/catalogue/${itemId}.json`, type: 'application/geo+json' },
      { rel: 'alternate', href: `/catalogue/${itemId}`, type: 'text/html' },
    ],
  });
}
