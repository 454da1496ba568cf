import { expect, it } from 'vitest';
import { demoPassword, people } from '#db/seed-world.ts';
import { type Someone, setStage } from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage({ WORKER: '0' });

async function tryToSignIn({ page, t }: Someone, email: string, password: string): Promise<void> {
  await page.getByLabel(t('common:login.email')).fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: t('common:login.submit'), exact: true }).click();
}

it('refuses a wrong password without saying which half is wrong, and stops trying after too many', async () => {
  const visitor = await stage.enter(null);
  const { page, t } = visitor;
  const address = people.etienne.email;
  await page.goto('/login?to=%2Flicences');
  const sessions = () => look(stage.app, `select id from sessions where user_id = 'etienne'`);
  for (let tries = 0; tries < 8; tries += 1) {
    await tryToSignIn(visitor, address, `faux-${tries}`);
    await page.getByRole('alert').getByText(t('common:login.wrong')).waitFor();
    expect(await page.getByLabel(t('common:login.email')).inputValue()).toBe(address);
    expect(await page.locator('input[name=password]').inputValue()).toBe('');
  }
  await tryToSignIn(visitor, 'personne@nulle-part.example', 'faux');
  await page.getByRole('alert').getByText(t('common:login.wrong')).waitFor();

  await tryToSignIn(visitor, address, demoPassword);
  await page.getByRole('alert').getByText(t('common:login.throttled')).waitFor();
  expect(sessions(), 'not even with the right password').toEqual([]);

  // Nobody else is held up, and whoever signs in goes where they wanted.
  await tryToSignIn(visitor, people.ana.email, demoPassword);
  await page.waitForURL('**/licences');
  await page.getByRole('button', { name: t('common:account.signOut') }).waitFor();
});

it('remembers the language and the dark mode', async () => {
  const visitor = await stage.enter(null);
  const { page, t } = visitor;
  await page.goto('/catalogue');
  const html = page.locator('html');
  expect(await html.getAttribute('lang')).toBe('fr');
  await page.getByRole('button', { name: t('common:language.switch') }).click();
  await page.getByRole('button', { name: 'Lire ce site en français' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/catalogue');
  expect(await html.getAttribute('lang')).toBe('en');
  await page.goto('/licences');
  expect(await html.getAttribute('lang')).toBe('en');

  expect(await html.getAttribute('data-mantine-color-scheme')).toBe('light');
  await page.locator('.only-light').click();
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.reload();
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(dark);
  const [red = 255] = (dark.match(/\d+/g) ?? []).map(Number);
  expect(red, dark).toBeLessThan(80);
});

it('is worked by keyboard alone: skip link, menu, and the inbox by j, k and Enter', async () => {
  const odile = await stage.enter('odile');
  const { page, t } = odile;
  await page.goto('/', { waitUntil: 'networkidle' });
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  await page.keyboard.press('Tab');
  expect(await focused()).toBe(t('common:skip'));
  const box = await page.locator('.skip-link').boundingBox();
  expect(box?.y, 'seen once it has the focus').toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');

  await page.goto('/', { waitUntil: 'networkidle' });
  for (let tabs = 0; tabs < 12 && (await focused()) !== t('common:nav.desk'); tabs += 1) {
    await page.keyboard.press('Tab');
  }
  expect(await focused()).toBe(t('common:nav.desk'));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/desk');
  await page.getByText(t('desk:inbox.keysOn')).waitFor();

  const rows = page.locator('[data-inbox-link]');
  const ids = await rows.evaluateAll((links) =>
    links.map((l) => l.getAttribute('data-inbox-link')),
  );
  expect(ids.length).toBeGreaterThan(1);
  const at = () => page.evaluate(() => document.activeElement?.getAttribute('data-inbox-link'));
  const walked = [];
  for (const key of ['j', 'j', 'k', 'j']) {
    await page.keyboard.press(key);
    walked.push(await at());
  }
  expect(walked).toEqual([ids[0], ids[1], ids[0], ids[1]]);
  const title = await focused();
  await page.locator('.inbox-preview').getByRole('heading', { name: title }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/desk/requests/${ids[1]}/review`);
  await page.getByRole('heading', { level: 1 }).filter({ hasText: title }).waitFor();

  // Typed in a field, j is a letter.
  await page.goto('/desk', { waitUntil: 'networkidle' });
  await page.locator('select[name=state]').focus();
  await page.keyboard.press('j');
  expect(await at()).toBeNull();
});
