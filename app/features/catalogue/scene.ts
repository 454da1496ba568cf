import type { FeatureCollection } from 'geojson';
import type { AreaGeometry, BBox } from '#app/features/areas/area.ts';
import { platformName } from './platform-name.ts';

/** A scene as lists and maps show it. */
export type Scene = {
  id: string;
  sensorName: string;
  platformName: string;
  acquiredAt: Date;
  cloudCoverPct: number | null;
  gsdM: number | null;
  incidenceDeg: number | null;
  areaHa: number;
  /** Null where nothing in the delivery places it. */
  footprint: AreaGeometry | null;
  footprintApproximate: boolean;
  /** Made by the trial provider: no satellite saw it. */
  synthetic: boolean;
  hasQuicklook: boolean;
};

type Row = Omit<Scene, 'platformName' | 'hasQuicklook'> & {
  platform: string;
  quicklookKey: string | null;
};

/** What a list needs of a catalogue row, without its STAC item: the page carries it twice. */
export function sceneOf(row: Row): Scene {
  const { id, sensorName, acquiredAt, cloudCoverPct, gsdM, incidenceDeg, areaHa, footprint } = row;
  return {
    id,
    sensorName,
    platformName: platformName(row.platform),
    acquiredAt,
    cloudCoverPct,
    gsdM,
    incidenceDeg,
    areaHa,
    footprint,
    footprintApproximate: row.footprintApproximate,
    synthetic: row.synthetic,
    hasQuicklook: row.quicklookKey !== null,
  };
}

/** The footprints as a map draws them; `label` is the text of a feature. A scene that has no place is left out. */
export function footprintsOf<S extends Pick<Scene, 'id' | 'footprint'>>(
  scenes: readonly S[],
  label: (scene: S) => string,
): FeatureCollection<AreaGeometry, { id: string; label: string }> {
  return {
    type: 'FeatureCollection',
    features: scenes.flatMap((scene) =>
      scene.footprint
        ? {
            type: 'Feature',
            id: scene.id,
            geometry: scene.footprint,
            properties: { id: scene.id, label: label(scene) },
          }
        : [],
    ),
  };
}

type Boxed = {
  west: number | null;
  south: number | null;
  east: number | null;
  north: number | null;
};

/** The box around all that have one, or null. Boxes that cross the antimeridian widen it to the whole Earth's width. */
export function boxAround(rows: readonly Boxed[]): BBox | null {
  const boxes = rows.flatMap(({ west, south, east, north }) =>
    west === null || south === null || east === null || north === null
      ? []
      : [{ west, south, east, north }],
  );
  if (boxes.length === 0) return null;
  const crossing = boxes.some((box) => box.west > box.east);
  return [
    crossing ? -180 : Math.min(...boxes.map((box) => box.west)),
    Math.min(...boxes.map((box) => box.south)),
    crossing ? 180 : Math.max(...boxes.map((box) => box.east)),
    Math.max(...boxes.map((box) => box.north)),
  ];
}
