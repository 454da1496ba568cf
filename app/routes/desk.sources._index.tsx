import { Alert, Button } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, redirect, useLoaderData } from '@remix-run/react';
import { IconPlus } from '@tabler/icons-react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { OfferTabs } from '#app/features/offers/desk-tabs.tsx';
import { listSources, moveSource } from '#app/features/offers/free-sources.server.ts';
import { SourceTable } from '#app/features/offers/source-table.tsx';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';
import '#app/features/offers/offers.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'offers:edit');
  const t = await translator(await localeOf(request));
  return {
    sources: await listSources(await database(), actor),
    done: new URL(request.url).searchParams.has('done'),
    title: `${t('offers:sources.title')} · DINAMIS`,
  };
}

/** Moves a source one place up or down. */
export async function action({ request }: ActionFunctionArgs) {
  const actor = await requirePermission(request, 'offers:edit');
  const form = await request.formData();
  const by = form.get('by') === '-1' ? -1 : 1;
  await moveSource(await database(), actor, { id: String(form.get('id') ?? ''), by });
  return redirect('/desk/sources');
}

export default function DeskSources() {
  const { t } = useTranslation('offers');
  const { sources, done } = useLoaderData<typeof loader>();
  const add = (
    <Button
      component={Link}
      to="/desk/sources/new"
      leftSection={<IconPlus size={18} aria-hidden />}
    >
      {t('sources.add')}
    </Button>
  );
  return (
    <div className="page" data-wide>
      <PageHead title={t('sources.title')} lede={t('sources.lede')} actions={add} />
      <OfferTabs current="sources" />
      {done && (
        <Alert role="status" color="green" variant="outline" mb="md">
          {t('sources.done')}
        </Alert>
      )}
      {sources.length === 0 ? (
        <EmptyState title={t('sources.empty')}>{t('sources.emptyText')}</EmptyState>
      ) : (
        <SourceTable sources={sources} />
      )}
    </div>
  );
}
