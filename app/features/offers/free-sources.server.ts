import { asc, eq } from 'drizzle-orm';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { log } from '#app/lib/log.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { freeSources } from '#db/schema.ts';
import { changesOf } from './changes.ts';
import type { SourceContent } from './source-schema.ts';

export type FreeSource = typeof freeSources.$inferSelect;

/** Every source, shown or not, in the order in which members see them. For those who may edit them. */
export async function listSources(db: Db, actor: Actor): Promise<FreeSource[]> {
  if (!can(actor, 'offers:edit')) refuse('forbidden', 'no-permission');
  return inOrder(db);
}

const inOrder = (db: Db): Promise<FreeSource[]> =>
  db
    .select()
    .from(freeSources)
    .orderBy(asc(freeSources.position), asc(freeSources.id))
    .then((rows) => rows);

/** One source. For those who may edit them; refuses (404) an unknown one. */
export async function findSource(db: Db, actor: Actor, id: string): Promise<FreeSource> {
  const source = (await listSources(db, actor)).find((one) => one.id === id);
  if (!source) refuse('not-found', 'no-source');
  return source;
}

/**
 * Changes a source, or adds it after the others when its id is new. Written to the log with who changed what. Refuses (400) a
 * coverage that is not sound.
 */
export async function saveSource(db: Db, actor: Actor, content: SourceContent): Promise<void> {
  if (!can(actor, 'offers:edit')) refuse('forbidden', 'no-permission');
  if (content.coverage && (await checkArea(content.coverage))) refuse('invalid', 'area-unsound');
  const { id, ...set } = content;
  const changed = await db.tx(async (t) => {
    const known = await inOrder(t);
    const before = known.find((one) => one.id === id);
    const position = before?.position ?? Math.max(-1, ...known.map((one) => one.position)) + 1;
    await t
      .insert(freeSources)
      .values({ id, ...set, position })
      .onConflictDoUpdate({ target: freeSources.id, set });
    return before ? changesOf(before, set) : 'added';
  });
  log().info({ actorId: actor.id, sourceId: id, changed }, 'free source changed');
}

/** Moves a source one place up or down among the others; at the end nothing happens. Refuses (404) an unknown one. */
export async function moveSource(
  db: Db,
  actor: Actor,
  { id, by }: { id: string; by: -1 | 1 },
): Promise<void> {
  if (!can(actor, 'offers:edit')) refuse('forbidden', 'no-permission');
  await db.tx(async (t) => {
    const list = await inOrder(t);
    const at = list.findIndex((one) => one.id === id);
    const moved = list[at];
    if (!moved) refuse('not-found', 'no-source');
    const others = list.toSpliced(at, 1);
    const wanted = others.toSpliced(Math.max(0, at + by), 0, moved);
    for (const [position, source] of wanted.entries()) {
      if (source.position === position) continue;
      await t.update(freeSources).set({ position }).where(eq(freeSources.id, source.id));
    }
  });
  log().info({ actorId: actor.id, sourceId: id, by }, 'free source moved');
}
