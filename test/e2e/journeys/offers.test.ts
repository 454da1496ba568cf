import { expect, it } from 'vitest';
import { setStage } from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage({ WORKER: '0' });

it('the desk changes an offer and adds a free source; a wrong figure changes nothing and stays to be mended', async () => {
  const { page, t } = await stage.enter('odile');
  const minimum = () =>
    look<{ min_area_ha: number }>(
      stage.app,
      `select min_area_ha from offers where id = 'pleiades-tasking'`,
    )[0]?.min_area_ha;
  await page.goto('/desk');
  await page.getByRole('link', { name: t('common:nav.offers'), exact: true }).click();
  await page.locator('a[href="/desk/offers/pleiades-tasking"]').click();
  const field = page.locator('#form-minAreaKm2');
  await field.fill('cent');
  await page.getByRole('button', { name: t('offers:save') }).click();
  await page.getByRole('alert').getByText(t('offers:faults.area')).waitFor();
  expect(await field.inputValue()).toBe('cent');
  expect(minimum()).toBe(10_000);
  await field.fill('62,5');
  await page.getByRole('button', { name: t('offers:save') }).click();
  await page.getByRole('status').getByText(t('offers:list.done')).waitFor();
  expect(minimum()).toBe(6_250);

  await page.getByRole('link', { name: t('offers:tabs.sources') }).click();
  await page.getByRole('link', { name: t('offers:sources.add') }).click();
  const typed = {
    nameFr: 'Landsat 9',
    nameEn: 'Landsat 9',
    summaryFr: 'Trente mètres, tous les seize jours.',
    summaryEn: 'Thirty metres, every sixteen days.',
    gsdM: '30',
    url: 'http://example.org/?b={west}',
  };
  for (const [name, text] of Object.entries(typed))
    await page.locator(`#source-${name}`).fill(text);
  await page.getByRole('button', { name: t('offers:save') }).click();
  await page.getByRole('alert').getByText(t('offers:faults.url-https')).waitFor();
  await page.locator('#source-url').fill('https://example.org/?b={west}');
  await page.getByRole('button', { name: t('offers:save') }).click();
  await page.getByRole('status').getByText(t('offers:sources.done')).waitFor();
  const names = () => page.locator('tbody td:first-child a').allInnerTexts();
  expect((await names()).at(-1)).toBe('Landsat 9');
  await page.getByRole('button', { name: t('offers:sources.up', { name: 'Landsat 9' }) }).click();
  await expect.poll(async () => (await names()).at(-2)).toBe('Landsat 9');
});
