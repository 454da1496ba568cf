import { asc, eq } from 'drizzle-orm';
import type { SensorFacts } from '#app/features/requests/request-rules.ts';
import type { Db } from '#app/lib/db.server.ts';
import { prepared } from '#app/lib/prepared.server.ts';
import { type Bilingual, choices, licences, offers, sensors } from '#db/schema.ts';

export type Sensor = typeof sensors.$inferSelect;

/** Every sensor, in the desk's order. */
export async function listSensors(db: Db): Promise<Sensor[]> {
  return allSensors(db).execute();
}

const allSensors = prepared((db) =>
  db.select().from(sensors).orderBy(asc(sensors.position)).prepare(),
);

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

/** Every entry of every editable list, withdrawn ones too: what was chosen once keeps its name. */
export async function listAllChoices(db: Db) {
  return allChoices(db).execute();
}

const allChoices = prepared((db) =>
  db
    .select({ list: choices.list, code: choices.code, label: choices.label })
    .from(choices)
    .prepare(),
);

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
