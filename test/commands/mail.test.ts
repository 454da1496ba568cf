import { eq } from 'drizzle-orm';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  countMail,
  drainOutbox,
  listMail,
  queueMail,
  requeueMail,
  type SendMail,
} from '#app/features/mail/outbox.server.ts';
import type { Db } from '#db/client.server.ts';
import { outbox } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { catchMail, type MailServer } from '../support/mail.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDatabase();
});

const letter = (to: string, locale: 'fr' | 'en' = 'fr') => ({
  to,
  locale,
  template: 'request.submit.desk',
  params: {
    number: '2026-0007',
    title: 'Été & <glaciers>',
    owner: 'Anaïs',
    actor: 'Anaïs',
    area: '12 km²',
    text: 'Merci.',
  },
  path: '/requests/abc',
});
const queue = (...to: string[]) =>
  db.tx((t) =>
    queueMail(
      t,
      to.map((address) => letter(address)),
    ),
  );
const failing: SendMail = async () => {
  throw new Error('451 try again');
};
/** As if time had passed: what waits for its next try is due. */
const makeDue = () =>
  db.tx(async (t) => {
    await t.update(outbox).set({ nextTryAt: new Date() }).where(eq(outbox.state, 'queued'));
  });

describe('queueing', () => {
  it('words the letter now, in the reader’s language, with a link and without escaping', async () => {
    await db.tx((t) => queueMail(t, [letter('a@x.example', 'fr'), letter('b@x.example', 'en')]));
    const rows = await listMail(db, 'queued');
    const [french, english] = ['a@x.example', 'b@x.example'].map((to) =>
      rows.find(({ toAddress }) => toAddress === to),
    );
    for (const row of [french, english]) {
      expect(row?.text).toContain('Été & <glaciers>');
      expect(row?.text).toContain('/requests/abc');
      expect(row?.text).not.toContain('{{');
      expect(row?.subject).not.toContain('request.submit');
    }
    expect(french?.subject).not.toBe(english?.subject);
  });

  it('is undone with the transaction it belongs to', async () => {
    const failed = db.tx(async (t) => {
      await queueMail(t, [letter('a@x.example')]);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    expect(await countMail(db)).toEqual({ queued: 0, sent: 0, dead: 0 });
  });
});

describe('sending', () => {
  it('sends each letter once', async () => {
    await queue('a@x.example', 'b@x.example');
    const sent: string[] = [];
    const send: SendMail = async ({ to }) => void sent.push(to);
    expect(await drainOutbox(db, send)).toBe(2);
    expect(await drainOutbox(db, send)).toBe(0);
    expect(sent.sort()).toEqual(['a@x.example', 'b@x.example']);
    expect(await countMail(db)).toEqual({ queued: 0, sent: 2, dead: 0 });
  });

  it('waits longer after each refusal, and keeps the reason', async () => {
    await queue('a@x.example');
    const waits: number[] = [];
    for (let n = 0; n < 4; n++) {
      await drainOutbox(db, failing);
      expect(await drainOutbox(db, failing)).toBe(0);
      const [row] = await listMail(db, 'queued');
      expect(row).toMatchObject({ tries: n + 1, lastFault: '451 try again' });
      waits.push((row?.nextTryAt.getTime() ?? 0) - Date.now());
      await makeDue();
    }
    for (let n = 1; n < waits.length; n++) expect(waits[n]).toBeGreaterThan(waits[n - 1] ?? 0);
  });

  it('gives a letter up after eight refusals, without delaying the others, until somebody puts it back', async () => {
    await queue('refused@x.example', 'a@x.example');
    const send: SendMail = async ({ to }) => {
      if (to.startsWith('refused')) throw new Error('550 no such user');
    };
    for (let n = 0; n < 9; n++) {
      await drainOutbox(db, send);
      await makeDue();
    }
    expect(await countMail(db)).toEqual({ queued: 0, sent: 1, dead: 1 });
    const [dead] = await listMail(db, 'dead');
    expect(dead).toMatchObject({ toAddress: 'refused@x.example', tries: 8 });
    await requeueMail(db, dead?.id ?? '');
    await drainOutbox(db, async () => undefined);
    expect(await countMail(db)).toEqual({ queued: 0, sent: 2, dead: 0 });
  });

  it('puts back nothing but a dead letter', async () => {
    await queue('a@x.example');
    await drainOutbox(db, async () => undefined);
    const [sent] = await listMail(db, 'sent');
    await requeueMail(db, sent?.id ?? '');
    expect(await countMail(db)).toEqual({ queued: 0, sent: 1, dead: 0 });
  });
});

describe('over a real SMTP server', () => {
  let server: MailServer;
  let send: SendMail;
  let close: () => void;
  beforeEach(async () => {
    server = await catchMail();
    const from = 'DINAMIS <ne-pas-repondre@dinamis.example>';
    const transport = createTransport(`smtp://127.0.0.1:${server.port}`, { from });
    send = async (mail) => void (await transport.sendMail(mail));
    close = () => transport.close();
  });
  afterEach(async () => {
    close();
    await server.close();
  });

  it('arrives with its accents, under a Message-ID that a repeat keeps', async () => {
    await queue('a@x.example');
    await drainOutbox(db, send);
    // As after a crash between sending and marking.
    await db.tx(async (t) => {
      await t.update(outbox).set({ state: 'queued', nextTryAt: new Date() });
    });
    await drainOutbox(db, send);
    expect(server.mails).toHaveLength(2);
    const [first, second] = server.mails;
    expect(first?.to).toEqual(['a@x.example']);
    expect(first?.text).toContain('Été & <glaciers>');
    expect(first?.messageId).toBe(second?.messageId);
    const [row] = await listMail(db, 'sent');
    expect(first?.messageId).toContain(row?.id);
  });

  it('is tried again when the server is busy, and arrives once it is not', async () => {
    await queue('a@x.example');
    server.refuseMail(true);
    await drainOutbox(db, send);
    const [row] = await listMail(db, 'queued');
    expect(row?.lastFault).toContain('Try again later');
    expect(server.mails).toEqual([]);
    server.refuseMail(false);
    await makeDue();
    await drainOutbox(db, send);
    expect((await server.nextMail(({ to }) => to.includes('a@x.example'))).subject).toBe(
      row?.subject,
    );
    expect(await countMail(db)).toEqual({ queued: 0, sent: 1, dead: 0 });
  });
});
