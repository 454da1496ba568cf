import type { Queryables } from './cql2/condition.ts';

/** What items may be asked for in a filter, and sorted by where `sort` says so: the columns of the catalogue. */
export const queryables = {
  id: 'string',
  collection: 'string',
  geometry: 'geometry',
  datetime: 'time',
  created: 'time',
  platform: 'string',
  gsd: 'number',
  'eo:cloud_cover': 'number',
  'view:incidence_angle': 'number',
} as const satisfies Queryables;
export type QueryableName = keyof typeof queryables;

const common = 'https://schemas.stacspec.org/v1.1.0/item-spec/json-schema';

/** The schema of each, as the queryables document says it. */
const schemas: Record<QueryableName, Record<string, unknown>> = {
  id: { title: 'Id', description: 'Identifier of the scene, in small letters.', type: 'string' },
  collection: {
    title: 'Collection',
    description: 'The sensor, which is the collection.',
    type: 'string',
  },
  geometry: {
    title: 'Geometry',
    description: 'Footprint of the scene. Missing where the delivery does not say.',
    $ref: 'https://geojson.org/schema/Geometry.json',
  },
  datetime: {
    title: 'Acquired',
    description: 'When the scene was acquired.',
    $ref: `${common}/datetime.json#/properties/datetime`,
  },
  created: {
    title: 'Catalogued',
    description: 'When the scene entered this catalogue.',
    $ref: `${common}/datetime.json#/properties/created`,
  },
  platform: {
    title: 'Platform',
    description: 'The satellite, in small letters with hyphens.',
    type: 'string',
  },
  gsd: {
    title: 'Ground sample distance',
    description: 'In metres.',
    type: 'number',
    exclusiveMinimum: 0,
  },
  'eo:cloud_cover': {
    title: 'Cloud cover',
    description: 'In percent, as the provider says.',
    type: 'number',
    minimum: 0,
    maximum: 100,
  },
  'view:incidence_angle': {
    title: 'Incidence angle',
    description: 'In degrees, between the vertical of the ground and the satellite.',
    type: 'number',
    minimum: 0,
    maximum: 90,
  },
};

/**
 * The queryables document (OGC 19-079r2, 6). It is the same for everybody: it says what may be asked, never which values
 * there are.
 */
export function queryablesDocument(id: string, title: string): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    type: 'object',
    title,
    properties: schemas,
    additionalProperties: false,
  };
}
