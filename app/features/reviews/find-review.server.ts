import type { Actor } from '#app/features/accounts/actor.ts';
import { findJoin } from '#app/features/archive/find-join.server.ts';
import { heldOver } from '#app/features/catalogue/catalogue.server.ts';
import { sceneOf } from '#app/features/catalogue/scene.ts';
import { licencesAcceptedBy } from '#app/features/licences/licences.server.ts';
import { listOrdersOfRequest } from '#app/features/orders/orders.server.ts';
import { findHold } from '#app/features/quotas/quotas.server.ts';
import { agreedShares } from '#app/features/requests/open-joins.server.ts';
import {
  findRequest,
  listEvents,
  type RequestRow,
} from '#app/features/requests/requests.server.ts';
import { actsFor, type Relation } from '#app/features/requests/workflow.ts';
import { listChoices, listSensorFacts } from '#app/features/sensors/sensors.server.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import type { Db } from '#app/lib/db.server.ts';
import { dayOf } from '#app/lib/format.ts';
import { findOverlaps } from './overlaps.server.ts';
import { priceSensors, tightest } from './price.server.ts';
import { checksOf } from './review-checks.ts';
import { type ReviewAct, shownActs } from './review-schema.ts';

/** All that an officer reads before deciding, in the reader's language. Refuses (404) a request that may not be seen. */
export async function findReview(
  db: Db,
  actor: Actor,
  { id, locale }: { id: string; locale: Locale },
) {
  const found = await findRequest(db, actor, id);
  const { request, relations } = found;
  const sensors = await listSensorFacts(db, locale);
  const asked = await priceSensors(db, request, { sensors, entityName: found.entityName });
  const held = request.aoi ? await heldOver(db, actor, request.aoi) : null;
  const checks = checksOf({
    form: request.form,
    areaHa: request.areaHa,
    sensors,
    acceptedLicenceIds: await licencesAcceptedBy(db, request.entityId),
    today: dayOf(new Date()),
    heldPct: held?.coverage.heldPct ?? 0,
    prices: asked.map(tightest),
  });
  return {
    ...found,
    isOwn: relations.includes('owner'),
    acts: await openActs(db, request, relations),
    asked,
    checks,
    held: held && { scenes: held.items.map(sceneOf), coverage: held.coverage },
    hold: await findHold(db, id),
    join: await findJoin(db, id),
    overlaps: await findOverlaps(db, request),
    events: await listEvents(db, id),
    orders: await listOrdersOfRequest(db, id),
    reasons: labelled(await listChoices(db, 'refusal-reason'), locale),
    pole: await labelOf(db, 'pole', request.form.pole, locale),
    theme: await labelOf(db, 'theme', request.form.theme, locale),
  };
}
export type Review = Awaited<ReturnType<typeof findReview>>;

/** The acts to show. What goes on for others is not sent back: its area was agreed to by all. */
async function openActs(
  db: Db,
  request: RequestRow,
  relations: readonly Relation[],
): Promise<ReviewAct[]> {
  const acts = shownActs(actsFor(request.state, relations));
  const isJoined = (await agreedShares(db, request.id)).length > 0;
  return isJoined ? acts.filter((act) => act !== 'return') : acts;
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
