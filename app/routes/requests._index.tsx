import { Anchor, Button, Group, Stack, Title } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { IconMapPins, IconPlus } from '@tabler/icons-react';
import { mayAsk } from '#app/features/accounts/actor.ts';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { QuotaBar } from '#app/features/quotas/quota-bar.tsx';
import { listEnvelopes } from '#app/features/quotas/quotas.server.ts';
import { groupRequests, requestGroups } from '#app/features/requests/request-groups.ts';
import { RequestRows } from '#app/features/requests/request-rows.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import '#app/features/requests/requests.css';
import { listOwn } from '#app/features/requests/requests.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { LinkTabs } from '#app/ui/link-tabs.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const locale = await localeOf(request);
  const db = await database();
  const [rows, envelopes] = await Promise.all([listOwn(db, actor), listEnvelopes(db, actor)]);
  const groups = groupRequests(rows, actor.id);
  const asked = new URL(request.url).searchParams.get('show');
  const fallback = groups.waiting.length > 0 ? 'waiting' : 'all';
  const show = requestGroups.find((group) => group === asked) ?? fallback;
  const now = new Date();
  const t = await translator(locale);
  return {
    title: `${t('requests:list.title')} · DINAMIS`,
    now,
    show,
    rows: groups[show].map(({ form: _form, ...row }) => row),
    counts: requestGroups.map((group) => ({ group, count: groups[group].length })),
    none: rows.length === 0,
    mayAsk: mayAsk(actor),
    actorId: actor.id,
    envelopes: envelopes
      .filter(({ fromAt, toAt }) => fromAt <= now && now < toAt)
      .map(({ name, ...envelope }) => ({ ...envelope, name: name[locale] })),
  };
}

export default function Requests() {
  const { t } = useTranslation('requests');
  const page = useLoaderData<typeof loader>();
  const begin = (
    <Button component={Link} to="/requests/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('list.new')}
    </Button>
  );
  return (
    <div className="page" data-wide>
      <PageHead
        title={t('list.title')}
        lede={t('list.lede')}
        actions={
          <Group gap="sm">
            <Button
              component={Link}
              to="/areas"
              variant="default"
              leftSection={<IconMapPins size={18} aria-hidden />}
            >
              {t('places:saved.link')}
            </Button>
            {page.mayAsk && !page.none && begin}
          </Group>
        }
      />
      <div className="requests-and-quotas">
        {page.none ? (
          <EmptyState title={t('list.empty.title')}>
            <Stack align="flex-start">
              <span>{t(page.mayAsk ? 'list.empty.text' : 'list.empty.no-entity')}</span>
              {page.mayAsk && begin}
              <Anchor component={Link} to="/catalogue">
                {t('list.empty.catalogue')}
              </Anchor>
            </Stack>
          </EmptyState>
        ) : (
          <div>
            <LinkTabs
              label={t('list.tabs.label')}
              tabs={page.counts.map(({ group, count }) => ({
                to: `/requests?show=${group}`,
                label: t(`list.tabs.${group}`),
                count,
                current: group === page.show,
              }))}
            />
            <RequestRows
              rows={page.rows}
              now={page.now}
              actorId={page.actorId}
              empty={t(`list.none-here.${page.show}`)}
            />
          </div>
        )}
        {page.envelopes.length > 0 && (
          <section aria-labelledby="quotas-title">
            <Title order={2} size="h4" mb="md" id="quotas-title">
              {t('list.quotas')}
            </Title>
            <Stack gap="lg">
              {page.envelopes.map(({ id, name, grantedHa, heldHa, settledHa, freeHa }) => (
                <QuotaBar key={id} caption={name} {...{ grantedHa, heldHa, settledHa, freeHa }} />
              ))}
              <Anchor component={Link} to="/quotas">
                {t('list.all-quotas')}
              </Anchor>
            </Stack>
          </section>
        )}
      </div>
    </div>
  );
}
