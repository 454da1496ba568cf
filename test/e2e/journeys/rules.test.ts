import { expect, it } from 'vitest';
import { formatArea } from '#app/lib/format.ts';
import { licences } from '#db/seed-world.ts';
import { requestForm, square } from '../../support/clerk.ts';
import {
  answersFor,
  countLetters,
  field,
  fillIn,
  idIn,
  letterOf,
  openForm,
  readState,
  type Someone,
  send,
  setStage,
  stateOf,
} from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage();
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

it('says each broken rule as it is broken, and sends nothing until none is', async () => {
  const { app } = stage;
  const ana = await stage.enter('ana');
  const { page, t } = ana;
  const id = await openForm(ana);
  await fillIn(ana, answersFor('lgv', { title: 'Belledonne : névés' }));
  await page.getByText(t('requests:edit.send.ready')).waitFor();

  // A window of one day.
  await fillIn(ana, { windowFrom: day(5), windowTo: day(5) });
  await broken(ana, t('requests:faults.window-short', { days: 2 }), 'windowTo');
  await fillIn(ana, { windowFrom: day(5), windowTo: day(3) });
  await broken(ana, t('requests:faults.window-reversed'), 'windowTo');
  await fillIn(ana, { windowFrom: day(1), windowTo: day(40) });
  await page.getByText(t('requests:edit.send.ready')).waitFor();

  // Less than the offer's smallest area.
  await fillIn(ana, { coordinates: square(6.7, 45.7, 5) });
  const small = { sensor: 'Pléiades 1A/1B', min: formatArea(10_000, 'fr') };
  await broken(ana, t('requests:faults.area-small', small), 'aoi');
  await fillIn(ana, { coordinates: square(6.7, 45.7, 11) });
  await page.getByText(t('requests:edit.send.ready')).waitFor();

  // A satellite that was lost can be asked from archive only.
  await fillIn(ana, { sensor1: 'spot-7', coordinates: square(6.7, 45.7, 24) });
  await broken(ana, t('requests:faults.archive-only', { sensor: 'SPOT 7' }), 'sensor1');
  await fillIn(ana, { kind: 'archive', windowFrom: day(-900), windowTo: day(-800) });
  await page.getByText(t('requests:edit.send.ready')).waitFor();
  await fillIn(ana, { ...answersFor('lgv'), kind: 'tasking' });
  await page.getByText(t('requests:edit.send.ready')).waitFor();

  // An outline that crosses itself: the place is said and marked on the map.
  await fillIn(ana, { coordinates: '6.70 45.70\n6.90 45.80\n6.90 45.70\n6.70 45.80' });
  const area = page.locator('#area');
  await area.getByText(t('areas:fault.bow-tie')).waitFor();
  const place = t('editor:place', { lat: '45,75', lon: '6,8' });
  await area.getByRole('button', { name: t('editor:faults.show', { place }) }).waitFor();

  // Sent all the same: the faults are summed up, each with a link to its field, and nothing leaves.
  await page.getByRole('button', { name: t('requests:edit.send.send') }).click();
  const summary = page.getByRole('alert');
  await summary.getByRole('link').first().waitFor();
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await summary.getByRole('link', { name: new RegExp(t('requests:fields.aoi')) }).click();
  await page.waitForURL(/#aoi$/);
  expect(stateOf(app, id) ?? 'draft').toBe('draft');
  expect(countLetters(app, id)).toBe(0);
  expect(look(app, 'select act from request_events where request_id = ?', id)).toEqual([]);
});

it('asks for the licence that the structure has not accepted, and lets it be accepted on the way', async () => {
  const { app } = stage;
  const farid = await stage.enter('farid');
  const { page, t } = farid;
  const id = await openForm(farid);
  await fillIn(farid, answersFor('cchp', { title: 'Hauts-Plateaux : haies' }));
  const licence = licences.find((l) => l.id === 'dsp-pleiades')?.name.fr ?? '';
  await broken(
    farid,
    t('requests:faults.licence', { licence, sensor: 'Pléiades 1A/1B' }),
    'sensor1',
  );
  await page.locator('.outlook-saving[data-status=saved]').waitFor();

  await page
    .getByRole('link', { name: t('requests:faults.accept-licence') })
    .first()
    .click();
  await page.waitForURL('**/licences/dsp-pleiades**');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: t('licences:accept.submit') }).click();
  await page.waitForURL(`**/requests/${id}/edit`);
  await page.locator('.map-target[data-ready]').waitFor();
  expect(await field(farid, 'title').inputValue()).toBe('Hauts-Plateaux : haies');
  await page.getByText(t('requests:edit.send.ready')).waitFor();
  expect(stateOf(app, id)).toBe('draft');
});

it('takes the same form without JavaScript: coordinates typed, faults with links, then sent', async () => {
  const { app } = stage;
  const liam = await stage.enter('liam', { locale: 'en', javaScript: false });
  const { page, t } = liam;
  await page.goto('/requests');
  await page
    .getByRole('link', { name: t('requests:list.new') })
    .first()
    .click();
  const id = idIn(page);
  await fillIn(liam, {
    ...answersFor('ale', { title: 'Baie de Somme' }),
    coordinates: '6.70 45.70\n6.90 45.80\n6.90 45.70\n6.70 45.80',
    windowTo: day(1),
    justification: 'Too short.',
  });
  await page.getByRole('button', { name: t('requests:edit.send.send') }).click();
  const summary = page.getByRole('alert');
  for (const [name, text] of [
    ['aoi', t('areas:fault.bow-tie')],
    ['windowTo', t('requests:faults.window-short', { days: 2 })],
    ['justification', t('requests:faults.justification')],
  ] as const) {
    const link = summary.getByRole('link').filter({ hasText: text });
    expect(await link.getAttribute('href'), name).toBe(`#${name}`);
    expect(await page.locator(`#${name}`).count(), name).toBe(1);
  }
  expect(stateOf(app, id), 'kept, not sent').toBe('draft');
  expect(await field(liam, 'title').inputValue(), 'nothing typed is lost').toBe('Baie de Somme');

  const { windowTo = '', justification = '', coordinates = '' } = requestForm();
  await fillIn(liam, { windowTo, justification, coordinates });
  const asked = await send(liam, id);
  await readState(liam, 'submitted');
  await letterOf(app, asked, 'submit', 'desk');
  expect(stateOf(app, id)).toBe('submitted');
});

/** The rule's sentence stands beside its field and in the list of what is left to do, which links to the field. */
async function broken({ page, t }: Someone, sentence: string, fieldName: string): Promise<void> {
  const left = page.locator('#send').getByRole('listitem').filter({ hasText: sentence });
  await left.first().waitFor();
  expect(await left.getByRole('link').first().getAttribute('href')).toBe(`#${fieldName}`);
  expect(await page.getByText(sentence).count(), 'also beside the field').toBeGreaterThan(1);
  expect(await page.getByText(t('requests:edit.send.ready')).count()).toBe(0);
}
