import { apportion } from '#app/features/quotas/apportion.ts';
import { quotaCostHa } from '#app/features/quotas/ledger.ts';
import { type Envelope, findEnvelope } from '#app/features/quotas/quotas.server.ts';
import { agreedShares } from '#app/features/requests/open-joins.server.ts';
import type { SensorFacts } from '#app/features/requests/request-rules.ts';
import { sensorsOf } from '#app/features/requests/request-schema.ts';
import type { RequestRow } from '#app/features/requests/requests.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { entities } from '#db/schema.ts';

/** What an entity would pay, and of which envelope; null where none is open for it. */
export type Payer = { entityName: string; costHa: number; envelope: Envelope | null };

/** The sensors asked for, in order of preference, each with what the whole area would cost and who would pay: one, or all of a join. */
export async function priceSensors(
  db: Db,
  request: RequestRow,
  given: { sensors: readonly SensorFacts[]; entityName: string },
) {
  const costHa = quotaCostHa(request.areaHa, request.form.mode ?? 'mono');
  const wanted = sensorsOf(request.form).flatMap(
    (id) => given.sensors.find((sensor) => sensor.id === id) ?? [],
  );
  const bearers = await bearersOf(db, request, given.entityName);
  return Promise.all(
    wanted.map(async ({ id, name, family, status }) => {
      const payers = await payersOf(db, bearers, { family, costHa });
      const [first] = payers;
      return { id, name, status, costHa, payers, envelope: first?.envelope ?? null };
    }),
  );
}
export type AskedSensor = Awaited<ReturnType<typeof priceSensors>>[number];

/** What a sensor costs and what is free for it, as the tightest of the envelopes concerned says. */
export function tightest({ payers }: Pick<AskedSensor, 'payers'>): {
  costHa: number;
  freeHa: number | null;
} {
  const drawn = payers.map(({ envelope }) => ({
    costHa: payers
      .filter((other) => other.envelope?.id === envelope?.id)
      .reduce((sum, other) => sum + other.costHa, 0),
    freeHa: envelope?.freeHa ?? null,
  }));
  const margin = (one: { costHa: number; freeHa: number | null }) =>
    one.freeHa === null ? Number.NEGATIVE_INFINITY : one.freeHa - one.costHa;
  const [first] = drawn.sort((a, b) => margin(a) - margin(b));
  return first ?? { costHa: 0, freeHa: null };
}

type Bearer = { entityId: string; entityName: string; weight: number };

async function bearersOf(db: Db, request: RequestRow, entityName: string): Promise<Bearer[]> {
  const shares = await agreedShares(db, request.id);
  if (shares.length === 0) return [{ entityId: request.entityId, entityName, weight: 1 }];
  const named = new Map(
    (await db.select({ id: entities.id, name: entities.name }).from(entities)).map((e) => [
      e.id,
      e.name,
    ]),
  );
  return shares.map(({ entityId, shareHa }) => ({
    entityId,
    entityName: named.get(entityId) ?? entityId,
    weight: shareHa,
  }));
}

async function payersOf(
  db: Db,
  bearers: readonly Bearer[],
  { family, costHa }: { family: string; costHa: number },
): Promise<Payer[]> {
  const costs = apportion(
    costHa,
    bearers.map(({ weight }) => weight),
  );
  return Promise.all(
    bearers.map(async ({ entityId, entityName }, i) => ({
      entityName,
      costHa: costs[i] ?? 0,
      envelope: await findEnvelope(db, { family, entityId, at: new Date() }),
    })),
  );
}
