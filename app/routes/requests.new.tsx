import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { mayAsk } from '#app/features/accounts/actor.ts';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { draftOf, usualValues } from '#app/features/requests/check-request.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { findSavedArea } from '#app/features/saved-areas/saved-areas.server.ts';
import { database } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/** Mints the id under which the first save will make the draft: looking at the form leaves nothing behind. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (!mayAsk(actor)) refuse('forbidden', 'not-a-member-entity');
  return redirect(`/requests/${newId()}/edit`);
}

/** Begins a request with the area that is posted as `area`, the id of a saved one. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  if (!mayAsk(actor)) refuse('forbidden', 'not-a-member-entity');
  const db = await database();
  const areaId = String((await request.formData()).get('area') ?? '');
  const { name: title, geometry: aoi } = await findSavedArea(db, actor, areaId);
  const id = newId();
  await saveDraft(db, actor, { id, form: draftOf({ ...usualValues, title }), aoi });
  return redirect(`/requests/${id}/edit`);
}

/** Never seen. With a component a refusal is a page, without one it would be bare JSON. */
export default function NewRequest() {
  return null;
}
