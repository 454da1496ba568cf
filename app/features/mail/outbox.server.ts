import { and, asc, desc, eq, lte, sql } from 'drizzle-orm';
import type { Locale } from '#app/i18n/i18n.ts';
import { translator } from '#app/i18n/locale.server.ts';
import type { Db } from '#app/lib/db.server.ts';
import { env, publicUrl } from '#app/lib/env.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { outbox } from '#db/schema.ts';

export type Letter = {
  to: string;
  locale: Locale;
  /** A key of the `mail` namespace holding `subject` and `text`. */
  template: string;
  params: Record<string, string | number>;
  requestId?: string;
  /** A page of the desk to go to, as a path. */
  path?: string;
};

/**
 * Queues letters inside the caller's transaction, worded now in each reader's language: the mail exists if and only
 * if the act it tells of does.
 */
export async function queueMail(t: Db, letters: readonly Letter[]): Promise<void> {
  for (const letter of letters) {
    const translate = await translator(letter.locale);
    const link = `${publicUrl()}${letter.path ?? '/'}`;
    const words = { ...letter.params, link, ns: 'mail' };
    const now = new Date();
    await t.insert(outbox).values({
      id: newId(),
      toAddress: letter.to,
      subject: translate(`${letter.template}.subject`, words),
      text: `${translate(`${letter.template}.text`, words)}\n\n${translate('signature', words)}\n`,
      state: 'queued',
      tries: 0,
      nextTryAt: now,
      requestId: letter.requestId ?? null,
      createdAt: now,
    });
  }
}

/** The desk's own mailbox, for letters to «the desk». */
export const deskMailbox = () => ({ to: env().DESK_MAIL, locale: 'fr' as const });

export type SendMail = (mail: {
  to: string;
  subject: string;
  text: string;
  messageId: string;
}) => Promise<void>;

const maxTries = 8;

/**
 * Sends what is due, oldest first. Sent, then marked: a crash between the two may repeat a letter (under the same
 * Message-ID, so that mail systems fold it), never lose one. After eight refusals a letter is dead, and listed.
 */
export async function drainOutbox(db: Db, send: SendMail, limit = 50): Promise<number> {
  const due = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'queued'), lte(outbox.nextTryAt, new Date())))
    .orderBy(asc(outbox.nextTryAt), asc(outbox.id))
    .limit(limit);
  for (const mail of due) {
    const fault = await tryToSend(send, mail);
    const tries = mail.tries + 1;
    await db.tx(async (t) => {
      await t
        .update(outbox)
        .set(
          fault === null
            ? { state: 'sent', tries, sentAt: new Date(), lastFault: null }
            : {
                state: tries >= maxTries ? 'dead' : 'queued',
                tries,
                lastFault: fault,
                nextTryAt: new Date(Date.now() + Math.min(3_600_000, 2000 * 2 ** tries)),
              },
        )
        .where(and(eq(outbox.id, mail.id), eq(outbox.state, 'queued')));
    });
  }
  return due.length;
}

async function tryToSend(
  send: SendMail,
  mail: { id: string; toAddress: string; subject: string; text: string },
): Promise<string | null> {
  try {
    const { toAddress: to, subject, text } = mail;
    await send({ to, subject, text, messageId: `<${mail.id}@dinamis-desk>` });
    return null;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 500);
  }
}

/** Letters of one state, newest first, for the desk's mail page. */
export async function listMail(db: Db, state: 'queued' | 'sent' | 'dead', limit = 100) {
  return db
    .select()
    .from(outbox)
    .where(eq(outbox.state, state))
    .orderBy(desc(outbox.createdAt))
    .limit(limit);
}

/** How many letters are in each state. */
export async function countMail(db: Db): Promise<Record<'queued' | 'sent' | 'dead', number>> {
  const rows = await db
    .select({ state: outbox.state, n: sql<number>`count(*)` })
    .from(outbox)
    .groupBy(outbox.state);
  const count = (state: string) => Number(rows.find((r) => r.state === state)?.n ?? 0);
  return { queued: count('queued'), sent: count('sent'), dead: count('dead') };
}

/** Puts a dead letter back in the queue with all its tries. Harmless when it is not dead. */
export async function requeueMail(db: Db, id: string): Promise<void> {
  await db.tx(async (t) => {
    await t
      .update(outbox)
      .set({ state: 'queued', tries: 0, nextTryAt: new Date() })
      .where(and(eq(outbox.id, id), eq(outbox.state, 'dead')));
  });
}
