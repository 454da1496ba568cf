import type { LoaderFunctionArgs } from '@remix-run/node';
import { data } from '@remix-run/react';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { readQuery } from '#app/features/catalogue/catalogue-query.ts';
import { placeOf, readPlace } from '#app/features/catalogue/picked-place.ts';
import { sceneOf } from '#app/features/catalogue/scene.ts';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { filterOf } from '#app/features/catalogue/search-of.server.ts';
import { database } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

const most = 12;

/** The newest scenes that a search finds at a place of the map, and whether there are more. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const place = readPlace(searchParams);
  const { query, faults } = readQuery(searchParams);
  if (!place || faults.length > 0) refuse('invalid', 'no-place');
  const db = await database();
  const { items, next } = await searchItems(db, await optionalActor(request), {
    ...filterOf(query),
    intersects: placeOf(place),
    limit: most,
  });
  return data(
    { scenes: items.map(sceneOf), more: next !== null },
    { headers: { 'Cache-Control': 'private, no-store' } },
  );
}
