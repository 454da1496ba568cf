import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import { writePackage } from '#app/features/orders/providers/sandbox-package.server.ts';
import { demoPassword, people } from '#db/seed-world.ts';
import { patienceMs, setStage } from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage();
const run = promisify(execFile);

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'desk-catalogue-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A parcel of one Pléiades scene over the Alps, taken in by the operator's tool. */
async function deliverScene(day: string): Promise<string> {
  const folder = join(folderOfTest(), `alps-${day}`);
  await writePackage(
    folder,
    {
      family: 'pleiades',
      missionIndex: '1A',
      orderId: '',
      providerReference: `alps-${day}`,
      level: 'ortho',
      bands: 'pansharpened',
      footprint: boxPolygon([6.5, 45.7, 6.6, 45.8]),
      views: [{ acquiredAt: new Date(`${day}T10:30:00Z`), incidenceDeg: 9, azimuthDeg: 80 }],
      cloudCoverPct: 2,
      gsdM: 0.5,
      producedAt: new Date(`${day}T18:30:00Z`),
      seed: 3,
    },
    { maxSamples: 20_000, tilePx: 256 },
  );
  const { status, stdout, stderr } = stage.app.admin('ingest', folder);
  expect(status, stdout + stderr).toBe(0);
  const [newest] = look<{ id: string }>(
    stage.app,
    'select id from items order by row_no desc limit 1',
  );
  return newest?.id ?? '';
}

it('finds by facet and timeline, puts aside, downloads by script, keeps the search and is told of what is new', async () => {
  const { app } = stage;
  const denis = await stage.enter('denis');
  const { page, t } = denis;
  const counted = (where: string) =>
    look<{ n: number }>(app, `select count(*) as n from items where ${where}`)[0]?.n ?? 0;
  const sees = (n: number) =>
    page
      .locator('.results-bar')
      .getByText(t('catalogue:results.total', { count: n, figure: String(n) }), { exact: true })
      .waitFor();

  await page.goto('/catalogue');
  await sees(counted('1 = 1'));
  const facets = page.getByRole('navigation', { name: t('catalogue:facets.label') });
  await facets.getByRole('link', { name: 'Pléiades 1A/1B' }).click();
  await page.waitForURL(/sensor=pleiades$/);
  const pleiades = counted("sensor_id = 'pleiades'");
  await sees(pleiades);
  await page.waitForSelector('[data-ready="true"]');

  // The last bar of the timeline by keyboard, then all of them by drawing over them.
  const timeline = page.getByRole('region', { name: t('catalogue:timeline.label') }).first();
  const bars = timeline.getByRole('list').getByRole('link');
  const barCount = await bars.count();
  await bars.first().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=\d{4}-\d{2}-01&to=/);
  await timeline.getByRole('link', { name: t('catalogue:timeline.all') }).click();
  await page.waitForURL((url) => !url.searchParams.has('from'));
  const [first, last] = [
    await bars.first().boundingBox(),
    await bars.nth(barCount - 1).boundingBox(),
  ];
  if (!first || !last) throw new Error('the timeline has no bars');
  await page.mouse.move(first.x + first.width / 2, first.y + 20);
  await page.mouse.down();
  await page.mouse.move(last.x + last.width / 2, last.y + 20, { steps: 8 });
  await page.mouse.up();
  await page.waitForURL(/from=.*&to=/);
  await sees(pleiades);

  // As a table, in its own order, in the address.
  const views = page.getByRole('navigation', { name: t('catalogue:views.label') });
  await views.getByRole('link', { name: t('catalogue:views.table') }).click();
  await page.getByRole('link', { name: t('catalogue:table.cloud'), exact: true }).click();
  await page.waitForURL(/sort=clearest&view=table$/);
  expect(await page.locator('tbody tr[id^="scene-"]').count()).toBe(pleiades);
  await views.getByRole('link', { name: t('catalogue:views.list') }).click();
  await page.waitForURL((url) => !url.searchParams.has('view'));

  // Two scenes are put aside; the cart says what they weigh, and its script fetches them as it was pasted.
  const add = t('cart:button.add');
  const buttons = page.getByRole('button', { name: new RegExp(`^${add}`) });
  await buttons.nth(0).click();
  await page.getByRole('link', { name: t('cart:link', { count: 1 }) }).waitFor();
  await buttons.nth(0).click();
  await page.getByRole('link', { name: t('cart:link', { count: 2 }) }).click();
  await page.getByRole('heading', { name: t('cart:licences.title') }).waitFor();
  await page.getByText(t('cart:scripts.curl'), { exact: true }).click();
  const script = await page.locator('[aria-labelledby="curl-label"] pre').innerText();
  const folder = folderOfTest();
  await run('sh', ['-c', script], {
    cwd: folder,
    env: {
      ...process.env,
      DINAMIS_EMAIL: people.denis.email,
      DINAMIS_PASSWORD: demoPassword,
    },
  });
  const inCart = look<{ id: string }>(
    app,
    "select item_id as id from cart_items where user_id = 'denis'",
  );
  expect(inCart).toHaveLength(2);
  for (const { id } of inCart) {
    const file = join(folder, `${id}.zip`);
    expect(statSync(file).size).toBeGreaterThan(1000);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  }

  // The list goes to somebody else by its link, who may look at it without an account.
  const shared = await page.locator('[aria-labelledby="share-label"] pre').innerText();
  const visitor = await stage.enter(null, { locale: 'en' });
  await visitor.page.goto(new URL(shared).pathname + new URL(shared).search);
  await visitor.page.getByRole('heading', { name: visitor.t('cart:shared.title') }).waitFor();
  expect(await visitor.page.locator('.cart-table tbody tr').count()).toBe(2);

  // The search is kept, to be told of; a scene arrives that fits it, and one letter comes.
  await page.goto('/catalogue?sensor=pleiades&bbox=6,45,7,46');
  await page.getByText(t('searches:save.title')).click();
  await page.getByLabel(t('searches:name')).fill('Alpes à suivre');
  await page.getByLabel(t('searches:pace.label')).selectOption('1');
  await page.getByRole('button', { name: t('searches:save.submit') }).click();
  await page.getByRole('heading', { name: 'Alpes à suivre' }).waitFor();
  const arrived = await deliverScene('2026-06-15');
  const letter = await app.nextMail(
    ({ subject }) => subject === t('mail:search.new.subject', { count: 1, name: 'Alpes à suivre' }),
    patienceMs,
  );
  expect(letter.to).toEqual([people.denis.email]);
  const link = /https?:\/\/\S+\/catalogue\?\S+/.exec(letter.text)?.[0] ?? '';
  await page.goto(new URL(link).pathname + new URL(link).search);
  await sees(1);
  await page.locator(`#scene-${arrived} a`).first().click();
  await page.waitForURL(`**/catalogue/${arrived}`);
  await page.locator('#cite-bibtex-label').waitFor();
  const ld = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(ld ?? '')).toMatchObject({ '@type': 'Dataset', identifier: arrived });
  await page.goto('/');
  await page.goto('/searches');
  expect(
    app.mails.filter(({ subject }) => subject.includes('Alpes à suivre')),
    'one letter, once',
  ).toHaveLength(1);
}, 240_000);

