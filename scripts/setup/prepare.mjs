// What `npm run demo` and `npm test` need before anything else, on a fresh clone: packages, generated files, a build.
// Plain Node: it runs before any package is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Installs the locked packages where they are missing or older than the lock. Ends the process when that fails. */
export function installPackages() {
  const installed = 'node_modules/.package-lock.json';
  if (existsSync(installed) && changedAt(installed) >= changedAt('package-lock.json')) return;
  console.log('Installing packages (the SQLite driver may take two minutes to compile) …');
  mustRun(npm, ['ci', '--no-audit', '--no-fund']);
}

/** Writes what is generated: the base map out of its package, and the index of the translations. */
export function generateFiles() {
  for (const name of ['basemap', 'i18n-index']) {
    mustRun(process.execPath, [`scripts/${name}.mjs`]);
  }
}

/** Builds the application where the build is older than its sources. */
export function buildIfStale() {
  const built = 'build/server/index.js';
  const newest = Math.max(
    ...['app', 'db', 'public'].map(newestIn),
    ...['package-lock.json', 'vite.config.ts', 'remix.config.js'].map(changedAt),
  );
  if (existsSync(built) && changedAt(built) >= newest) return;
  console.log('Building …');
  mustRun(npm, ['run', '--silent', 'build'], { NODE_ENV: 'production' });
}

function mustRun(command, args, env = {}) {
  const { status, signal, error } = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (status === 0) return;
  console.error(`\n${command} ${args.join(' ')}: ${error?.message ?? signal ?? `exit ${status}`}`);
  process.exit(1);
}

const changedAt = (path) => statSync(path).mtimeMs;

// Written anew at each start, so their dates say nothing.
const generated = new Set(
  ['fr', 'en']
    .flatMap((l) => ['', '-desk', '-letters'].map((part) => `app/i18n/${l}${part}.ts`))
    .concat('public/basemap'),
);

function newestIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    const path = join(folder, entry.name);
    if (generated.has(path)) return newest;
    return Math.max(newest, entry.isDirectory() ? newestIn(path) : changedAt(path));
  }, 0);
}
