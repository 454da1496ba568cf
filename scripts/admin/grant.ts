import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { findActor } from '#app/features/accounts/accounts.server.ts';
import { balanceOf, grant as grantQuota } from '#app/features/quotas/quotas.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { users } from '#db/schema.ts';
import { type Command, withDatabase, wrongUse } from './command.ts';

export const grant: Command = {
  summary: 'Adds quota to an envelope, in the name of a quota manager.',
  usage: 'grant ENVELOPE HECTARES --as EMAIL --reason TEXT',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { as: { type: 'string' }, reason: { type: 'string' } },
    });
    const [envelopeId, hectares] = positionals;
    const amountHa = Number(hectares);
    const reason = values.reason?.trim();
    if (!envelopeId || !Number.isSafeInteger(amountHa) || amountHa <= 0 || !reason || !values.as) {
      wrongUse('An envelope, whole hectares, a reason and whose act it is are needed.');
    }
    const email = values.as.trim().toLowerCase();
    const { freeHa } = await withDatabase(async (db) => {
      const [user] = await db.select().from(users).where(eq(users.email, email));
      const actor = user ? await findActor(db, user.id) : null;
      if (!actor) throw new Error(`${email} has no open account.`);
      await grantQuota(db, actor, { id: newId(), envelopeId, amountHa, reason });
      return balanceOf(db, envelopeId);
    });
    console.log(`${amountHa} ha granted to ${envelopeId}; ${freeHa} ha are free.`);
    return 0;
  },
};
