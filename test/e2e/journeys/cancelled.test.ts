import { expect, it } from 'vitest';
import {
  answersFor,
  ask,
  balanceOf,
  decide,
  envelopeOf,
  letterOf,
  movementsOf,
  openReview,
  readState,
  setStage,
  stateOf,
} from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage();

it('lets the requester cancel after the approval: the hold is given back and the desk told', async () => {
  const { app } = stage;
  const ana = await stage.enter('ana');
  const odile = await stage.enter('odile');
  const envelope = envelopeOf(app, 'pleiades');
  const before = balanceOf(app, envelope.id);

  const asked = await ask(ana, answersFor('lgv', { title: 'Vanoise : lacs glaciaires' }));
  await openReview(odile, asked);
  await decide(odile, 'approve');
  await letterOf(app, asked, 'approve', 'ana');
  const [hold] = movementsOf(app, asked.id);
  expect(balanceOf(app, envelope.id).heldHa).toBe(before.heldHa + (hold?.ha ?? 0));

  const { page, t } = ana;
  await page.reload();
  await readState(ana, 'approved');
  await page.getByText(t('requests:acts.cancel'), { exact: true }).click();
  await page.getByText(t('requests:hints.cancel')).waitFor();
  expect(stateOf(app, asked.id), 'opened is not yet confirmed').toBe('approved');
  await page.getByRole('button', { name: t('requests:page.confirm-cancel') }).click();
  await readState(ana, 'cancelled');

  expect(stateOf(app, asked.id)).toBe('cancelled');
  expect(movementsOf(app, asked.id)).toEqual([
    { kind: 'hold', ha: hold?.ha },
    { kind: 'release', ha: hold?.ha },
  ]);
  expect(balanceOf(app, envelope.id)).toEqual(before);
  const mail = await letterOf(app, asked, 'cancel', 'desk');
  expect(mail.text).toContain('Anaïs Martel');

  // The officer's page is of before: the order that it offers is refused, and nothing is ordered.
  const desk = odile.page;
  await desk
    .locator('summary')
    .filter({ hasText: odile.t('reviews:decide.order.title') })
    .click();
  await desk.getByRole('button', { name: odile.t('reviews:decide.order.submit') }).click();
  await desk.getByText(odile.t('refusals:act.wrong-state')).waitFor();
  await readState(odile, 'cancelled');
  expect(look(app, 'select id from orders where request_id = ?', asked.id)).toEqual([]);
  expect(stateOf(app, asked.id)).toBe('cancelled');
});
