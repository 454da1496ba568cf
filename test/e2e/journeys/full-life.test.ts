import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type AreaGeometry, areaHaOf } from '#app/features/areas/area.ts';
import { formatArea, formatBytes } from '#app/lib/format.ts';
import { people } from '#db/seed-world.ts';
import {
  type Asked,
  answersFor,
  areaToPost,
  balanceOf,
  decide,
  drawPolygon,
  drawRectangle,
  envelopeOf,
  field,
  fillIn,
  idIn,
  letterOf,
  mapReady,
  movementsOf,
  openDecision,
  openReview,
  openTab,
  patienceMs,
  readState,
  type Someone,
  send,
  setStage,
  stateOf,
  untilState,
  zoomTo,
} from '../../support/journey.ts';
import { look } from '../../support/look.ts';

// Three seconds a day: between two deliveries there is time to look at the first.
const stage = setStage({ SANDBOX_SPEED: '28800' });

/** Some 13 by 14 km east of Annecy, half of it under a SPOT scene that is held already. */
const corners = [
  [6.26, 45.9],
  [6.44, 45.9],
  [6.42, 46.02],
  [6.25, 46.01],
] as const;

it('goes from a drawn area to licensed imagery on disk, for the requester and for another structure', async () => {
  const { app } = stage;
  const ana = await stage.enter('ana');
  const odile = await stage.enter('odile');
  const envelope = envelopeOf(app, 'pleiades');
  const before = balanceOf(app, envelope.id);

  const id = await drawAndFill(ana);
  await closeAndComeBack(ana, id);
  const asked = await send(ana, id);
  await readState(ana, 'submitted');
  const toDesk = await letterOf(app, asked, 'submit', 'desk');
  expect(toDesk.text).toContain(`${app.url}/requests/${id}`);
  expect(movementsOf(app, id)).toEqual([]);

  const grantedHa = await approvePart(odile, asked);
  expect(await stateOf(app, id)).toBe('partly-approved');
  expect(movementsOf(app, id)).toEqual([{ kind: 'hold', ha: grantedHa }]);
  const approved = await letterOf(app, asked, 'approve-part', 'ana');
  expect(approved.text).toContain(formatArea(grantedHa, 'fr'));
  expect(approved.text).toContain('La moitié nord suffit pour cette année.');

  await decide(odile, 'order', { words: 'sandbox:partial' });
  await letterOf(app, asked, 'order', 'ana');

  const first = await readFirstDelivery(ana, asked, grantedHa);
  const itemId = await openScene(ana, first);
  await retrieve(ana, itemId);

  await readTheEnd(ana, asked, grantedHa);
  await readLedger(odile, asked, envelope, before, grantedHa);

  await shareWithAnother(itemId);
  await turnAwayOthers(itemId);
}, 240_000);

/** Draws on the map with the mouse and fills the form in. Gives the request's id. */
async function drawAndFill(ana: Someone): Promise<string> {
  const { page, t } = ana;
  await page.goto('/requests');
  await page
    .getByRole('link', { name: t('requests:list.new') })
    .first()
    .click();
  await page.waitForURL('**/edit');
  await mapReady(page);
  const id = idIn(page);
  expect(stateOf(ana.app, id)).toBeUndefined();

  await zoomTo(page, [6.34, 45.96], 9.6);
  await drawPolygon(ana, corners);
  const drawn = await drawnArea(page);
  const ring = drawn.type === 'Polygon' ? (drawn.coordinates[0] ?? []) : [];
  expect(ring).toHaveLength(corners.length + 1);
  for (const [lon, lat] of corners) {
    const nearest = Math.min(...ring.map(([x = 0, y = 0]) => Math.hypot(x - lon, y - lat)));
    expect(nearest, 'a pixel at this scale is some 100 m wide').toBeLessThan(0.003);
  }
  // The area on the ellipsoid: on the map's own plane it would be twice as large (1 / cos² of the latitude).
  const areaHa = areaHaOf(drawn);
  expect(areaHa).toBeGreaterThan(15_000);
  expect(areaHa).toBeLessThan(19_500);
  await page.getByText(`${formatArea(areaHa, 'fr')}, 4 sommets`).waitFor();

  const held = page.locator('#held');
  await held.getByText(/% de votre zone est déjà à télécharger/).waitFor();
  await held
    .getByRole('table', { name: t('archive:scenes.meeting') })
    .getByRole('link', { name: 'SPOT 6' })
    .waitFor();

  const { order: _order, coordinates: _typed, ...answers } = answersFor('lgv');
  await fillIn(ana, { ...answers, title: 'Bornes : glissements des pentes nord' });
  const bar = page.getByRole('region', { name: t('requests:edit.bar.label') });
  await bar.getByText(t('requests:edit.bar.complete')).waitFor();
  const { freeHa } = balanceOf(ana.app, envelopeOf(ana.app, 'pleiades').id);
  expect(await bar.innerText()).toContain(formatArea(freeHa, 'fr'));
  await page.locator('.outlook-saving[data-status=saved]').waitFor();
  return id;
}

