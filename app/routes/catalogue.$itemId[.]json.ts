import type { LoaderFunctionArgs } from '@remix-run/node';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import { presentItem } from '#app/features/stac/present-item.ts';
import { database } from '#app/lib/db.server.ts';
import { publicUrl } from '#app/lib/env.server.ts';

/** The STAC item of a scene (STAC 1.1.0), for whoever may know of it. One that was withdrawn is gone: 410, RFC 9457. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await optionalActor(request);
  const { item } = await findItem(await database(), actor, params.itemId ?? '');
  const isOpen = item.visibility === 'public' && item.embargoUntil === null;
  const headers = {
    'Cache-Control': isOpen ? 'public, max-age=300' : 'private, no-cache',
    Vary: 'Cookie',
  };
  if (item.withdrawnAt) {
    const problem = {
      title: 'This scene was withdrawn from the catalogue.',
      status: 410,
      detail: item.withdrawnReason,
      instance: `${publicUrl()}/catalogue/${item.id}`,
      withdrawn: item.withdrawnAt,
    };
    return new Response(JSON.stringify(problem, null, 2), {
      status: 410,
      headers: {
        'Cache-Control': 'no-cache',
        Vary: 'Cookie',
        'Content-Type': 'application/problem+json; charset=utf-8',
      },
    });
  }
  return new Response(JSON.stringify(presentItem(item.stac, item, publicUrl()), null, 2), {
    headers: { ...headers, 'Content-Type': 'application/geo+json; charset=utf-8' },
  });
}
