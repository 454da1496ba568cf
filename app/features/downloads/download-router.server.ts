import { basename } from 'node:path';
import express, { type NextFunction, type Request, type Response } from 'express';
import { type Db, database } from '#app/lib/db.server.ts';
import { env } from '#app/lib/env.server.ts';
import { sessionUserId } from '#app/lib/session.server.ts';
import { diskStorage, type Storage } from '#app/lib/storage.server.ts';
import {
  type Authorised,
  authoriseFile,
  authoriseScene,
  findQuicklook,
  isWithdrawn,
  type Permit,
  recordDownload,
} from './downloads.server.ts';
import { attachment, type Portion, portionOf } from './range.ts';
import { canSend, countStream, sendPortion } from './send-file.server.ts';
import { sendZip } from './send-zip.server.ts';

export type DownloadDeps = {
  db: () => Promise<Db>;
  storage: Storage;
  /** Who these cookies say it is, or null. */
  userIdOf: (cookies: string | null) => Promise<string | null>;
};

const defaults = (): DownloadDeps => ({
  db: database,
  storage: diskStorage(env().STORAGE_DIR),
  userIdOf: sessionUserId,
});

/**
 * Retrieval of imagery, ahead of the pages because it needs none of their machinery:
 * - `GET /downloads/items/:itemId/files/:fileId`: one file, resumable by Range;
 * - `GET /downloads/items/:itemId.zip`: the whole scene;
 * - `GET /quicklooks/:itemId.jpg`: its picture, for whoever may know of the scene.
 * A scene that was withdrawn is gone (410), for those who might know of it. Who may not retrieve is led to the page that says why (browsers, 303) or told so as JSON (401, 403). Each retrieval is
 * recorded before a byte of it flows.
 */
export function downloadRouter(deps: DownloadDeps = defaults()): express.Router {
  const router = express.Router();
  const route = (path: string, work: (request: Request, response: Response) => Promise<unknown>) =>
    router.get(path, (request, response, next) => {
      work(request, response).then(
        (answered) => answered === 'not-found' && notFound(deps, request, response, next),
        next,
      );
    });
  route('/downloads/items/:itemId/files/:fileId', (request, response) =>
    retrieveFile(deps, request, response),
  );
  route('/downloads/items/:itemId.zip', (request, response) =>
    retrieveScene(deps, request, response),
  );
  route('/quicklooks/:itemId.jpg', (request, response) => showQuicklook(deps, request, response));
  return router;
}

