import type { Request, Response } from 'express';
import { findActor } from '#app/features/accounts/accounts.server.ts';
import type { Actor } from '#app/features/accounts/actor.ts';
import type { Aggregation } from '#app/features/catalogue/aggregate-items.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { aggregate } from './aggregate.server.ts';
import { aggregateParameters, aggregations } from './aggregations.ts';
import { collectionsLinks, itemCollection, searchLinks } from './answers.ts';
import { apiPage, apiPagePolicy } from './api-page.ts';
import { type CollectionSource, collectionDocument } from './collection-document.ts';
import { collectionParameters, readCollectionSearch } from './collection-search.ts';
import { listSensors, readCollections } from './collections.server.ts';
import { conformsTo } from './conformance.ts';
import { noCollection, refuse, send } from './http.server.ts';
import { ItemTexts } from './item-texts.server.ts';
import { catalogueState, KeptFigures, sightOf } from './kept-figures.server.ts';
import { landingPage } from './landing.ts';
import { geojson, json, openApiType, schemaJson } from './links.ts';
import { openApi } from './openapi.ts';
import { queryablesDocument } from './queryables.ts';
import { findItemText, runSearch, type SearchDeps } from './run-search.server.ts';
import {
  type Given,
  givenInBody,
  givenInQuery,
  itemsParameters,
  readSearch,
  searchParameters,
} from './search-request.ts';

export type StacDeps = {
  db: () => Promise<Db>;
  /** The address of the site, without a final slash. */
  base: string;
  /** Who these cookies say it is, or null. */
  userIdOf: (cookies: string | null) => Promise<string | null>;
  /** Whether a page of this origin is one of ours. */
  isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean;
};

export type Work = (request: Request, response: Response) => Promise<void>;

/** What each address answers. The figures that cost are kept until the catalogue changes. */
export class StacApi {
  readonly #search: SearchDeps;
  readonly #collections = new KeptFigures<CollectionSource[]>(50);
  readonly #figures = new KeptFigures<Aggregation>(500);
  readonly #description: string;

  constructor(readonly deps: StacDeps) {
    this.#search = { items: new ItemTexts(deps.base), counts: new KeptFigures(5000) };
    this.#description = JSON.stringify(openApi(deps.base));
  }

  landing: Work = async (_request, response) => {
    const db = await this.deps.db();
    const list = await listSensors(db);
    send(response, json, JSON.stringify(landingPage(list, this.deps.base)), 'public');
  };

  conformance: Work = async (_request, response) => {
    send(response, json, JSON.stringify({ conformsTo }), 'public');
  };

