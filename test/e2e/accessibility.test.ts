import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonName } from '#db/seed-world.ts';
import { type RunningApp, startApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import { look } from '../support/look.ts';
import { sitDown } from '../support/person.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let app: RunningApp;
let browser: Browser;
let pages: { who: PersonName | null; addresses: string[] }[];

beforeAll(async () => {
  app = await startApp({ WORKER: '0' });
  browser = await openBrowser();
  const first = (table: string) =>
    look<{ id: string }>(app, `select id from ${table} limit 1`)[0]?.id;
  const item = first('items');
  pages = [
    {
      who: null,
      addresses: [
        '/',
        '/login',
        '/logout',
        '/catalogue',
        '/catalogue?view=table&sort=clearest&cloud=50',
        '/catalogue?q=nothing-has-this-name',
        `/catalogue/${item}`,
        `/catalogue/${item}/access`,
        `/cart?scenes=${item}`,
        '/licences',
        `/licences/${first('licences')}`,
        '/no/such/page',
      ],
    },
    {
      who: 'ana',
      addresses: [
        '/',
        '/requests',
        '/requests/demodraft/edit',
        '/requests/new',
        '/requests/demopartlydelivered',
        '/requests/demopartlyapproved',
        '/requests/demorefused',
        '/requests/demowaitlisted',
        '/quotas',
        '/areas',
        `/catalogue/${item}`,
        `/catalogue/${item}/access`,
        `/licences/${first('licences')}`,
      ].filter((address) => !address.includes('undefined')),
    },
    {
      who: 'odile',
      addresses: [
        '/',
        '/desk',
        '/desk?overlap=yes',
        '/desk/requests/demosubmitted/review',
        '/desk/requests/demowaitlisted/review',
        '/desk/requests/demoapproved/review',
        '/desk/orders',
        `/desk/orders/${first('orders')}`,
        '/desk/deliveries',
        `/desk/deliveries/${first('deliveries')}`,
        '/desk/quotas',
        `/desk/quotas/${first('envelopes')}`,
        '/desk/mail',
        '/desk/offers',
        '/desk/offers/pleiades-tasking',
        '/desk/sources',
        '/desk/sources/sentinel-2',
        '/desk/sources/new',
      ],
    },
    { who: 'quentin', addresses: [`/desk/quotas/${first('envelopes')}`] },
  ];
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

describe('every page', () => {
  for (const [locale, scheme, width] of [
    ['fr', 'light', 1280],
    ['en', 'dark', 390],
  ] as const) {
    it(`passes axe and complains of nothing (${locale}, ${scheme}, ${width} pixels)`, async () => {
      const found: string[] = [];
      for (const { who, addresses } of pages) {
        const { page, context, faults } = await sitDown(browser, app, who, {
          locale,
          scheme,
          width,
        });
        for (const address of addresses) {
          await page.goto(address, { waitUntil: 'networkidle' });
          expect(await page.locator('html').getAttribute('lang'), address).toBe(locale);
          const { violations } = await new AxeBuilder({ page }).withTags(standards).analyze();
          for (const { id, nodes } of violations) {
            found.push(`${address} ${id}: ${nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
          }
          const wider = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          if (wider > 0) found.push(`${address} is ${wider} pixels too wide`);
        }
        found.push(...faults, ...(app.output().match(/"key":"[^"]+"/g) ?? []));
        await context.close();
      }
      expect(found).toEqual([]);
    }, 400_000);
  }
});
