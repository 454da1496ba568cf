import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** A Chromium of this machine, or null: CHROMIUM_PATH, else where Debian and others put it. */
export const chromiumPath: string | null =
  [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;

/** Starts Chromium without a window. It runs as root in containers, hence no sandbox, and speaks to this machine only. */
export async function openBrowser(): Promise<Browser> {
  if (!chromiumPath) throw new Error('No Chromium here: install one, or name it in CHROMIUM_PATH.');
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
