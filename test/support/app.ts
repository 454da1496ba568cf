import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { demoPassword, type PersonName, people } from '#db/seed-world.ts';
import { addLargeFile } from './large-file.ts';
import { catchMail, type MailServer } from './mail.ts';

/** The built application, running as in production on a database, a storage and a mail server of its own. */
export type RunningApp = MailServer & {
  /** Without a final slash. */
  url: string;
  /** Holds desk.sqlite, storage/ and inbox/; removed by `stop`. */
  folder: string;
  /** What the server was started with. */
  env: Record<string, string>;
  /** Signs somebody of the seed in by the sign-in form; gives the value of a Cookie header. */
  signIn(name: PersonName): Promise<string>;
  /** Runs the operator's tool on the same data. */
  admin(...args: string[]): { status: number | null; stdout: string; stderr: string };
  /** Adds a file to a scene that Anaïs may download; gives its path at the desk and on the disk. */
  largeFile(content: Buffer): Promise<{ path: string; sha256: string; file: string }>;
  /** All that the server wrote so far. */
  output(): string;
  /** SIGKILL: nothing gets to finish. */
  kill(): Promise<void>;
  /** Starts the server again on the same data, address and mail server, after `kill`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts it seeded, with fast jobs and a fast sandbox; `env` overrides. Needs a build. */
export async function startApp(env: Record<string, string> = {}): Promise<RunningApp> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-app-'));
  cpSync(seededFolder(), folder, { recursive: true });
  const mail = await catchMail();
  const port = env.PORT ?? String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    ...placesIn(folder),
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: port,
    PUBLIC_URL: url,
    SESSION_SECRET: createHash('sha256').update(folder).digest('hex'),
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    WORKER_EVERY_MS: '100',
    // Ten days a second.
    SANDBOX_SPEED: '864000',
    LOG_LEVEL: 'error',
    ...env,
  };
  let server = await startServer(settings);
  const kill = () => ended(server.process, 'SIGKILL');
  return {
    ...mail,
    url,
    folder,
    env: settings,
    signIn: (name) => signIn(url, name),
    admin: (...args) => runAdmin(args, settings),
    largeFile: (content) => addLargeFile({ env: settings }, content),
    output: () => server.output(),
    kill,
    restart: async () => {
      await kill();
      server = await startServer(settings);
    },
    stop: async () => {
      await ended(server.process, 'SIGTERM');
      await mail.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A TCP port of this machine that nothing listens on now. */
export function freePort(): Promise<number> {
  return new Promise((give, fail) => {
    const server = createServer().on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => give(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

const root = resolve(import.meta.dirname, '../..');

const placesIn = (folder: string) => ({
  DATABASE_URL: join(folder, 'desk.sqlite'),
  STORAGE_DIR: join(folder, 'storage'),
  INBOX_DIR: join(folder, 'inbox'),
});

/** Nothing of the caller's own settings gets through but what a process needs to run. */
function environment(settings: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return { NODE_ENV: 'test', PATH, HOME, TMPDIR, LANG, ...settings };
}

function runAdmin(args: readonly string[], settings: Record<string, string>) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args], {
    cwd: root,
    env: environment(settings),
    encoding: 'utf8',
  });
}

/** A seeded database, storage and inbox to copy: made once for one state of the server's sources and one day, then kept. */
function seededFolder(): string {
  const cache = join(root, 'var/test-seed');
  const today = new Date().toISOString().slice(0, 10);
  const changed = ['app/features', 'app/lib', 'db'].map((part) => newestIn(join(root, part)));
  const name = `${today}-${Math.round(Math.max(...changed))}`;
  const wanted = join(cache, name);
  if (existsSync(wanted)) return wanted;
  mkdirSync(cache, { recursive: true });
  const beside = mkdtempSync(join(cache, '.making-'));
  const settings = { ...placesIn(beside), NODE_ENV: 'test', LOG_LEVEL: 'silent' };
  const { status, stdout, stderr } = runAdmin(['seed'], settings);
  if (status !== 0) throw new Error(`The seed failed:\n${stdout}${stderr}`);
  for (const old of readdirSync(cache).filter((entry) => !entry.startsWith('.making-'))) {
    if (old !== name) rmSync(join(cache, old), { recursive: true, force: true });
  }
  // Another run of the tests may have been quicker.
  if (existsSync(wanted)) rmSync(beside, { recursive: true, force: true });
  else renameSync(beside, wanted);
  return wanted;
}

/** Pages and styles are left out: they make no data. */
function newestIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((newest, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return Math.max(newest, newestIn(path));
    return /\.(ts|sql)$/.test(path) ? Math.max(newest, statSync(path).mtimeMs) : newest;
  }, 0);
}

async function startServer(settings: Record<string, string>) {
  if (!existsSync(join(root, 'build/server/index.js'))) {
    throw new Error('There is no build: npm run build.');
  }
  const child = spawn(process.execPath, ['scripts/server.mjs'], {
    cwd: root,
    env: environment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ready = `${settings.PUBLIC_URL}/readyz`;
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(ready).catch(() => null);
    if (answer?.ok) return { process: child, output: () => output };
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not start:\n${output}`);
}

async function ended(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await exit;
  clearTimeout(impatience);
}

async function signIn(url: string, name: PersonName): Promise<string> {
  const answer = await fetch(`${url}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: url },
    body: new URLSearchParams({ email: people[name].email, password: demoPassword, to: '/' }),
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (answer.status !== 302) throw new Error(`${name} cannot sign in: ${answer.status}`);
  return cookies.join('; ');
}
