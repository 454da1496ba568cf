import type { Actor } from '#app/features/accounts/actor.ts';
import { sensorsOf } from '#app/features/requests/request-schema.ts';
import { countByTurn, listInbox } from '#app/features/requests/requests.server.ts';
import { listSensors } from '#app/features/sensors/sensors.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { daysBetween } from '#app/lib/format.ts';
import type { InboxFilter } from './inbox-filter.ts';
import { countOverlaps } from './overlaps.server.ts';

/**
 * The desk's inbox, the longest waiting first, and how many requests wait on whom. Refuses (403) whoever may not read the
 * desk.
 */
export async function findInbox(db: Db, actor: Actor, { turn, state, overlapping }: InboxFilter) {
  const filter = { ...(turn !== 'all' && { turn }), ...(state && { state }) };
  const found = await listInbox(db, actor, filter);
  const names = new Map((await listSensors(db)).map((sensor) => [sensor.id, sensor.name]));
  const overlaps = await countOverlaps(db);
  const now = new Date();
  const rows = found.map(({ form, ...row }) => ({
    ...row,
    sensorNames: sensorsOf(form).map((id) => names.get(id) ?? id),
    windowFrom: form.windowFrom ?? null,
    windowTo: form.windowTo ?? null,
    waitingDays: row.turn ? daysBetween(row.turnSince, now) : null,
    overlaps: overlaps.get(row.id) ?? 0,
  }));
  return {
    rows: overlapping ? rows.filter((row) => row.overlaps > 0) : rows,
    counts: await countByTurn(db),
  };
}
export type InboxRow = Awaited<ReturnType<typeof findInbox>>['rows'][number];
