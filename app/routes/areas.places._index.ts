import type { LoaderFunctionArgs } from '@remix-run/node';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { hasOutlines, listPlaces } from '#app/features/places/places.server.ts';
import { database } from '#app/lib/db.server.ts';

/**
 * The official places that `q` may mean, as JSON: `{ places: [{ kind, code, name, of, hasOutline }], outlines }`. `outlines` is
 * false where the operator has imported none at all.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireActor(request);
  const db = await database();
  const text = new URL(request.url).searchParams.get('q') ?? '';
  const [places, outlines] = await Promise.all([listPlaces(db, text), hasOutlines(db)]);
  return Response.json(
    { places, outlines },
    { headers: { 'Cache-Control': 'private, max-age=300' } },
  );
}
