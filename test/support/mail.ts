import { once } from 'node:events';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export type CaughtMail = {
  to: string[];
  subject: string;
  text: string;
  messageId: string;
};

export type MailServer = {
  port: number;
  /** All that was accepted so far, oldest first. */
  mails: CaughtMail[];
  /** The first letter that fits, whether it came already or is still to come. Fails after `waitMs`. */
  nextMail(fits: (mail: CaughtMail) => boolean, waitMs?: number): Promise<CaughtMail>;
  /** From now on refuse every letter (451, try again), or accept again. */
  refuseMail(refuse: boolean): void;
  close(): Promise<void>;
};

/** A real SMTP server on a free port of this machine, which keeps what it is sent. */
export async function catchMail(): Promise<MailServer> {
  const mails: CaughtMail[] = [];
  const waiting = new Set<() => void>();
  let refusing = false;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        if (refusing) {
          done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
          return;
        }
        const parsed = await PostalMime.parse(Buffer.concat(chunks));
        mails.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          messageId: parsed.messageId ?? '',
        });
        done();
        for (const look of waiting) look();
      });
    },
  });
  // A client that was killed in the middle of a letter is none of the server's business.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    mails,
    nextMail: (fits, waitMs = 20_000) =>
      new Promise((give, fail) => {
        const stop = () => {
          clearTimeout(timer);
          waiting.delete(look);
        };
        const look = () => {
          const found = mails.find(fits);
          if (!found) return;
          stop();
          give(found);
        };
        const timer = setTimeout(() => {
          stop();
          const seen = mails.map(({ to, subject }) => `  ${to.join(', ')}: ${subject}`).join('\n');
          fail(
            new Error(`No such letter within ${waitMs} ms. Caught so far:\n${seen || '  none'}`),
          );
        }, waitMs);
        waiting.add(look);
        look();
      }),
    refuseMail: (refuse) => {
      refusing = refuse;
    },
    close: () => new Promise((done) => server.close(done)),
  };
}
