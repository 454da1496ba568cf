import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFinal, type RequestState } from '#app/features/requests/workflow.ts';
import type { RunningApp } from './app.ts';
import { type Answer, Clerk } from './clerk.ts';
import { look } from './look.ts';

/** An act that the server confirmed: it answered with a redirect, so it must never be lost. */
type Confirmed = { requestId: string; act: string };

/**
 * Kills the server (SIGKILL) at random moments while requests are sent, approved and ordered and while its jobs collect,
 * ingest and mail, restarting it each time; ends when it was killed `kills` times. Gives the acts that were confirmed.
 */
export async function runUnderFire(
  app: RunningApp,
  kills: number,
  random: () => number,
): Promise<Confirmed[]> {
  const ana = await Clerk.signIn(app, 'ana');
  const odile = await Clerk.signIn(app, 'odile');
  const confirmed: Confirmed[] = [];
  let firing = true;
  let turn = 0;
  const work = async () => {
    while (firing) {
      const requestId = `kill${process.pid}n${turn++}`;
      await oneRequest({ ana, odile, requestId, confirmed, stop: () => !firing, random });
    }
  };
  const shoot = async () => {
    for (let shot = 0; shot < kills; shot++) {
      await new Promise((done) => setTimeout(done, 100 + random() * 1400));
      await app.restart();
    }
    firing = false;
  };
  await Promise.all([work(), work(), shoot()]);
  return confirmed;
}

type Scene = {
  ana: Clerk;
  odile: Clerk;
  requestId: string;
  confirmed: Confirmed[];
  stop: () => boolean;
  random: () => number;
};

async function oneRequest({ ana, odile, requestId, confirmed, stop, random }: Scene) {
  const insist = async (act: string, attempt: () => Promise<Answer>) => {
    for (;;) {
      const answer = await attempt();
      if (answer && answer.status >= 300 && answer.status < 400) {
        confirmed.push({ requestId, act });
        return true;
      }
      // Done already by a post whose answer was lost (409 or 400), or not possible now: go on either way.
      if (answer && answer.status >= 400 && answer.status < 500) return true;
      if (stop() && answer === null) return false;
      await new Promise((done) => setTimeout(done, 40));
    }
  };
  const over = { title: `Sous le feu ${requestId}`, coordinates: smallSquare(random) };
  if (!(await insist('submit', () => ana.submit(requestId, over)))) return;
  if (random() < 0.15) {
    await insist('cancel', () => ana.post(`/requests/${requestId}?index`, { act: 'cancel' }));
    return;
  }
  const approve = { act: 'approve', sensorId: 'pleiades', text: '' };
  if (!(await insist('approve', () => odile.decide(requestId, approve)))) return;
  const order = { act: 'order', orderId: `o${requestId}`, comment: 'sandbox:clear' };
  await insist('order', () => odile.decide(requestId, order));
}

function smallSquare(random: () => number): string {
  const lon = 3 + 3 * random();
  const lat = 44 + 3 * random();
  const [w, e] = [lon.toFixed(4), (lon + 0.135).toFixed(4)];
  const [s, n] = [lat.toFixed(4), (lat + 0.095).toFixed(4)];
  return `${w} ${s}\n${e} ${s}\n${e} ${n}\n${w} ${n}`;
}

/** Waits until the jobs have nothing left to do: no parcel to read, no mail to send, no order of the run still going. */
export async function untilQuiet(app: RunningApp, waitMs: number): Promise<void> {
  const left = () =>
    look<{ n: number }>(
      app,
      `select (select count(*) from outbox where state = 'queued')
            + (select count(*) from deliveries where state = 'arrived')
            + (select count(*) from orders where id like 'okill%'
                 and status not in ('completed', 'failed', 'cancelled', 'expired')) as n`,
    )[0]?.n ?? 0;
  const until = Date.now() + waitMs;
  while (left() > 0) {
    if (Date.now() > until) {
      const open = look(
        app,
        `select id, status, last_fault from orders where id like 'okill%' and status not in ('completed', 'failed', 'cancelled', 'expired')`,
      );
      const mail = look(
        app,
        `select state, count(*) n, max(last_fault) fault from outbox group by state`,
      );
      const parcels = look(
        app,
        `select id, state, tries, last_fault from deliveries where state = 'arrived'`,
      );
      throw new Error(`Not quiet: ${JSON.stringify({ open, mail, parcels }, null, 1)}`);
    }
    await new Promise((done) => setTimeout(done, 250));
  }
}

/** Everything that a crash may break, as sentences; empty when nothing did. */
export function damage(app: RunningApp, confirmed: readonly Confirmed[]): string[] {
  return [...lostActs(app, confirmed), ...lostMail(app), ...strayQuota(app), ...halfVisible(app)];
}

