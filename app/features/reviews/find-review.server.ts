import type { Actor } from '#app/features/accounts/actor.ts';
import { heldOver } from '#app/features/catalogue/catalogue.server.ts';
import { sceneOf } from '#app/features/catalogue/scene.ts';
import { licencesAcceptedBy } from '#app/features/licences/licences.server.ts';
import { listOrdersOfRequest } from '#app/features/orders/orders.server.ts';
import { quotaCostHa } from '#app/features/quotas/ledger.ts';
import { findEnvelope, findHold } from '#app/features/quotas/quotas.server.ts';
import type { SensorFacts } from '#app/features/requests/request-rules.ts';
import { sensorsOf } from '#app/features/requests/request-schema.ts';
import {
  findRequest,
  listEvents,
  type RequestRow,
} from '#app/features/requests/requests.server.ts';
import { actsFor } from '#app/features/requests/workflow.ts';
import { listChoices, listSensorFacts } from '#app/features/sensors/sensors.server.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import type { Db } from '#app/lib/db.server.ts';
import { dayOf } from '#app/lib/format.ts';
import { checksOf } from './review-checks.ts';
import { shownActs } from './review-schema.ts';

/** All that an officer reads before deciding, in the reader's language. Refuses (404) a request that may not be seen. */
export async function findReview(
  db: Db,
  actor: Actor,
  { id, locale }: { id: string; locale: Locale },
) {
  const found = await findRequest(db, actor, id);
  const { request, relations } = found;
  const sensors = await listSensorFacts(db, locale);
  const asked = await priced(db, request, sensors);
  const held = request.aoi ? await heldOver(db, request.aoi) : null;
  const checks = checksOf({
    form: request.form,
    areaHa: request.areaHa,
    sensors,
    acceptedLicenceIds: await licencesAcceptedBy(db, request.entityId),
    today: dayOf(new Date()),
    heldPct: held?.coverage.heldPct ?? 0,
    prices: asked.map(({ costHa, envelope }) => ({ costHa, freeHa: envelope?.freeHa ?? null })),
  });
  return {
    ...found,
    isOwn: relations.includes('owner'),
    acts: shownActs(actsFor(request.state, relations)),
    asked,
    checks,
    held: held && { scenes: held.items.map(sceneOf), coverage: held.coverage },
    hold: await findHold(db, id),
    events: await listEvents(db, id),
    orders: await listOrdersOfRequest(db, id),
    reasons: labelled(await listChoices(db, 'refusal-reason'), locale),
    pole: await labelOf(db, 'pole', request.form.pole, locale),
    theme: await labelOf(db, 'theme', request.form.theme, locale),
  };
}
export type Review = Awaited<ReturnType<typeof findReview>>;
export type AskedSensor = Review['asked'][number];

/** The sensors asked for, in order of preference, each with what the whole area would cost and who would pay. */
async function priced(db: Db, request: RequestRow, sensors: readonly SensorFacts[]) {
  const costHa = quotaCostHa(request.areaHa, request.form.mode ?? 'mono');
  const wanted = sensorsOf(request.form).flatMap((id) => sensors.find((s) => s.id === id) ?? []);
  return Promise.all(
    wanted.map(async ({ id, name, family, status }) => ({
      id,
      name,
      status,
      costHa,
      envelope: await findEnvelope(db, { family, entityId: request.entityId, at: new Date() }),
    })),
  );
}

const labelled = (list: Awaited<ReturnType<typeof listChoices>>, locale: Locale) =>
  list.map(({ code, label }) => ({ code, label: label[locale] }));

/** The word behind a code, or the code itself where the list has lost it. */
async function labelOf(
  db: Db,
  list: 'pole' | 'theme',
  code: string | undefined,
  locale: Locale,
): Promise<string> {
  const found = (await listChoices(db, list)).find((choice) => choice.code === code);
  return found?.label[locale] ?? code ?? '';
}
