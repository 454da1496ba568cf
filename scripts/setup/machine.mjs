// What the tests use of the machine: Chromium and PostgreSQL, installed from Debian's packages where that is allowed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/** Path of a Chromium, installed when missing and allowed; null without one. CHROMIUM_PATH comes first. */
export function findChromium() {
  const known = () =>
    [
      process.env.CHROMIUM_PATH,
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ].find((path) => path && existsSync(path)) ?? null;
  return known() ?? (aptInstall('chromium') ? known() : null);
}

/** URL of a private PostgreSQL started for the tests, with the way to stop it; null where there is none. */
export function startPostgres() {
  if (!hasPostgres() && !aptInstall('postgresql-15')) return null;
  const wasRunning = postgres('status').status === 0;
  const { status, stdout, stderr } = postgres('start');
  if (status !== 0) {
    console.log(`PostgreSQL did not start: ${stderr.trim().split('\n').at(-1)}`);
    return null;
  }
  return { url: stdout.trim(), stop: () => wasRunning || postgres('stop') };
}

const postgres = (verb) => spawnSync('scripts/postgres.sh', [verb], { encoding: 'utf8' });

function hasPostgres() {
  if (process.env.PG_BIN) return true;
  const versions = '/usr/lib/postgresql';
  return (
    existsSync(versions) &&
    readdirSync(versions).some((version) => existsSync(`${versions}/${version}/bin/initdb`))
  );
}

function aptInstall(name) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${name} …`);
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', name);
  return install() || (apt('update') && install());
}
