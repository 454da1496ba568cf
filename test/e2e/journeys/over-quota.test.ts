import { expect, it } from 'vitest';
import { type AreaGeometry, areaHaOf } from '#app/features/areas/area.ts';
import { formatArea } from '#app/lib/format.ts';
import { square } from '../../support/clerk.ts';
import {
  answersFor,
  ask,
  balanceOf,
  countLetters,
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
import { look } from '../../support/look.ts';

const stage = setStage();

it('refuses an approval that the envelope cannot bear, with the figures beside the form, then approves what fits', async () => {
  const { app } = stage;
  const ana = await stage.enter('ana');
  const odile = await stage.enter('odile');
  const envelope = envelopeOf(app, 'pleiades-neo');
  const before = balanceOf(app, envelope.id);

  // Some 900 km²: three times what Pléiades Neo has for the whole year.
  const huge = { sensor1: 'pleiades-neo', coordinates: square(6.2, 44.2, 30) };
  const asked = await ask(ana, answersFor('lgv', { ...huge, title: 'Ubaye : glissements' }));
  await readState(ana, 'submitted');
  await letterOf(app, asked, 'submit', 'desk');
  const letters = countLetters(app, asked.id);

  await openReview(odile, asked);
  const { page, t } = odile;
  const [row] = look<{ area_ha: number }>(
    app,
    'select area_ha from requests where id = ?',
    asked.id,
  );
  const areaHa = row?.area_ha ?? 0;
  const figures = { lack: formatArea(areaHa - before.freeHa, 'fr') };
  await page.getByText(t('reviews:quota.lack', figures)).waitFor();

  const panel = await openDecision(odile, 'approve');
  await panel.getByLabel(t('reviews:decide.approve.words')).fill('Accordée en entier.');
  await panel.getByRole('button', { name: t('reviews:decide.approve.submit') }).click();
  const refusal = { freeHa: before.freeHa, askedHa: areaHa };
  await panel.getByRole('alert').getByText(t('refusals:ledger.exceeds-free', refusal)).waitFor();
  expect(await panel.getByLabel(t('reviews:decide.approve.words')).inputValue()).toBe(
    'Accordée en entier.',
  );

  expect(stateOf(app, asked.id)).toBe('submitted');
  expect(movementsOf(app, asked.id)).toEqual([]);
  expect(balanceOf(app, envelope.id)).toEqual(before);
  expect(countLetters(app, asked.id)).toBe(letters);
  const events = look(app, 'select act from request_events where request_id = ?', asked.id);
  expect(events).toEqual([{ act: 'submit' }]);

  await decide(odile, 'approve-part', {
    part: '6.2 44.2\n6.4 44.35',
    words: 'Une partie seulement : l’enveloppe de l’année ne suffit pas.',
  });
  await readState(odile, 'partly-approved');
  const [hold, ...more] = movementsOf(app, asked.id);
  expect(more).toEqual([]);
  expect(hold?.kind).toBe('hold');
  const [granted] = look<{ granted_aoi: string; granted_ha: number }>(
    app,
    'select granted_aoi, granted_ha from requests where id = ?',
    asked.id,
  );
  expect(hold?.ha).toBe(granted?.granted_ha);
  expect(hold?.ha).toBe(areaHaOf(JSON.parse(granted?.granted_aoi ?? 'null') as AreaGeometry));
  expect(balanceOf(app, envelope.id)).toEqual({
    ...before,
    heldHa: before.heldHa + (hold?.ha ?? 0),
    freeHa: before.freeHa - (hold?.ha ?? 0),
  });
  const mail = await letterOf(app, asked, 'approve-part', 'ana');
  expect(mail.text).toContain(formatArea(hold?.ha ?? 0, 'fr'));
  expect(mail.text).toContain('l’enveloppe de l’année ne suffit pas');

  await ana.page.reload();
  await readState(ana, 'partly-approved');
  const decision = await ana.page.locator('#decision').innerText();
  expect(decision).toContain(formatArea(hold?.ha ?? 0, 'fr'));
});
