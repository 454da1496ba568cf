import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { checkAskedArea } from '#app/features/requests/area-check.server.ts';
import { MAX_AREA_TEXT } from '#app/features/requests/posted-request.ts';
import { database } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/**
 * What is wrong with an area, how to repair it and which offers take it, as JSON (`AreaCheck`). Takes GeoJSON in the field
 * `aoi`, and ids of offers in `offers`, separated by commas.
 */
export async function action({ request }: ActionFunctionArgs) {
  await requireActor(request);
  const form = await request.formData();
  const [aoi, offers] = [form.get('aoi'), form.get('offers')];
  if (typeof aoi !== 'string' || aoi === '') refuse('invalid', 'area-needed');
  if (aoi.length > MAX_AREA_TEXT) refuse('invalid', 'area-too-heavy');
  const ids = typeof offers === 'string' ? offers.split(',').filter((id) => id !== '') : [];
  return Response.json(await checkAskedArea(await database(), aoi, ids));
}
