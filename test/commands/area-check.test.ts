import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boxPolygon, geodesicAreaM2 } from '#app/features/areas/area.ts';
import { readEdit } from '#app/features/areas/edit-request.ts';
import { endGeometry } from '#app/features/areas/geometry-pool.server.ts';
import {
  checkAskedArea,
  editAskedArea,
  findOffers,
} from '#app/features/requests/area-check.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import { offers } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDatabase();
  await makeWorld(db);
});
afterAll(endGeometry);

const small = boxPolygon([6, 45, 6.02, 45.02]);
const offersOf = (sensorId: string) =>
  db.select().from(offers).where(eq(offers.sensorId, sensorId));

describe('looking an area over', () => {
  it('tells which of the offers take it, by the figures of the desk', async () => {
    const [offer] = await offersOf('pleiades');
    if (!offer) throw new Error('the world has no offer of Pléiades');
    const { fit, faults, areaM2 } = await checkAskedArea(db, JSON.stringify(small), [
      offer.id,
      'none',
    ]);
    expect(faults).toEqual([]);
    expect(areaM2).toBe(geodesicAreaM2(small));
    expect(fit).toHaveLength(1);
    expect(fit[0]).toMatchObject({ offerId: offer.id, ok: false });
    const areaHa = fit[0]?.enlargement?.areaHa ?? 0;
    expect(areaHa).toBeGreaterThanOrEqual(offer.minAreaHa);
    await db.tx((t) =>
      t.update(offers).set({ minAreaHa: 1, minWidthKm: null }).where(eq(offers.id, offer.id)),
    );
    expect((await checkAskedArea(db, JSON.stringify(small), [offer.id])).fit[0]?.ok).toBe(true);
  });

  it('leaves out what is withdrawn, and asks each once', async () => {
    const [offer, other] = await offersOf('spot-6');
    if (!offer || !other) throw new Error('the world has too few offers of SPOT 6');
    await db.tx((t) => t.update(offers).set({ active: false }).where(eq(offers.id, offer.id)));
    const found = await findOffers(db, [other.id, offer.id, other.id]);
    expect(found.map(({ id }) => id)).toEqual([other.id]);
  });
});

describe('editing an area', () => {
  it('enlarges to what an offer asks, and refuses an offer that there is not', async () => {
    const [offer] = await offersOf('pleiades-neo');
    const edit = readEdit('enlarge', JSON.stringify({ offerId: offer?.id }));
    if (!edit || !offer) throw new Error('not read');
    const answer = await editAskedArea(db, small, edit);
    expect('geometry' in answer && answer.afterHa).toBeGreaterThanOrEqual(offer.minAreaHa);
    const refusal = await editAskedArea(db, small, { operation: 'enlarge', offerId: 'none' }).catch(
      refusalOf,
    );
    expect(refusal).toMatchObject({ code: 'invalid', reason: 'no-offer' });
  });

  it.each([
    ['buffer', '{"metres":100}'],
    ['simplify', '{"metres":0.5}'],
    ['split', '{"line":[[0,0],[1,1]]}'],
    ['split', '{"line":{"type":"LineString","coordinates":[[0,0],[1,1,5]]}}'],
    ['merge', ''],
    ['repair', '{}'],
    ['subtract', JSON.stringify({ geometry: small })],
  ])('reads %s %s', (operation, params) => {
    expect(readEdit(operation, params)).toMatchObject({ operation });
  });

  it.each([
    ['explode', '{}'],
    ['buffer', '{"metres":"100"}'],
    ['buffer', '{"metres":1e9}'],
    ['simplify', '{"metres":0}'],
    ['split', '{"line":[[0,0]]}'],
    ['unite', '{"geometry":{"type":"Point","coordinates":[1,2]}}'],
    ['enlarge', '{}'],
    ['buffer', 'not json'],
    ['buffer', '[]'],
  ])('does not read %s %s', (operation, params) => expect(readEdit(operation, params)).toBeNull());
});
