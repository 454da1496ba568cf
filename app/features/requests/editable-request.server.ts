import { eq } from 'drizzle-orm';
import { type Actor, activeAffiliations, mayAsk } from '#app/features/accounts/actor.ts';
import { findHeld } from '#app/features/archive/held.server.ts';
import { needOf } from '#app/features/archive/need.ts';
import { licencesAcceptedBy } from '#app/features/licences/licences.server.ts';
import { listEnvelopes } from '#app/features/quotas/quotas.server.ts';
import { listChoices, listSensorFacts } from '#app/features/sensors/sensors.server.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import type { Db } from '#app/lib/db.server.ts';
import { dayOf } from '#app/lib/format.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { requests } from '#db/schema.ts';
import { checkAskedArea } from './area-check.server.ts';
import { offerIdsOf } from './check-request.ts';
import { listEvents, type RequestRow, relationsTo } from './requests.server.ts';
import { isEditable } from './workflow.ts';

/** Everything that the form offers to this person, and that its rules ask: in their language where it has words. */
export async function findAskContext(db: Db, actor: Actor, locale: Locale) {
  const [sensors, poles, themes, envelopes] = await Promise.all([
    listSensorFacts(db, locale),
    listChoices(db, 'pole'),
    listChoices(db, 'theme'),
    listEnvelopes(db, actor),
  ]);
  const entities = await Promise.all(
    activeAffiliations(actor).map(async ({ entityId, entityName }) => ({
      id: entityId,
      name: entityName,
      acceptedLicenceIds: await licencesAcceptedBy(db, entityId),
    })),
  );
  const now = new Date();
  return {
    sensors,
    entities,
    poles: poles.map(({ code, label }) => ({ code, label: label[locale] })),
    themes: themes.map(({ code, label }) => ({ code, label: label[locale] })),
    envelopes: envelopes
      .filter(({ fromAt, toAt }) => fromAt <= now && now < toAt)
      .map(({ id, name, family, entityId, freeHa }) => ({
        id,
        name: name[locale],
        family,
        entityId,
        freeHa,
      })),
    today: dayOf(now),
  };
}
export type AskContext = Awaited<ReturnType<typeof findAskContext>>;

/**
 * A request that its owner may still change, or null when the id is new. Refuses (404) somebody else's, (403) whoever
 * has no member entity to ask for; `locked` tells that it was sent in the meantime.
 */
export async function findEditable(
  db: Db,
  actor: Actor,
  id: string,
): Promise<{ request: RequestRow | null; locked: boolean }> {
  const [request] = await db.select().from(requests).where(eq(requests.id, id)).limit(1);
  if (request && !relationsTo(actor, request).includes('owner')) refuse('not-found', 'no-request');
  if (!mayAsk(actor)) refuse('forbidden', 'not-a-member-entity');
  return { request: request ?? null, locked: request ? !isEditable(request.state) : false };
}

/** The edit page's data: the request as it was left, what may be chosen, what is held, and the desk's open question. */
export async function findEditPage(db: Db, actor: Actor, id: string, locale: Locale) {
  const { request, locked } = await findEditable(db, actor, id);
  const context = await findAskContext(db, actor, locale);
  const aoi = request?.aoi ?? null;
  const form = request?.form ?? {};
  return {
    locked,
    request: request && {
      form: request.form,
      number: request.number,
      updatedAt: request.updatedAt,
    },
    aoi,
    held:
      aoi &&
      (await findHeld(db, actor, { aoi, requestId: id, locale, need: needOf(form, context) })),
    check: aoi && (await checkAskedArea(db, JSON.stringify(aoi), offerIdsOf(form, context))),
    question: await openQuestion(db, request),
    context,
  };
}
export type EditPage = Awaited<ReturnType<typeof findEditPage>>;

/** What the desk asked when it returned the request, while it waits for the answer. */
async function openQuestion(db: Db, request: RequestRow | null) {
  if (!request?.submittedAt) return null;
  const last = (await listEvents(db, request.id)).findLast(({ act }) => act === 'return');
  return last?.text ? { text: last.text, actorName: last.actorName ?? '', at: last.at } : null;
}
