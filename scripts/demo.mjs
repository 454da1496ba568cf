// `npm run demo`: installs, builds, migrates and seeds what is missing, then starts the desk with a sandbox provider and a
// mail catcher. Keeps its data in var/demo between runs; `npm run demo -- --fresh` starts anew. PORT moves it.
import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale, generateFiles, installPackages } from './setup/prepare.mjs';

process.chdir(resolve(import.meta.dirname, '..'));
const { values: options } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(
    'npm run demo [-- --fresh]     PORT=3000 by default; --fresh forgets an earlier demo',
  );
  process.exit(0);
}

const port = process.env.PORT || '3000';
const host = process.env.HOST || '127.0.0.1';
await stopIfTaken();
if (options.fresh) rmSync('var/demo', { recursive: true, force: true });

installPackages();
generateFiles();
buildIfStale();

const folder = resolve('var/demo');
const env = {
  ...process.env,
  NODE_ENV: 'production',
  DEMO: '1',
  HOST: host,
  PORT: port,
  PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
  DATABASE_URL: join(folder, 'desk.sqlite'),
  STORAGE_DIR: join(folder, 'storage'),
  INBOX_DIR: join(folder, 'inbox'),
  MAIL_CATCHER_DIR: join(folder, 'mail'),
  LOG_LEVEL: process.env.LOG_LEVEL || 'error',
  // Six hours a second: a month takes two minutes, a pass comes every ten seconds, so that one can watch.
  SANDBOX_SPEED: process.env.SANDBOX_SPEED || '21600',
};
const tsx = (script, ...args) => ['--import', 'tsx', script, ...args];

console.log('Preparing the demonstration’s world …');
const seeded = spawnSync(process.execPath, tsx('scripts/admin.ts', 'seed'), {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
});
if (seeded.status !== 0) process.exit(1);

const children = [];
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(0));

const catcher = start('mail catcher', tsx('scripts/mail-catcher.ts', env.MAIL_CATCHER_DIR), [
  'ignore',
  'pipe',
  'inherit',
]);
const smtpUrl = await new Promise((give) => {
  catcher.stdout.once('data', (line) => give(String(line).trim()));
});
start('server', ['scripts/server.mjs'], ['ignore', 'inherit', 'inherit'], { SMTP_URL: smtpUrl });
await untilReady(`http://${host}:${port}/readyz`);
console.log(`
${seeded.stdout.trim()}

The desk      ${env.PUBLIC_URL}
Its mail      ${env.PUBLIC_URL}/dev/mail
Its data      ${folder}

Ctrl-C stops it.`);

/** A child that must live as long as the demonstration. */
function start(name, args, stdio, more = {}) {
  const child = spawn(process.execPath, args, { env: { ...env, ...more }, stdio });
  child.once('exit', (code, signal) => {
    if (stopping) return;
    console.error(`The ${name} ended (${signal ?? `exit ${code}`}).`);
    void stop(1);
  });
  children.push(child);
  return child;
}

/** Stops the children in order, the server first, then ends. */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), 8000);
    await ended;
    clearTimeout(impatience);
  }
  process.exit(code);
}

async function untilReady(url) {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  console.error('The server did not become ready within a minute.');
  await stop(1);
}

async function stopIfTaken() {
  const free = await new Promise((give) => {
    const probe = createServer();
    probe.once('error', () => give(false));
    probe.listen(Number(port), host, () => probe.close(() => give(true)));
  });
  if (free) return;
  console.error(`Port ${port} is in use. Another one: PORT=3001 npm run demo`);
  process.exit(1);
}
