import { randomBytes, randomUUID } from 'node:crypto';
import type { Server, ServerResponse } from 'node:http';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express, { type NextFunction, type Request, type Response } from 'express';
import compressedFiles from 'express-static-gzip';
import helmet from 'helmet';
import { fillPostings } from './features/catalogue/postings.server.ts';
import { downloadRouter } from './features/downloads/download-router.server.ts';
import { flushDownloads } from './features/downloads/downloads.server.ts';
import { stacRouter } from './features/stac/stac-router.server.ts';
import { database } from './lib/db.server.ts';
import { env, publicUrl } from './lib/env.server.ts';
import { log, withRequestId } from './lib/log.server.ts';
import { isOwnOrigin } from './lib/session.server.ts';
import { startWorker } from './worker.server.ts';

type Options = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Vite's middlewares, in development only. */
  middlewares?: express.RequestHandler;
};

/** Listens, starts the timed jobs, and stops in order on SIGTERM: no new request, jobs at rest, database closed. */
export async function startServer(options: Options): Promise<Server> {
  const db = await database();
  const posted = await fillPostings(db);
  if (posted > 0) log().info({ scenes: posted }, 'scenes were given their postings');
  const { HOST, PORT, WORKER } = env();
  const worker = WORKER ? startWorker(db) : null;
  const server = app(options).listen(PORT, HOST);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  log().info({ url: publicUrl(), host: HOST, port: PORT }, 'listening');
  const stop = async () => {
    server.close();
    server.closeIdleConnections();
    await worker?.stop();
    await flushDownloads(db);
    await db.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  return server;
}

function app({ build, middlewares }: Options): express.Express {
  const server = express();
  const dev = middlewares !== undefined;
  server.disable('x-powered-by');
  server.set('trust proxy', env().TRUST_PROXY);
  server.use(traced);
  server.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  server.get('/readyz', (_request, response, next) => {
    readiness().then((body) => response.status(body.ready ? 200 : 503).json(body), next);
  });
  if (!dev) server.use(compression({ filter: mayCompress }), staticFiles());
  // Ahead of the pages' headers and of the check of origins: any site may read what is public, nothing is changed.
  server.use(stacRouter());
  server.use((_request, response, next) => {
    if (!dev) response.locals.cspNonce = randomBytes(16).toString('base64');
    next();
  });
  server.use(dev ? developmentHeaders() : securityHeaders());
  server.use(sameOrigin);
  server.use(downloadRouter());
  if (middlewares) server.use(compression({ filter: mayCompress }), middlewares);
  const mode = env().NODE_ENV;
  server.all(
    '*',
    createRequestHandler({
      build,
      mode,
      getLoadContext: (request, response) => ({
        cspNonce: response.locals.cspNonce,
        ...(request.ip && { ip: request.ip }),
      }),
    }),
  );
  server.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    log().error({ err: error, path: request.path }, 'a bug');
    if (response.headersSent) response.destroy();
    else response.status(500).type('text/plain').send('500');
  });
  return server;
}

/** The build's own files, before the pages' headers: a script needs no policy, and each would pay for it. */
function staticFiles(): express.Router {
  const setHeaders = (response: ServerResponse) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
  };
  const router = express.Router();
  const ofBuild = { immutable: true, maxAge: '1y', setHeaders };
  router.use('/assets', compressed('build/client/assets', ofBuild));
  // A file of an older build: a plain answer, not a page that a browser would take for a script.
  router.use('/assets', (_request, response) => void response.sendStatus(404));
  router.use(compressed('build/client', { maxAge: '1h', setHeaders }));
  return router;
}

/** The files of a folder, each as the build compressed it for those who can read that. */
const compressed = (folder: string, serveStatic: ServeStaticOptions) =>
  compressedFiles(folder, {
    enableBrotli: true,
    orderPreference: ['br'],
    index: false,
    serveStatic,
  });
type ServeStaticOptions = NonNullable<Parameters<typeof compressedFiles>[1]['serveStatic']>;

/** Gives each request an id, in its log lines and in the answer, and logs it when it ends. */
function traced(request: Request, response: Response, next: NextFunction) {
  const given = request.get('x-request-id');
  const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  const started = performance.now();
  response.setHeader('X-Request-Id', requestId);
  response.on('finish', () => {
    const ms = Math.round(performance.now() - started);
    const { method, path } = request;
    log().info({ requestId, method, path, status: response.statusCode, ms }, 'request');
  });
  withRequestId(requestId, next);
}

async function readiness(): Promise<{ ready: boolean; database: string }> {
  try {
    const db = await database();
    await db.tx(async () => undefined);
    return { ready: true, database: db.engine };
  } catch (error) {
    log().error({ err: error }, 'the database does not answer');
    return { ready: false, database: 'unreachable' };
  }
}

// Vite's own scripts have no nonce. With no referrer at all browsers would hide the origin of a form as well.
const developmentHeaders = () =>
  helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  });

/** A strict policy: our own scripts and styles by nonce, tiles only from the services that are configured. */
function securityHeaders(): express.RequestHandler {
  const tiles = env().TILE_SERVICES.map(({ url }) => new URL(url.replaceAll(/[{}]/g, '')).origin);
  const nonce = (_request: unknown, response: unknown) =>
    `'nonce-${(response as Response).locals.cspNonce}'`;
  const https = publicUrl().startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", nonce],
        styleSrc: ["'self'", nonce],
        styleSrcAttr: ["'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tiles],
        workerSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", ...tiles],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        ...(https && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
}

/** Refuses what another site's page would have a signed-in browser do. */
function sameOrigin(request: Request, response: Response, next: NextFunction) {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  if (isOwnOrigin(request.get('origin'), request.get('host'))) return next();
  response.status(403).type('text/plain').send('403: the request comes from another site.');
}

function mayCompress(request: Request, response: Response): boolean {
  const type = String(response.getHeader('Content-Type') ?? '');
  return !/tiff|octet-stream|zip|jpeg|jp2/.test(type) && compression.filter(request, response);
}
