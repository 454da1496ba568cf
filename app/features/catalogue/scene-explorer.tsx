import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@remix-run/react';
import { IconMapSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { BBox } from '#app/features/areas/area.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { MapView } from '#app/ui/map/map-view.tsx';
import { footprintsOf, type Scene } from './scene.ts';
import { rowId, SceneList } from './scene-list.tsx';
import { sceneName } from './scene-words.ts';

/**
 * Map and list in step: pointing at a row selects its footprint, choosing a footprint brings its row into view.
 * `searchIn` gives the address that searches within a box; `children` follow the list.
 */
export function SceneExplorer(props: {
  scenes: readonly Scene[];
  fitTo: BBox;
  searchIn: (box: BBox) => string;
  children: ReactNode;
}) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const [view, setView] = useState<BBox | null>(null);
  const narrow = useMediaQuery('(max-width: 60rem)');
  const { scenes } = props;
  const layers = useMemo(
    () => [
      {
        id: 'scenes',
        kind: 'scene' as const,
        features: footprintsOf(scenes, (scene) => sceneName(scene, t, locale)),
      },
    ],
    [scenes, t, locale],
  );
  const choose = (id: string | null) => {
    setSelectedId(id);
    if (id) document.getElementById(rowId(id))?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="side-by-side">
      <div className="keep-in-view">
        <MapView
          layers={layers}
          label={t('map.label')}
          fitTo={props.fitTo}
          selectedId={selectedId}
          onSelect={choose}
          onMove={setView}
          height={narrow ? 340 : 560}
        />
        <div className="map-tools no-print">
          {view && (
            <Button
              component={Link}
              to={props.searchIn(view)}
              preventScrollReset
              onClick={() => setView(null)}
              variant="default"
              leftSection={<IconMapSearch size={18} aria-hidden />}
            >
              {t('map.searchHere')}
            </Button>
          )}
        </div>
      </div>
      <section aria-label={t('results.label')}>
        {scenes.length > 0 && (
          <SceneList scenes={scenes} selectedId={selectedId} onPoint={setSelectedId} />
        )}
        {props.children}
      </section>
    </div>
  );
}
