import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { checkAskedArea } from '#app/features/requests/area-check.server.ts';
import { readArea } from '#app/features/requests/posted-request.ts';
import { database } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/** What is wrong with an area, and what the catalogue already holds of it, as JSON. Takes GeoJSON in the field `aoi`. */
export async function action({ request }: ActionFunctionArgs) {
  await requireActor(request);
  const aoi = (await request.formData()).get('aoi');
  const area = typeof aoi === 'string' ? readArea(aoi) : null;
  if (!area) refuse('invalid', 'area-needed');
  return Response.json(await checkAskedArea(await database(), area));
}
