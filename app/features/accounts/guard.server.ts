import { database } from '#app/lib/db.server.ts';
import { refuse } from '#app/lib/refuse.server.ts';
import { sessionUserId, toLogin } from '#app/lib/session.server.ts';
import { findActor } from './accounts.server.ts';
import { type Actor, can, type Permission } from './actor.ts';

/** The signed-in person of this request, or null. */
export async function optionalActor(request: Request): Promise<Actor | null> {
  const userId = await sessionUserId(request.headers.get('Cookie'));
  return userId ? findActor(await database(), userId) : null;
}

/** The signed-in person; others are sent to the sign-in page and come back afterwards. */
export async function requireActor(request: Request): Promise<Actor> {
  const actor = await optionalActor(request);
  if (!actor) throw toLogin(request);
  return actor;
}

/** A signed-in person who may do this; others are refused with 403. */
export async function requirePermission(request: Request, permission: Permission): Promise<Actor> {
  const actor = await requireActor(request);
  if (!can(actor, permission)) refuse('forbidden', 'no-permission');
  return actor;
}
