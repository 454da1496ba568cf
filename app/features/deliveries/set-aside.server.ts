import { and, eq, inArray } from 'drizzle-orm';
import { deskMailbox, queueMail } from '#app/features/mail/outbox.server.ts';
import { translator } from '#app/i18n/locale.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import { deliveries } from '#db/schema.ts';
import type { DeliveryRow } from './deliveries.server.ts';
import type { DeliveryState } from './delivery-status.ts';
import type { PackageReport, Reason } from './dimap/package-report.ts';
import { isRefusing } from './dimap/verdict.ts';
import { type IngestFault, writeFault } from './ingest-fault.ts';

/** A parcel that cannot be read at all is tried so often before the desk is called. */
const maxFaults = 5;
/** An incomplete parcel is looked at so often, each wait twice the one before: 17 hours in all. Then the desk decides. */
const maxWaits = 10;
const minuteMs = 60_000;

/** Sets a parcel aside and tells the desk, together. One that was ingested in the meantime stays as it is. */
export async function setAside(
  db: Db,
  delivery: DeliveryRow,
  fault: IngestFault,
  report: PackageReport | null,
): Promise<void> {
  await db.tx(async (t) => {
    const changed = await change(t, delivery, {
      state: 'set-aside',
      lastFault: writeFault(fault),
      nextTryAt: null,
      tries: delivery.tries + 1,
      ...(report && { report }),
    });
    if (changed) await tellDesk(t, delivery, fault, report);
  });
}

/** Keeps a parcel waiting for the rest of it; the desk is told the first time. */
export async function awaitRest(
  db: Db,
  delivery: DeliveryRow,
  now: Date,
  report: PackageReport | null,
): Promise<void> {
  const fault: IngestFault = { code: 'incomplete', detail: '' };
  const tries = delivery.tries + 1;
  const waitMs = minuteMs * 2 ** delivery.tries;
  await db.tx(async (t) => {
    const changed = await change(t, delivery, {
      state: 'incomplete',
      lastFault: writeFault(fault),
      nextTryAt: tries < maxWaits ? new Date(now.getTime() + waitMs) : null,
      tries,
      ...(report && { report }),
    });
    if (changed && delivery.state !== 'incomplete') await tellDesk(t, delivery, fault, report);
  });
}

/** Keeps what went wrong and tries again later, five times in all; then sets the parcel aside. Gives its state. */
export async function noteFault(
  db: Db,
  delivery: DeliveryRow,
  error: unknown,
  now: Date,
): Promise<DeliveryState> {
  const fault: IngestFault = { code: 'unreadable', detail: await wordsOf(error) };
  const tries = delivery.tries + 1;
  if (tries >= maxFaults) {
    await setAside(db, delivery, fault, null);
    return 'set-aside';
  }
  const nextTryAt = new Date(now.getTime() + 5_000 * 2 ** tries);
  await db.tx(async (t) => {
    await change(t, delivery, { lastFault: writeFault(fault), tries, nextTryAt });
  });
  return delivery.state;
}

async function change(
  t: Db,
  delivery: DeliveryRow,
  set: Partial<typeof deliveries.$inferInsert>,
): Promise<boolean> {
  const rows = await t
    .update(deliveries)
    .set(set)
    .where(
      and(eq(deliveries.id, delivery.id), inArray(deliveries.state, ['arrived', 'incomplete'])),
    )
    .returning({ id: deliveries.id });
  return rows.length > 0;
}

async function tellDesk(
  t: Db,
  delivery: DeliveryRow,
  fault: IngestFault,
  report: PackageReport | null,
): Promise<void> {
  const { to, locale } = deskMailbox();
  const translate = await translator(locale);
  const sentences = [
    translate(`fault.${fault.code}`, { detail: fault.detail, ns: 'ingest' }),
    ...worstReasons(report).map(({ code, params }) =>
      translate(`reason.${code}`, { ...params, ns: 'dimap' }),
    ),
  ];
  await queueMail(t, [
    {
      to,
      locale,
      template: 'delivery.set-aside.desk',
      params: { reference: delivery.reference, reason: sentences.join('\n') },
      path: `/desk/deliveries/${delivery.id}`,
      ...(delivery.requestId && { requestId: delivery.requestId }),
    },
  ]);
}

/** The first few, those that refuse a product before the others. */
function worstReasons(report: PackageReport | null): Reason[] {
  const all = report?.reasons ?? [];
  const missing = all.filter(({ code }) => code === 'component-missing');
  const refusing = all.filter(isRefusing);
  const found = [...refusing, ...missing];
  return (found.length > 0 ? found : all).slice(0, 5);
}

async function wordsOf(error: unknown): Promise<string> {
  const refusal = await refusalOf(error);
  if (refusal) return `${refusal.code} ${refusal.reason}`;
  return error instanceof Error ? error.message : String(error);
}