async function drawnArea(page: Page): Promise<AreaGeometry> {
  const area = await areaToPost({ page });
  if (!area) throw new Error('no area is drawn');
  return area;
}

/** Types one more thing, closes the tab at once, and finds everything in another. */
async function closeAndComeBack(ana: Someone, id: string): Promise<void> {
  const drawn = await drawnArea(ana.page);
  await field(ana, 'project').fill('Observatoire des versants du massif des Bornes');
  await ana.page.close({ runBeforeUnload: true });
  await openTab(ana);
  const { page, t } = ana;
  await page.goto('/requests');
  await page.getByRole('link', { name: 'Bornes : glissements des pentes nord' }).click();
  await page.waitForURL(`**/requests/${id}/edit`);
  await mapReady(page);
  expect(await drawnArea(page)).toEqual(drawn);
  const wanted = answersFor('lgv');
  for (const name of ['justification', 'windowFrom', 'windowTo', 'sensor1', 'bands', 'theme']) {
    expect(await field(ana, name).inputValue(), name).toBe(wanted[name]);
  }
  expect(await field(ana, 'project').inputValue()).toContain('massif des Bornes');
  await page.getByText(t('requests:edit.send.ready')).waitFor();
  expect(stateOf(ana.app, id)).toBe('draft');
}

/** Approves the part that a rectangle drawn on the map cuts out of the area. Gives its hectares. */
async function approvePart(odile: Someone, asked: Asked): Promise<number> {
  await openReview(odile, asked);
  const { page, t } = odile;
  const panel = await openDecision(odile, 'approve-part');
  await drawRectangle(odile, [6.24, 45.955], [6.45, 46.024]);
  const measured = panel.getByText(/^Partie accordée, dans la zone/);
  await measured.waitFor();
  await panel
    .getByLabel(t('reviews:decide.approve-part.words'))
    .fill('La moitié nord suffit pour cette année.');
  const words = await measured.innerText();
  await panel.getByRole('button', { name: t('reviews:decide.approve-part.submit') }).click();
  await page.getByRole('status').getByText(t('reviews:done.approve-part')).waitFor();
  const [row] = look<{ area_ha: number; granted_ha: number; granted_aoi: string }>(
    odile.app,
    'select area_ha, granted_ha, granted_aoi from requests where id = ?',
    asked.id,
  );
  const grantedHa = row?.granted_ha ?? 0;
  expect(words).toContain(formatArea(grantedHa, 'fr'));
  expect(grantedHa).toBe(areaHaOf(JSON.parse(row?.granted_aoi ?? 'null') as AreaGeometry));
  expect(grantedHa).toBeLessThan(0.65 * (row?.area_ha ?? 0));
  expect(grantedHa).toBeGreaterThan(0.4 * (row?.area_ha ?? 0));
  await readState(odile, 'partly-approved');
  return grantedHa;
}

/** Reads the page of the request while only a part is delivered. Gives the scene's id. */
async function readFirstDelivery(ana: Someone, asked: Asked, grantedHa: number): Promise<string> {
  const { page, t, app } = ana;
  await untilState(app, asked.id, 'partly-delivered');
  await page.goto(`/requests/${asked.id}`);
  await readState(ana, 'partly-delivered');
  const attempts = page.locator('#orders table tbody tr');
  expect(await attempts.count()).toBeGreaterThanOrEqual(1);
  await attempts
    .filter({ hasText: t('requests:page.orders.attempt.validated') })
    .first()
    .waitFor();
  const [hold, settled, ...more] = movementsOf(app, asked.id);
  expect(more).toEqual([]);
  expect(hold).toEqual({ kind: 'hold', ha: grantedHa });
  expect(settled?.kind).toBe('settle');
  expect(settled?.ha).toBeGreaterThan(0.1 * grantedHa);
  expect(settled?.ha).toBeLessThan(0.9 * grantedHa);
  const decision = await page.locator('#decision').innerText();
  for (const ha of [grantedHa, settled?.ha ?? 0, grantedHa - (settled?.ha ?? 0)]) {
    expect(decision).toContain(formatArea(ha, 'fr'));
  }
  const mail = await letterOf(app, asked, 'deliver-part', 'ana');
  const pct = Number(/(\d+) % de la zone accordée/.exec(mail.text)?.[1]);
  expect(Math.abs(pct - (100 * (settled?.ha ?? 0)) / grantedHa)).toBeLessThan(1.5);
  await letterOf(app, asked, 'deliver-part', 'desk', { pct });
  const [item] = look<{ id: string }>(app, 'select id from items where request_id = ?', asked.id);
  return item?.id ?? '';
}