  description: Work = async (_request, response) => {
    send(response, openApiType, this.#description, 'public');
  };

  page: Work = async (_request, response) => {
    response.setHeader('Content-Security-Policy', apiPagePolicy);
    send(response, 'text/html; charset=utf-8', apiPage(this.deps.base), 'public');
  };

  collections: Work = async (request, response) => {
    const query = queryOf(request);
    const search = readCollectionSearch(givenInQuery(query, collectionParameters));
    const viewer = await this.#viewer(request);
    const { base } = this.deps;
    const sources = await this.#sources(await this.deps.db(), viewer);
    const all = sources
      .map(({ facts, ...source }) => ({
        facts,
        document: collectionDocument({ ...source, facts }, base),
      }))
      .filter(({ facts, document }) => search.matches({ facts, words: wordsOf(document) }));
    const page = all.slice(search.offset, search.offset + search.limit);
    const document = {
      collections: page.map(({ document }) => document),
      links: collectionsLinks({ base, query, search, total: all.length }),
      numberMatched: all.length,
      numberReturned: page.length,
    };
    send(response, json, JSON.stringify(document), viewer);
  };

  collection: Work = async (request, response) => {
    givenInQuery(queryOf(request), []);
    const viewer = await this.#viewer(request);
    const source = await this.#source(request, viewer);
    if (!source) return noCollection(response);
    send(response, json, JSON.stringify(collectionDocument(source, this.deps.base)), viewer);
  };

  items: Work = async (request, response) => {
    const query = queryOf(request);
    const given = givenInQuery(query, itemsParameters);
    const viewer = await this.#viewer(request);
    const sensor = await this.#sensor(request);
    if (!sensor) return noCollection(response);
    const { id } = sensor;
    const search = { ...readSearch(given), collections: [id] };
    const found = await runSearch(await this.deps.db(), viewer, search, this.#search);
    const { base } = this.deps;
    const collection = `${base}/stac/collections/${encodeURIComponent(id)}`;
    const links = [
      ...searchLinks({ base, at: `${collection}/items`, query, next: found.next }),
      { rel: 'collection', href: collection, type: json },
      { rel: 'parent', href: collection, type: json },
    ];
    send(response, geojson, itemCollection(found, links), viewer);
  };

  item: Work = async (request, response) => {
    givenInQuery(queryOf(request), []);
    const viewer = await this.#viewer(request);
    const { collection = '', item: id = '' } = request.params;
    const isText = !/\0/.test(collection + id);
    const db = await this.deps.db();
    const text = isText && (await findItemText(db, viewer, { collection, id }, this.#search.items));
    if (!text)
      return refuse(response, 404, 'NotFound', 'There is no such item in this collection.');
    send(response, geojson, text, viewer);
  };

  search: Work = async (request, response) => {
    const isPost = request.method === 'POST';
    const query = queryOf(request);
    const given: Given = isPost
      ? givenInBody(bodyOf(request, query), searchParameters)
      : givenInQuery(query, searchParameters);
    const search = readSearch(given);
    const viewer = await this.#viewer(request);
    const found = await runSearch(await this.deps.db(), viewer, search, this.#search);
    const { base } = this.deps;
    const at = `${base}/stac/search`;
    const links = searchLinks({
      base,
      at,
      query,
      next: found.next,
      ...(isPost && { body: given }),
    });
    send(response, geojson, itemCollection(found, links), viewer);
  };

  queryables: Work = async (request, response) => {
    const collection = request.params.collection;
    const { base } = this.deps;
    if (collection === undefined) {
      const document = queryablesDocument(`${base}/stac/queryables`, 'Queryables of all scenes');
      return send(response, schemaJson, JSON.stringify(document), 'public');
    }
    const sensor = await this.#sensor(request);
    if (!sensor) return noCollection(response);
    const { id, name } = sensor;
    const at = `${base}/stac/collections/${encodeURIComponent(id)}/queryables`;
    const document = queryablesDocument(at, `Queryables of ${name}`);
    send(response, schemaJson, JSON.stringify(document), 'public');
  };

  aggregations: Work = async (request, response) => {
    if (!(await this.#isKnown(request))) return noCollection(response);
    const { base } = this.deps;
    const list = Object.entries(aggregations).map(([name, { data_type }]) => ({ name, data_type }));
    const links = [
      { rel: 'self', href: base + request.baseUrl + request.path, type: json },
      { rel: 'root', href: `${base}/stac`, type: json },
    ];
    const document = { type: 'AggregationCollection', aggregations: list, links };
    send(response, json, JSON.stringify(document), 'public');
  };

  aggregate: Work = async (request, response) => {
    const { collection } = request.params;
    const query = queryOf(request);
    const known = aggregateParameters.filter((name) => !collection || name !== 'collections');
    const given =
      request.method === 'POST'
        ? givenInBody(bodyOf(request, query), known)
        : givenInQuery(query, known);
    const viewer = await this.#viewer(request);
    if (!(await this.#isKnown(request))) return noCollection(response);
    const asked = collection ? { ...given, collections: [collection] } : given;
    const answers = await aggregate(await this.deps.db(), viewer, asked, this.#figures);
    const { base } = this.deps;
    const links = [
      { rel: 'self', href: `${base}${request.originalUrl}`, type: json },
      { rel: 'root', href: `${base}/stac`, type: json },
    ];
    const document = { type: 'AggregationCollection', aggregations: answers, links };
    send(response, json, JSON.stringify(document), viewer);
  };

  async #isKnown(request: Request): Promise<boolean> {
    return request.params.collection === undefined || (await this.#sensor(request)) !== undefined;
  }

  async #sensor(request: Request) {
    const list = await listSensors(await this.deps.db());
    return list.find(({ id }) => id === request.params.collection);
  }

  async #source(request: Request, viewer: Actor | null): Promise<CollectionSource | null> {
    const sources = await this.#sources(await this.deps.db(), viewer);
    return sources.find(({ sensor }) => sensor.id === request.params.collection) ?? null;
  }

  async #sources(db: Db, viewer: Actor | null): Promise<CollectionSource[]> {
    const state = await catalogueState(db);
    return this.#collections.get(sightOf(viewer), state, () => readCollections(db, viewer));
  }

  /** Who asks: nobody when the request comes from a page of another site, whatever cookies the browser adds. */
  async #viewer(request: Request): Promise<Actor | null> {
    const cookies = request.get('cookie');
    if (!cookies) return null;
    const origin = request.get('origin');
    const site = request.get('sec-fetch-site');
    const navigates = request.get('sec-fetch-mode') === 'navigate';
    const isForeign = site === 'cross-site' && !navigates;
    if (
      isForeign ||
      (origin !== undefined && !this.deps.isOwnOrigin(origin, request.get('host')))
    ) {
      return null;
    }
    const userId = await this.deps.userIdOf(cookies);
    return userId ? findActor(await this.deps.db(), userId) : null;
  }
}

/** What words are looked for in. */
const wordsOf = ({ id, title, description, keywords }: Record<string, unknown>) =>
  JSON.stringify([id, title, description, keywords]);

/** The parameters of the address. Its host is of no matter here. */
const queryOf = (request: Request) => new URL(request.originalUrl, 'http://any').searchParams;

function bodyOf(request: Request, query: URLSearchParams): unknown {
  givenInQuery(query, []);
  // An empty body is a search without conditions; express makes of it an object too.
  return request.body ?? {};
}
