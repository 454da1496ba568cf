import { Button, Checkbox, NativeSelect } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, Link, useLoaderData } from '@remix-run/react';
import { requirePermission } from '#app/features/accounts/guard.server.ts';
import { requestStates } from '#app/features/requests/workflow.ts';
import { DoneNote } from '#app/features/reviews/done-note.tsx';
import { findInbox } from '#app/features/reviews/inbox.server.ts';
import { Inbox } from '#app/features/reviews/inbox.tsx';
import { inboxTurns, readInboxFilter } from '#app/features/reviews/inbox-filter.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { LinkTabs } from '#app/ui/link-tabs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requirePermission(request, 'desk:read');
  const { searchParams } = new URL(request.url);
  const filter = readInboxFilter(searchParams);
  const t = await translator(await localeOf(request));
  return {
    ...(await findInbox(await database(), actor, filter)),
    filter,
    done: searchParams.get('done'),
    title: `${t('desk:inbox.title')} · DINAMIS`,
  };
}

export default function DeskInbox() {
  const { t } = useTranslation(['desk', 'requests']);
  const { rows, counts, filter, done } = useLoaderData<typeof loader>();
  const tabs = inboxTurns.map((turn) => ({
    to: `/desk?turn=${turn}`,
    label: t(`inbox.tabs.${turn}`),
    current: turn === filter.turn,
    ...(turn !== 'all' && { count: counts[turn] }),
  }));
  return (
    <div className="page" data-wide>
      <PageHead title={t('inbox.title')} lede={t('inbox.lede')} />
      <DoneNote act={done} />
      <LinkTabs label={t('inbox.tabsLabel')} tabs={tabs} />
      <Form method="get" className="filter-bar">
        <input type="hidden" name="turn" value={filter.turn} />
        <NativeSelect
          key={filter.state ?? ''}
          name="state"
          label={t('inbox.filter')}
          defaultValue={filter.state ?? ''}
          data={[
            { value: '', label: t('inbox.anyState') },
            ...requestStates
              .filter((state) => state !== 'draft')
              .map((state) => ({ value: state, label: t(`requests:states.${state}`) })),
          ]}
        />
        <Checkbox
          key={String(filter.overlapping)}
          name="overlap"
          value="yes"
          label={t('inbox.onlyOverlaps')}
          defaultChecked={filter.overlapping}
          mb={8}
          mx="xs"
        />
        <Button type="submit" variant="default">
          {t('inbox.apply')}
        </Button>
      </Form>
      {rows.length > 0 ? (
        <Inbox rows={rows} />
      ) : (
        <EmptyState title={t('inbox.empty')}>
          {filter.turn === 'all' && !filter.state && !filter.overlapping ? (
            t('inbox.emptyText')
          ) : (
            <Link to="/desk?turn=all">{t('inbox.seeAll')}</Link>
          )}
        </EmptyState>
      )}
    </div>
  );
}
