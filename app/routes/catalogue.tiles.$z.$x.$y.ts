import type { LoaderFunctionArgs } from '@remix-run/node';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { readQuery } from '#app/features/catalogue/catalogue-query.ts';
import { footprintTile } from '#app/features/catalogue/footprint-map.server.ts';
import { mapSearchOf } from '#app/features/catalogue/search-of.server.ts';
import { readTile } from '#app/features/catalogue/tile-address.ts';
import { database } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/** A picture of all footprints that a search finds in one tile of Web Mercator: for this reader, as all that is found. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const tile = readTile(params, searchParams.get('ratio'));
  const { query, faults } = readQuery(searchParams);
  if (!tile || faults.length > 0) refuse('invalid', 'no-tile');
  const db = await database();
  const picture = await footprintTile(db, await optionalActor(request), mapSearchOf(query), tile);
  return new Response(new Uint8Array(picture), {
    headers: {
      'Content-Type': 'image/png',
      'Cache-Control': 'private, max-age=60',
      Vary: 'Cookie',
    },
  });
}
