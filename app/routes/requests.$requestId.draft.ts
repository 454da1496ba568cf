import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { draftOf } from '#app/features/requests/check-request.ts';
import { readPostedRequest } from '#app/features/requests/posted-request.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { database } from '#app/lib/db.server.ts';
import { isId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/** Keeps the form as it is being filled in. The page posts it at each pause, and once more when it is left. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = params.requestId;
  if (!isId(id)) refuse('not-found', 'no-request');
  const { values, aoi } = readPostedRequest(await request.formData());
  const { areaHa } = await saveDraft(await database(), actor, { id, form: draftOf(values), aoi });
  return Response.json({ savedAt: new Date().toISOString(), areaHa });
}
