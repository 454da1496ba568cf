import { Alert } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { mailStates, readMailState } from '#app/features/mail/mail-states.ts';
import { MailTable } from '#app/features/mail/mail-table.tsx';
import { countMail, listMail, requeueMail } from '#app/features/mail/outbox.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { LinkTabs } from '#app/ui/link-tabs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/styles/desk.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  await requirePermission(request, 'mail:manage');
  const { searchParams } = new URL(request.url);
  const shown = readMailState(searchParams.get('state'));
  const db = await database();
  const t = await translator(await localeOf(request));
  return {
    shown,
    counts: await countMail(db),
    letters: await listMail(db, shown),
    done: searchParams.has('done'),
    title: `${t('desk:mail.title')} · DINAMIS`,
  };
}

export async function action({ request }: ActionFunctionArgs) {
  await requirePermission(request, 'mail:manage');
  const form = await request.formData();
  await requeueMail(await database(), String(form.get('id') ?? ''));
  return redirect('/desk/mail?state=queued&done=requeue');
}

export default function DeskMail() {
  const { t } = useTranslation('desk');
  const { shown, counts, letters, done } = useLoaderData<typeof loader>();
  const tabs = mailStates.map((one) => ({
    to: `/desk/mail?state=${one}`,
    label: t(`mail.tabs.${one}`),
    count: counts[one],
    current: one === shown,
  }));
  return (
    <div className="page" data-wide>
      <PageHead title={t('mail.title')} lede={t('mail.lede')} />
      {done && (
        <Alert role="status" color="green" variant="outline" mb="md">
          {t('mail.requeued')}
        </Alert>
      )}
      <LinkTabs label={t('mail.tabsLabel')} tabs={tabs} />
      {letters.length > 0 ? (
        <MailTable letters={letters} state={shown} />
      ) : (
        <EmptyState title={t(`mail.empty.${shown}`)}>{t('mail.emptyText')}</EmptyState>
      )}
    </div>
  );
}
