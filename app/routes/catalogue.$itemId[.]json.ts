import type { LoaderFunctionArgs } from '@remix-run/node';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import { database } from '#app/lib/db.server.ts';

/** The STAC item of a scene (STAC 1.1.0): public, as all metadata of the catalogue is. */
export async function loader({ params }: LoaderFunctionArgs) {
  const { item } = await findItem(await database(), params.itemId ?? '', null);
  return new Response(JSON.stringify(item.stac, null, 2), {
    headers: {
      'Content-Type': 'application/geo+json; charset=utf-8',
      'Cache-Control': 'public, max-age=300',
    },
  });
}
