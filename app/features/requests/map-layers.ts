import type { FeatureCollection } from 'geojson';
import type { AreaGeometry } from '#app/features/areas/area.ts';

export type LayerKind = 'aoi' | 'held' | 'missing' | 'granted' | 'scene' | 'candidate' | 'proposal';
export type AreaLayer = { id: string; kind: LayerKind; features: FeatureCollection };

/** Surfaces of one kind as a map layer; those that are null are left out. */
export function areaLayer(
  kind: LayerKind,
  areas: readonly { id: string; label: string; geometry: AreaGeometry | null }[],
): AreaLayer {
  return {
    id: kind,
    kind,
    features: {
      type: 'FeatureCollection',
      features: areas.flatMap(({ id, label, geometry }) =>
        geometry ? [{ type: 'Feature', id, geometry, properties: { id, label } }] : [],
      ),
    },
  };
}
