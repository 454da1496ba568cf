import type { ActionFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { findHeld } from '#app/features/archive/held.server.ts';
import { readNeed } from '#app/features/archive/need.ts';
import { readArea } from '#app/features/requests/posted-request.ts';
import { localeOf } from '#app/i18n/locale.server.ts';
import { database } from '#app/lib/db.server.ts';
import { isId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/**
 * What is held already of an area, as JSON (`Held`). Takes GeoJSON in `aoi`, the need as JSON in `need`, the request that is
 * being written in `requestId`, and in `chosen` the ids of the scenes to count, separated by commas.
 */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = await request.formData();
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  const aoi = readArea(text('aoi'));
  if (!aoi) refuse('invalid', 'area-needed');
  const requestId = text('requestId');
  const held = await findHeld(await database(), actor, {
    aoi,
    need: readNeed(text('need')),
    requestId: isId(requestId) ? requestId : null,
    locale: await localeOf(request),
    ...(form.has('chosen') && { chosen: text('chosen').split(',') }),
  });
  return Response.json(held);
}
