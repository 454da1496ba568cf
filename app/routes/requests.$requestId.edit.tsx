import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { warmAreaReader } from '#app/features/areas/files/area-file-reader.server.ts';
import { draftOf } from '#app/features/requests/check-request.ts';
import { findEditPage } from '#app/features/requests/editable-request.server.ts';
import { readPostedRequest } from '#app/features/requests/posted-request.ts';
import { RequestEditor } from '#app/features/requests/request-editor.tsx';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { submitRequest } from '#app/features/requests/submit.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { database } from '#app/lib/db.server.ts';
import { isId } from '#app/lib/id.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const id = idOf(params.requestId);
  const locale = await localeOf(request);
  const page = await findEditPage(await database(), actor, id, locale);
  if (page.locked) throw redirect(`/requests/${id}`);
  // Whoever edits a request may bring a file soon.
  warmAreaReader();
  const t = await translator(locale);
  const number = page.request?.number;
  const title = number
    ? t('requests:edit.title-returned', { number })
    : t(`requests:edit.title-${page.request ? 'draft' : 'new'}`);
  return { ...page, id, title: `${title} · DINAMIS` };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = idOf(params.requestId);
  const form = await request.formData();
  const posted = readPostedRequest(form);
  const db = await database();
  if (form.get('intent') === 'save' && !posted.fault) {
    await saveDraft(db, actor, { id, form: draftOf(posted.values), aoi: posted.aoi });
    return redirect(`/requests/${id}/edit`);
  }
  if (form.get('intent') === 'save' && posted.fault) {
    return data({ posted, faults: [posted.fault] }, { status: 400 });
  }
  const sent = await submitRequest(db, actor, id, posted);
  if (!sent.ok) return data({ posted, faults: sent.faults }, { status: 400 });
  return redirect(`/requests/${id}`);
}

const idOf = (id: string | undefined): string =>
  isId(id) ? id : refuse('not-found', 'no-request');

export default function EditRequest() {
  const page = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return <RequestEditor key={page.id} page={page} {...(reply && { reply })} />;
}
