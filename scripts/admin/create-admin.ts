import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createUser } from '#app/features/accounts/accounts.server.ts';
import { type Command, withDatabase, wrongUse } from './command.ts';

export const createAdmin: Command = {
  summary: 'Makes an administrator’s account; prints its password when none is given.',
  usage: 'create-admin --email EMAIL --name NAME [--password PASSWORD] [--locale fr|en]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        password: { type: 'string' },
        locale: { type: 'string', default: 'fr' },
      },
    });
    const email = z.email().safeParse(values.email);
    if (!email.success || !values.name?.trim()) wrongUse('An address and a name are needed.');
    const password = values.password ?? randomBytes(15).toString('base64url');
    if (password.length < 12) wrongUse('A password has 12 characters or more.');
    const made = await withDatabase((db) =>
      createUser(db, {
        email: email.data,
        name: values.name?.trim() ?? '',
        password,
        locale: values.locale === 'en' ? 'en' : 'fr',
        roles: ['admin'],
      }),
    );
    if (!made.ok) throw new Error(`${email.data} has an account already.`);
    console.log(`${email.data} is an administrator.`);
    if (values.password === undefined) console.log(`Password (shown this once): ${password}`);
    return 0;
  },
};
