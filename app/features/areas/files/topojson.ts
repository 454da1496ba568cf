import type { Feature, FeatureCollection } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { type SourceLayer, unreadable } from './area-file.ts';
import type { SourceCrs } from './projection.ts';

export const isTopology = (value: unknown): value is Topology =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Topology';

/** Reads TopoJSON: each of its objects is a layer. */
export function readTopology(topology: Topology, crs: SourceCrs): SourceLayer[] {
  const { objects, arcs } = topology as Partial<Topology>;
  if (typeof objects !== 'object' || objects === null || !Array.isArray(arcs)) {
    return unreadable('not-geojson');
  }
  return Object.entries(objects).map(([name, object]) => ({
    format: 'topojson',
    name,
    crs,
    features: featuresOf(topology, object),
    notes: [],
  }));
}

function featuresOf(
  topology: Topology,
  object: Topology['objects'][string],
): SourceLayer['features'] {
  try {
    // The types of the package say what it makes for each kind apart, and know no union.
    const made: Feature | FeatureCollection = feature(topology, object as GeometryCollection);
    const list = made.type === 'FeatureCollection' ? made.features : [made as Feature];
    return list.map(({ geometry, properties, id }) => ({
      geometry: geometry ?? null,
      properties: properties ?? {},
      ...(id !== undefined && { id: String(id) }),
    }));
  } catch {
    // The package trusts the numbers of arcs, which may lead nowhere.
    return unreadable('damaged', { format: 'TopoJSON' });
  }
}
