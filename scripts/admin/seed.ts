import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { env } from '#app/lib/env.server.ts';
import { diskStorage } from '#app/lib/storage.server.ts';
import { seed as seedWorld } from '#db/seed.ts';
import { demoPassword } from '#db/seed-world.ts';
import { type Command, withDatabase } from './command.ts';

export const seed: Command = {
  summary: 'Makes the world of the demonstration; adds what is missing of it.',
  usage: 'seed',
  async run(args) {
    parseArgs({ args });
    const { STORAGE_DIR, INBOX_DIR } = env();
    const people = await withDatabase((db) =>
      seedWorld(db, {
        storage: diskStorage(STORAGE_DIR),
        sandboxFolder: join(INBOX_DIR, 'sandbox'),
      }),
    );
    console.log(`Accounts, all with the password ${demoPassword}`);
    for (const { name, email, roles, affiliations } of Object.values(people)) {
      const [own] = affiliations;
      const standing = own ? `${own.role}, ${own.entityName}` : roles.join(', ');
      const outside = own && !own.active ? ' (not a member)' : '';
      console.log(`  ${email.padEnd(34)}${name.padEnd(18)}${standing}${outside}`);
    }
    return 0;
  },
};
