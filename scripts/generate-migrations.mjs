// `npm run db:generate -- --name add-something`: the migration of a changed schema, for both engines under one name.
import { spawnSync } from 'node:child_process';

for (const engine of ['sqlite', 'postgres']) {
  const config = `--config=db/drizzle.${engine}.config.ts`;
  const args = ['generate', config, ...process.argv.slice(2)];
  const { status } = spawnSync('node_modules/.bin/drizzle-kit', args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
