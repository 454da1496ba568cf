import { Alert } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { activeAffiliations, mayAsk } from '#app/features/accounts/actor.ts';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { AreaActs } from '#app/features/saved-areas/area-acts.tsx';
import { AreaPanel } from '#app/features/saved-areas/area-panel.tsx';
import { AreaTable } from '#app/features/saved-areas/area-table.tsx';
import { areaActSchema } from '#app/features/saved-areas/saved-area.ts';
import {
  actOnArea,
  findSavedArea,
  listSavedAreas,
} from '#app/features/saved-areas/saved-areas.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { TextLink } from '#app/ui/text.tsx';
import '#app/styles/desk.css';
import '#app/features/saved-areas/saved-areas.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const db = await database();
  const areas = await listSavedAreas(db, actor);
  const { searchParams } = new URL(request.url);
  const shownId = searchParams.get('show') ?? areas[0]?.id;
  const t = await translator(await localeOf(request));
  return {
    areas,
    shown: shownId ? await findSavedArea(db, actor, shownId) : null,
    done: searchParams.get('done'),
    mayAsk: mayAsk(actor),
    entities: activeAffiliations(actor).map(({ entityId, entityName }) => ({
      id: entityId,
      name: entityName,
    })),
    title: `${t('places:saved.title')} · DINAMIS`,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const posted = await request.formData();
  const form = parseForm(areaActSchema, posted);
  if (!form.ok) return data(form.reply, { status: 400 });
  const id = String(posted.get('id') ?? '');
  await actOnArea(await database(), actor, id, form.value);
  const { intent } = form.value;
  return redirect(
    intent === 'delete' ? '/areas?done=delete' : `/areas?show=${id}&done=${intent}#area`,
  );
}

export default function Areas() {
  const { t } = useTranslation('places');
  const { areas, shown, done, ...page } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>() ?? null;
  const known = done === 'rename' || done === 'share' || done === 'delete';
  return (
    <div className="page" data-wide>
      <PageHead title={t('saved.title')} lede={t('saved.lede')} />
      {known && (
        <Alert role="status" color="green" variant="outline" mb="md">
          {t(`saved.done.${done}`)}
        </Alert>
      )}
      {areas.length === 0 && (
        <EmptyState title={t('saved.empty')}>
          {t('saved.emptyText')} <TextLink to="/requests">{t('saved.toRequests')}</TextLink>
        </EmptyState>
      )}
      <div className="saved-columns">
        {areas.length > 0 && <AreaTable areas={areas} shownId={shown?.id ?? null} />}
        {shown && (
          <section className="saved-panel" id="area" aria-labelledby="area-title">
            <AreaPanel area={shown} mayAsk={page.mayAsk} />
            {shown.mine && (
              <AreaActs key={shown.id} area={shown} entities={page.entities} reply={reply} />
            )}
          </section>
        )}
      </div>
    </div>
  );
}
