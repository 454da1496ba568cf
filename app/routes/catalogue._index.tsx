import { Anchor, Text } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, Link, useLoaderData } from '@remix-run/react';
import { useMemo } from 'react';
import { searchItems } from '#app/features/catalogue/catalogue.server.ts';
import {
  countFilters,
  momentsOf,
  readQuery,
  writeQuery,
} from '#app/features/catalogue/catalogue-query.ts';
import { boxAround, sceneOf } from '#app/features/catalogue/scene.ts';
import { SceneExplorer } from '#app/features/catalogue/scene-explorer.tsx';
import { SearchForm } from '#app/features/catalogue/search-form.tsx';
import { listSensors } from '#app/features/sensors/sensors.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

const pageSize = 24;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const t = await translator(await localeOf(request));
  const { query, typed, faults } = readQuery(new URL(request.url).searchParams);
  const db = await database();
  const sensors = await listSensors(db);
  const { bbox, sensorIds, maxCloudPct, after } = query;
  const found =
    faults.length > 0
      ? { items: [], next: null }
      : await searchItems(db, {
          ...momentsOf(query),
          ...(bbox && { bbox }),
          ...(sensorIds.length > 0 && { sensorIds }),
          ...(maxCloudPct !== null && { maxCloudPct }),
          ...(after && { after }),
          limit: pageSize,
        });
  const shown = {
    title: `${t('catalogue:title')} · DINAMIS`,
    query,
    typed,
    faults,
    sensors: sensors.map(({ id, name }) => ({ id, name })),
    scenes: found.items.map(sceneOf),
    box: boxAround(found.items),
    next: found.next,
  };
  return data(shown, { status: faults.length > 0 ? 400 : 200 });
}

/** Metropolitan France: what the map shows where there is nothing to fit. */
const france: [number, number, number, number] = [-5.2, 41.3, 9.6, 51.1];

export default function Catalogue() {
  const { t } = useTranslation('catalogue');
  const { query, typed, faults, sensors, scenes, box, next } = useLoaderData<typeof loader>();
  const fitTo = useMemo(() => query.bbox ?? box ?? france, [query.bbox, box]);
  const count = scenes.length;
  return (
    <div className="page" data-wide>
      <PageHead title={t('title')} lede={t('lede')} />
      <ErrorSummary errors={faults.map(({ field, code }) => ({ field, message: t(code) }))} />
      <SearchForm
        typed={typed}
        sensors={sensors}
        sensorIds={query.sensorIds}
        faults={faults}
        count={countFilters(query)}
      />
      <Text role="status" mb={8} fw={600}>
        {faults.length === 0 && t(next ? 'results.more' : 'results.count', { count })}
      </Text>
      <SceneExplorer
        scenes={scenes}
        fitTo={fitTo}
        searchIn={(bbox) => `/catalogue${writeQuery({ ...query, bbox, after: null })}`}
      >
        {count === 0 && <NoScene faulty={faults.length > 0} />}
        <Pages
          first={query.after ? writeQuery({ ...query, after: null }) : null}
          next={next ? writeQuery({ ...query, after: next }) : null}
        />
      </SceneExplorer>
    </div>
  );
}

function NoScene({ faulty }: { faulty: boolean }) {
  const { t } = useTranslation('catalogue');
  if (faulty) return <Text>{t('results.faulty')}</Text>;
  return (
    <EmptyState title={t('empty.title')}>
      <p>{t('empty.text')}</p>
      <p>
        <Anchor component={Link} to="/catalogue">
          {t('empty.all')}
        </Anchor>
        {' · '}
        <Anchor component={Link} to="/requests/new">
          {t('empty.ask')}
        </Anchor>
      </p>
    </EmptyState>
  );
}

/** Links to the first and to the next page of results; each holds the whole search. */
function Pages({ first, next }: { first: string | null; next: string | null }) {
  const { t } = useTranslation('catalogue');
  if (first === null && next === null) return null;
  return (
    <nav className="scene-pages" aria-label={t('pages.label')}>
      {first !== null && (
        <Anchor component={Link} to={`/catalogue${first}`}>
          {t('pages.first')}
        </Anchor>
      )}
      {next !== null && (
        <Anchor component={Link} to={`/catalogue${next}`} rel="next">
          {t('pages.next')}
        </Anchor>
      )}
    </nav>
  );
}
