import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createUser,
  findActor,
  setLocale,
  signIn,
} from '#app/features/accounts/accounts.server.ts';
import { activeAffiliations, can, mayAsk } from '#app/features/accounts/actor.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { entities, loginFailures, users } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { demoPassword, makeWorld } from '../support/world.ts';

let db: Db;
let people: People;
beforeEach(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});

const attempt = (email: string, password: string, ip = '192.0.2.1') =>
  signIn(db, { email, password, ip });
const failures = async () => (await db.select().from(loginFailures)).length;

describe('signing in', () => {
  it('takes the right password, whatever the case and spaces of the address', async () => {
    const answer = await attempt('  Anais.MARTEL@lgv.example ', demoPassword);
    expect(answer).toEqual({ ok: true, userId: people.ana.id, locale: 'fr' });
    expect(await failures()).toBe(0);
  });

  it('answers the same to a wrong password and to an unknown address', async () => {
    expect(await attempt(people.ana.email, 'wrong')).toEqual({ ok: false, why: 'wrong' });
    expect(await attempt('nobody@lgv.example', 'wrong')).toEqual({ ok: false, why: 'wrong' });
    expect(await failures()).toBe(2);
  });

  it('does the same work for an unknown address, so that the time tells nothing', async () => {
    const timed = async (email: string) => {
      const times: number[] = [];
      for (let n = 0; n < 7; n++) {
        const started = performance.now();
        await attempt(email, 'wrong', `192.0.2.${n}`);
        times.push(performance.now() - started);
      }
      return times.sort((a, b) => a - b)[3] ?? 0;
    };
    await attempt('first@lgv.example', 'wrong', '192.0.2.99');
    const [known, unknown] = [await timed(people.ana.email), await timed('nobody@lgv.example')];
    // Argon2id takes many milliseconds, the rest one or two: without it the ratio would be ten and more.
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(3);
  });

  it('refuses a closed account as if its password were wrong', async () => {
    await db.tx(async (t) => {
      await t.update(users).set({ active: false }).where(eq(users.id, 'ana'));
    });
    expect(await attempt(people.ana.email, demoPassword)).toEqual({ ok: false, why: 'wrong' });
    expect(await findActor(db, 'ana')).toBeNull();
  });
});

describe('guessing', () => {
  it('at one account is stopped after eight failures, even with the right password, and leaves others in peace', async () => {
    for (let n = 0; n < 8; n++) await attempt(people.ana.email, 'wrong', `192.0.2.${n}`);
    const answer = await attempt(people.ana.email, demoPassword, '198.51.100.1');
    expect(answer).toEqual({ ok: false, why: 'throttled' });
    expect(await failures()).toBe(8);
    expect(await attempt(people.liam.email, demoPassword)).toMatchObject({ ok: true });
  });

  it('from one address is stopped after forty failures over any accounts', async () => {
    const now = new Date();
    await db.tx(async (t) => {
      await t.insert(loginFailures).values(
        Array.from({ length: 40 }, (_, n) => ({
          id: `failure-${n}`,
          email: `guess-${n}@lgv.example`,
          ip: '192.0.2.7',
          at: now,
        })),
      );
    });
    const from = (ip: string) => attempt(people.ana.email, demoPassword, ip);
    expect(await from('192.0.2.7')).toEqual({ ok: false, why: 'throttled' });
    expect(await from('192.0.2.8')).toMatchObject({ ok: true });
  });

  it('is forgotten after a quarter of an hour, and by a sign-in that succeeds', async () => {
    for (let n = 0; n < 8; n++) await attempt(people.ana.email, 'wrong');
    const longAgo = new Date(Date.now() - 16 * 60_000);
    await db.tx(async (t) => {
      await t.update(loginFailures).set({ at: longAgo });
    });
    await attempt(people.ana.email, 'wrong');
    expect(await attempt(people.ana.email, demoPassword)).toMatchObject({ ok: true });
    expect(await failures()).toBe(0);
  });
});

describe('an account', () => {
  const given = {
    name: 'Zoé',
    password: 'a long password',
    locale: 'fr',
    roles: ['admin'],
  } as const;

  it('is made once for one address, in whatever case', async () => {
    const made = await createUser(db, { ...given, email: 'zoe@dinamis.example' });
    expect(made.ok).toBe(true);
    const again = await createUser(db, { ...given, email: 'ZOE@dinamis.example' });
    expect(again).toEqual({ ok: false, why: 'taken' });
    expect(await attempt('zoe@dinamis.example', 'a long password')).toMatchObject({ ok: true });
  });

  it('keeps its password only as an Argon2id hash', async () => {
    await createUser(db, { ...given, email: 'zoe@dinamis.example' });
    const [row] = await db.select().from(users).where(eq(users.email, 'zoe@dinamis.example'));
    expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row)).not.toContain('a long password');
  });

  it('keeps the language that was chosen', async () => {
    await setLocale(db, people.ana, 'en');
    expect((await findActor(db, 'ana'))?.locale).toBe('en');
    expect((await findActor(db, 'chloe'))?.locale).toBe('fr');
  });
});

describe('what a person may do', () => {
  it('follows from their roles, one by one', () => {
    const may = (name: keyof People) =>
      (
        [
          'desk:read',
          'desk:review',
          'orders:read',
          'orders:place',
          'deliveries:manage',
          'quota:read',
          'quota:grant',
          'mail:manage',
        ] as const
      ).filter((permission) => can(people[name], permission));
    expect(may('odile')).toEqual([
      'desk:read',
      'desk:review',
      'orders:read',
      'orders:place',
      'deliveries:manage',
      'quota:read',
      'mail:manage',
    ]);
    expect(may('quentin')).toEqual(['desk:read', 'quota:read', 'quota:grant']);
    expect(may('agathe')).toEqual([
      'desk:read',
      'orders:read',
      'deliveries:manage',
      'quota:read',
      'mail:manage',
    ]);
    for (const name of ['ana', 'denis', 'etienne', 'nora'] as const) expect(may(name)).toEqual([]);
    expect(can(null, 'desk:read')).toBe(false);
  });

  it('ends with the membership of their structure', async () => {
    expect(mayAsk(people.ana)).toBe(true);
    expect(mayAsk(people.nora)).toBe(false);
    await db.tx(async (t) => {
      await t.update(entities).set({ membership: 'suspended' }).where(eq(entities.id, 'lgv'));
    });
    const ana = await findActor(db, 'ana');
    expect(activeAffiliations(ana)).toEqual([]);
    expect(ana?.affiliations).toHaveLength(1);
  });
});
