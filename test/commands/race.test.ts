import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { balanceOf, findEnvelope } from '#app/features/quotas/quotas.server.ts';
import { advance } from '#app/features/requests/advance.server.ts';
import { saveDraft } from '#app/features/requests/requests.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import { ledgerEntries, requests } from '#db/schema.ts';
import { areaAround } from '#db/seed-requests.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

const aoi = areaAround({ lon: 1.44, lat: 43.6, widthKm: 12, heightKm: 12 });
const times = 200;

describe('two officers at once', () => {
  it(`approve ${times} times against the same last hectares, and never overdraw the envelope`, async () => {
    const db = await openTestDatabase();
    const people = await makeWorld(db);
    const ids = Array.from({ length: times }, () => newId());
    for (const id of ids) {
      await saveDraft(db, people.ana, { id, form: { title: 'Toulouse', mode: 'mono' }, aoi });
      await advance(db, people.ana, { id, act: 'submit' });
    }
    const wanted = { family: 'pleiades-neo', entityId: 'lgv', at: new Date() };
    const envelope = await findEnvelope(db, wanted);
    const envelopeId = envelope?.id ?? '';
    // Seven fit, and 200 hectares are left that serve nobody.
    const areaHa = Math.floor(((envelope?.freeHa ?? 0) - 200) / 7);
    const grant = { sensorId: 'pleiades-neo', aoi, areaHa };

    const answers = await Promise.allSettled(
      ids.map((id, n) =>
        advance(db, n % 2 ? people.odile : people.olivier, { id, act: 'approve', grant }),
      ),
    );

    const won = answers.filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(7);
    for (const answer of answers)
      if (answer.status === 'rejected')
        expect((await refusalOf(answer.reason))?.reason).toBe('ledger.exceeds-free');
    const { grantedHa, heldHa, freeHa } = await balanceOf(db, envelopeId);
    expect({ heldHa, freeHa }).toEqual({ heldHa: 7 * areaHa, freeHa: grantedHa - 7 * areaHa });
    expect(freeHa).toBeGreaterThanOrEqual(0);
    const holds = await db.select().from(ledgerEntries).where(eq(ledgerEntries.kind, 'hold'));
    const approved = await db.select().from(requests).where(eq(requests.state, 'approved'));
    expect(holds.map(({ requestId }) => requestId).sort()).toEqual(
      approved.map(({ id }) => id).sort(),
    );
    expect(approved).toHaveLength(7);
  }, 120_000);

  it('decide on one request, and only one of them does', async () => {
    const db = await openTestDatabase();
    const people = await makeWorld(db);
    const id = newId();
    await saveDraft(db, people.ana, { id, form: { title: 'Toulouse' }, aoi });
    await advance(db, people.ana, { id, act: 'submit' });
    const grant = { sensorId: 'pleiades', aoi, areaHa: 12_000 };
    const answers = await Promise.allSettled([
      ...Array.from({ length: 20 }, () => advance(db, people.odile, { id, act: 'approve', grant })),
      ...Array.from({ length: 20 }, () =>
        advance(db, people.olivier, { id, act: 'refuse', reason: 'weak-case', text: 'Non.' }),
      ),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [request] = await db.select().from(requests).where(eq(requests.id, id));
    const holds = await db.select().from(ledgerEntries).where(eq(ledgerEntries.kind, 'hold'));
    expect(holds).toHaveLength(request?.state === 'approved' ? 1 : 0);
  });

  it('give out 60 numbers at once without a repeat or a hole', async () => {
    const db = await openTestDatabase();
    const people = await makeWorld(db);
    const ids = Array.from({ length: 60 }, () => newId());
    for (const id of ids) await saveDraft(db, people.ana, { id, form: { title: 'N' }, aoi });
    const rows = await Promise.all(ids.map((id) => advance(db, people.ana, { id, act: 'submit' })));
    const numbers = rows.map(({ number }) => Number(number?.slice(5))).sort((a, b) => a - b);
    expect(numbers).toEqual(ids.map((_, n) => n + 1));
  });
});
