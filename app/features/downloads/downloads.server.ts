import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { findActor } from '#app/features/accounts/accounts.server.ts';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import { listFiles } from '#app/features/catalogue/catalogue.server.ts';
import { knownTo, visibleTo } from '#app/features/catalogue/visibility.server.ts';
import type { LicenceAnswer } from '#app/features/licences/licence.ts';
import { licenceAnswer } from '#app/features/licences/licences.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { log } from '#app/lib/log.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { deliveryFiles, downloads, entities, items, users } from '#db/schema.ts';

export type StoredFile = typeof deliveryFiles.$inferSelect;

/** Who may have it, on behalf of which entity, under which text. */
export type Permit = { userId: string; entityId: string; licenceVersionId: string };

export type Authorised<T> =
  | { found: false }
  | { found: true; ok: false; why: Extract<LicenceAnswer, { ok: false }>['why'] }
  | { found: true; ok: true; permit: Permit; what: T };

/** A reader of tiled imagery asks for hundreds of ranges in a row: a yes stands for that long. A no is never kept. */
const graceMs = 2_000;
const maxGrants = 2_000;
type Grant = { until: number; answer: Authorised<StoredFile> };
const grants = new WeakMap<Db, Map<string, Grant>>();

/**
 * One file of a scene for this person, or why not. What the parcel's scenes share is a file of each of them. Who loses
 * their right may go on for two seconds; whose session ends may not.
 */
export async function authoriseFile(
  db: Db,
  userId: string | null,
  given: { itemId: string; fileId: string },
): Promise<Authorised<StoredFile>> {
  const known = grants.get(db) ?? new Map<string, Grant>();
  grants.set(db, known);
  const key = [userId, given.itemId, given.fileId].join(' ');
  const grant = known.get(key);
  if (grant && grant.until > Date.now()) return grant.answer;
  const answer = await decideFile(db, userId, given);
  if (known.size >= maxGrants) known.clear();
  if (answer.found && answer.ok) known.set(key, { until: Date.now() + graceMs, answer });
  else known.delete(key);
  return answer;
}

async function decideFile(
  db: Db,
  userId: string | null,
  given: { itemId: string; fileId: string },
): Promise<Authorised<StoredFile>> {
  const actor = userId ? await findActor(db, userId) : null;
  const [row] = await db
    .select({ licenceId: items.licenceId, file: deliveryFiles })
    .from(items)
    .innerJoin(deliveryFiles, eq(deliveryFiles.deliveryId, items.deliveryId))
    .where(
      and(
        eq(items.id, given.itemId),
        visibleTo(actor, new Date()),
        eq(deliveryFiles.id, given.fileId),
        or(eq(deliveryFiles.itemId, items.id), isNull(deliveryFiles.itemId)),
      ),
    );
  return row ? permit(db, actor, row.licenceId, row.file) : { found: false };
}

/** All files of a scene for this person, or why not. */
export async function authoriseScene(
  db: Db,
  userId: string | null,
  itemId: string,
): Promise<Authorised<StoredFile[]>> {
  const actor = userId ? await findActor(db, userId) : null;
  const [item] = await db
    .select({ id: items.id, deliveryId: items.deliveryId, licenceId: items.licenceId })
    .from(items)
    .where(and(eq(items.id, itemId), visibleTo(actor, new Date())));
  return item ? permit(db, actor, item.licenceId, await listFiles(db, item)) : { found: false };
}

/** The picture of a scene for whoever may know of it, or null. Who asks is only looked up where it matters. */
export async function findQuicklook(
  db: Db,
  userId: () => Promise<string | null>,
  itemId: string,
): Promise<{ key: string; isPublic: boolean } | null> {
  const keyFor = async (actor: Actor | null) => {
    const [item] = await db
      .select({ key: items.quicklookKey })
      .from(items)
      .where(and(eq(items.id, itemId), visibleTo(actor, new Date())));
    return item?.key ?? null;
  };
  const open = await keyFor(null);
  if (open) return { key: open, isPublic: true };
  const id = await userId();
  const own = id ? await keyFor(await findActor(db, id)) : null;
  return own ? { key: own, isPublic: false } : null;
}

