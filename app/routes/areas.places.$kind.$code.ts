import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { readPlaceKind } from '#app/features/places/place.ts';
import { findPlace } from '#app/features/places/places.server.ts';
import { database } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/** The outline of one official place, as JSON: `{ name, geometry, areaHa, source }`. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request);
  const kind = readPlaceKind(params.kind);
  if (!kind) refuse('not-found', 'no-place');
  const place = await findPlace(await database(), kind, params.code ?? '');
  return Response.json(place, { headers: { 'Cache-Control': 'private, max-age=3600' } });
}
