import { eq } from 'drizzle-orm';
import type { Actor } from '#app/features/accounts/actor.ts';
import { deskMailbox, type Letter, queueMail } from '#app/features/mail/outbox.server.ts';
import { translator } from '#app/i18n/locale.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { formatArea } from '#app/lib/format.ts';
import { choices, requests, users } from '#db/schema.ts';
import type { Advance } from './advance.server.ts';
import { agreedShares } from './open-joins.server.ts';
import { contactsOf } from './request-schema.ts';
import type { RequestRow } from './requests.server.ts';
import type { Transition } from './workflow.ts';

/**
 * The letters that an act sends: to the owner in their language, with their contacts in copy, and to the desk's
 * mailbox; never to the one who acts. The template is `request.<act>.<owner|desk>`. Of a request that goes on for others,
 * their owners hear of each new state.
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
  const why = given.join?.ended && (await whyEnded(given.join.ended));
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
      why: why?.[locale] ?? '',
      lead: given.join?.leadNumber ?? '',
      share: formatArea(given.join?.shareHa ?? 0, locale),
      union: formatArea(given.join?.unionHa ?? 0, locale),
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
    ...(row.to !== 'same' && row.tells.includes('owner') ? await toFollowers(t, request) : []),
  ]);
}

/** To the owners of the requests that ended in this one: how far it is, and where to read it. */
async function toFollowers(t: Db, lead: RequestRow): Promise<Letter[]> {
  const shares = await agreedShares(t, lead.id);
  const letters: Letter[] = [];
  for (const { requestId } of shares.filter((share) => share.requestId !== lead.id)) {
    const [own] = await t
      .select({ number: requests.number, to: users.email, locale: users.locale })
      .from(requests)
      .innerJoin(users, eq(users.id, requests.ownerId))
      .where(eq(requests.id, requestId));
    if (!own) continue;
    const translate = await translator(own.locale);
    letters.push({
      to: own.to,
      locale: own.locale,
      template: 'request.follow',
      params: {
        number: lead.number ?? '',
        own: own.number ?? '',
        state: translate(`requests:states.${lead.state}`),
      },
      requestId: lead.id,
      path: `/requests/${lead.id}`,
    });
  }
  return letters;
}

async function whyEnded(code: 'declined' | 'withdrawn' | 'left') {
  const [fr, en] = await Promise.all([translator('fr'), translator('en')]);
  const key = `mail:request.end-join.why.${code}`;
  return { fr: fr(key), en: en(key) };
}

async function reasonLabel(t: Db, code: string) {
  const rows = await t.select().from(choices).where(eq(choices.code, code));
  return rows.find((c) => c.list === 'refusal-reason')?.label ?? null;
}
