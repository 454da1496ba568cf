import { createTransport } from 'nodemailer';
import { env } from '#app/lib/env.server.ts';
import type { SendMail } from './outbox.server.ts';

/** Sends by the SMTP server of the environment, over a pool of connections. Fails within 20 seconds. */
export function smtpSender(): { send: SendMail; close: () => void } {
  const { SMTP_URL, MAIL_FROM } = env();
  const transport = createTransport(
    {
      url: SMTP_URL,
      pool: true,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
    },
    { from: MAIL_FROM },
  );
  return {
    send: async (mail) => {
      await transport.sendMail({ ...mail, headers: { 'Auto-Submitted': 'auto-generated' } });
    },
    close: () => transport.close(),
  };
}
