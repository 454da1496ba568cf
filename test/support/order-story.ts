import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { areaHaOf, boxPolygon } from '#app/features/areas/area.ts';
import { inspectPackage } from '#app/features/deliveries/dimap/inspect-package.server.ts';
import type { IngestDeps } from '#app/features/deliveries/ingest.server.ts';
import { placeOrder } from '#app/features/orders/orders.server.ts';
import { pollOrders } from '#app/features/orders/poll-orders.server.ts';
import type { Provider } from '#app/features/orders/provider.ts';
import { sandboxProvider } from '#app/features/orders/providers/sandbox.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import type { RequestForm } from '#app/features/requests/request-schema.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { diskStorage, type Storage } from '#app/lib/storage.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';

const dayMs = 86_400_000;

/** About 10 by 11 km in the Chartreuse. */
export const askedArea = boxPolygon([5.7, 45.2, 5.83, 45.3]);

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A request of Anaïs for Pléiades, approved in full by Odile. Gives its id. */
export async function approvedRequest(
  db: Db,
  people: People,
  form: Partial<RequestForm> = {},
): Promise<string> {
  const id = newId();
  const day = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);
  const asked: Partial<RequestForm> = {
    entityId: 'lgv',
    title: 'Chartreuse',
    kind: 'tasking',
    sensor1: 'pleiades',
    windowFrom: day(1),
    windowTo: day(40),
    mode: 'mono',
    maxCloudPct: 20,
    maxIncidenceDeg: 30,
    processingLevel: 'ortho',
    bands: 'pansharpened',
    format: 'geotiff',
    contacts: '',
    ...form,
  };
  await saveDraft(db, people.ana, { id, form: asked, aoi: askedArea });
  await advance(db, people.ana, { id, act: 'submit' });
  const grant = { sensorId: 'pleiades', aoi: askedArea, areaHa: areaHaOf(askedArea) };
  await advance(db, people.odile, { id, act: 'approve', grant });
  return id;
}

/** An approved request whose order lies ready for the provider. */
export async function orderedRequest(
  db: Db,
  people: People,
  given: { comment?: string; form?: Partial<RequestForm> } = {},
): Promise<{ requestId: string; orderId: string }> {
  const requestId = await approvedRequest(db, people, given.form);
  const orderId = newId();
  const { comment = 'sandbox:clear' } = given;
  await placeOrder(db, people.odile, { id: orderId, requestId, comment });
  return { requestId, orderId };
}

/** A sandbox whose time the test moves, in days since now; polls with it. */
export function sandboxDesk(db: Db): {
  provider: Provider;
  pollAt: (days: number) => Promise<number>;
} {
  const start = Date.now();
  let now = new Date(start);
  const clock = () => now;
  const provider = sandboxProvider({ folder: temporaryFolder(), speed: 1, clock });
  return {
    provider,
    pollAt: (days) => {
      now = new Date(start + days * dayMs);
      return pollOrders(db, { findProvider: () => provider, clock });
    },
  };
}

/** The real inspection and a disk of the test's own. */
export function testIngest(changed: Partial<IngestDeps> = {}): IngestDeps & { storage: Storage } {
  const storage = diskStorage(temporaryFolder());
  return { storage, inspect: (folder) => inspectPackage(folder), ...changed };
}
