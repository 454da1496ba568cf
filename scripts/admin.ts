// The operator's tool: `npm run admin -- COMMAND …`. Each command parses its arguments, calls one feature and prints.
import { translator } from '#app/i18n/locale.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import { backup, restore } from './admin/backup.ts';
import { check } from './admin/check.ts';
import type { Command } from './admin/command.ts';
import { createAdmin } from './admin/create-admin.ts';
import { grant } from './admin/grant.ts';
import { importBoundariesCommand } from './admin/import-boundaries.ts';
import { importStac } from './admin/import-stac.ts';
import { ingest } from './admin/ingest.ts';
import { seed } from './admin/seed.ts';

const commands: Record<string, Command> = {
  'create-admin': createAdmin,
  ingest,
  grant,
  'import-boundaries': importBoundariesCommand,
  'import-stac': importStac,
  seed,
  backup,
  restore,
  check,
};

const [name = '--help', ...args] = process.argv.slice(2);
const command = commands[name];
if (name === '--help' || name === '-h' || name === 'help') {
  console.log(overview());
} else if (!command) {
  console.error(`There is no command ${name}.\n\n${overview()}`);
  process.exitCode = 2;
} else if (args.includes('--help') || args.includes('-h')) {
  console.log(`${command.summary}\n\n  npm run admin -- ${command.usage}`);
} else {
  process.exitCode = await run(command);
}

async function run(chosen: Command): Promise<number> {
  try {
    return await chosen.run(args);
  } catch (error) {
    const refusal = await refusalOf(error);
    const wrongUse = error instanceof TypeError && 'code' in error;
    if (refusal) {
      const t = await translator('en');
      console.error(t(`refusals:${refusal.reason}`, refusal.params));
    } else {
      console.error(error instanceof Error ? error.message : error);
    }
    if (wrongUse) console.error(`\n  npm run admin -- ${chosen.usage}`);
    return wrongUse ? 2 : 1;
  }
}

function overview(): string {
  const lines = Object.entries(commands).map(
    ([key, { summary }]) => `  ${key.padEnd(20)}${summary}`,
  );
  return [
    'npm run admin -- COMMAND …     COMMAND --help says more',
    '',
    ...lines,
    '',
    'It works on the data that the environment names (DATABASE_URL, STORAGE_DIR: see .env.example).',
  ].join('\n');
}
