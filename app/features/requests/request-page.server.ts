import { type Actor, can } from '#app/features/accounts/actor.ts';
import { findJoin } from '#app/features/archive/find-join.server.ts';
import { heldOf } from '#app/features/archive/held-then.ts';
import { itemsOfRequest } from '#app/features/catalogue/catalogue.server.ts';
import { platformName } from '#app/features/catalogue/platform-name.ts';
import { listOrdersOfRequest } from '#app/features/orders/orders.server.ts';
import { findHold } from '#app/features/quotas/quotas.server.ts';
import { listAllChoices, listSensors } from '#app/features/sensors/sensors.server.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import type { Db } from '#app/lib/db.server.ts';
import { listRequestFiles, maySeeFiles } from './request-files.server.ts';
import { sensorsOf } from './request-schema.ts';
import { findRequest, listEvents, listVersions } from './requests.server.ts';
import { changedFields } from './version-changes.ts';
import { actsFor } from './workflow.ts';

/** Everything the page of one request shows, in the reader's language. Refuses (404) whoever may not see the request. */
export async function findRequestPage(db: Db, actor: Actor, id: string, locale: Locale) {
  const found = await findRequest(db, actor, id);
  const { request, relations } = found;
  const [words, events, versions, hold, orders, items, join, files] = await Promise.all([
    findWords(db, locale),
    listEvents(db, id),
    listVersions(db, id),
    findHold(db, id),
    listOrdersOfRequest(db, id),
    itemsOfRequest(db, id),
    findJoin(db, id),
    maySeeFiles(actor, request) ? listRequestFiles(db, id) : [],
  ]);
  const { form } = request;
  return {
    request,
    ownerName: found.ownerName,
    entityName: found.entityName,
    sensorName: found.sensorName,
    isOwner: relations.includes('owner'),
    maySeeDesk: can(actor, 'desk:read'),
    acts: actsFor(request.state, relations),
    asked: {
      sensorNames: sensorsOf(form).map((sensorId) => words.sensors.get(sensorId) ?? sensorId),
      pole: words.choices.get(`pole:${form.pole}`) ?? form.pole ?? null,
      theme: words.choices.get(`theme:${form.theme}`) ?? form.theme ?? null,
    },
    events: events.map(({ id: eventId, act, text, at, actorName, data }) => ({
      id: eventId,
      act,
      text,
      at,
      actorName,
      reason: words.choices.get(`refusal-reason:${data?.reason}`) ?? null,
      held: heldOf(data),
      deliveredPct: typeof data?.deliveredPct === 'number' ? data.deliveredPct : null,
      granted:
        typeof data?.areaHa === 'number'
          ? { areaHa: data.areaHa, sensorName: words.sensors.get(String(data.sensorId)) ?? '' }
          : null,
    })),
    versions: versions.map((version, i) => {
      const before = versions[i + 1];
      const { areaHa, at } = version;
      return {
        version: version.version,
        at,
        areaHa,
        changes: before ? changedFields(before, version) : null,
      };
    }),
    hold,
    join,
    files,
    orders: orders.map(({ order, sensorName, attempts }) => ({
      id: order.id,
      number: order.number,
      status: order.status,
      windowFrom: order.windowFrom,
      windowTo: order.windowTo,
      sensorName,
      attempts: attempts.map(({ reference, plannedAt, state, cloudCoverPct, incidenceDeg }) => ({
        reference,
        plannedAt,
        state,
        cloudCoverPct,
        incidenceDeg,
      })),
    })),
    scenes: items.map((item) => ({
      id: item.id,
      platform: platformName(item.platform),
      acquiredAt: item.acquiredAt,
      cloudCoverPct: item.cloudCoverPct,
      areaHa: item.areaHa,
      footprint: item.footprint,
    })),
  };
}
export type RequestPage = Awaited<ReturnType<typeof findRequestPage>>;

async function findWords(db: Db, locale: Locale) {
  const named = await listAllChoices(db);
  const choices = new Map(named.map(({ list, code, label }) => [`${list}:${code}`, label[locale]]));
  const sensors = new Map((await listSensors(db)).map(({ id, name }) => [id, name]));
  return { choices, sensors };
}