/** From the request's page to the scene's, which says where it comes from and what to write under it. */
async function openScene(ana: Someone, itemId: string): Promise<string> {
  const { page } = ana;
  await page.locator('#scenes').getByRole('link').first().click();
  await page.waitForURL(`**/catalogue/${itemId}`);
  await page.getByText(/^Pléiades © CNES \d{4}, Distribution Airbus DS$/).waitFor();
  expect(await page.locator('main').innerText()).toContain(
    'Laboratoire Glaciers et Versants, université de Belledonne',
  );
  return itemId;
}

/** Accepts the licence, then downloads a file, its parts and the whole. */
async function retrieve(ana: Someone, itemId: string): Promise<void> {
  const { page, t, app } = ana;
  await page.getByRole('link', { name: t('catalogue:files.why') }).click();
  await page.getByText(t('catalogue:access.notAccepted')).waitFor();
  await page.getByRole('button', { name: t('licences:accept.submit') }).click();
  expect(new URL(page.url()).pathname, 'the box is not ticked').toBe(`/catalogue/${itemId}/access`);
  expect(acceptancesOf(ana, 'ana')).toEqual([]);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: t('licences:accept.submit') }).click();
  await page.waitForURL(`**/catalogue/${itemId}`);
  expect(acceptancesOf(ana, 'ana')).toMatchObject([
    { entity_id: 'lgv', licence_version_id: 'dsp-pleiades-2.0', kept: 1 },
  ]);

  const row = page
    .getByRole('row')
    .filter({ hasText: t('catalogue:roles.data') })
    .first();
  const shownSha256 = await row.locator('code').getAttribute('title');
  const link = row.getByRole('link');
  const href = (await link.getAttribute('href')) ?? '';
  const file = await downloaded(page, () => link.click());
  expect(sha256(file)).toBe(shownSha256);
  await resume(ana, href, file);

  const zip = await downloaded(page, () =>
    page.getByRole('link', { name: /^Tout télécharger en ZIP/ }).click(),
  );
  const entries = entriesOf(zip);
  const files = look<{ path: string; sha256: string; bytes: number }>(
    app,
    `select f.path, f.sha256, f.bytes from delivery_files f join items i on i.delivery_id = f.delivery_id
     where i.id = ? and (f.item_id = i.id or f.item_id is null)`,
    itemId,
  );
  expect(files.length).toBeGreaterThan(5);
  const unpacked = Object.fromEntries([...entries].map(([name, body]) => [name, sha256(body)]));
  expect(unpacked).toEqual(Object.fromEntries(files.map((f) => [`${itemId}/${f.path}`, f.sha256])));
  const total = files.reduce((sum, f) => sum + f.bytes, 0);
  await page.getByText(formatBytes(total, 'fr')).first().waitFor();

  const fileId = href.split('/').at(-1);
  const half = Math.floor(file.length / 2);
  expect(downloadsOf(ana, 'ana')).toEqual([
    { entity_id: 'lgv', item_id: itemId, file_id: fileId, range: null },
    { entity_id: 'lgv', item_id: itemId, file_id: fileId, range: `0-${half - 1}` },
    { entity_id: 'lgv', item_id: itemId, file_id: fileId, range: `${half}-${file.length - 1}` },
    { entity_id: 'lgv', item_id: itemId, file_id: null, range: null },
  ]);
}

