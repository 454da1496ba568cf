import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEnv } from '#app/lib/env.server.ts';

const faultsOf = (source: Record<string, string>) => {
  try {
    readEnv(source);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

const production = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://guichet.example',
  SESSION_SECRET: 'x'.repeat(40),
};

describe('the environment', () => {
  it('runs on its defaults, and an empty value is as good as none', () => {
    const env = readEnv({ PORT: '', TILE_SERVICES: '' });
    expect(env).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', WORKER: true, DEMO: false });
    expect(env.TILE_SERVICES).toEqual([]);
    expect(Object.isFrozen(env)).toBe(true);
  });

  it('lists every fault at once', () => {
    const message = faultsOf({
      PORT: 'many',
      SMTP_URL: 'not an address',
      SESSION_SECRET: 'short',
      WORKER: 'yes',
      TILE_SERVICES: 'Plan|ftp://nowhere',
    });
    for (const name of ['PORT', 'SMTP_URL', 'SESSION_SECRET', 'WORKER', 'TILE_SERVICES'])
      expect(message).toContain(`  ${name}: `);
    expect(message).toContain('.env.example');
  });

  it('refuses in production the demo secret, the mail page and a missing address, together', () => {
    const message = faultsOf({ NODE_ENV: 'production', MAIL_CATCHER_DIR: '/tmp/mail' });
    for (const name of ['SESSION_SECRET', 'MAIL_CATCHER_DIR', 'PUBLIC_URL'])
      expect(message).toContain(`  ${name}: `);
  });

  it('refuses the demo secret in production even when it is given by hand', () => {
    const { SESSION_SECRET } = readEnv({});
    expect(faultsOf({ ...production, SESSION_SECRET })).toContain('  SESSION_SECRET: ');
    expect(faultsOf(production)).toBe('');
  });

  it('lets the demonstration run in production mode on its own secret', () => {
    expect(faultsOf({ NODE_ENV: 'production', DEMO: '1', MAIL_CATCHER_DIR: '/tmp/mail' })).toBe('');
  });

  it('reads tile services, several at once', () => {
    const tile = 'https://tiles.example/{z}/{x}/{y}.png';
    const { TILE_SERVICES } = readEnv({ TILE_SERVICES: `A|${tile}|© A ;; B|${tile}` });
    expect(TILE_SERVICES).toMatchObject([
      { name: 'A', url: tile, attribution: '© A' },
      { name: 'B', url: tile, attribution: '' },
    ]);
  });

  it('has each of its settings in .env.example, whose values are the defaults', () => {
    const lines = readFileSync('.env.example', 'utf8').split('\n');
    const shown = Object.fromEntries(
      lines
        .filter((line) => /^[A-Z_]+=/.test(line))
        .map((line) => {
          const [name = '', ...value] = line.split('=');
          return [name, value.join('=').replace(/^"(.*)"$/, '$1')];
        }),
    );
    expect(readEnv(shown)).toEqual(readEnv({}));
    for (const name of Object.keys(readEnv({}))) {
      if (name !== 'NODE_ENV') expect(Object.keys(shown), name).toContain(name);
    }
  });
});