/** Whether a scene was withdrawn that this person could know of. */
export async function isWithdrawn(db: Db, userId: string | null, itemId: string): Promise<boolean> {
  const actor = userId ? await findActor(db, userId) : null;
  const [item] = await db
    .select({ withdrawnAt: items.withdrawnAt })
    .from(items)
    .where(and(eq(items.id, itemId), knownTo(actor, new Date())));
  return item !== undefined && item.withdrawnAt !== null;
}

async function permit<T>(
  db: Db,
  actor: Actor | null,
  licenceId: string,
  what: T,
): Promise<Authorised<T>> {
  const answer = await licenceAnswer(db, actor, licenceId);
  if (!answer.ok) return { found: true, ok: false, why: answer.why };
  if (!actor) return { found: true, ok: false, why: 'not-signed-in' };
  const { entityId, licenceVersionId } = answer;
  return { found: true, ok: true, permit: { userId: actor.id, entityId, licenceVersionId }, what };
}

export type Retrieval = Permit & {
  itemId: string;
  /** Null is the whole scene. */
  fileId: string | null;
  range: string | null;
  ip: string | null;
};

/** Rows waiting for the next write, and who recently began which file. */
type Book = {
  rows: (typeof downloads.$inferInsert)[];
  written: Promise<void> | null;
  begun: Map<string, number>;
};
const books = new WeakMap<Db, Book>();

/** For so long after its beginning was put on disk, the further ranges of a retrieval are written behind the bytes. */
const begunMs = 60_000;
const restMs = 250;

/**
 * Records a retrieval. Its beginning is on disk when this resolves, before a byte of it flows; the further ranges that the
 * same person asks of the same file within a minute are written a quarter of a second later, together, so that a reader
 * of many small ranges does not wait for the disk at each.
 */
export function recordDownload(db: Db, retrieval: Retrieval): Promise<void> {
  const book: Book = books.get(db) ?? { rows: [], written: null, begun: new Map() };
  books.set(db, book);
  book.rows.push({ id: newId(), at: new Date(), ...retrieval });
  const key = [retrieval.userId, retrieval.itemId, retrieval.fileId ?? 'zip'].join(' ');
  const now = Date.now();
  const isBegun = (book.begun.get(key) ?? 0) > now;
  book.written ??= write(db, book, isBegun ? restMs : 0);
  if (isBegun) {
    book.written.catch((error) => log().error({ err: error }, 'retrievals could not be recorded'));
    return Promise.resolve();
  }
  if (book.begun.size > 10_000) book.begun.clear();
  return book.written.then(() => void book.begun.set(key, now + begunMs));
}

async function write(db: Db, book: Book, afterMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  // Those that came while this waited for its turn to write are in it; later ones open the next.
  const take = () => {
    book.written = null;
    return book.rows.splice(0);
  };
  await db
    .tx(async (t) => {
      const rows = take();
      for (let at = 0; at < rows.length; at += 500) {
        await t.insert(downloads).values(rows.slice(at, at + 500));
      }
    })
    .catch((error) => {
      take();
      throw error;
    });
}

/** Resolves once everything that was recorded is on disk: before the database is closed. */
export async function flushDownloads(db: Db): Promise<void> {
  await books.get(db)?.written;
}

/** Who retrieved a scene, latest first. For the desk. */
export async function listDownloads(db: Db, actor: Actor, itemId: string) {
  if (!can(actor, 'desk:read')) refuse('forbidden', 'no-permission');
  return db
    .select({
      download: downloads,
      userName: users.name,
      entityName: entities.name,
      path: deliveryFiles.path,
    })
    .from(downloads)
    .innerJoin(users, eq(users.id, downloads.userId))
    .innerJoin(entities, eq(entities.id, downloads.entityId))
    .leftJoin(deliveryFiles, eq(deliveryFiles.id, downloads.fileId))
    .where(eq(downloads.itemId, itemId))
    .orderBy(desc(downloads.at))
    .limit(500);
}