/** A download that broke off in the middle is finished by asking for the rest. */
async function resume({ context, app }: Someone, href: string, whole: Buffer): Promise<void> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const half = Math.floor(whole.length / 2);
  const part = async (range: string) => {
    const answer = await fetch(app.url + href, { headers: { cookie, range: `bytes=${range}` } });
    expect(answer.status).toBe(206);
    const body = Buffer.from(await answer.arrayBuffer());
    return { body, said: answer.headers.get('content-range') };
  };
  const head = await part(`0-${half - 1}`);
  const tail = await part(`${half}-`);
  expect(head.said).toBe(`bytes 0-${half - 1}/${whole.length}`);
  expect(tail.said).toBe(`bytes ${half}-${whole.length - 1}/${whole.length}`);
  expect(sha256(Buffer.concat([head.body, tail.body]))).toBe(sha256(whole));
}

/** The second delivery completes the area: the request is closed, and nothing stays held. */
async function readTheEnd(ana: Someone, asked: Asked, grantedHa: number): Promise<void> {
  const { page, t, app } = ana;
  await untilState(app, asked.id, 'closed');
  await page.goto(`/requests/${asked.id}`);
  await readState(ana, 'closed');
  expect(await page.locator('#scenes tbody tr').count()).toBe(2);
  const acts = await page.locator('#timeline li').allInnerTexts();
  for (const act of ['collect', 'deliver-part', 'deliver']) {
    expect(acts.filter((text) => text.includes(t(`requests:acts-done.${act}`)))).toHaveLength(1);
  }
  const decision = await page.locator('#decision').innerText();
  expect(decision).toMatch(new RegExp(`${t('requests:page.decision.left')}\\s+0 ha`));
  const movements = movementsOf(app, asked.id);
  const sum = (kind: string) =>
    movements.filter((m) => m.kind === kind).reduce((total, { ha }) => total + ha, 0);
  expect(sum('hold')).toBe(grantedHa);
  expect(sum('settle') + sum('release')).toBe(grantedHa);
  expect(sum('settle')).toBeGreaterThan(0.99 * grantedHa);
  await letterOf(app, asked, 'deliver', 'ana');
  await letterOf(app, asked, 'deliver', 'desk');
}

/** The officer's page of the envelope: granted is held, settled and free together, and only this request moved it. */
async function readLedger(
  odile: Someone,
  asked: Asked,
  envelope: { id: string; name: string },
  before: ReturnType<typeof balanceOf>,
  grantedHa: number,
): Promise<void> {
  const { page, t, app } = odile;
  const after = balanceOf(app, envelope.id);
  const movements = movementsOf(app, asked.id);
  const settledHa = movements
    .filter(({ kind }) => kind === 'settle')
    .reduce((sum, { ha }) => sum + ha, 0);
  expect(settledHa).toBeLessThanOrEqual(grantedHa);
  expect(after.grantedHa).toBe(before.grantedHa);
  expect(after.heldHa).toBe(before.heldHa);
  expect(after.settledHa).toBe(before.settledHa + settledHa);
  expect(after.grantedHa).toBe(after.heldHa + after.settledHa + after.freeHa);

  await page.getByRole('link', { name: t('common:nav.deskQuotas'), exact: true }).click();
  await page.getByRole('table').getByRole('link', { name: envelope.name }).click();
  await page.waitForURL(`**/desk/quotas/${envelope.id}`);
  await page.getByRole('heading', { name: t('quotas:ledger.title') }).waitFor();
  const words = await page.locator('.quota-words').first().innerText();
  for (const part of ['grantedHa', 'heldHa', 'settledHa', 'freeHa'] as const) {
    expect(words, part).toContain(formatArea(after[part], 'fr'));
  }
  const lines = page.getByRole('row').filter({ hasText: asked.number });
  expect(await lines.count()).toBe(movements.length);
  await lines
    .filter({ hasText: t('quotas:kinds.hold') })
    .getByText('Odile Garnier')
    .waitFor();
}

