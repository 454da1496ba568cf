import { asc, eq } from 'drizzle-orm';
import type { SensorFacts } from '#app/features/requests/request-rules.ts';
import type { Db } from '#app/lib/db.server.ts';
import { type Bilingual, choices, licences, offers, sensors } from '#db/schema.ts';

export type Sensor = typeof sensors.$inferSelect;

/** Every sensor, in the desk's order. */
export function listSensors(db: Db): Promise<Sensor[]> {
  return db
    .select()
    .from(sensors)
    .orderBy(asc(sensors.position))
    .then((rows) => rows);
}

/** Every sensor with what may be bought of it, as the rules of a request want it. Licence names in the reader's language. */
export async function listSensorFacts(db: Db, locale: 'fr' | 'en'): Promise<SensorFacts[]> {
  const rows = await db
    .select({ offer: offers, licenceName: licences.name })
    .from(offers)
    .innerJoin(licences, eq(licences.id, offers.licenceId))
    .where(eq(offers.active, true));
  return (await listSensors(db)).map((sensor) => ({
    ...sensor,
    offers: rows
      .filter(({ offer }) => offer.sensorId === sensor.id)
      .map(({ offer, licenceName }) => ({ ...offer, licenceName: licenceName[locale] })),
  }));
}

export type Choice = { code: string; label: Bilingual };

/** An editable list, in its order: poles, themes, refusal reasons. Withdrawn entries are left out. */
export async function listChoices(
  db: Db,
  list: 'pole' | 'theme' | 'refusal-reason',
): Promise<Choice[]> {
  const rows = await db
    .select()
    .from(choices)
    .where(eq(choices.list, list))
    .orderBy(asc(choices.position));
  return rows.filter((c) => c.active).map(({ code, label }) => ({ code, label }));
}
