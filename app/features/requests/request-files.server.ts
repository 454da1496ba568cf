import { createHash } from 'node:crypto';
import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Actor, mayAsk } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { prepared } from '#app/lib/prepared.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import type { Storage } from '#app/lib/storage.server.ts';
import { requestFiles, requests } from '#db/schema.ts';
import { findRequest, relationsTo, saveDraft } from './requests.server.ts';
import { isEditable } from './workflow.ts';

export type RequestFile = { id: string; name: string; format: string; bytes: number; at: Date };

/** So many are kept with a request, the latest: a file is uploaded again and again until it is right. */
const mostFiles = 20;

/** Refuses (403, 404, 409) whoever may not put a file with this request: its owner may, while it can be edited or is new. */
export async function requireMayKeepFile(db: Db, actor: Actor, requestId: string): Promise<void> {
  const [known] = await db.select().from(requests).where(eq(requests.id, requestId)).limit(1);
  refuseOthers(actor, known);
}

/**
 * Keeps a file that an area was read from, as it was given, with the request; a request that is not there yet becomes a
 * draft. The same file again changes nothing. Gives its id.
 */
export async function keepRequestFile(
  db: Db,
  storage: Storage,
  actor: Actor,
  given: { requestId: string; name: string; format: string; content: Uint8Array },
): Promise<{ id: string }> {
  const { requestId, name, format } = given;
  await requireMayKeepFile(db, actor, requestId);
  const content = Buffer.from(given.content);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const storageKey = `areas/${requestId}/${sha256}`;
  await storage.put(storageKey, content);
  const { id, dropped } = await db.tx(async (t) => {
    const [request] = await t.select().from(requests).where(eq(requests.id, requestId));
    refuseOthers(actor, request);
    if (!request) await saveDraft(t, actor, { id: requestId, form: {}, aoi: null });
    const kept = await t
      .select()
      .from(requestFiles)
      .where(eq(requestFiles.requestId, requestId))
      .orderBy(desc(requestFiles.at), desc(requestFiles.id));
    const same = kept.find((file) => file.sha256 === sha256);
    if (same) return { id: same.id, dropped: [] };
    const file = {
      id: newId(),
      requestId,
      name: name.slice(0, 200),
      format,
      storageKey,
      bytes: content.byteLength,
      sha256,
      uploadedBy: actor.id,
      at: new Date(),
    };
    await t.insert(requestFiles).values(file);
    const old = kept.slice(mostFiles - 1);
    const oldIds = old.map((one) => one.id);
    if (old.length > 0) await t.delete(requestFiles).where(inArray(requestFiles.id, oldIds));
    return { id: file.id, dropped: old };
  });
  for (const { storageKey: key } of dropped) await storage.remove(key);
  return { id };
}

/** The files that the request's area was read from, latest first. The caller has found the request first. */
export const listRequestFiles = (db: Db, requestId: string): Promise<RequestFile[]> =>
  filesOf(db).execute({ requestId });

const filesOf = prepared((db) =>
  db
    .select({
      id: requestFiles.id,
      name: requestFiles.name,
      format: requestFiles.format,
      bytes: requestFiles.bytes,
      at: requestFiles.at,
    })
    .from(requestFiles)
    .where(eq(requestFiles.requestId, sql.placeholder('requestId')))
    .orderBy(desc(requestFiles.at), desc(requestFiles.id))
    .prepare(),
);

/** One of them, with where it is stored; refuses (404) as the request's page does whoever may not have it. */
export async function findRequestFile(
  db: Db,
  actor: Actor,
  { requestId, fileId }: { requestId: string; fileId: string },
) {
  const { request } = await findRequest(db, actor, requestId);
  const [file] = await db
    .select()
    .from(requestFiles)
    .where(and(eq(requestFiles.id, fileId), eq(requestFiles.requestId, requestId)))
    .limit(1);
  if (!file || !maySeeFiles(actor, request)) refuse('not-found', 'no-request');
  return file;
}

/** The owner, the référent of their entity and the desk: not whoever sees the request because theirs was joined into it. */
export const maySeeFiles = (actor: Actor, request: { ownerId: string; entityId: string }) =>
  relationsTo(actor, { ownerId: request.ownerId, entityId: request.entityId }).length > 0;

function refuseOthers(actor: Actor, request: typeof requests.$inferSelect | undefined): void {
  if (request && !relationsTo(actor, request).includes('owner')) refuse('not-found', 'no-request');
  if (!mayAsk(actor)) refuse('forbidden', 'not-a-member-entity');
  if (request && !isEditable(request.state)) refuse('conflict', 'not-editable');
}
