import { Anchor } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { listEntityNames } from '#app/features/accounts/entities.server.ts';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { findItem } from '#app/features/catalogue/catalogue.server.ts';
import {
  changeVisibility,
  listItemEvents,
  restoreItem,
  withdrawItem,
} from '#app/features/catalogue/curation.server.ts';
import { visibilitySchema, withdrawalSchema } from '#app/features/catalogue/curation.ts';
import { CurationDownloads, CurationEvents } from '#app/features/catalogue/curation-tables.tsx';
import { sceneOf } from '#app/features/catalogue/scene.ts';
import { sceneName } from '#app/features/catalogue/scene-words.ts';
import { VisibilityForm } from '#app/features/catalogue/visibility-form.tsx';
import { RestoreForm, WithdrawForm } from '#app/features/catalogue/withdraw-form.tsx';
import { listDownloads } from '#app/features/downloads/downloads.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { useLocale } from '#app/lib/locale.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/features/catalogue/scene-page.css';

const shownDownloads = 20;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'catalogue:manage');
  const db = await database();
  const { item, sensorName } = await findItem(db, actor, params.itemId ?? '');
  const { footprint: _drawnElsewhere, ...scene } = sceneOf({ ...item, sensorName });
  const events = await listItemEvents(db, actor, item.id);
  const downloads = await listDownloads(db, actor, item.id);
  const t = await translator(await localeOf(request));
  return {
    title: `${t('curation:title')} · DINAMIS`,
    scene,
    visibility: item.visibility,
    entityId: item.entityId,
    embargoUntil: item.embargoUntil?.toISOString().slice(0, 10) ?? null,
    withdrawnReason: item.withdrawnAt && (item.withdrawnReason ?? ''),
    entities: await listEntityNames(db),
    events: events.map(({ event, actorName }) => ({
      id: event.id,
      act: event.act,
      detail: event.detail,
      at: event.at,
      actorName,
    })),
    downloads: downloads
      .slice(0, shownDownloads)
      .map(({ download, userName, entityName, path }) => ({
        id: download.id,
        at: download.at,
        userName,
        entityName,
        path,
      })),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'catalogue:manage');
  const itemId = params.itemId ?? '';
  const db = await database();
  const posted = await request.formData();
  const intent = posted.get('intent');
  if (intent === 'visibility') {
    const form = parseForm(visibilitySchema, posted);
    if (!form.ok) return data(form.reply, { status: 400 });
    const { visibility, entityId, embargoUntil } = form.value;
    await changeVisibility(db, actor, itemId, {
      visibility,
      entityId: entityId || null,
      embargoUntil: embargoUntil === '' ? null : new Date(`${embargoUntil}T00:00:00Z`),
    });
  } else if (intent === 'restore') {
    await restoreItem(db, actor, itemId);
  } else {
    const form = parseForm(withdrawalSchema, posted);
    if (!form.ok) return data(form.reply, { status: 400 });
    await withdrawItem(db, actor, itemId, form.value.reason);
  }
  return redirect(`/catalogue/${encodeURIComponent(itemId)}/manage`);
}

export default function Manage() {
  const { t } = useTranslation('curation');
  const { t: words } = useTranslation('catalogue');
  const locale = useLocale();
  const shown = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const errors = reply?.errors ?? {};
  const address = `/catalogue/${shown.scene.id}`;
  return (
    <div className="page">
      <PageHead
        title={t('title')}
        lede={<Anchor href={address}>{sceneName(shown.scene, words, locale)}</Anchor>}
      />
      <ErrorSummary
        errors={Object.entries(errors).map(([field, key]) => ({ field, message: t(key) }))}
      />
      <div className="manage-grid">
        <VisibilityForm {...shown} errors={errors} typed={reply?.values} />
        {shown.withdrawnReason === null ? (
          <WithdrawForm errors={errors} reason={String(reply?.values.reason ?? '')} />
        ) : (
          <RestoreForm reason={shown.withdrawnReason} />
        )}
      </div>
      <CurationEvents events={shown.events} entities={shown.entities} />
      <CurationDownloads downloads={shown.downloads} />
      <p>
        <Anchor href={address}>{t('back')}</Anchor>
      </p>
    </div>
  );
}
