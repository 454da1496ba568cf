import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { readArea } from '#app/features/requests/posted-request.ts';
import { newAreaSchema } from '#app/features/saved-areas/saved-area.ts';
import { listSavedAreas, saveArea } from '#app/features/saved-areas/saved-areas.server.ts';
import { database } from '#app/lib/db.server.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/** The saved areas that the person may use, as JSON, without their outlines. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return Response.json({ areas: await listSavedAreas(await database(), actor) });
}

/** Keeps an area: `name`, `sharing`, `aoi` (GeoJSON), and `entityId` where the person acts for several. Answers `{ id }`. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = parseForm(newAreaSchema, await request.formData());
  if (!form.ok) return Response.json({ errors: form.reply.errors }, { status: 400 });
  const { aoi, ...given } = form.value;
  const geometry = readArea(aoi);
  if (!geometry) refuse('invalid', 'area-needed');
  return Response.json(await saveArea(await database(), actor, { ...given, geometry }), {
    status: 201,
  });
}
