import { and, asc, count, desc, eq, inArray, isNull, or, sum } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import { type CatalogueRow, listed } from '#app/features/catalogue/item-rows.server.ts';
import { type Viewer, visibleTo } from '#app/features/catalogue/visibility.server.ts';
import type { LicenceAnswer } from '#app/features/licences/licence.ts';
import { findLicence, licenceAnswer } from '#app/features/licences/licences.server.ts';
import { type ShownLicence, shownLicence } from '#app/features/licences/shown-licence.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { cartItems, deliveryFiles, items, sensors } from '#db/schema.ts';
import { maxInCart } from './cart.ts';

/** A scene with what it takes to retrieve it. */
export type CartLine = { row: CatalogueRow; bytes: number; answer: LicenceAnswer };

export type Cart = {
  lines: CartLine[];
  /** Each licence of the lines, once. */
  licences: { licence: ShownLicence; answer: LicenceAnswer; count: number }[];
  /** Ids that were put aside and may no longer be known of: withdrawn, or closed to this person. */
  goneIds: string[];
};

/** The scenes that a person put aside, latest first. */
export async function findCart(db: Db, actor: Actor): Promise<Cart> {
  const kept = await db
    .select({ itemId: cartItems.itemId })
    .from(cartItems)
    .where(eq(cartItems.userId, actor.id))
    .orderBy(desc(cartItems.at), asc(cartItems.itemId));
  return cartOf(
    db,
    actor,
    kept.map(({ itemId }) => itemId),
  );
}

/** The cart that these scenes make, for this person or visitor, in their order. */
export async function cartOf(db: Db, actor: Actor | null, ids: readonly string[]): Promise<Cart> {
  const rows = await readVisible(db, actor, ids);
  const bytes = await bytesOf(db, rows);
  const licenceIds = [...new Set(rows.map(({ licenceId }) => licenceId))];
  const answers = new Map<string, LicenceAnswer>();
  const licences: Cart['licences'] = [];
  for (const id of licenceIds) {
    const answer = await licenceAnswer(db, actor, id);
    answers.set(id, answer);
    const count = rows.filter(({ licenceId }) => licenceId === id).length;
    licences.push({ licence: shownLicence(await findLicence(db, id)), answer, count });
  }
  return {
    lines: rows.map((row) => ({
      row,
      bytes: bytes.get(row.id) ?? 0,
      answer: answers.get(row.licenceId) ?? { ok: false, why: 'not-accepted' },
    })),
    licences,
    goneIds: ids.filter((id) => !rows.some((row) => row.id === id)),
  };
}

/** The ids of the scenes that a person put aside; none for a visitor. */
export async function cartIds(db: Db, actor: Actor | null): Promise<string[]> {
  if (!actor) return [];
  const rows = await db
    .select({ id: cartItems.itemId })
    .from(cartItems)
    .where(eq(cartItems.userId, actor.id));
  return rows.map(({ id }) => id);
}

/**
 * Puts scenes aside; one that is there already stays. Refuses (404) scenes that this person may not know of when none of
 * them is left, (409) more than fit.
 */
export async function addToCart(db: Db, actor: Actor, ids: readonly string[]): Promise<void> {
  await db.tx(async (t) => {
    const rows = await readVisible(t, actor, ids);
    if (rows.length === 0) refuse('not-found', 'no-item');
    const at = new Date();
    await t
      .insert(cartItems)
      .values(rows.map(({ id }) => ({ userId: actor.id, itemId: id, at })))
      .onConflictDoNothing();
    const [counted] = await t
      .select({ n: count() })
      .from(cartItems)
      .where(eq(cartItems.userId, actor.id));
    if (Number(counted?.n ?? 0) > maxInCart) refuse('conflict', 'cart-full', { max: maxInCart });
  });
}

/** Takes scenes out; those that are not there change nothing. */
export async function removeFromCart(db: Db, actor: Actor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.tx(async (t) => {
    await t
      .delete(cartItems)
      .where(and(eq(cartItems.userId, actor.id), inArray(cartItems.itemId, [...ids])));
  });
}

export async function emptyCart(db: Db, actor: Actor): Promise<void> {
  await db.tx(async (t) => {
    await t.delete(cartItems).where(eq(cartItems.userId, actor.id));
  });
}

async function readVisible(
  db: Db,
  viewer: Viewer,
  ids: readonly string[],
): Promise<CatalogueRow[]> {
  const asked = [...new Set(ids)].slice(0, maxInCart);
  if (asked.length === 0) return [];
  const rows = await db
    .select(listed)
    .from(items)
    .innerJoin(sensors, eq(sensors.id, items.sensorId))
    .where(and(inArray(items.id, asked), visibleTo(viewer, new Date())));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return asked.flatMap((id) => byId.get(id) ?? []);
}

/** What each scene weighs: its own files, and those that all scenes of its parcel share. */
async function bytesOf(db: Db, rows: readonly CatalogueRow[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const sums = await db
    .select({ id: items.id, bytes: sum(deliveryFiles.bytes) })
    .from(items)
    .innerJoin(
      deliveryFiles,
      and(
        eq(deliveryFiles.deliveryId, items.deliveryId),
        or(eq(deliveryFiles.itemId, items.id), isNull(deliveryFiles.itemId)),
      ),
    )
    .where(
      inArray(
        items.id,
        rows.map(({ id }) => id),
      ),
    )
    .groupBy(items.id);
  return new Map(sums.map(({ id, bytes }) => [id, Number(bytes ?? 0)]));
}
