import { Button, Group, Text } from '@mantine/core';
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, Link, useLoaderData } from '@remix-run/react';
import { IconBookmarks } from '@tabler/icons-react';
import { useMemo } from 'react';
import { optionalActor } from '#app/features/accounts/guard.server.ts';
import { cartIds } from '#app/features/cart/cart.server.ts';
import { CartButton } from '#app/features/cart/cart-button.tsx';
import { CartLink } from '#app/features/cart/cart-link.tsx';
import { catalogueFigures } from '#app/features/catalogue/catalogue-page.server.ts';
import { countFilters, readQuery, writeQuery } from '#app/features/catalogue/catalogue-query.ts';
import { FacetList } from '#app/features/catalogue/facet-list.tsx';
import { NoScene, Pages } from '#app/features/catalogue/page-parts.tsx';
import { queryWords } from '#app/features/catalogue/query-words.ts';
import { ResultsBar } from '#app/features/catalogue/results-bar.tsx';
import { boxAround, type Scene, sceneOf } from '#app/features/catalogue/scene.ts';
import { SceneExplorer } from '#app/features/catalogue/scene-explorer.tsx';
import { sceneName } from '#app/features/catalogue/scene-words.ts';
import { SearchForm } from '#app/features/catalogue/search-form.tsx';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { searchOf } from '#app/features/catalogue/search-of.server.ts';
import { Timeline } from '#app/features/catalogue/timeline.tsx';
import { SaveSearch } from '#app/features/saved-searches/save-search.tsx';
import { listSensors } from '#app/features/sensors/sensors.server.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { useLocale } from '#app/lib/locale.ts';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

const pageSize = 24;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

export async function loader({ request }: LoaderFunctionArgs) {
  const t = await translator(await localeOf(request));
  const actor = await optionalActor(request);
  const { query, typed, faults } = readQuery(new URL(request.url).searchParams);
  const db = await database();
  const sensors = (await listSensors(db)).map(({ id, name }) => ({ id, name }));
  const isFaulty = faults.length > 0;
  const found = isFaulty
    ? { items: [], next: null }
    : await searchItems(db, actor, { ...searchOf(query), limit: pageSize });
  const shown = {
    title: `${t('catalogue:title')} · DINAMIS`,
    query,
    typed,
    faults,
    sensors,
    figures: isFaulty ? null : await catalogueFigures(db, actor, query, sensors),
    scenes: found.items.map(sceneOf),
    box: boxAround(found.items),
    next: found.next,
    cart: actor && (await cartIds(db, actor)),
  };
  return data(shown, { status: isFaulty ? 400 : 200 });
}

/** Metropolitan France: what the map shows where there is nothing to fit. */
const france: [number, number, number, number] = [-5.2, 41.3, 9.6, 51.1];

export default function Catalogue() {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const shown = useLoaderData<typeof loader>();
  const { query, figures, scenes, box, next, cart } = shown;
  const fitTo = useMemo(() => query.bbox ?? box ?? france, [query.bbox, box]);
  const here = `/catalogue${writeQuery(query)}`;
  const faulty = shown.faults.length > 0;
  const putAside = (scene: Scene) => (
    <CartButton
      sceneId={scene.id}
      name={sceneName(scene, t, locale)}
      isIn={cart?.includes(scene.id) ?? false}
      to={here}
      isSmall
    />
  );
  return (
    <div className="page" data-wide>
      <PageHead
        title={t('title')}
        lede={t('lede')}
        actions={
          <Group gap={8}>
            {cart && (
              <Button
                component={Link}
                to="/searches"
                variant="default"
                leftSection={<IconBookmarks size={18} aria-hidden />}
              >
                {t('savedSearches')}
              </Button>
            )}
            {cart && <CartLink count={cart.length} />}
          </Group>
        }
      />
      <ErrorSummary errors={shown.faults.map(({ field, code }) => ({ field, message: t(code) }))} />
      <SearchForm
        query={query}
        typed={shown.typed}
        faults={shown.faults}
        count={countFilters(query)}
      />
      {figures && (
        <Timeline
          timeline={figures.timeline}
          hrefOf={(days) =>
            `/catalogue${writeQuery({ ...query, from: days?.from ?? null, to: days?.to ?? null, after: null })}`
          }
        />
      )}
      <div className="catalogue-columns">
        {figures && (
          <details className="facets-fold">
            <summary>{t('facets.label')}</summary>
            <FacetList facets={figures.facets} />
          </details>
        )}
        <SceneExplorer
          query={query}
          scenes={scenes}
          fitTo={fitTo}
          act={putAside}
          head={
            figures && (
              <>
                <ResultsBar query={query} total={figures.total} />
                <SaveSearch
                  query={writeQuery(query)}
                  suggestion={queryWords(query, shown.sensors, t, locale).join(', ')}
                  signedIn={cart !== null}
                />
              </>
            )
          }
        >
          {scenes.length === 0 && (faulty ? <Text>{t('results.faulty')}</Text> : <NoScene />)}
          <Pages
            first={query.after ? writeQuery({ ...query, after: null }) : null}
            next={next ? writeQuery({ ...query, after: next }) : null}
          />
        </SceneExplorer>
      </div>
    </div>
  );
}
