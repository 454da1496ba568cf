import { hash, verify } from '@node-rs/argon2';
import { and, eq, gt, lt, or, sql } from 'drizzle-orm';
import type { Db } from '#app/lib/db.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { entities, entityMembers, loginFailures, userRoles, users } from '#db/schema.ts';
import type { Actor, DeskRole } from './actor.ts';

// OWASP's password storage cheat sheet, Argon2id: 19 MiB, 2 passes, 1 lane. (2 is Argon2id: the enum is a const one.)
const argon2id = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
export const hashPassword = (password: string) => hash(password, argon2id);

const throttle = { windowMs: 15 * 60_000, perAccount: 8, perAddress: 40 };

export type SignIn =
  | { ok: true; userId: string; locale: 'fr' | 'en' }
  | { ok: false; why: 'wrong' | 'throttled' };

/** Checks a password. The same work is done whether or not the account exists; after too many failures nothing is checked. */
export async function signIn(
  db: Db,
  given: { email: string; password: string; ip: string },
): Promise<SignIn> {
  const email = given.email.trim().toLowerCase();
  const since = new Date(Date.now() - throttle.windowMs);
  if (await isThrottled(db, email, given.ip, since)) return { ok: false, why: 'throttled' };
  const [user] = await db.select().from(users).where(eq(users.email, email)).limit(1);
  const right = await verify(user?.passwordHash ?? (await decoy()), given.password);
  if (user?.active && right) {
    await db.tx(async (t) => {
      await t
        .delete(loginFailures)
        .where(or(eq(loginFailures.email, email), lt(loginFailures.at, since)));
    });
    return { ok: true, userId: user.id, locale: user.locale };
  }
  await db.tx(async (t) => {
    await t.insert(loginFailures).values({ id: newId(), email, ip: given.ip, at: new Date() });
  });
  return { ok: false, why: 'wrong' };
}

let decoyHash: Promise<string> | undefined;
function decoy(): Promise<string> {
  decoyHash ??= hashPassword('no account has this password');
  return decoyHash;
}

async function isThrottled(db: Db, email: string, ip: string, since: Date): Promise<boolean> {
  const [counted] = await db
    .select({
      byEmail: sql<number>`sum(case when ${loginFailures.email} = ${email} then 1 else 0 end)`,
      byIp: sql<number>`sum(case when ${loginFailures.ip} = ${ip} then 1 else 0 end)`,
    })
    .from(loginFailures)
    .where(
      and(
        gt(loginFailures.at, since),
        or(eq(loginFailures.email, email), eq(loginFailures.ip, ip)),
      ),
    );
  return (
    Number(counted?.byEmail ?? 0) >= throttle.perAccount ||
    Number(counted?.byIp ?? 0) >= throttle.perAddress
  );
}

/** The person with this id as an actor, or null when there is none or the account is closed. */
export async function findActor(db: Db, userId: string): Promise<Actor | null> {
  const [user] = await db.select().from(users).where(eq(users.id, userId)).limit(1);
  if (!user?.active) return null;
  const roles = await db
    .select({ role: userRoles.role })
    .from(userRoles)
    .where(eq(userRoles.userId, userId));
  const affiliations = await db
    .select({
      entityId: entities.id,
      entityName: entities.name,
      role: entityMembers.role,
      membership: entities.membership,
    })
    .from(entityMembers)
    .innerJoin(entities, eq(entities.id, entityMembers.entityId))
    .where(eq(entityMembers.userId, userId))
    .orderBy(entities.name);
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    locale: user.locale,
    roles: roles.map((r) => r.role),
    affiliations: affiliations.map(({ membership, ...a }) => ({
      ...a,
      active: membership === 'active',
    })),
  };
}

/** Makes an account, or refuses with `taken` when the address has one. The password is hashed outside the transaction. */
export async function createUser(
  db: Db,
  given: {
    email: string;
    name: string;
    password: string;
    locale: 'fr' | 'en';
    roles: readonly DeskRole[];
  },
): Promise<{ ok: true; userId: string } | { ok: false; why: 'taken' }> {
  const passwordHash = await hashPassword(given.password);
  const email = given.email.trim().toLowerCase();
  return db.tx(async (t) => {
    const [taken] = await t.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (taken) return { ok: false as const, why: 'taken' as const };
    const userId = newId();
    await t.insert(users).values({
      id: userId,
      email,
      name: given.name,
      locale: given.locale,
      passwordHash,
      active: true,
      createdAt: new Date(),
    });
    for (const role of given.roles) await t.insert(userRoles).values({ userId, role });
    return { ok: true as const, userId };
  });
}

/** Keeps the language a person chose, so that their mail follows it. */
export async function setLocale(db: Db, actor: Actor, locale: 'fr' | 'en'): Promise<void> {
  await db.tx(async (t) => {
    await t.update(users).set({ locale }).where(eq(users.id, actor.id));
  });
}
