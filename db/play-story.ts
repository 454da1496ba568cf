import { and, eq, isNotNull } from 'drizzle-orm';
import { answerJoin, proposeJoin } from '#app/features/archive/joins.server.ts';
import { areaHaOf } from '#app/features/areas/area.ts';
import { ingestArrived, ingestDeps } from '#app/features/deliveries/ingest.server.ts';
import { placeOrder } from '#app/features/orders/orders.server.ts';
import { pollOrders } from '#app/features/orders/poll-orders.server.ts';
import { sandboxProvider } from '#app/features/orders/providers/sandbox.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import type { RequestForm } from '#app/features/requests/request-schema.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import type { RequestState } from '#app/features/requests/workflow.ts';
import { newId } from '#app/lib/id.server.ts';
import type { Storage } from '#app/lib/storage.server.ts';
import type { Db } from './client.server.ts';
import type { People } from './plant-world.ts';
import { joins, orders } from './schema.ts';
import { areaAround, type Story } from './seed-requests.ts';

type Stage = {
  story: Story;
  people: People;
  storage: Storage;
  sandboxFolder: string;
  now: Date;
};

const dayMs = 86_400_000;

/** The request of a story: one for each state. */
export const requestIdOf = ({ state }: Pick<Story, 'state'>) => `demo${state.replaceAll('-', '')}`;

/** Brings one request from nothing to the state that its story names. What happens before the order is all or nothing. */
export async function playStory(db: Db, stage: Stage): Promise<void> {
  const { story } = stage;
  const id = requestIdOf(story);
  await db.tx((t) => untilTheOrder(t, stage, id));
  if (story.order) await followTheOrder(db, stage, id);
}

async function untilTheOrder(t: Db, { story, people, now }: Stage, id: string): Promise<void> {
  const owner = people[story.owner];
  const officer = people.odile;
  const aoi = areaAround(story.place);
  await saveDraft(t, owner, { id, form: formOf(story, now, owner.affiliations[0]?.entityId), aoi });
  if (story.state === 'draft') return;
  await advance(t, owner, { id, act: 'submit' });
  const sensorId = story.form.sensor1;
  const part = { ...story.place, widthKm: story.place.widthKm * 0.8 };
  const whole = { sensorId, aoi, areaHa: areaHaOf(aoi) };
  const decisions: Partial<Record<RequestState, () => Promise<unknown>>> = {
    submitted: async () => undefined,
    returned: () =>
      advance(t, officer, {
        id,
        act: 'return',
        text: 'Une seule date suffit-elle, ou faut-il une image par saison ? Merci de préciser la fenêtre.',
      }),
    waitlisted: () =>
      advance(t, officer, {
        id,
        act: 'waitlist',
        text: 'La demande sera réexaminée à l’ouverture de l’enveloppe du prochain trimestre.',
      }),
    refused: () =>
      advance(t, officer, {
        id,
        act: 'refuse',
        reason: 'urgent',
        text: 'DINAMIS n’intervient pas en urgence : Copernicus EMS peut être activé par la préfecture.',
      }),
    joined: () => joinToWaitlisted(t, people, id),
    cancelled: () => advance(t, owner, { id, act: 'cancel' }),
    'partly-approved': () =>
      advance(t, officer, {
        id,
        act: 'approve-part',
        grant: { sensorId, aoi: areaAround(part), areaHa: areaHaOf(areaAround(part)) },
        text: 'Le versant ouest est déjà couvert par le catalogue.',
      }),
  };
  const approve = () => advance(t, officer, { id, act: 'approve', grant: whole });
  await (decisions[story.state] ?? approve)();
}

/** Two owners agree to a joint order: the request that waits on the list goes on for both. */
async function joinToWaitlisted(t: Db, people: People, id: string): Promise<void> {
  const leadId = requestIdOf({ state: 'waitlisted' });
  const text =
    'Vos deux demandes portent sur le même massif au même printemps : une seule acquisition tristéréo servirait les deux études.';
  await proposeJoin(t, people.odile, { leadId, otherIds: [id], text });
  const [join] = await t.select().from(joins).where(eq(joins.leadRequestId, leadId));
  if (!join) throw new Error('the joint order was not proposed');
  for (const [who, requestId] of [
    [people.ana, leadId],
    [people.liam, id],
  ] as const) {
    await answerJoin(t, who, { joinId: join.id, requestId, answer: 'agreed' });
  }
}

/**
 * Orders of the sandbox as if some days ago, in real time: what it says today is its state today, and goes on at that
 * pace, so that the demonstration keeps a request in each state. Then takes in what it delivered.
 */
async function followTheOrder(db: Db, stage: Stage, requestId: string): Promise<void> {
  const { story, people, storage, sandboxFolder, now } = stage;
  const { placedDaysAgo = 0, comment, cloudiness } = story.order ?? {};
  const orderId = newId();
  await placeOrder(db, people.odile, { id: orderId, requestId, ...(comment && { comment }) });
  const placedAt = now.getTime() - placedDaysAgo * dayMs;
  const collects = Math.max(placedAt, now.getTime() + story.window[0] * dayMs);
  let clock = placedAt;
  const provider = sandboxProvider({
    folder: sandboxFolder,
    speed: 1,
    clock: () => new Date(clock),
    ...(cloudiness !== undefined && { cloudiness }),
  });
  const poll = async () => {
    await pollOrders(db, { findProvider: () => provider, clock: () => new Date() });
    await ingestArrived(db, { ...ingestDeps(), storage });
  };
  for (clock of [placedAt, Math.min(collects + dayMs / 4, now.getTime()), now.getTime()]) {
    await poll();
  }
  if (story.state === 'delivered') {
    const text = 'La partie livrée suffit à l’étude ; le reste est rendu à l’enveloppe.';
    await advance(db, people.odile, { id: requestId, act: 'accept-as-is', text });
    await poll();
  }
  // Not asked again while the other stories play, each with a clock of its own.
  const restUntil = new Date(now.getTime() + dayMs / 24);
  await db.tx(async (t) => {
    await t
      .update(orders)
      .set({ nextPollAt: restUntil })
      .where(and(eq(orders.id, orderId), isNotNull(orders.nextPollAt)));
  });
}

/** What a request needs to be sent, around what its story says. */
function formOf(story: Story, now: Date, entityId = ''): Partial<RequestForm> {
  const day = (days: number) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
  const incidenceDeg = 30;
  return {
    entityId,
    kind: 'tasking',
    sensor2: '',
    sensor3: '',
    windowFrom: day(story.window[0]),
    windowTo: day(story.window[1]),
    mode: 'mono',
    maxCloudPct: 10,
    maxIncidenceDeg: incidenceDeg,
    processingLevel: 'ortho',
    bands: 'bundle',
    format: 'geotiff',
    contacts: '',
    ...story.form,
  };
}
