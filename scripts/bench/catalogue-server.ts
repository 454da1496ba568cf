// One process that serves the catalogue's search: bare at /search, which is the floor, and as the STAC API gives it.
import type { AddressInfo } from 'node:net';
import express from 'express';
import { readBox } from '#app/features/catalogue/catalogue-query.ts';
import { searchItems } from '#app/features/catalogue/search-items.server.ts';
import { stacRouter } from '#app/features/stac/stac-router.server.ts';
import { database } from '#app/lib/db.server.ts';

const db = await database();
const app = express();
app.disable('x-powered-by');
app.get('/search', (request, response, next) => {
  const bbox = readBox(String(request.query.bbox ?? ''));
  searchItems(db, null, { limit: Number(request.query.limit ?? 10), ...(bbox && { bbox }) }).then(
    ({ items, next: after }) => response.json({ items, after }),
    next,
  );
});
/** Milliseconds of processor time so far. */
app.get('/busy', (_request, response) => {
  const { user, system } = process.cpuUsage();
  response.json((user + system) / 1000);
});
app.use(stacRouter());
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.((server.address() as AddressInfo).port);
});
