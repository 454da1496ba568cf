import type { Actor } from '#app/features/accounts/actor.ts';
import { type AreaGeometry, areaHaOf } from '#app/features/areas/area.ts';
import type { AreaFault } from '#app/features/areas/area-fault.ts';
import { runGeometry } from '#app/features/areas/geometry-pool.server.ts';
import { placeOrder } from '#app/features/orders/orders.server.ts';
import { type Advance, advance } from '#app/features/requests/advance.server.ts';
import { sensorsOf } from '#app/features/requests/request-schema.ts';
import { findRequest, type RequestRow } from '#app/features/requests/requests.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { readPart } from './part.ts';
import type { Decision } from './review-schema.ts';

/**
 * Does what an officer decided on a request, all or nothing. Geometry is computed before the transaction. Besides what
 * `advance`, the ledger and the order refuse: 400 for a sensor that was not asked (`sensor-not-asked`), a part that cannot
 * be read (`part-unreadable`), is no sound surface (`part-faulty`) or lies outside the area (`part-outside`); 409 when the request was sent anew since it was
 * read (`request-changed`).
 */
export async function decideRequest(
  db: Db,
  actor: Actor,
  given: { id: string; decision: Decision },
): Promise<void> {
  const { id, decision } = given;
  const { request } = await findRequest(db, actor, id);
  const grant = await grantOf(request, decision);
  await db.tx(async (t) => {
    if (decision.act === 'order') {
      await placeOrder(t, actor, {
        id: decision.orderId,
        requestId: id,
        ...(decision.comment && { comment: decision.comment }),
      });
    } else {
      const after = await advance(t, actor, { id, ...wordsOf(decision), ...(grant && { grant }) });
      if (after.version !== decision.version) refuse('conflict', 'request-changed');
    }
  });
}

type Grant = NonNullable<Advance['grant']>;

async function grantOf(request: RequestRow, decision: Decision): Promise<Grant | null> {
  if (decision.act !== 'approve' && decision.act !== 'approve-part') return null;
  const { sensorId } = decision;
  if (!sensorsOf(request.form).includes(sensorId)) refuse('invalid', 'sensor-not-asked');
  if (!request.aoi) refuse('invalid', 'area-needed');
  if (decision.act === 'approve') {
    return { sensorId, aoi: request.aoi, areaHa: request.areaHa };
  }
  const part = await measurePart(request.aoi, decision.part);
  if (!part.ok) refuse('invalid', part.why, placeOf(part.fault));
  return { sensorId, aoi: part.aoi, areaHa: part.areaHa };
}

export type MeasuredPart =
  | { ok: true; aoi: AreaGeometry; areaHa: number }
  /** `fault` is what makes the part unusable. */
  | { ok: false; why: 'part-unreadable' | 'part-outside' | 'part-faulty'; fault?: AreaFault };

/** What of an area lies inside a part that was drawn or typed: GeoJSON, or coordinates. Whole hectares, by the ellipsoid. */
export async function measurePart(aoi: AreaGeometry, text: string): Promise<MeasuredPart> {
  const part = readPart(text);
  if (!part) return { ok: false, why: 'part-unreadable' };
  const [fault] = await runGeometry('faults', part);
  if (fault) return { ok: false, why: 'part-faulty', fault };
  const granted = await runGeometry('intersect', aoi, part);
  if (!granted) return { ok: false, why: 'part-outside' };
  return { ok: true, aoi: granted, areaHa: areaHaOf(granted) };
}

/** In the order of coordinates that a part is typed in. */
const placeOf = (fault: AreaFault | undefined) => ({
  place: fault?.at ? fault.at.map((degrees) => degrees.toFixed(5)).join(', ') : '–',
});

function wordsOf(decision: Exclude<Decision, { act: 'order' }>) {
  return {
    act: decision.act,
    ...('text' in decision && decision.text && { text: decision.text }),
    ...('reason' in decision && { reason: decision.reason }),
  };
}
