import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { mayAsk } from '#app/features/accounts/actor.ts';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

/** Mints the id under which the first save will make the draft: looking at the form leaves nothing behind. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  if (!mayAsk(actor)) refuse('forbidden', 'not-a-member-entity');
  return redirect(`/requests/${newId()}/edit`);
}

/** Never seen. With a component a refusal is a page, without one it would be bare JSON. */
export default function NewRequest() {
  return null;
}
