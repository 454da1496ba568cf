import { expect, it } from 'vitest';
import { areaHaOf, boxPolygon } from '#app/features/areas/area.ts';
import { formatArea } from '#app/lib/format.ts';
import { type Someone, setStage } from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage({ WORKER: '0' });
const area = boxPolygon([5.7, 45.2, 5.83, 45.3]);

/** Opens one of the acts of the area that is shown, and gives its form. */
async function openAct({ page, t }: Someone, act: 'rename' | 'share' | 'delete') {
  const form = page.locator('.saved-panel details', { hasText: t(`places:saved.confirm.${act}`) });
  await form.locator('summary').click();
  return form;
}

const press = async ({ page, t }: Someone, act: 'rename' | 'share' | 'delete') => {
  await page.getByRole('button', { name: t(`places:saved.confirm.${act}`) }).click();
  await page
    .getByRole('status')
    .getByText(t(`places:saved.done.${act}`))
    .waitFor();
};

/** Keeps an area as the editor does. */
async function keep({ page, app }: Someone, name: string): Promise<void> {
  const answer = await page.context().request.post('/areas/saved', {
    headers: { origin: app.url },
    form: { name, sharing: 'private', aoi: JSON.stringify(area) },
  });
  expect(answer.status()).toBe(201);
}

it('an area is kept, renamed, shared with one’s structure, asked from, and deleted, without scripts', async () => {
  const ana = await stage.enter('ana', { javaScript: false });
  await ana.page.goto('/areas');
  await ana.page.getByText(ana.t('places:saved.empty')).waitFor();
  await keep(ana, 'Chartreuse');

  await ana.page.goto('/requests');
  await ana.page.getByRole('link', { name: ana.t('places:saved.link') }).click();
  await ana.page.getByRole('link', { name: 'Chartreuse' }).click();
  await (await openAct(ana, 'rename')).getByRole('textbox').fill('Massif de la Chartreuse');
  await press(ana, 'rename');
  const withEntity = ana.t('places:saved.sharing.entity');
  await (await openAct(ana, 'share')).getByRole('radio', { name: withEntity }).check();
  await press(ana, 'share');

  const liam = await stage.enter('liam', { javaScript: false });
  await liam.page.goto('/areas');
  await liam.page.getByText(liam.t('places:saved.empty')).waitFor();

  const denis = await stage.enter('denis', { javaScript: false });
  await denis.page.goto('/areas');
  const row = denis.page.getByRole('row', { name: /Massif de la Chartreuse/ });
  await row.getByText(formatArea(areaHaOf(area), 'fr')).waitFor();
  expect(await denis.page.locator('.saved-panel details').count()).toBe(0);
  await denis.page.getByRole('button', { name: denis.t('places:saved.ask') }).click();
  await denis.page.waitForURL(/\/requests\/[^/]+\/edit$/);
  const id = new URL(denis.page.url()).pathname.split('/')[2] ?? '';
  const [draft] = look<{ title: string; area_ha: number; owner_id: string; state: string }>(
    stage.app,
    'select title, area_ha, owner_id, state from requests where id = ?',
    id,
  );
  expect(draft).toEqual({
    title: 'Massif de la Chartreuse',
    area_ha: areaHaOf(area),
    owner_id: 'denis',
    state: 'draft',
  });

  await openAct(ana, 'delete');
  await press(ana, 'delete');
  expect(look(stage.app, 'select id from saved_areas')).toEqual([]);
  expect(look(stage.app, 'select id from requests where id = ?', id)).toHaveLength(1);
});
