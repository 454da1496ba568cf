import { aggregateParameters, aggregations } from './aggregations.ts';
import { collectionParameters } from './collection-search.ts';
import { geojson, json, openApiType, schemaJson } from './links.ts';
import { schemas } from './openapi-schemas.ts';
import { defaultLimit, itemsParameters, maxLimit, searchParameters } from './search-request.ts';
import { sortables } from './sort-by.ts';

type Part = Record<string, unknown>;

/** Each parameter of an address, once. */
const parameters: Record<string, Part> = {
  bbox: {
    schema: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 },
    description: 'West, south, east, north; or six numbers with elevations.',
  },
  intersects: { schema: { type: 'string' }, description: 'A GeoJSON geometry of any type.' },
  datetime: {
    schema: { type: 'string' },
    description: 'A moment of RFC 3339, or an interval of two with `..` for an open end.',
  },
  ids: { schema: { type: 'array', items: { type: 'string' } } },
  collections: { schema: { type: 'array', items: { type: 'string' } } },
  limit: {
    schema: { type: 'integer', minimum: 1, maximum: maxLimit, default: defaultLimit },
    description: `How many to a page. More than ${maxLimit} gives ${maxLimit}.`,
  },
  sortby: {
    schema: { type: 'string' },
    description: `Fields with - or + before: ${Object.keys(sortables).join(', ')}.`,
  },
  fields: {
    schema: { type: 'string' },
    description: 'Fields to add, or with - before to leave out.',
  },
  filter: { schema: { type: 'string' }, description: 'CQL2 over the queryables.' },
  'filter-lang': {
    schema: { type: 'string', enum: ['cql2-text', 'cql2-json'], default: 'cql2-text' },
  },
  'filter-crs': { schema: { type: 'string', format: 'uri' } },
  query: {
    schema: { type: 'string' },
    description: 'The older way to filter, as JSON: properties with operators.',
  },
  q: {
    schema: { type: 'string' },
    description: 'Phrases with commas between, any of which is said.',
  },
  offset: { schema: { type: 'integer', minimum: 0, default: 0 } },
  token: {
    schema: { type: 'string' },
    description: 'What the `next` link of the page before holds.',
  },
  aggregations: {
    schema: { type: 'array', items: { type: 'string', enum: Object.keys(aggregations) } },
  },
  collectionId: { schema: { type: 'string' } },
  featureId: { schema: { type: 'string' } },
};

const inPath = ['collectionId', 'featureId'];
const named = (names: readonly string[]) =>
  names.map((name) => ({ $ref: `#/components/parameters/${name}` }));

/** The OpenAPI 3.0 description of all that is served under `/stac` at `base`. */
export function openApi(base: string): Part {
  return {
    openapi: '3.0.3',
    info: {
      title: 'DINAMIS STAC API',
      version: '1.0.0',
      description:
        'The imagery that DINAMIS holds: STAC API 1.0.0 with items 1.1.0, and OGC API Features. What is public needs no sign-in.',
      contact: { name: 'DINAMIS', url: base },
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: `${base}/stac` }],
    tags: [
      { name: 'catalogue', description: 'What there is and what is understood.' },
      { name: 'scenes', description: 'Items and searches.' },
      { name: 'figures', description: 'Counts of what searches find.' },
    ],
    // Nobody, or a person by the cookie of the sign-in page.
    security: [{}, { session: [] }],
    paths: paths(),
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'dinamis_session' } },
      parameters: Object.fromEntries(
        Object.entries(parameters).map(([name, part]) => [name, parameter(name, part)]),
      ),
      schemas,
    },
  };
}

function parameter(name: string, part: Part): Part {
  if (inPath.includes(name)) return { name, in: 'path', required: true, ...part };
  const { type } = part.schema as { type: string }; // Written above.
  const list = type === 'array' ? { style: 'form', explode: false } : {};
  return { name, in: 'query', required: false, ...list, ...part };
}

function paths(): Part {
  const ofCollection = ['collectionId'];
  return {
    '/': { get: reading('getLandingPage', 'The landing page', json, 'Catalog') },
    '/conformance': { get: reading('getConformance', 'What is conformed to', json, 'Conformance') },
    '/api': { get: reading('getDescription', 'This description', openApiType, null) },
    '/api.html': { get: reading('getDescriptionPage', 'A page for people', 'text/html', null) },
    '/collections': {
      get: reading('getCollections', 'The collections', json, 'Collections', collectionParameters),
    },
    '/collections/{collectionId}': {
      get: reading('describeCollection', 'One collection', json, 'Collection', ofCollection),
    },
    '/collections/{collectionId}/items': {
      get: searching('getFeatures', 'Scenes of a collection', [
        ...ofCollection,
        ...itemsParameters,
      ]),
    },
    '/collections/{collectionId}/items/{featureId}': {
      get: reading('getFeature', 'One scene', geojson, 'Item', ['collectionId', 'featureId']),
    },
    '/collections/{collectionId}/queryables': {
      get: reading(
        'getQueryablesOfCollection',
        'What may be asked of a collection',
        schemaJson,
        'Queryables',
        ofCollection,
      ),
    },
    '/collections/{collectionId}/aggregations': {
      get: counting(
        'getAggregationsOfCollection',
        'What may be counted in a collection',
        ofCollection,
      ),
    },
    '/collections/{collectionId}/aggregate': {
      get: counting('aggregateCollection', 'Counts in a collection', [
        ...ofCollection,
        ...aggregateParameters.filter((name) => name !== 'collections'),
      ]),
    },
    '/queryables': { get: reading('getQueryables', 'What may be asked', schemaJson, 'Queryables') },
    '/search': {
      get: searching('getItemSearch', 'Search scenes', searchParameters),
      post: {
        ...searching('postItemSearch', 'Search scenes', []),
        requestBody: body('SearchBody'),
      },
    },
    '/aggregations': { get: counting('getAggregations', 'What may be counted', []) },
    '/aggregate': {
      get: counting('getAggregate', 'Counts of what is found', aggregateParameters),
      post: {
        ...counting('postAggregate', 'Counts of what is found', []),
        requestBody: body('AggregateBody'),
      },
    },
  };
}

function reading(
  operationId: string,
  summary: string,
  type: string,
  schema: string | null,
  names: readonly string[] = [],
): Part {
  const answer = schema ? { $ref: `#/components/schemas/${schema}` } : { description: summary };
  return {
    operationId,
    summary,
    tags: [schema === 'Item' ? 'scenes' : 'catalogue'],
    ...(names.length > 0 && { parameters: named(names) }),
    responses: {
      200: { description: summary, content: { [type]: { schema: answer } } },
      400: fault('A parameter is not understood; the description names it.'),
      ...(names.some((name) => inPath.includes(name)) && {
        404: fault('There is no such thing.'),
      }),
    },
  };
}

const searching = (operationId: string, summary: string, names: readonly string[]): Part => ({
  ...reading(operationId, summary, geojson, 'ItemCollection', names),
  tags: ['scenes'],
});

const counting = (operationId: string, summary: string, names: readonly string[]): Part => ({
  ...reading(operationId, summary, json, 'Aggregations', names),
  tags: ['figures'],
});

const fault = (description: string) => ({
  description,
  content: { [json]: { schema: { $ref: '#/components/schemas/Exception' } } },
});

const body = (schema: string) => ({
  required: false,
  content: { [json]: { schema: { $ref: `#/components/schemas/${schema}` } } },
});
