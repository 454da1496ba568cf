import { beforeEach, describe, expect, it } from 'vitest';
import {
  addToCart,
  cartIds,
  cartOf,
  emptyCart,
  findCart,
  removeFromCart,
} from '#app/features/cart/cart.server.ts';
import { withdrawItem } from '#app/features/catalogue/curation.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { deliveryFiles, items } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { plantItems } from '../support/plant-items.ts';
import { makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
const box: [number, number, number, number] = [5, 45, 6, 46];
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
  await plantItems(db, [
    { id: 'one', box, acquiredAt: '2026-01-01T10:00:00Z' },
    { id: 'two', box, acquiredAt: '2026-01-02T10:00:00Z' },
    {
      id: 'theirs',
      box,
      acquiredAt: '2026-01-03T10:00:00Z',
      visibility: 'entity',
      entityId: 'ale',
    },
  ]);
});

/** Two files of a scene, and one that all scenes of the parcel share. */
async function plantFiles(bytes: [own: number, own: number, shared: number]) {
  const [{ deliveryId } = { deliveryId: null }] = await db.select().from(items).limit(1);
  await db.tx(async (t) => {
    for (const [rank, size] of bytes.entries()) {
      await t.insert(deliveryFiles).values({
        id: `f${rank}`,
        deliveryId: deliveryId ?? '',
        itemId: rank < 2 ? 'one' : null,
        path: `f${rank}`,
        storageKey: `f${rank}`,
        bytes: size,
        sha256: String(rank),
        mediaType: 'image/tiff',
        role: 'data',
      });
    }
  });
}

describe('a cart', () => {
  it('holds scenes once, latest first, each person’s own', async () => {
    await addToCart(db, people.ana, ['one', 'two']);
    await addToCart(db, people.ana, ['one']);
    expect((await cartIds(db, people.ana)).sort()).toEqual(['one', 'two']);
    expect(await cartIds(db, people.liam)).toEqual([]);
    expect(await cartIds(db, null)).toEqual([]);
    await removeFromCart(db, people.ana, ['two', 'unknown']);
    expect(await cartIds(db, people.ana)).toEqual(['one']);
    await emptyCart(db, people.ana);
    expect(await cartIds(db, people.ana)).toEqual([]);
  });

  it('says what each scene weighs, its licence, and what is left to accept', async () => {
    await plantFiles([1000, 200, 30]);
    await addToCart(db, people.ana, ['one', 'two']);
    const cart = await findCart(db, people.ana);
    expect(Object.fromEntries(cart.lines.map(({ row, bytes }) => [row.id, bytes]))).toEqual({
      one: 1230,
      two: 30,
    });
    expect(cart.licences).toMatchObject([
      { licence: { id: 'dsp-pleiades' }, answer: { ok: false, why: 'not-accepted' }, count: 2 },
    ]);
    const open = await cartOf(db, people.denis, ['one']);
    expect(open.licences[0]?.answer.ok).toBe(true);
    expect((await cartOf(db, null, ['one'])).licences[0]?.answer).toEqual({
      ok: false,
      why: 'not-signed-in',
    });
  });

  it('takes in nothing that the person may not know of', async () => {
    const refusal = addToCart(db, people.ana, ['theirs']).catch((thrown: unknown) => thrown);
    expect((await refusalOf(await refusal))?.reason).toBe('no-item');
    await addToCart(db, people.ana, ['theirs', 'one']);
    expect(await cartIds(db, people.ana)).toEqual(['one']);
    await addToCart(db, people.liam, ['theirs']);
    expect(await cartIds(db, people.liam)).toEqual(['theirs']);
    expect((await cartOf(db, people.ana, ['theirs', 'one'])).lines).toHaveLength(1);
  });

  it('names what is no longer to be had, and keeps the rest', async () => {
    await addToCart(db, people.ana, ['one', 'two']);
    await withdrawItem(db, people.odile, 'two', 'Remplacée par une meilleure.');
    const cart = await findCart(db, people.ana);
    expect(cart.lines.map(({ row }) => row.id)).toEqual(['one']);
    expect(cart.goneIds).toEqual(['two']);
  });

  it('holds two hundred scenes at most', async () => {
    await plantItems(
      db,
      Array.from({ length: 201 }, (_, n) => ({
        id: `n${n}`,
        box,
        acquiredAt: '2026-01-01T10:00:00Z',
      })),
    );
    await addToCart(
      db,
      people.ana,
      Array.from({ length: 200 }, (_, n) => `n${n}`),
    );
    const refusal = addToCart(db, people.ana, ['n200']).catch((thrown: unknown) => thrown);
    expect((await refusalOf(await refusal))?.reason).toBe('cart-full');
    expect(await cartIds(db, people.ana)).toHaveLength(200);
  });
});
