import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { areaActSchema } from '#app/features/saved-areas/saved-area.ts';
import { actOnArea, findSavedArea } from '#app/features/saved-areas/saved-areas.server.ts';
import { database } from '#app/lib/db.server.ts';
import { parseForm } from '#app/lib/parse-form.ts';

/** One saved area with its outline, as JSON. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return Response.json(await findSavedArea(await database(), actor, params.areaId ?? ''));
}

/** `intent` rename (`name`), share (`sharing`, `entityId`) or delete. Answers `{ ok: true }`. */
export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = parseForm(areaActSchema, await request.formData());
  if (!form.ok) return Response.json({ errors: form.reply.errors }, { status: 400 });
  await actOnArea(await database(), actor, params.areaId ?? '', form.value);
  return Response.json({ ok: true });
}
