import { createHmac } from 'node:crypto';
import { redirect } from '@remix-run/node';
import { eq, lt } from 'drizzle-orm';
import { type Adapter, Lucia, TimeSpan, verifyRequestOrigin } from 'lucia';
import { sessions, users } from '#db/schema.ts';
import { database } from './db.server.ts';
import { env, publicUrl } from './env.server.ts';

// The only file that knows lucia: replacing it means rewriting these four functions.

const hashed = (secret: string) =>
  createHmac('sha256', env().SESSION_SECRET).update(secret).digest('hex');

/** Lucia over our own transactions, keeping only the hash of the secret that the cookie carries. */
const adapter: Adapter = {
  async getSessionAndUser(secret) {
    const db = await database();
    const [found] = await db
      .select({ session: sessions, userId: users.id })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(sessions.id, hashed(secret)))
      .limit(1);
    if (!found) return [null, null];
    const { userId, expiresAt } = found.session;
    return [
      { id: secret, userId, expiresAt, attributes: {} },
      { id: userId, attributes: {} },
    ];
  },
  async getUserSessions() {
    throw new Error('Sessions cannot be listed: only hashes of their secrets are kept.');
  },
  async setSession({ id, userId, expiresAt }) {
    const db = await database();
    await db.tx(async (t) => {
      await t.insert(sessions).values({ id: hashed(id), userId, expiresAt });
    });
  },
  async updateSessionExpiration(secret, expiresAt) {
    const db = await database();
    await db.tx(async (t) => {
      await t
        .update(sessions)
        .set({ expiresAt })
        .where(eq(sessions.id, hashed(secret)));
    });
  },
  async deleteSession(secret) {
    const db = await database();
    await db.tx(async (t) => {
      await t.delete(sessions).where(eq(sessions.id, hashed(secret)));
    });
  },
  async deleteUserSessions(userId) {
    const db = await database();
    await db.tx(async (t) => {
      await t.delete(sessions).where(eq(sessions.userId, userId));
    });
  },
  async deleteExpiredSessions() {
    const db = await database();
    await db.tx(async (t) => {
      await t.delete(sessions).where(lt(sessions.expiresAt, new Date()));
    });
  },
};

let made: Lucia | undefined;
function lucia(): Lucia {
  made ??= new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(12, 'h'),
    sessionCookie: {
      name: 'dinamis_session',
      attributes: { secure: publicUrl().startsWith('https:'), sameSite: 'lax', path: '/' },
    },
  });
  return made;
}

const secretOf = (cookies: string | null) => lucia().readSessionCookie(cookies ?? '');

/** The id of the signed-in person that these cookies name, or null. */
export async function sessionUserId(cookies: string | null): Promise<string | null> {
  const secret = secretOf(cookies);
  if (!secret) return null;
  const { user } = await lucia().validateSession(secret);
  return user?.id ?? null;
}

/** Opens a session under a new secret, closing the one the browser came with; gives the Set-Cookie value. */
export async function startSession(userId: string, cookies: string | null): Promise<string> {
  const old = secretOf(cookies);
  if (old) await lucia().invalidateSession(old);
  const session = await lucia().createSession(userId, {});
  return lucia().createSessionCookie(session.id).serialize();
}

/** Closes every session of the person behind these cookies, on all their machines; gives the Set-Cookie value that clears this one. */
export async function endSessions(cookies: string | null): Promise<string> {
  const userId = await sessionUserId(cookies);
  if (userId) await lucia().invalidateUserSessions(userId);
  return lucia().createBlankSessionCookie().serialize();
}

/** Does this request come from a page of ours? Browsers name the page's origin on every request that changes something. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  const hosts = [host ?? '', new URL(publicUrl()).host];
  return origin !== undefined && verifyRequestOrigin(origin, hosts);
}

/** To the sign-in page, and back here afterwards. */
export function toLogin(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  return redirect(`/login?to=${encodeURIComponent(pathname + search)}`);
}
