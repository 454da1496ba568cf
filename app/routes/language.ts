import type { ActionFunctionArgs } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { setLocale } from '#app/features/accounts/accounts.server.ts';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { isLocale } from '#app/i18n/i18n.ts';
import { localeCookie } from '#app/i18n/locale.server.ts';
import { database } from '#app/lib/db.server.ts';
import { localPath } from '#app/lib/local-path.ts';

/** Nothing to see: a GET goes home. */
export const loader = () => redirect('/');

/** Remembers the language: in the browser, and for the mail of whoever is signed in. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const wanted = form.get('locale');
  const chosen = isLocale(wanted) ? wanted : 'fr';
  const actor = await optionalActor(request);
  if (actor) await setLocale(await database(), actor, chosen);
  const to = new URL(localPath(String(form.get('to') ?? '/')), 'http://local');
  to.searchParams.delete('lng');
  const headers = { 'Set-Cookie': await localeCookie.serialize(chosen) };
  return redirect(to.pathname + to.search, { headers });
}
