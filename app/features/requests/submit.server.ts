import type { Actor } from '#app/features/accounts/actor.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
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
import type { PostedRequest } from './posted-request.ts';
import { saveDraft } from './requests.server.ts';

export type Submission = { ok: true } | { ok: false; faults: RequestFault[] };

/**
 * Sends a request to the desk: what was typed is saved, checked by every rule of the page and by the geometry engine,
 * and submitted. With a fault it stays a draft, with what was typed, and nobody is told. Refuses as `saveDraft` and
 * `advance` do.
 */
export async function submitRequest(
  db: Db,
  actor: Actor,
  id: string,
  posted: PostedRequest,
): Promise<Submission> {
  const { locked } = await findEditable(db, actor, id);
  if (locked) refuse('conflict', 'not-editable');
  const faults = await faultsOfPosted(db, actor, posted);
  const draft = { id, form: draftOf(posted.values), aoi: posted.aoi };
  const text = posted.answer.trim();
  await db.tx(async (t) => {
    await saveDraft(t, actor, draft);
    if (faults.length === 0) await advance(t, actor, { id, act: 'submit', ...(text && { text }) });
  });
  return faults.length === 0 ? { ok: true } : { ok: false, faults };
}

async function faultsOfPosted(
  db: Db,
  actor: Actor,
  { values, aoi, fault }: PostedRequest,
): Promise<RequestFault[]> {
  const context = await findAskContext(db, actor, actor.locale);
  const check = checkRequest(values, aoi, context);
  const engine =
    aoi && check.area.length === 0
      ? await checkArea(aoi, limitsOf(answersOf(values), context))
      : null;
  return [...(fault ? [fault] : []), ...allFaults(check), ...areaFaults(engine)];
}
