import type { TFunction } from 'i18next';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { AreaGeometry } from '#app/features/areas/area.ts';
import type { AreaWay } from '#app/features/areas/area-ways.tsx';
import { type Balance, balance, type EntryKind } from '#app/features/quotas/ledger.ts';
import type { RequestState } from '#app/features/requests/workflow.ts';
import type { ReviewAct } from '#app/features/reviews/review-schema.ts';
import type { Locale } from '#app/i18n/i18n.ts';
import { translator } from '#app/i18n/locale.server.ts';
import { type PersonName, people } from '#db/seed-world.ts';
import { type RunningApp, startApp } from './app.ts';
import { openBrowser } from './browser.ts';
import { requestForm } from './clerk.ts';
import { look } from './look.ts';
import type { CaughtMail } from './mail.ts';
import { type Person, sitDown } from './person.ts';

/** The machine may be busy: a step that takes longer than this is broken, not slow. */
export const patienceMs = 60_000;

/** Somebody at a browser, with the texts of the language that they read. */
export type Someone = Person & { app: RunningApp; t: TFunction };

export type Stage = {
  app: RunningApp;
  /** Somebody of the seed signs in (null: a visitor) and sits down at a browser of their own. */
  enter(who: PersonName | null, options?: Parameters<typeof sitDown>[3]): Promise<Someone>;
};

/**
 * The application and a browser for the tests of one file. After each test, everybody who entered leaves, and nothing may
 * have gone wrong unseen: no complaint of a page, no fault in the server's log.
 */
