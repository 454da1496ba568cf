import type { Actor } from '#app/features/accounts/actor.ts';
import { findHeldShare } from '#app/features/archive/held.server.ts';
import { needOf } from '#app/features/archive/need.ts';
import { reasonFault } from '#app/features/archive/reason.ts';
import { runGeometry } from '#app/features/areas/geometry-pool.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { advance } from './advance.server.ts';
import type { RequestFault } from './check-request.ts';
import {
  allFaults,
  answersOf,
  areaFaults,
  checkRequest,
  draftOf,
  limitsOf,
} from './check-request.ts';
import { findAskContext, findEditable } from './editable-request.server.ts';
import { fitFaultsOf } from './offer-fit.ts';
import type { PostedRequest } from './posted-request.ts';
import { saveDraft } from './requests.server.ts';

export type Submission = { ok: true } | { ok: false; faults: RequestFault[] };

/**
 * Sends a request to the desk: what was typed is saved, checked by every rule of the page and by the geometry engine,
 * and submitted, with what was held of its area at that moment. Where that is much, the request has to say why it does not
 * do. With a fault it stays a draft, with what was typed, and nobody is told. Refuses as `saveDraft` and `advance` do.
 */
export async function submitRequest(
  db: Db,
  actor: Actor,
  id: string,
  posted: PostedRequest,
): Promise<Submission> {
  const { locked } = await findEditable(db, actor, id);
  if (locked) refuse('conflict', 'not-editable');
  const { faults, held } = await look(db, actor, id, posted);
  const draft = { id, form: draftOf(posted.values), aoi: posted.aoi };
  const text = posted.answer.trim();
  await db.tx(async (t) => {
    await saveDraft(t, actor, draft);
    if (faults.length > 0) return;
    await advance(t, actor, { id, act: 'submit', ...(text && { text }), ...(held && { held }) });
  });
  return faults.length === 0 ? { ok: true } : { ok: false, faults };
}

async function look(db: Db, actor: Actor, id: string, { values, aoi, fault }: PostedRequest) {
  const context = await findAskContext(db, actor, actor.locale);
  const check = checkRequest(values, aoi, context);
  const answers = answersOf(values);
  // The page shows the gravest fault; here all of them are told.
  const engine = aoi ? await runGeometry('faults', aoi, limitsOf(answers, context)) : [];
  const isSound = aoi && engine.length === 0;
  const fit = isSound ? fitFaultsOf(answers, aoi, context.sensors) : [];
  const whole = { ...check, area: engine.flatMap(areaFaults) };
  const faults = [...(fault ? [fault] : []), ...allFaults(whole), ...fit];
  if (!aoi || faults.some(isOfArea)) return { faults, held: null };
  const need = needOf(answers, context);
  const held = await findHeldShare(db, actor, { aoi, need, requestId: id });
  return { faults: [...faults, ...reasonFault(held.pct, values.archiveReason)], held };
}

const isOfArea = ({ field }: RequestFault) => field === 'aoi';
