import { expect, it } from 'vitest';
import { choices } from '#db/seed-world.ts';
import {
  answersFor,
  ask,
  balanceOf,
  decide,
  envelopeOf,
  letterOf,
  movementsOf,
  openDecision,
  openReview,
  readState,
  setStage,
  stateOf,
} from '../../support/journey.ts';

const stage = setStage();
const explanation = 'Two scenes of last month cover the whole estuary: see the catalogue.';

it('refuses with a reason of the list and a text, in the requester’s language, and moves no quota', async () => {
  const { app } = stage;
  const liam = await stage.enter('liam', { locale: 'en' });
  const odile = await stage.enter('odile');
  const envelope = envelopeOf(app, 'pleiades');
  const before = balanceOf(app, envelope.id);
  const [, labelFr = '', labelEn = ''] =
    choices['refusal-reason'].find(([code]) => code === 'already-held') ?? [];

  const asked = await ask(liam, answersFor('ale', { title: 'Gironde estuary: dredging' }));
  await readState(liam, 'submitted');
  await openReview(odile, asked);

  // Without a reason nothing is done: the browser asks for it first.
  const panel = await openDecision(odile, 'refuse');
  await panel.getByLabel(odile.t('reviews:decide.refuse.words')).fill(explanation);
  await panel.getByRole('button', { name: odile.t('reviews:decide.refuse.submit') }).click();
  const unset = panel.locator('select:invalid');
  expect(await unset.count()).toBe(1);
  expect(stateOf(app, asked.id)).toBe('submitted');

  await decide(odile, 'refuse', { reason: 'already-held', words: explanation });
  expect(new URL(odile.page.url()).pathname, 'back at the inbox').toBe('/desk');
  expect(await odile.page.getByRole('link', { name: asked.title, exact: true }).count()).toBe(0);

  expect(stateOf(app, asked.id)).toBe('refused');
  expect(movementsOf(app, asked.id)).toEqual([]);
  expect(balanceOf(app, envelope.id)).toEqual(before);
  const mail = await letterOf(app, asked, 'refuse', 'liam');
  expect(mail.text).toContain(explanation);
  expect(mail.text).toContain(labelEn);
  expect(mail.text).not.toContain(labelFr);

  await liam.page.reload();
  await readState(liam, 'refused');
  const timeline = await liam.page.locator('#timeline').innerText();
  expect(timeline).toContain(explanation);
  expect(timeline).toContain(liam.t('requests:page.timeline.reason', { reason: labelEn }));
  const { page, t } = liam;
  expect(await page.getByRole('link', { name: t('requests:page.edit-returned') }).count()).toBe(0);
  expect(await page.getByText(t('requests:acts.cancel')).count()).toBe(0);
});
