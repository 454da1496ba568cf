import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { addItems, type NewItem } from '#app/features/catalogue/postings.server.ts';
import { openDatabase } from '#db/client.server.ts';
import { startApp } from '../../test/support/app.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { sitDown } from '../../test/support/person.ts';
import { figure, quantile } from './measure.ts';

const footprints = 100_000;
const panMs = 6_000;

/**
 * The catalogue's map with 100,000 footprints, panned in headless Chromium drawing in software, against the same map
 * without any in the same run. The pan leaves what was loaded, so that further pictures are fetched and drawn under way.
 */
export async function map() {
  const app = await startApp({ LOG_LEVEL: 'error', WORKER: '0' });
  await plantFootprints(join(app.folder, 'desk.sqlite'));
  const browser = await openBrowser();
  console.log(`${footprints} footprints, ${panMs / 1000} s a pan`);
  console.log('zoom  map    ready ms  frames/s  p50 ms  p95 ms  longest  of the empty map’s rate');
  for (const zoom of [5, 7, 9, 12]) {
    const rates: number[] = [];
    for (const [name, address] of [
      ['empty', '/catalogue?q=no-scene-has-this-name'],
      ['full', '/catalogue'],
    ] as const) {
      const { page, context, faults } = await sitDown(browser, app, null);
      const readyMs = await openMap(page, address, zoom);
      const frames = await pan(page);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      const perSecond = (1000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0);
      rates.push(perSecond);
      const times = [quantile(frames, 0.5), quantile(frames, 0.95), Math.max(...frames)];
      console.log(
        `${String(zoom).padStart(4)}  ${name.padEnd(5)}  ${figure(readyMs, 0).padStart(8)}  ${figure(perSecond).padStart(8)}  ${times.map((ms, at) => figure(ms).padStart(at === 2 ? 7 : 6)).join('  ')}  ${figure(perSecond / (rates[0] ?? 1), 2)}`,
      );
      await context.close();
    }
  }
  await browser.close();
  await app.stop();
}

/** Half of them over a few places, the others all over metropolitan France: some 20 km wide, as satellites pass. */
async function plantFootprints(file: string): Promise<void> {
  const db = await openDatabase(file);
  let seed = 7;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const places = Array.from({ length: 12 }, () => [-4 + 11 * random(), 43 + 7 * random()]);
  const batch = 2_000;
  for (let done = 0; done < footprints; done += batch) {
    await db.tx((t) =>
      addItems(
        t,
        Array.from({ length: batch }, (_, at) => footprintAt(done + at, places, random)),
      ),
    );
  }
  await db.close();
}

function footprintAt(rank: number, places: number[][], random: () => number): NewItem {
  const [placeLon = 0, placeLat = 0] = places[Math.floor(random() * places.length)] ?? [];
  const isHot = random() < 0.5;
  const lon = isHot ? placeLon + random() - 0.5 : -4 + 12 * random();
  const lat = isHot ? placeLat + random() - 0.5 : 42 + 8.5 * random();
  const [width, height, lean] = [0.1 + 0.15 * random(), 0.1 + 0.2 * random(), 0.03];
  const ring = [
    [lon, lat],
    [lon - lean, lat - height - lean],
    [lon + width - lean, lat - height],
    [lon + width, lat + lean],
    [lon, lat],
  ];
  return {
    id: `bench-${rank}`,
    deliveryId: null,
    sensorId: 'pleiades',
    licenceId: 'dsp-pleiades',
    platform: 'pleiades-1a',
    acquiredAt: new Date(Date.UTC(2014, 0, 1) + random() * 4_300 * 86_400_000),
    cloudCoverPct: Math.floor(random() * 60),
    footprint: { type: 'Polygon', coordinates: [ring] },
    footprintApproximate: false,
    areaHa: 20_000,
    synthetic: true,
    visibility: 'public',
    createdAt: new Date(),
    stac: {},
  };
}

/** Opens the page with its map at a zoom over France; gives how long it took until the map was whole. */
async function openMap(page: Page, address: string, zoom: number): Promise<number> {
  await page.goto(address);
  await page.waitForSelector('[data-ready="true"]');
  await page.locator('.map-target').scrollIntoViewIfNeeded();
  return page.evaluate(async (wanted) => {
    const { __map: map } = Object(document.querySelector('.map-target'));
    const started = performance.now();
    const whole = new Promise((done) => map.once('rendercomplete', done));
    map.getView().setZoom(wanted);
    await whole;
    return performance.now() - started;
  }, zoom);
}

/** Moves the map at each frame along a curve some screens long; gives the time of each frame. */
function pan(page: Page): Promise<number[]> {
  return page.evaluate(async (ms) => {
    const { __map: map } = Object(document.querySelector('.map-target'));
    const view = map.getView();
    const [x, y] = view.getCenter();
    const resolution = view.getResolution();
    const frames: number[] = [];
    const started = performance.now();
    for (let last = started; last - started < ms; ) {
      const now = await new Promise<number>((give) => requestAnimationFrame(give));
      frames.push(now - last);
      last = now;
      const t = (now - started) / 1000;
      const [dx, dy] = [Math.sin(t) * 900 * resolution, Math.sin(t * 0.7) * 500 * resolution];
      view.setCenter([x + dx, y + dy]);
    }
    return frames.slice(1);
  }, panMs);
}
