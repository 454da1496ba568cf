import { asc, eq } from 'drizzle-orm';
import { type Actor, can } from '#app/features/accounts/actor.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import type { Db } from '#app/lib/db.server.ts';
import { log } from '#app/lib/log.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { licences, offers, sensors } from '#db/schema.ts';
import { changesOf } from './changes.ts';
import type { OfferChange } from './offer-schema.ts';

/** An offer as the desk lists it. */
export type ListedOffer = typeof offers.$inferSelect & { sensorName: string; licenceName: string };

/** Every offer, open or not, by sensor in the desk's order. For those who may edit them. */
export async function listOffers(db: Db, actor: Actor, locale: Locale): Promise<ListedOffer[]> {
  if (!can(actor, 'offers:edit')) refuse('forbidden', 'no-permission');
  const rows = await db
    .select({ offer: offers, sensorName: sensors.name, licenceName: licences.name })
    .from(offers)
    .innerJoin(sensors, eq(sensors.id, offers.sensorId))
    .innerJoin(licences, eq(licences.id, offers.licenceId))
    .orderBy(asc(sensors.position), asc(offers.kind), asc(offers.id));
  return rows.map(({ offer, sensorName, licenceName }) => ({
    ...offer,
    sensorName,
    licenceName: licenceName[locale],
  }));
}

/** One offer, and the licences that it may be held under. For those who may edit them; refuses (404) an unknown one. */
export async function findOffer(db: Db, actor: Actor, id: string, locale: Locale) {
  const offer = (await listOffers(db, actor, locale)).find((one) => one.id === id);
  if (!offer) refuse('not-found', 'no-such-offer');
  const known = await db.select({ id: licences.id, name: licences.name }).from(licences);
  return {
    offer,
    licences: known.map(({ id: licenceId, name }) => ({ id: licenceId, name: name[locale] })),
  };
}

/**
 * Changes what an offer asks. It holds for what is asked from then on: requests that were sent keep what they were sent with.
 * Written to the log with who changed what. Refuses (404) an unknown offer or licence.
 */
export async function changeOffer(
  db: Db,
  actor: Actor,
  id: string,
  change: OfferChange,
): Promise<void> {
  if (!can(actor, 'offers:edit')) refuse('forbidden', 'no-permission');
  const changed = await db.tx(async (t) => {
    const [before] = await t.select().from(offers).where(eq(offers.id, id));
    if (!before) refuse('not-found', 'no-such-offer');
    const [licence] = await t.select().from(licences).where(eq(licences.id, change.licenceId));
    if (!licence) refuse('not-found', 'no-licence');
    await t.update(offers).set(change).where(eq(offers.id, id));
    return changesOf(before, change);
  });
  log().info({ actorId: actor.id, offerId: id, changed }, 'offer changed');
}
