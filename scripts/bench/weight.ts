import { startApp } from '../../test/support/app.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { figure } from './measure.ts';

/** Scripts that a first visit fetches, as sent (compressed), for the first page and for a page with a map. */
export async function weight() {
  const app = await startApp({ LOG_LEVEL: 'error', WORKER: '0' });
  const browser = await openBrowser();
  console.log('page         script kB as sent  files  map code');
  for (const [name, path] of [
    ['first page', '/login'],
    ['home', '/'],
    ['with a map', '/catalogue'],
  ] as const) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    const scripts = new Map<string, string>();
    let bytes = 0;
    cdp.on('Network.responseReceived', ({ requestId, response, type }) => {
      if (type === 'Script') scripts.set(requestId, response.url);
    });
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(app.url + path, { waitUntil: 'networkidle' });
    const map = [...scripts.values()].some((url) => url.includes('open-layers'));
    console.log(
      `${name.padEnd(12)} ${figure(bytes / 1000).padStart(17)}  ${String(scripts.size).padStart(5)}  ${map ? 'yes' : 'no'}`,
    );
    await context.close();
  }
  await browser.close();
  await app.stop();
}
