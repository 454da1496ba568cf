import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@remix-run/react';
import { IconMapSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { BBox } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { MapView } from '#app/ui/map/map-view.tsx';
import { type CatalogueQuery, filtersOf, writeQuery } from './catalogue-query.ts';
import { PickedScenes } from './picked-scenes.tsx';
import { footprintsOf, type Scene } from './scene.ts';
import { rowId, SceneList } from './scene-list.tsx';
import { SceneTable } from './scene-table.tsx';
import { sceneName } from './scene-words.ts';
import { usePicked } from './use-picked.tsx';

/**
 * Map and rows in step: pointing at a row or at a footprint marks both. The rows are a page of what is found; the map has
 * all of it, as pictures that the server draws. `head` is above the rows and `children` follow them.
 */
export function SceneExplorer(props: {
  query: CatalogueQuery;
  scenes: readonly Scene[];
  fitTo: BBox;
  /** Null where the search cannot be read: there is nothing to show of it then. */
  head: ReactNode | null;
  act?: (scene: Scene) => ReactNode;
  children: ReactNode;
}) {
  const { query, scenes } = props;
  const [pointedId, setPointedId] = useState<string | null>(null);
  const rows = {
    scenes,
    selectedId: pointedId,
    onPoint: setPointedId,
    ...(props.act && { act: props.act }),
  };
  return (
    <div className="explorer" data-view={query.view}>
      <div className="explorer-rows">
        {props.head}
        {scenes.length > 0 && query.view === 'list' && <SceneList {...rows} />}
        {scenes.length > 0 && query.view === 'table' && (
          <SceneTable
            {...rows}
            sort={query.sort}
            sortHref={(sort) => `/catalogue${writeQuery({ ...query, sort, after: null })}`}
          />
        )}
        {props.children}
      </div>
      <SceneMap
        {...props}
        isReadable={props.head !== null}
        pointedId={pointedId}
        onPoint={setPointedId}
      />
    </div>
  );
}

function SceneMap(props: {
  query: CatalogueQuery;
  scenes: readonly Scene[];
  fitTo: BBox;
  isReadable: boolean;
  pointedId: string | null;
  onPoint: (id: string | null) => void;
}) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const { query, scenes, pointedId, onPoint } = props;
  const [view, setView] = useState<BBox | null>(null);
  const narrow = useMediaQuery('(max-width: 60rem)');
  const search = writeQuery(filtersOf(query));
  const { picked, pick, clear } = usePicked(search);
  const layers = useMemo(() => {
    const known = new Set(scenes.map(({ id }) => id));
    const aside = (picked?.scenes ?? []).filter(({ id }) => !known.has(id));
    const features = footprintsOf([...scenes, ...aside], (scene) => sceneName(scene, t, locale));
    return [{ id: 'scenes', kind: 'scene' as const, features }];
  }, [scenes, picked, t, locale]);
  const pictures = useMemo(
    () => ({ url: `/catalogue/tiles/{z}/{x}/{y}${search}`, onPlace: pick }),
    [search, pick],
  );
  const choose = (id: string | null) => {
    onPoint(id);
    if (id) document.getElementById(rowId(id))?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="explorer-map">
      <MapView
        layers={layers}
        {...(props.isReadable && { pictures })}
        label={t('map.label')}
        fitTo={props.fitTo}
        selectedId={pointedId}
        onSelect={choose}
        onHover={(id) => id && onPoint(id)}
        onMove={setView}
        height={narrow || query.view === 'table' ? 340 : 560}
      />
      <p className="map-note">{t('map.note')}</p>
      <div className="map-tools no-print">
        {view && (
          <Button
            component={Link}
            to={`/catalogue${writeQuery({ ...query, bbox: view, after: null })}`}
            preventScrollReset
            onClick={() => setView(null)}
            variant="default"
            leftSection={<IconMapSearch size={18} aria-hidden />}
          >
            {t('map.searchHere')}
          </Button>
        )}
      </div>
      {picked && <PickedScenes picked={picked} onPoint={onPoint} onClose={clear} />}
    </div>
  );
}
