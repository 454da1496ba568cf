import { Anchor, Button, TextInput, Title } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, Form, redirect, useActionData, useLoaderData } from '@remix-run/react';
import { IconSearch, IconTrash } from '@tabler/icons-react';
import { requireActor } from '#app/features/accounts/guard.server.ts';
import { readQuery } from '#app/features/catalogue/catalogue-query.ts';
import { queryWords } from '#app/features/catalogue/query-words.ts';
import { PaceField } from '#app/features/saved-searches/save-search.tsx';
import { changedSearchSchema, newSearchSchema } from '#app/features/saved-searches/saved-search.ts';
import {
  changeSearch,
  deleteSearch,
  listSearches,
  saveSearch,
} from '#app/features/saved-searches/saved-searches.server.ts';
import { listSensors } from '#app/features/sensors/sensors.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Day } from '#app/ui/moment.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import '#app/features/saved-searches/saved-searches.css';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const db = await database();
  const locale = await localeOf(request);
  const t = await translator(locale);
  const sensors = await listSensors(db);
  const searches = await listSearches(db, actor);
  return {
    title: `${t('searches:title')} · DINAMIS`,
    searches: searches.map(({ id, name, query, notify, everyHours, createdAt, toldAt }) => ({
      id,
      name,
      href: `/catalogue${query === '' ? '' : `?${query}`}`,
      words: queryWords(readQuery(new URLSearchParams(query)).query, sensors, t, locale),
      pace: notify ? everyHours : 0,
      createdAt,
      toldAt,
    })),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const db = await database();
  const posted = await request.formData();
  const intent = posted.get('intent');
  if (intent === 'delete') {
    await deleteSearch(db, actor, String(posted.get('id') ?? ''));
    return redirect('/searches');
  }
  if (intent === 'change') {
    const form = parseForm(changedSearchSchema, posted);
    if (!form.ok) return data(form.reply, { status: 400 });
    await changeSearch(db, actor, form.value);
    return redirect('/searches');
  }
  const form = parseForm(newSearchSchema, posted);
  if (!form.ok) return data(form.reply, { status: 400 });
  await saveSearch(db, actor, form.value);
  return redirect('/searches');
}

export default function Searches() {
  const { t } = useTranslation('searches');
  const { searches } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  const errors = Object.entries(reply?.errors ?? {});
  const failed = String(reply?.values.id ?? '');
  return (
    <div className="page">
      <PageHead
        title={t('title')}
        lede={t('lede')}
        actions={
          <Button
            component="a"
            href="/catalogue"
            variant="default"
            leftSection={<IconSearch size={18} aria-hidden />}
          >
            {t('toCatalogue')}
          </Button>
        }
      />
      <ErrorSummary
        errors={errors.map(([field, key]) => ({ field: `${field}-${failed}`, message: t(key) }))}
      />
      {searches.length === 0 ? (
        <EmptyState title={t('empty.title')}>
          <p>{t('empty.text')}</p>
        </EmptyState>
      ) : (
        <ul className="searches">
          {searches.map((search) => (
            <li key={search.id}>
              <SearchCard
                search={search}
                {...(failed === search.id && { typedName: String(reply?.values.name ?? '') })}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Shown = Awaited<ReturnType<typeof loader>>['searches'][number];

function SearchCard({ search, typedName }: { search: Shown; typedName?: string }) {
  const { t } = useTranslation('searches');
  return (
    <>
      <div className="search-head">
        <Title order={2} size="h4">
          <Anchor href={search.href} inherit>
            {search.name}
          </Anchor>
        </Title>
        <span>
          {t('since')} <Day at={search.createdAt} />
          {search.toldAt && (
            <>
              {' · '}
              {t('toldAt')} <Day at={search.toldAt} />
            </>
          )}
        </span>
      </div>
      <ul className="search-words" aria-label={t('words')}>
        {search.words.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      <div className="search-forms">
        <Form method="post" key={`${search.name}-${search.pace}`}>
          <input type="hidden" name="id" value={search.id} />
          <TextInput
            id={`name-${search.id}`}
            name="name"
            label={t('name')}
            size="xs"
            maxLength={120}
            defaultValue={typedName ?? search.name}
            error={typedName === undefined ? undefined : t('faults.name')}
          />
          <PaceField id={`pace-${search.id}`} value={search.pace} size="xs" />
          <Button type="submit" name="intent" value="change" size="xs" variant="default">
            {t('change')}
          </Button>
        </Form>
        <Form method="post">
          <input type="hidden" name="id" value={search.id} />
          <Button
            type="submit"
            name="intent"
            value="delete"
            size="xs"
            variant="subtle"
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
          >
            {t('delete')}
            <span className="visually-hidden"> {search.name}</span>
          </Button>
        </Form>
      </div>
    </>
  );
}
