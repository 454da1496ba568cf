import { expect, it } from 'vitest';
import { formatArea } from '#app/lib/format.ts';
import {
  type Asked,
  answersFor,
  ask,
  balanceOf,
  decide,
  envelopeOf,
  letterOf,
  movementsOf,
  openReview,
  readState,
  type Someone,
  setStage,
  untilState,
} from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage();

/** Asks, approves in full and orders with this word to the sandbox. */
async function order(
  ana: Someone,
  odile: Someone,
  title: string,
  comment: string,
): Promise<Asked & { holdHa: number }> {
  const asked = await ask(ana, answersFor('lgv', { title }));
  await openReview(odile, asked);
  await decide(odile, 'approve');
  await decide(odile, 'order', { words: comment });
  const [hold] = movementsOf(stage.app, asked.id);
  return { ...asked, holdHa: hold?.ha ?? 0 };
}

const orderOf = (id: string) =>
  look<{ id: string; status: string }>(
    stage.app,
    'select id, status from orders where request_id = ?',
    id,
  );

it('gives everything back and tells both sides when the order fails at the provider', async () => {
  const { app } = stage;
  const ana = await stage.enter('ana');
  const odile = await stage.enter('odile');
  const envelope = envelopeOf(app, 'pleiades');
  const before = balanceOf(app, envelope.id);
  const asked = await order(ana, odile, 'Queyras : crues torrentielles', 'sandbox:fail');

  await untilState(app, asked.id, 'failed');
  expect(orderOf(asked.id)).toMatchObject([{ status: 'failed' }]);
  expect(movementsOf(app, asked.id)).toEqual([
    { kind: 'hold', ha: asked.holdHa },
    { kind: 'release', ha: asked.holdHa },
  ]);
  expect(balanceOf(app, envelope.id)).toEqual(before);
  await letterOf(app, asked, 'fail', 'ana');
  await letterOf(app, asked, 'fail', 'desk');
  expect(look(app, 'select id from items where request_id = ?', asked.id)).toEqual([]);

  await ana.page.reload();
  await readState(ana, 'failed');
  const orders = await ana.page.locator('#orders').innerText();
  expect(orders).toContain(ana.t('requests:page.orders.status.failed'));
  expect(orders).toContain(ana.t('requests:page.orders.attempt.failed'));

  const { page, t } = odile;
  await page.getByRole('link', { name: t('common:nav.orders'), exact: true }).click();
  await page.getByRole('link', { name: t('orders:list.tabs.over'), exact: true }).click();
  await page
    .locator(`a[href="/desk/orders/${orderOf(asked.id)[0]?.id}"]`)
    .first()
    .click();
  await page.getByText(t('orders:reasons.sandbox-failure')).first().waitFor();
});

it('settles what was delivered and gives the rest back when the window ends under clouds', async () => {
  const { app } = stage;
  const ana = await stage.enter('ana');
  const odile = await stage.enter('odile');
  const envelope = envelopeOf(app, 'pleiades');
  const before = balanceOf(app, envelope.id);
  const asked = await order(ana, odile, 'Mercantour : lacs', 'sandbox:half');

  await untilState(app, asked.id, 'expired');
  expect(orderOf(asked.id)).toMatchObject([{ status: 'expired' }]);
  const [hold, settle, release, ...more] = movementsOf(app, asked.id);
  expect(more).toEqual([]);
  expect([hold?.kind, settle?.kind, release?.kind]).toEqual(['hold', 'settle', 'release']);
  const settledHa = settle?.ha ?? 0;
  expect(settledHa).toBeGreaterThan(0.2 * asked.holdHa);
  expect(settledHa).toBeLessThan(0.8 * asked.holdHa);
  expect(settledHa + (release?.ha ?? 0)).toBe(asked.holdHa);
  expect(balanceOf(app, envelope.id)).toEqual({
    ...before,
    settledHa: before.settledHa + settledHa,
    freeHa: before.freeHa - settledHa,
  });
  await letterOf(app, asked, 'expire', 'ana');
  await letterOf(app, asked, 'expire', 'desk');

  await ana.page.reload();
  await readState(ana, 'expired');
  expect(await ana.page.locator('#scenes tbody tr').count()).toBe(1);
  expect(await ana.page.locator('#decision').innerText()).toContain(formatArea(settledHa, 'fr'));
  const clouds = ana.page.locator('#orders tbody tr').filter({
    hasText: ana.t('requests:page.orders.attempt.cloudy'),
  });
  expect(await clouds.count()).toBeGreaterThan(0);
});
