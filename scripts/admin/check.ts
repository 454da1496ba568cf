import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { isVisible } from '#app/features/deliveries/delivery-status.ts';
import { balance, remainderOfHold } from '#app/features/quotas/ledger.ts';
import { holdsQuota } from '#app/features/requests/workflow.ts';
import { env } from '#app/lib/env.server.ts';
import { diskStorage, type Storage } from '#app/lib/storage.server.ts';
import type { Db } from '#db/client.server.ts';
import { deliveries, deliveryFiles, envelopes, ledgerEntries, requests } from '#db/schema.ts';
import { checkPostings } from './check-postings.ts';
import { type Command, withDatabase } from './command.ts';

export const check: Command = {
  summary:
    'Verifies the quota ledger, the digest of every file that is held, and the catalogue’s index.',
  usage: 'check',
  async run(args) {
    parseArgs({ args });
    const storage = diskStorage(env().STORAGE_DIR);
    const [ledger, files, postings] = await withDatabase(async (db) => [
      await checkLedger(db),
      await checkFiles(db, storage),
      await checkPostings(db),
    ]);
    const faults = [...ledger.faults, ...files.faults, ...postings.faults];
    for (const fault of faults) console.error(fault);
    console.log(
      `${ledger.checked} ledger entries, ${files.checked} files and ${postings.checked} scenes checked: ${faults.length} faults.`,
    );
    return faults.length === 0 ? 0 : 1;
  },
};

type Verdict = { checked: number; faults: string[] };

/** Nothing overspent, nothing drawn beyond its hold, and no quota held for a request that is over. */
export async function checkLedger(db: Db): Promise<Verdict> {
  const entries = await db.select().from(ledgerEntries);
  const states = new Map((await db.select().from(requests)).map(({ id, state }) => [id, state]));
  const faults: string[] = [];
  for (const { id } of await db.select().from(envelopes)) {
    const own = entries.filter(({ envelopeId }) => envelopeId === id);
    const { freeHa } = balance(own);
    if (freeHa < 0) faults.push(`Envelope ${id} is overdrawn by ${-freeHa} ha.`);
    for (const hold of own.filter(({ kind }) => kind === 'hold')) {
      const leftHa = remainderOfHold(hold.id, own);
      const state = states.get(hold.requestId ?? '');
      if (leftHa < 0) faults.push(`Hold ${hold.id} was drawn on by ${-leftHa} ha too much.`);
      if (leftHa > 0 && !(state && holdsQuota(state))) {
        faults.push(`Hold ${hold.id} keeps ${leftHa} ha for a request that is ${state ?? 'gone'}.`);
      }
    }
    const holds = new Set(own.filter(({ kind }) => kind === 'hold').map((hold) => hold.id));
    for (const { id: entryId, kind, holdId } of own) {
      const draws = kind === 'settle' || kind === 'release';
      if (draws && !holds.has(holdId ?? '')) faults.push(`Entry ${entryId} draws on no hold.`);
    }
  }
  return { checked: entries.length, faults };
}

/** Every file of what members can see is there, with the size and the SHA-256 that it had on arrival. */
export async function checkFiles(db: Db, storage: Storage): Promise<Verdict> {
  const rows = await db
    .select({ file: deliveryFiles, state: deliveries.state })
    .from(deliveryFiles)
    .innerJoin(deliveries, eq(deliveries.id, deliveryFiles.deliveryId));
  const visible = rows.filter(({ state }) => isVisible(state));
  const faults: string[] = [];
  for (const { file } of visible) {
    const fault = await faultOf(storage, file);
    if (fault) faults.push(`${file.storageKey} ${fault}.`);
  }
  return { checked: visible.length, faults };
}

async function faultOf(
  storage: Storage,
  file: { storageKey: string; bytes: number; sha256: string },
): Promise<string | null> {
  const found = await storage.stat(file.storageKey);
  if (!found) return 'is missing';
  if (found.bytes !== file.bytes) return `has ${found.bytes} bytes and not ${file.bytes}`;
  const hash = createHash('sha256');
  for await (const chunk of storage.open(file.storageKey)) hash.update(chunk);
  return hash.digest('hex') === file.sha256 ? null : 'is not what arrived: its digest differs';
}
