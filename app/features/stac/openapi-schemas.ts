import { aggregations } from './aggregations.ts';

/** The schemas of what is sent and answered, in the dialect of OpenAPI 3.0. */

type Schema = Record<string, unknown>;

const text: Schema = { type: 'string' };
const uri: Schema = { type: 'string', format: 'uri' };
const moment: Schema = { type: 'string', format: 'date-time' };
const nullable = (schema: Schema): Schema => ({ ...schema, nullable: true });
/** OpenAPI 3.0 has no type for null alone. */
const nothing: Schema = { type: 'object', nullable: true, enum: [null] };
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Schema, required: readonly string[] = []): Schema => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

const bbox: Schema = {
  type: 'array',
  items: { type: 'number' },
  minItems: 4,
  maxItems: 6,
  description:
    'West, south, east, north; or six with elevations. West > east crosses the antimeridian.',
};

const position: Schema = { type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 4 };
const geometryOf = (type: string, coordinates: Schema): Schema =>
  object({ type: { type: 'string', enum: [type] }, coordinates }, ['type', 'coordinates']);
const simpleGeometries = [
  geometryOf('Point', position),
  geometryOf('MultiPoint', listOf(position)),
  geometryOf('LineString', listOf(position)),
  geometryOf('MultiLineString', listOf(listOf(position))),
  geometryOf('Polygon', listOf(listOf(position))),
  geometryOf('MultiPolygon', listOf(listOf(listOf(position)))),
];
const geometry: Schema = {
  oneOf: [
    ...simpleGeometries,
    object(
      {
        type: { type: 'string', enum: ['GeometryCollection'] },
        geometries: listOf(ref('Geometry')),
      },
      ['type', 'geometries'],
    ),
  ],
};

const link = object(
  {
    rel: text,
    href: uri,
    type: text,
    title: text,
    method: { type: 'string', enum: ['GET', 'POST'] },
    body: { type: 'object' },
    merge: { type: 'boolean' },
  },
  ['rel', 'href'],
);

const catalog = object(
  {
    type: { type: 'string', enum: ['Catalog'] },
    stac_version: text,
    stac_extensions: listOf(uri),
    id: text,
    title: text,
    description: text,
    conformsTo: listOf(uri),
    links: listOf(ref('Link')),
  },
  ['type', 'stac_version', 'id', 'description', 'conformsTo', 'links'],
);

const extent = object(
  {
    spatial: object({ bbox: { type: 'array', items: bbox, minItems: 1 } }, ['bbox']),
    temporal: object(
      {
        interval: {
          type: 'array',
          minItems: 1,
          items: { type: 'array', items: nullable(moment), minItems: 2, maxItems: 2 },
        },
      },
      ['interval'],
    ),
  },
  ['spatial', 'temporal'],
);

const collection = object(
  {
    type: { type: 'string', enum: ['Collection'] },
    stac_version: text,
    stac_extensions: listOf(uri),
    id: text,
    title: text,
    description: text,
    keywords: listOf(text),
    license: text,
    providers: listOf(object({ name: text, roles: listOf(text), url: uri }, ['name'])),
    extent,
    summaries: { type: 'object' },
    item_assets: { type: 'object' },
    links: listOf(ref('Link')),
  },
  ['type', 'stac_version', 'id', 'description', 'license', 'extent', 'links'],
);

const item = object(
  {
    type: { type: 'string', enum: ['Feature'] },
    stac_version: text,
    stac_extensions: listOf(uri),
    id: { type: 'string', pattern: '^[a-z0-9_-]+$' },
    collection: text,
    geometry: { oneOf: [ref('Geometry'), nothing] },
    bbox,
    properties: object(
      { datetime: nullable(moment), created: moment, published: moment, license: text },
      ['datetime'],
    ),
    links: listOf(ref('Link')),
    assets: { type: 'object', additionalProperties: object({ href: uri }, ['href']) },
  },
  ['type', 'stac_version', 'id', 'collection', 'geometry', 'properties', 'links', 'assets'],
);

const itemCollection = object(
  {
    type: { type: 'string', enum: ['FeatureCollection'] },
    features: listOf({
      description: 'Items, or with `fields` what was asked of them.',
      anyOf: [ref('Item'), { type: 'object' }],
    }),
    links: listOf(ref('Link')),
    numberReturned: { type: 'integer', minimum: 0 },
    numberMatched: {
      type: 'integer',
      minimum: 0,
      description: 'Left out where counting costs much more than searching: `/aggregate` gives it.',
    },
  },
  ['type', 'features', 'links', 'numberReturned'],
);

const aggregation = object(
  {
    name: { type: 'string', enum: Object.keys(aggregations) },
    data_type: text,
    value: { oneOf: [{ type: 'integer' }, moment, nothing] },
    buckets: listOf(
      object(
        {
          key: text,
          frequency: { type: 'integer', minimum: 0 },
          from: { type: 'number' },
          to: { type: 'number' },
        },
        ['key', 'frequency'],
      ),
    ),
    overflow: { type: 'integer', minimum: 0, description: 'How many are in no bucket.' },
  },
  ['name', 'data_type'],
);

const sortby = listOf(
  object({ field: text, direction: { type: 'string', enum: ['asc', 'desc'] } }, ['field']),
);
const cql2: Schema = { oneOf: [{ type: 'object' }, { type: 'string' }, { type: 'boolean' }] };

const narrowing: Schema = {
  bbox,
  intersects: ref('Geometry'),
  datetime: text,
  ids: listOf(text),
  collections: listOf(text),
  filter: cql2,
  'filter-lang': { type: 'string', enum: ['cql2-json', 'cql2-text'] },
  'filter-crs': uri,
  query: { type: 'object', description: 'The older way to filter.' },
};

const searchBody = object({
  ...narrowing,
  limit: { type: 'integer', minimum: 1 },
  sortby,
  fields: object({ include: listOf(text), exclude: listOf(text) }),
  token: text,
});

const aggregateBody = object({ ...narrowing, aggregations: listOf(text) });

export const schemas: Record<string, Schema> = {
  Link: link,
  Geometry: geometry,
  Catalog: catalog,
  Conformance: object({ conformsTo: listOf(uri) }, ['conformsTo']),
  Collection: collection,
  Collections: object(
    {
      collections: listOf(ref('Collection')),
      links: listOf(ref('Link')),
      numberMatched: { type: 'integer' },
      numberReturned: { type: 'integer' },
    },
    ['collections', 'links'],
  ),
  Item: item,
  ItemCollection: itemCollection,
  Queryables: object(
    {
      $schema: uri,
      $id: uri,
      type: { type: 'string', enum: ['object'] },
      title: text,
      properties: { type: 'object' },
      additionalProperties: { type: 'boolean' },
    },
    ['$schema', '$id', 'type', 'properties'],
  ),
  Aggregations: object(
    {
      type: { type: 'string', enum: ['AggregationCollection'] },
      aggregations: listOf(aggregation),
      links: listOf(ref('Link')),
    },
    ['type', 'aggregations', 'links'],
  ),
  SearchBody: searchBody,
  AggregateBody: aggregateBody,
  Exception: object({ code: text, description: text }, ['code', 'description']),
};
