import express, { type NextFunction, type Request, type Response } from 'express';
import { database } from '#app/lib/db.server.ts';
import { publicUrl } from '#app/lib/env.server.ts';
import { isOwnOrigin, sessionUserId } from '#app/lib/session.server.ts';
import { answerError, openToAll, refuse } from './http.server.ts';
import { StacApi, type StacDeps, type Work } from './stac-api.server.ts';

const defaults = (): StacDeps => ({
  db: database,
  base: publicUrl(),
  userIdOf: sessionUserId,
  isOwnOrigin,
});

/**
 * The catalogue for machines, under `/stac`: STAC API 1.0.0 with items 1.1.0, which is OGC API Features as well. Anyone may
 * read what is public, from any site; who is signed in sees what they may know of, but never through another site's page:
 * a request with a foreign origin is nobody's. Nothing is changed here, so that POST needs no more than GET.
 */
export function stacRouter(given: Partial<StacDeps> = {}): express.Router {
  const api = new StacApi({ ...defaults(), ...given });
  const router = express.Router();
  const stac = express.Router();
  const get = (path: string, work: Work) => stac.get(path, handled(work));
  const post = (path: string, work: Work) => stac.post(path, body, handled(work));
  stac.use(openToAll);
  get('/', api.landing);
  get('/conformance', api.conformance);
  get('/api', api.description);
  get('/api.html', api.page);
  get('/collections', api.collections);
  get('/collections/:collection', api.collection);
  get('/collections/:collection/items', api.items);
  get('/collections/:collection/items/:item', api.item);
  get('/collections/:collection/queryables', api.queryables);
  get('/collections/:collection/aggregate', api.aggregate);
  get('/collections/:collection/aggregations', api.aggregations);
  get('/queryables', api.queryables);
  get('/aggregate', api.aggregate);
  post('/aggregate', api.aggregate);
  get('/aggregations', api.aggregations);
  get('/search', api.search);
  post('/search', api.search);
  stac.all('*', (request, response) => {
    const known = request.method === 'GET' || request.method === 'HEAD';
    if (known) refuse(response, 404, 'NotFound', 'There is nothing at this address.');
    else refuse(response, 405, 'MethodNotAllowed', 'This address is read with GET.');
  });
  stac.use(answerError);
  router.use('/stac', stac);
  return router;
}

const handled = (work: Work) => (request: Request, response: Response, next: NextFunction) => {
  work(request, response).catch(next);
};

/** Whatever the type says: many scripts send JSON as what their tool takes for granted. */
const body = express.json({ limit: '2mb', type: () => true, strict: false });