function lostActs(app: RunningApp, confirmed: readonly Confirmed[]): string[] {
  const events = look<{ request_id: string; act: string; n: number }>(
    app,
    'select request_id, act, count(*) n from request_events group by request_id, act',
  );
  const lost = confirmed
    .filter((c) => !events.some((e) => e.request_id === c.requestId && e.act === c.act))
    .map((c) => `${c.act} of ${c.requestId} was confirmed and is gone`);
  const once = ['submit', 'approve', 'order', 'cancel', 'deliver', 'close'];
  const twice = events
    .filter((e) => e.request_id.startsWith('kill') && once.includes(e.act) && e.n > 1)
    .map((e) => `${e.act} of ${e.request_id} happened ${e.n} times`);
  return [...lost, ...twice];
}

function lostMail(app: RunningApp): string[] {
  const letters = look<{ id: string; state: string }>(app, 'select id, state from outbox');
  const caught = new Set(app.mails.map((mail) => mail.messageId));
  const told = look<{ n: number; act: string }>(
    app,
    `select e.act, count(*) n from request_events e where e.request_id like 'kill%'
       and e.act in ('submit', 'approve', 'order', 'deliver')
       and not exists (select 1 from outbox o where o.request_id = e.request_id)
     group by e.act`,
  );
  return [
    ...letters.filter((l) => l.state !== 'sent').map((l) => `letter ${l.id} is ${l.state}`),
    ...letters
      .filter((l) => l.state === 'sent' && !caught.has(`<${l.id}@dinamis-desk>`))
      .map((l) => `letter ${l.id} was marked sent and never arrived`),
    ...told.map((t) => `${t.n} × ${t.act} told nobody`),
  ];
}

function strayQuota(app: RunningApp): string[] {
  const holds = look<{ id: string; request_id: string; state: RequestState; left_ha: number }>(
    app,
    `select h.id, h.request_id, r.state,
            h.amount_ha - coalesce((select sum(d.amount_ha) from ledger_entries d
                                    where d.hold_id = h.id and d.kind in ('settle', 'release')), 0) as left_ha
     from ledger_entries h join requests r on r.id = h.request_id where h.kind = 'hold'`,
  );
  const overdrawn = look<{ envelope_id: string; free_ha: number }>(
    app,
    `select envelope_id, sum(case when kind in ('grant', 'transfer', 'correct') then amount_ha
                                  when kind = 'hold' then -amount_ha
                                  when kind = 'release' then amount_ha else 0 end) as free_ha
     from ledger_entries group by envelope_id having free_ha < 0`,
  );
  const perRequest = look<{ request_id: string; n: number }>(
    app,
    `select request_id, count(*) n from ledger_entries where kind = 'hold' group by request_id having n > 1`,
  );
  return [
    ...holds
      .filter((h) => h.left_ha > 0 && isFinal(h.state))
      .map((h) => `${h.left_ha} ha stay held for ${h.request_id}, which is ${h.state}`),
    ...holds.filter((h) => h.left_ha < 0).map((h) => `hold ${h.id} gave out more than it had`),
    ...overdrawn.map((e) => `envelope ${e.envelope_id} is overdrawn: ${e.free_ha} ha`),
    ...perRequest.map((r) => `${r.request_id} holds quota ${r.n} times`),
  ];
}

function halfVisible(app: RunningApp): string[] {
  const files = look<{ storage_key: string; sha256: string; bytes: number; state: string }>(
    app,
    `select f.storage_key, f.sha256, f.bytes, d.state from delivery_files f join deliveries d on d.id = f.delivery_id`,
  );
  const early = look<{ id: string }>(
    app,
    `select i.id from items i join deliveries d on d.id = i.delivery_id where d.state <> 'ingested'`,
  );
  const bare = look<{ id: string }>(
    app,
    `select d.id from deliveries d where d.state = 'ingested'
       and not exists (select 1 from delivery_files f where f.delivery_id = d.id)`,
  );
  const wrong = files.filter(({ storage_key, sha256 }) => {
    const path = join(app.env.STORAGE_DIR ?? '', storage_key);
    if (!existsSync(path)) return true;
    return createHash('sha256').update(readFileSync(path)).digest('hex') !== sha256;
  });
  return [
    ...wrong.map((f) => `${f.storage_key} is missing or not what its row says`),
    ...early.map((i) => `scene ${i.id} is visible before its parcel is`),
    ...bare.map((d) => `parcel ${d.id} is ingested without a file`),
  ];
}

/** Random numbers that a failing run can be repeated with. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