export function setStage(env: Record<string, string> = {}): Stage {
  let app: RunningApp;
  let browser: Browser;
  const present: Someone[] = [];
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(env), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  afterEach(async () => {
    const faults = present.flatMap((person) => person.faults);
    await Promise.all(present.splice(0).map((person) => person.context.close()));
    expect([
      ...faults,
      ...(app.output().match(/.*"level":"?(50|60|error|fatal).*/g) ?? []),
    ]).toEqual([]);
  });
  return {
    get app() {
      return app;
    },
    enter: async (who, options = {}) => {
      const person = await sitDown(browser, app, who, options);
      person.context.setDefaultTimeout(patienceMs);
      const t = await translator(options.locale ?? 'fr');
      const someone = { ...person, app, t };
      present.push(someone);
      return someone;
    },
  };
}

/** Another tab of the same browser, watched like the first; it takes the first one's place. */
export async function openTab(person: Someone): Promise<void> {
  const page = await person.context.newPage();
  page.on('pageerror', (error) => person.faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') person.faults.push(`${page.url()}: ${message.text()}`);
  });
  person.page = page;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The control of the request form with this field's label. */
export function field({ page, t }: Someone, name: string): Locator {
  return page.getByLabel(new RegExp(`^${escaped(t(`requests:fields.${name}`))}( \\*)?$`)).first();
}

/** Answers of the request form; `order` and `coordinates` give the area. */
export async function fillIn(who: Someone, answers: Record<string, string>): Promise<void> {
  const radios = ['kind', 'mode'];
  for (const [name, value] of Object.entries(answers)) {
    if (name === 'order' || name === 'coordinates') await chooseWay(who, 'coordinates');
    if (radios.includes(name)) {
      const option = who.t(`requests:options.${name}.${value}`);
      await who.page.getByRole('radio', { name: option, exact: true }).check();
      continue;
    }
    const control = field(who, name);
    const isList = await control.evaluate((element) => element.tagName === 'SELECT');
    if (isList) await control.selectOption(value);
    else await control.fill(value);
  }
}

/** Chooses the way to give the area; without scripts there is only one. */
export async function chooseWay({ page, t }: Someone, way: AreaWay): Promise<void> {
  const tab = page.getByRole('tab', { name: t(`editor:ways.${way}`), exact: true });
  if ((await tab.count()) > 0) await tab.click();
}

/** Gives a file to the form of a request, by the field's own dialogue. */
export async function uploadArea(who: Someone, name: string, text: string): Promise<void> {
  await chooseWay(who, 'file');
  const choosing = who.page.waitForEvent('filechooser');
  await who.page.getByLabel(who.t('editor:file.label')).click();
  await (await choosing).setFiles({ name, mimeType: '', buffer: Buffer.from(text) });
}

/** The area that the open form would post now; null for none. */
export async function areaToPost({ page }: Pick<Someone, 'page'>): Promise<AreaGeometry | null> {
  const text = await page
    .locator('#request-form')
    .evaluate((form: HTMLFormElement) => String(new FormData(form).get('aoi') ?? ''));
  return text === '' ? null : (JSON.parse(text) as AreaGeometry);
}

/** Answers for somebody of this structure that break no rule; `over` replaces some. */
export function answersFor(
  entityId: string,
  over: Record<string, string> = {},
): Record<string, string> {
  const { answer: _none, coordinates = '', order = '', ...rest } = requestForm();
  // The order of the numbers comes first, so that they are read as they are typed.
  return { order, coordinates, ...rest, entityId, ...over };
}

/** Opens the form of a new request and waits until it is alive. Gives the id that the request will have. */
export async function openForm(who: Someone): Promise<string> {
  await who.page.goto('/requests/new');
  await mapReady(who.page);
  return idIn(who.page);
}

export const idIn = (page: Page): string => /\/requests\/([0-9a-z]+)/.exec(page.url())?.[1] ?? '';

export type Asked = { id: string; number: string; title: string };

/** Fills the form of a new request in, sends it to the desk, and lands on its page. */
export async function ask(who: Someone, answers: Record<string, string>): Promise<Asked> {
  const id = await openForm(who);
  await fillIn(who, answers);
  return send(who, id);
}

/** Presses the button that sends the open form, whose request has this id. */
export async function send(who: Someone, id: string, button = 'send'): Promise<Asked> {
  await who.page.getByRole('button', { name: who.t(`requests:edit.send.${button}`) }).click();
  await who.page.waitForURL(`**/requests/${id}`);
  const [row] = look<Asked>(who.app, 'select id, number, title from requests where id = ?', id);
  if (!row) throw new Error(`request ${id} was not sent`);
  return row;
}

/** An officer finds a request in the inbox and opens it. */
export async function openReview(desk: Someone, { id, title }: Asked): Promise<void> {
  await desk.page.goto('/desk');
  await desk.page.getByRole('link', { name: title, exact: true }).click();
  await desk.page.waitForURL(`**/desk/requests/${id}/review`);
  // The inbox has a map too, which must be gone first.
  await desk.page.getByRole('heading', { name: desk.t('reviews:decide.title') }).waitFor();
  await mapReady(desk.page);
}

/** The panel of one decision on the review page, opened. */
export async function openDecision({ page, t }: Someone, act: ReviewAct): Promise<Locator> {
  const title = t(`reviews:decide.${act}.title`);
  const summary = page.locator('summary').filter({ hasText: new RegExp(`^${escaped(title)}$`) });
  const panel = page.locator('details.decision').filter({ has: summary });
  if (!(await panel.evaluate((element: HTMLDetailsElement) => element.open))) await summary.click();
  return panel;
}

/** Takes a decision with these words and reads that it was done. */
export async function decide(
  desk: Someone,
  act: ReviewAct,
  given: { words?: string; reason?: string; part?: string } = {},
): Promise<void> {
  const { page, t } = desk;
  const panel = await openDecision(desk, act);
  if (given.part !== undefined) await panel.locator('[name=part]').fill(given.part);
  if (given.reason) await panel.locator('[name=reason]').selectOption(given.reason);
  if (given.words) {
    await panel.getByLabel(t(`reviews:decide.${act}.words`)).fill(given.words);
  }
  await panel.getByRole('button', { name: t(`reviews:decide.${act}.submit`) }).click();
  await page
    .getByRole('status')
    .getByText(t(`reviews:done.${act}`))
    .waitFor();
}

/** Waits until the map of the page is drawn. */
export async function mapReady(page: Page): Promise<Locator> {
  const map = page.locator('.map-target[data-ready]').first();
  await map.waitFor({ timeout: patienceMs });
  return map;
}

type LonLat = readonly [lon: number, lat: number];
type OpenLayers = {
  getPixelFromCoordinate(at: number[]): number[];
  getView(): { getZoom(): number; getAnimating(): boolean; getInteracting(): boolean };
};

/** Where on the screen the page's map shows this place, in pixels of the window. */
export async function pixelOf(page: Page, [lon, lat]: LonLat): Promise<{ x: number; y: number }> {
  const earthM = 6_378_137;
  const rad = Math.PI / 180;
  const place = [lon * rad * earthM, Math.log(Math.tan(Math.PI / 4 + (lat * rad) / 2)) * earthM];
  const map = await mapReady(page);
  await map.scrollIntoViewIfNeeded();
  return map.evaluate((element: HTMLElement & { __map?: OpenLayers }, at) => {
    const [x = 0, y = 0] = element.__map?.getPixelFromCoordinate(at) ?? [];
    const box = element.getBoundingClientRect();
    if (x < 0 || y < 0 || x > box.width || y > box.height) throw new Error('not on the map');
    return { x: box.left + x, y: box.top + y };
  }, place);
}

/** Turns the mouse's wheel over a place until the map is at that zoom, and waits until it stands still. */
export async function zoomTo(page: Page, place: LonLat, zoom: number): Promise<void> {
  const still = () =>
    page.waitForFunction(() => {
      const element = document.querySelector<HTMLElement & { __map?: OpenLayers }>('.map-target');
      const view = element?.__map?.getView();
      return view && !view.getAnimating() && !view.getInteracting() ? view.getZoom() : 0;
    });
  for (let turns = 0; turns < 40; turns += 1) {
    const now = Number(await (await still()).jsonValue());
    if (now >= zoom) return;
    const { x, y } = await pixelOf(page, place);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -120);
    await page.waitForFunction((before) => {
      const element = document.querySelector<HTMLElement & { __map?: OpenLayers }>('.map-target');
      return (element?.__map?.getView().getZoom() ?? 0) > before + 0.01;
    }, now);
  }
  throw new Error('the wheel does not zoom the map');
}

/** Draws a polygon with the mouse: a click for each corner, a double click on the last. */
export async function drawPolygon(who: Someone, corners: readonly LonLat[]): Promise<void> {
  const { page, t } = who;
  await page.getByRole('button', { name: t('map:draw.polygon'), exact: true }).click();
  await page.locator('.map-target[data-drawing=polygon]').waitFor();
  for (const [rank, corner] of corners.entries()) {
    const { x, y } = await pixelOf(page, corner);
    await page.mouse.move(x, y, { steps: 3 });
    if (rank < corners.length - 1) await page.mouse.click(x, y);
    else await page.mouse.dblclick(x, y);
  }
  await page.locator('.map-target:not([data-drawing])').waitFor();
}

/** Draws a rectangle with the mouse: a click on one corner, another on the opposite one. */
export async function drawRectangle(who: Someone, from: LonLat, to: LonLat): Promise<void> {
  const name = who.t('map:draw.rectangle');
  await who.page.getByRole('button', { name, exact: true }).click();
  await drawTool(who, 'rectangle', [from, to]);
}

/** Clicks these places with the tool that was chosen, whose work the last click ends. */
export async function drawTool(
  { page }: Someone,
  mode: string,
  places: readonly LonLat[],
): Promise<void> {
  await page.locator(`.map-target[data-drawing=${mode}]`).waitFor();
  for (const place of places) {
    const { x, y } = await pixelOf(page, place);
    await page.mouse.move(x, y, { steps: 3 });
    await page.mouse.click(x, y);
  }
  await page.locator('.map-target:not([data-drawing])').waitFor();
}

export const stateOf = (app: RunningApp, id: string) =>
  look<{ state: RequestState }>(app, 'select state from requests where id = ?', id)[0]?.state;

/** Waits until the jobs have brought a request to this state. */
export async function untilState(app: RunningApp, id: string, state: RequestState): Promise<void> {
  await expect.poll(() => stateOf(app, id), { timeout: patienceMs, interval: 40 }).toBe(state);
}

/** Reads on the open page that the request is in this state. */
export async function readState({ page, t }: Someone, state: RequestState): Promise<void> {
  await page
    .locator('.state-badge')
    .filter({ hasText: new RegExp(`^\\s*${escaped(t(`requests:states.${state}`))}$`) })
    .first()
    .waitFor();
}

export type Movement = { kind: EntryKind; ha: number };

/** The movements of quota that a request made, oldest first. */
export const movementsOf = (app: RunningApp, id: string): Movement[] =>
  look<Movement>(
    app,
    'select kind, amount_ha as ha from ledger_entries where request_id = ? order by at, rowid',
    id,
  );

/** The balance of an envelope, computed from its movements. */
export const balanceOf = (app: RunningApp, envelopeId: string): Balance =>
  balance(
    look<{ kind: EntryKind; amountHa: number }>(
      app,
      'select kind, amount_ha as amountHa from ledger_entries where envelope_id = ?',
      envelopeId,
    ),
  );

/** The common envelope of a sensor family that is open today. */
export function envelopeOf(app: RunningApp, family: string): { id: string; name: string } {
  const [row] = look<{ id: string; name: string }>(
    app,
    `select id, json_extract(name, '$.fr') as name from envelopes
     where family = ? and entity_id is null and from_at <= ? and to_at > ?`,
    family,
    Date.now(),
    Date.now(),
  );
  if (!row) throw new Error(`no envelope for ${family}`);
  return row;
}

/** Waits for the letter that an act sends about a request, to one of the seed's people (in their language) or to the desk. */
export async function letterOf(
  app: RunningApp,
  { number, title }: Asked,
  act: string,
  to: PersonName | 'desk',
  params: Record<string, unknown> = {},
): Promise<CaughtMail> {
  const locale: Locale = to === 'desk' ? 'fr' : people[to].locale;
  const t = await translator(locale);
  const reader = to === 'desk' ? 'desk' : 'owner';
  const subject = t(`mail:request.${act}.${reader}.subject`, { number, title, ...params });
  const address = to === 'desk' ? deskAddress : people[to].email;
  return app.nextMail((mail) => mail.to.includes(address) && mail.subject === subject, patienceMs);
}

/** Where the desk gets its letters unless the environment says otherwise. */
const deskAddress = 'guichet@dinamis.example';

/** How many letters about a request were handed over or wait to be. */
export const countLetters = (app: RunningApp, id: string): number =>
  look<{ n: number }>(app, 'select count(*) as n from outbox where request_id = ?', id)[0]?.n ?? 0;