async function retrieveFile(deps: DownloadDeps, request: Request, response: Response) {
  const db = await deps.db();
  const { itemId = '', fileId = '' } = request.params;
  const userId = await deps.userIdOf(request.get('cookie') ?? null);
  const answer = await authoriseFile(db, userId, { itemId, fileId });
  const granted = grantedOf(answer, itemId, request, response);
  if (granted === null) return answer.found ? undefined : 'not-found';
  const { permit, what: file } = granted;
  const etag = `"${file.sha256}"`;
  const portion = portionOf(request.method, conditionsOf(request), { bytes: file.bytes, etag });
  response.set({
    ETag: etag,
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
  if (portion.status !== 200 && portion.status !== 206) return answerEmpty(response, portion, file);
  const { start, end } = portion.status === 206 ? portion : { start: 0, end: file.bytes - 1 };
  const isHead = request.method === 'HEAD';
  if (!isHead && !canSend(end - start + 1)) return busy(response);
  response.status(portion.status).set({
    'Content-Type': file.mediaType,
    'Content-Length': String(end - start + 1),
    'Content-Disposition': attachment(basename(file.path)),
    ...(portion.status === 206 && { 'Content-Range': `bytes ${start}-${end}/${file.bytes}` }),
  });
  if (isHead) return response.end();
  const range = portion.status === 206 ? `${start}-${end}` : null;
  await record(db, permit, request, { itemId, fileId, range });
  return sendPortion(response, deps.storage, file.storageKey, { start, end });
}

async function retrieveScene(deps: DownloadDeps, request: Request, response: Response) {
  const db = await deps.db();
  const { itemId = '' } = request.params;
  const userId = await deps.userIdOf(request.get('cookie') ?? null);
  const answer = await authoriseScene(db, userId, itemId);
  const granted = grantedOf(answer, itemId, request, response);
  if (granted === null) return answer.found ? undefined : 'not-found';
  response.set({
    'Content-Type': 'application/zip',
    'Content-Disposition': attachment(`${itemId}.zip`),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  if (!canSend(Number.POSITIVE_INFINITY)) return busy(response);
  const at = new Date();
  await record(db, granted.permit, request, { itemId, fileId: null, range: null });
  const archive = { folder: itemId, files: granted.what, at };
  return countStream(() => sendZip(response, deps.storage, archive));
}

async function showQuicklook(deps: DownloadDeps, request: Request, response: Response) {
  const db = await deps.db();
  const userId = () => deps.userIdOf(request.get('cookie') ?? null);
  const quicklook = await findQuicklook(db, userId, request.params.itemId ?? '');
  const found = quicklook ? await deps.storage.stat(quicklook.key) : null;
  if (!quicklook || !found) return 'not-found';
  response.status(200).set({
    'Content-Type': 'image/jpeg',
    'Content-Length': String(found.bytes),
    // A scene's picture never changes, but it may be withdrawn.
    'Cache-Control': quicklook.isPublic ? 'public, max-age=86400' : 'private, max-age=3600',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') return response.end();
  return sendPortion(response, deps.storage, quicklook.key, { start: 0, end: found.bytes - 1 });
}

/** What was granted; null when the answer is already sent, or is that there is no such thing. */
function grantedOf<T>(
  answer: Authorised<T>,
  itemId: string,
  request: Request,
  response: Response,
): { permit: Permit; what: T } | null {
  if (!answer.found) return null;
  if (answer.ok) return answer;
  response.set('Cache-Control', 'no-store');
  if (wantsPage(request)) {
    response.redirect(303, `/catalogue/${itemId}/access`);
  } else if (answer.why === 'not-signed-in') {
    response
      .status(401)
      .set('WWW-Authenticate', 'Cookie realm="DINAMIS"')
      .json({ code: 'unauthorised', reason: answer.why });
  } else {
    response.status(403).json({ code: 'forbidden', reason: answer.why });
  }
  return null;
}

const wantsPage = (request: Request) => /text\/html/i.test(request.get('accept') ?? '');

/** A browser gets the site's own page of what is not there, or of what is there no more. */
function notFound(deps: DownloadDeps, request: Request, response: Response, next: NextFunction) {
  const itemId = request.params.itemId ?? '';
  const answer = async () => {
    const userId = await deps.userIdOf(request.get('cookie') ?? null);
    const isGone = await isWithdrawn(await deps.db(), userId, itemId);
    response.set('Cache-Control', 'no-cache');
    if (isGone && wantsPage(request)) response.redirect(303, `/catalogue/${itemId}`);
    else if (isGone) response.status(410).json({ code: 'gone', reason: 'item-withdrawn' });
    else if (wantsPage(request)) next();
    else response.status(404).json({ code: 'not-found', reason: 'no-item' });
  };
  answer().catch(next);
}

const conditionsOf = (request: Request) => ({
  ifMatch: request.get('if-match'),
  ifNoneMatch: request.get('if-none-match'),
  ifRange: request.get('if-range'),
  range: request.get('range'),
});

function answerEmpty(response: Response, portion: Portion, { bytes }: { bytes: number }) {
  if (portion.status === 416) response.set('Content-Range', `bytes */${bytes}`);
  response.status(portion.status).end();
}

function busy(response: Response) {
  response.status(503).set('Retry-After', '5').json({ code: 'busy', reason: 'too-many-downloads' });
}

const record = (
  db: Db,
  permit: Permit,
  request: Request,
  what: { itemId: string; fileId: string | null; range: string | null },
) => recordDownload(db, { ...permit, ...what, ip: request.ip ?? null });
