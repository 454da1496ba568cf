import { useMemo } from 'react';
import type { AreaFault } from '#app/features/areas/area-fault.ts';
import { circlePolygon } from '#app/features/areas/circle.ts';
import type { AreaEditing } from '#app/features/areas/use-area-editor.tsx';
import type { AreaFile } from '#app/features/areas/use-area-file.tsx';
import { useMapEdit } from '#app/features/areas/use-map-edit.tsx';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { MapLegend } from '#app/ui/map/map-legend.tsx';
import { type MapLayerKind, type MapMark, MapView } from '#app/ui/map/map-view.tsx';
import { type AreaLayer, areaLayer } from './map-layers.ts';

type Props = {
  editor: AreaEditing;
  file: AreaFile;
  faults: readonly AreaFault[];
  /** What is held and missing of the area, and the scenes that are pointed at. */
  held: readonly AreaLayer[];
  tools: Parameters<typeof useMapEdit>[1];
};

/** More marks than these would only hide the area; the list beside the map says how many there are. */
const mostMarks = 50;

/**
 * The map on which the area is drawn and changed, over what is held of it and what is missing; with the places of its
 * faults, the corner that is being typed, what is proposed, and the surfaces of a file to choose from.
 */
export function EditorMap({ editor, file, faults, held, tools }: Props) {
  const { t } = useTranslation(['requests', 'map']);
  const { area, proposal, corner } = editor;
  const edit = useMapEdit(editor, tools);
  const { candidates } = file;
  const ownLayers = useMemo(
    () => [
      areaLayer(
        'candidate',
        candidates.map(({ key, label, geometry }) => ({ id: key, label, geometry })),
      ),
      areaLayer('proposal', [
        {
          id: 'proposal',
          label: t('map:kind.proposal'),
          geometry: proposal?.geometry ?? null,
        },
      ]),
    ],
    [candidates, proposal, t],
  );
  const layers = useMemo(() => [...held, ...ownLayers], [held, ownLayers]);
  const marks = useMemo<MapMark[]>(
    () => [
      ...faults
        .slice(0, mostMarks)
        .flatMap(({ at }) => (at ? [{ at, kind: 'fault' as const }] : [])),
      ...(corner ? [{ at: corner, kind: 'vertex' as const }] : []),
    ],
    [faults, corner],
  );
  const chosenIds = useMemo(() => [...file.chosen], [file.chosen]);
  const kinds: MapLayerKind[] = layers
    .filter(({ features }) => features.features.length > 0)
    .map(({ kind }) => kind);
  return (
    <section className="keep-in-view" aria-label={t('edit.map')}>
      <MapView
        layers={layers}
        draw={{
          value: area,
          onChange: (next, by) => editor.change(next, by),
          circle: circlePolygon,
          edit,
        }}
        fitTo={editor.fitTo}
        fitAgain={editor.fitAgain}
        height={520}
        label={t('edit.map')}
        marks={marks}
        reveal={corner}
        {...(candidates.length > 0 && {
          chosenIds,
          hoveredId: file.hovered,
          onHover: file.setHovered,
          onSelect: (id: string | null) => id && file.toggle(id),
        })}
      />
      <MapLegend kinds={['aoi', ...kinds]} />
    </section>
  );
}
