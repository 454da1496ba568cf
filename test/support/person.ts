import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PersonName } from '#db/seed-world.ts';
import type { RunningApp } from './app.ts';

export type Person = { page: Page; context: BrowserContext; faults: string[] };

/**
 * Somebody at a browser: signed in, in a language, collecting whatever the pages complain of (script errors, hydration,
 * refused by the security policy). A journey ends by expecting `faults` to be empty.
 */
export async function sitDown(
  browser: Browser,
  app: RunningApp,
  who: PersonName | null,
  options: {
    locale?: 'fr' | 'en';
    scheme?: 'light' | 'dark';
    width?: number;
    javaScript?: boolean;
  } = {},
): Promise<Person> {
  const { locale = 'fr', scheme = 'light', width = 1280, javaScript = true } = options;
  const context = await browser.newContext({
    baseURL: app.url,
    colorScheme: scheme,
    viewport: { width, height: 900 },
    javaScriptEnabled: javaScript,
    acceptDownloads: true,
  });
  const cookies = who ? await app.signIn(who) : '';
  const pairs = cookies.split('; ').filter((pair) => pair !== '' && !pair.startsWith('lng='));
  await context.addCookies([
    ...pairs.map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: app.url };
    }),
  ]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // A refused form is a 400 that Chromium reports as a failed resource: it is the answer we want.
    const expected = /Failed to load resource: the server responded with a status of 4\d\d/;
    if (message.type() === 'error' && !expected.test(message.text())) {
      faults.push(`${page.url()}: ${message.text()}`);
    }
  });
  await page.goto(`/logout?lng=${locale}`);
  return { page, context, faults };
}
