import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { readEdit, readEditedArea } from '#app/features/areas/edit-request.ts';
import { editAskedArea } from '#app/features/requests/area-check.server.ts';
import { MAX_AREA_TEXT } from '#app/features/requests/posted-request.ts';
import { database } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/**
 * An area after an operation, as JSON (`EditAnswer`); nothing is stored. Takes GeoJSON in the field `aoi`, the name of the
 * operation in `operation` and its figures as JSON in `params` (`AreaEdit`; `enlarge` takes an `offerId`).
 */
export async function action({ request }: ActionFunctionArgs) {
  await requireActor(request);
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  if (text('aoi').length > MAX_AREA_TEXT) refuse('invalid', 'area-too-heavy');
  const area = readEditedArea(text('aoi'));
  if (!area) refuse('invalid', 'area-needed');
  const edit = readEdit(text('operation'), text('params'));
  if (!edit) refuse('invalid', 'edit-unknown');
  return Response.json(await editAskedArea(await database(), area, edit));
}