it('keeps the page of a scene that was withdrawn, with the reason, and nothing else of it', async () => {
  const { app } = stage;
  const odile = await stage.enter('odile');
  const { page, t } = odile;
  const id = await deliverScene('2026-07-20');
  await page.goto(`/catalogue/${id}`);
  await page.getByRole('link', { name: t('catalogue:manage') }).click();
  const withdraw = page.getByRole('button', { name: t('curation:withdraw.submit') });
  await withdraw.click();
  // The summary of faults, each a link to its field.
  await page.getByRole('link', { name: t('curation:faults.reason') }).waitFor();
  const reason = 'Scène livrée deux fois par le fournisseur.';
  await page.getByLabel(t('curation:withdraw.reason')).fill(reason);
  await page.getByLabel(t('curation:withdraw.confirm')).check();
  await withdraw.click();
  await page.getByRole('button', { name: t('curation:restore.submit') }).waitFor();

  const visitor = await stage.enter(null, { locale: 'en', javaScript: false });
  const answer = await visitor.page.goto(`/catalogue/${id}`);
  expect(answer?.status()).toBe(410);
  await visitor.page.getByText(reason).waitFor();
  await visitor.page.locator('#cite-bibtex-label').waitFor();
  const statusOf = async (path: string) =>
    (await fetch(app.url + path, { redirect: 'manual' })).status;
  expect(await statusOf(`/catalogue/${id}.json`)).toBe(410);
  expect(await statusOf(`/quicklooks/${id}.jpg`)).toBe(410);
  expect(await statusOf(`/downloads/items/${id}.zip`)).toBe(410);
  await visitor.page.goto('/catalogue?from=2026-07-01&to=2026-07-31');
  expect(await visitor.page.locator(`#scene-${id}`).count()).toBe(0);

  await page.getByRole('button', { name: t('curation:restore.submit') }).click();
  await withdraw.waitFor();
  expect((await visitor.page.goto(`/catalogue/${id}`))?.status()).toBe(200);
  expect(await statusOf(`/quicklooks/${id}.jpg`)).toBe(200);
}, 240_000);