/** Liam, of an agency and in English, finds the scene by place, sensor and cloud, accepts and downloads. */
async function shareWithAnother(itemId: string): Promise<void> {
  const liam = await stage.enter('liam', { locale: 'en' });
  const { page, t } = liam;
  await page.goto('/catalogue');
  await page.getByLabel(t('catalogue:filters.bbox')).fill('6.2, 45.9, 6.5, 46.1');
  await page.getByLabel(t('catalogue:filters.cloud')).fill('20');
  await page.getByRole('button', { name: t('catalogue:filters.submit') }).click();
  await page.waitForURL(/bbox=/);
  const facets = page.getByRole('navigation', { name: t('catalogue:facets.label') });
  await facets.getByRole('link', { name: 'Pléiades 1A/1B' }).click();
  await page.waitForURL(/sensor=/);
  await page
    .getByRole('status')
    .getByText(t('catalogue:results.total', { count: 2, figure: '2' }), { exact: true })
    .waitFor();
  await page.locator(`.scene-list a[href="/catalogue/${itemId}"]`).click();
  await page.waitForURL(`**/catalogue/${itemId}`);

  const get = page.getByRole('link', { name: new RegExp(`^${t('catalogue:files.download')} `) });
  await get.first().click();
  await page.waitForURL(`**/catalogue/${itemId}/access`);
  await page.getByText(t('catalogue:access.notAccepted')).waitFor();
  expect(downloadsOf(liam, 'liam')).toEqual([]);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: t('licences:accept.submit') }).click();
  await page.waitForURL(`**/catalogue/${itemId}`);
  await page
    .getByText(/Agence du littoral et des estuaires/)
    .first()
    .waitFor();
  const row = page
    .getByRole('row')
    .filter({ hasText: t('catalogue:roles.data') })
    .first();
  const file = await downloaded(page, () => row.getByRole('link').click());
  expect(sha256(file)).toBe(await row.locator('code').getAttribute('title'));
  expect(acceptancesOf(liam, 'liam')).toMatchObject([
    { entity_id: 'ale', licence_version_id: 'dsp-pleiades-2.0' },
  ]);
  expect(downloadsOf(liam, 'liam')).toMatchObject([
    { entity_id: 'ale', item_id: itemId, range: null },
  ]);
}

/** Who is no member, and who is not signed in, is led to the page that says why and what to do. */
async function turnAwayOthers(itemId: string): Promise<void> {
  const access = `**/catalogue/${itemId}/access`;
  const nora = await stage.enter('nora');
  await nora.page.goto(`/downloads/items/${itemId}.zip`);
  await nora.page.waitForURL(access);
  const names = 'Université de la Côte d’Albâtre';
  await nora.page.getByText(nora.t('catalogue:access.notMember', { names })).waitFor();
  await nora.page.getByText(nora.t('catalogue:access.askEntity')).waitFor();
  expect(await nora.page.getByRole('checkbox').count()).toBe(0);

  const visitor = await stage.enter(null);
  const { page, t } = visitor;
  await page.goto(`/catalogue/${itemId}`);
  await page.getByRole('link', { name: t('catalogue:files.why') }).click();
  await page.waitForURL(access);
  await page.getByText(t('catalogue:access.notSignedIn')).waitFor();
  await page.getByRole('link', { name: t('catalogue:access.signIn') }).click();
  await page.getByLabel(t('common:login.email')).fill(people.chloe.email);
  await page
    .getByLabel(t('common:login.password'), { exact: false })
    .first()
    .fill('dinamis-demo-2026');
  await page.getByRole('button', { name: t('common:login.submit') }).click();
  await page.waitForURL(access);
  await page.getByText(t('catalogue:access.notAccepted')).waitFor();
  const others = look(visitor.app, `select id from downloads where user_id in ('nora', 'chloe')`);
  expect(others).toEqual([]);
}

const acceptancesOf = ({ app }: Someone, userId: string) =>
  look(
    app,
    `select a.entity_id, a.licence_version_id, a.text_sha256 = v.text_sha256 as kept
     from acceptances a join licence_versions v on v.id = a.licence_version_id where a.user_id = ?`,
    userId,
  );

const downloadsOf = ({ app }: Someone, userId: string) =>
  look(
    app,
    'select entity_id, item_id, file_id, range from downloads where user_id = ? order by at, rowid',
    userId,
  );

async function downloaded(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const waiting: Promise<Download> = page.waitForEvent('download', { timeout: patienceMs });
  await act();
  const download = await waiting;
  return readFileSync(await download.path());
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** The files of a ZIP that stores them as they are, by its central directory (PKWARE APPNOTE 4.3.12, 4.3.16). */
function entriesOf(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const entries = new Map<string, Buffer>();
  for (let rank = 0; rank < count; rank += 1) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((o) => zip.readUInt16LE(at + o));
    const name = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    expect(zip.readUInt16LE(at + 10), `${name} is stored`).toBe(0);
    const size = zip.readUInt32LE(at + 24);
    const head = zip.readUInt32LE(at + 42);
    const body = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28);
    entries.set(name, zip.subarray(body, body + size));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (noteLength ?? 0);
  }
  return entries;
}
