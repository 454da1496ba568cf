import { eq } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import { deskMailbox, type Letter, queueMail } from '#app/features/mail/outbox.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { formatArea } from '#app/lib/format.ts';
import { choices, users } from '#db/schema.ts';
import type { Advance } from './advance.server.ts';
import { contactsOf } from './request-schema.ts';
import type { RequestRow } from './requests.server.ts';
import type { Transition } from './workflow.ts';

/**
 * The letters that an act sends: to the owner in their language, with their contacts in copy, and to the desk's
 * mailbox; never to the one who acts. The template is `request.<act>.<owner|desk>`.
 */
export async function queueRequestMail(
  t: Db,
  {
    who,
    request,
    row,
    given,
  }: { who: Actor | null; request: RequestRow; row: Transition; given: Advance },
): Promise<void> {
  const [owner] = await t.select().from(users).where(eq(users.id, request.ownerId));
  if (!owner) return;
  const reason = given.reason ? await reasonLabel(t, given.reason) : null;
  const letter = (to: string, locale: 'fr' | 'en', reader: 'owner' | 'desk'): Letter => ({
    to,
    locale,
    template: `request.${given.act}.${reader}`,
    params: {
      number: request.number ?? '',
      title: request.title,
      owner: owner.name,
      actor: who?.name ?? 'DINAMIS',
      text: given.text?.trim() ?? '',
      reason: reason?.[locale] ?? '',
      area: formatArea(request.grantedHa ?? request.areaHa, locale),
      pct: Math.round(given.delivered?.pct ?? 100),
    },
    requestId: request.id,
    path: `/requests/${request.id}`,
  });
  const toOwner = row.tells.includes('owner') && who?.id !== owner.id;
  const copies = toOwner ? contactsOf(request.form.contacts ?? '') : [];
  const toDesk = row.tells.includes('desk') && request.submittedAt && who?.id !== undefined;
  const systemTellsDesk = row.tells.includes('desk') && who === null;
  const desk = deskMailbox();
  const byDesk = who?.roles.includes('officer') && who.id !== owner.id;
  await queueMail(t, [
    ...(toOwner ? [letter(owner.email, owner.locale, 'owner')] : []),
    ...copies
      .filter((address) => address !== owner.email)
      .map((address) => letter(address, owner.locale, 'owner')),
    ...((toDesk && !byDesk) || systemTellsDesk ? [letter(desk.to, desk.locale, 'desk')] : []),
  ]);
}

async function reasonLabel(t: Db, code: string) {
  const rows = await t.select().from(choices).where(eq(choices.code, code));
  return rows.find((c) => c.list === 'refusal-reason')?.label ?? null;
}
