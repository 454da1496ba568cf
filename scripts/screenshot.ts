// Makes docs/screenshot.png, the picture of the README, from the built application: `npx tsx scripts/screenshot.ts`.
import { startApp } from '../test/support/app.ts';
import { openBrowser } from '../test/support/browser.ts';
import { sitDown } from '../test/support/person.ts';

const app = await startApp({ WORKER: '0' });
const browser = await openBrowser();
const { page } = await sitDown(browser, app, 'ana', { locale: 'fr', width: 1360 });
await page.goto('/requests/demodraft/edit', { waitUntil: 'networkidle' });
await page.waitForSelector('[data-ready="true"]');
// The map shows once what is held has been asked and drawn.
await page.waitForTimeout(1500);
await page.screenshot({ path: 'docs/screenshot.png' });
await browser.close();
await app.stop();
console.log('docs/screenshot.png');
