import { expect, test } from 'vitest';
import { areaHaOf } from '#app/features/areas/area.ts';
import { formatArea } from '#app/lib/format.ts';
import { square } from '../../support/clerk.ts';
import {
  type Asked,
  answersFor,
  envelopeOf,
  fillIn,
  idIn,
  mapReady,
  openForm,
  openReview,
  patienceMs,
  readState,
  type Someone,
  send,
  setStage,
  stateOf,
} from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage();

/** Around Strasbourg, where a Pléiades scene of the seed shows somewhat more than half of it. */
const around = square(7.64, 48.48, 18);

test(
  'what is held is not bought again, a whole that is held needs a reason, and two who overlap buy once',
  async () => {
    const ana = await stage.enter('ana');
    const rest = await askForTheRest(ana);
    const liam = await stage.enter('liam', { locale: 'en' });
    const whole = await askForTheWhole(liam);
    const odile = await stage.enter('odile');
    await proposeToJoin(odile, { lead: whole, other: rest });
    await agree(ana, rest);
    expect(stateOf(stage.app, rest.id)).toBe('submitted');
    await agree(liam, whole);
    await readTheEnd({ ana, liam, odile, rest, whole });
  },
  6 * patienceMs,
);

/** Sees how much is held, asks only for what is not, takes it back, and takes it again. */
async function askForTheRest(ana: Someone): Promise<Asked> {
  const { page, t } = ana;
  const id = await openForm(ana);
  await typeArea(ana);
  await fillIn(ana, answers('lgv', { title: 'Plaine du Rhin : gravières' }));
  const held = page.locator('#held');
  const sentence = held.getByText(/% de votre zone est déjà à télécharger/);
  await sentence.waitFor();
  const pct = Number(/([\d,]+) %/.exec(await sentence.innerText())?.[1]?.replace(',', '.'));
  expect(pct).toBeGreaterThan(50);
  expect(pct).toBeLessThan(65);
  await held.getByRole('table', { name: t('archive:scenes.meeting') }).waitFor();
  await held.getByRole('link', { name: 'Pléiades 1B' }).waitFor();

  const wholeHa = await barFigure(ana, 'area');
  await held.getByRole('button', { name: /Ne demander que ce qui manque/ }).click();
  await held.getByText(/Votre demande porte maintenant sur ce qui manque/).waitFor();
  await expect.poll(() => barFigure(ana, 'area')).not.toBe(wholeHa);
  await held.getByRole('button', { name: t('archive:take-back') }).click();
  await expect.poll(() => barFigure(ana, 'area')).toBe(wholeHa);
  await sentence.waitFor();
  await held.getByRole('button', { name: /Ne demander que ce qui manque/ }).click();
  await held.getByText(/Votre demande porte maintenant sur ce qui manque/).waitFor();
  await expect.poll(() => barFigure(ana, 'area')).not.toBe(wholeHa);

  const asked = await send(ana, id);
  const { areaHa, heldPct } = sent(asked.id);
  expect(heldPct).toBe(0);
  expect(areaHa).toBeGreaterThan(10_000);
  expect(areaHa).toBeLessThan(32_400 * (1 - pct / 100) * 1.05);
  return asked;
}

/** Wants all of it: is asked why, and is told that somebody else asks for part of it, but not who. */
async function askForTheWhole(liam: Someone): Promise<Asked> {
  const { page, t } = liam;
  const id = await openForm(liam);
  await typeArea(liam);
  await fillIn(liam, answers('ale', { title: 'Rhine plain: river banks' }));
  const held = page.locator('#held');
  await held.getByText(/A request of another member, submitted in/).waitFor();
  expect(await held.innerText()).not.toContain('Plaine du Rhin');
  const reason = held.getByLabel(t('requests:fields.archiveReason'));
  await reason.waitFor();
  await page.getByRole('button', { name: t('requests:edit.send.send') }).click();
  await page
    .getByRole('alert')
    .getByText(/ask only for what is missing/)
    .waitFor();
  expect(stateOf(stage.app, id)).not.toBe('submitted');
  await reason.fill('The banks moved in the flood of last spring.');
  const asked = await send(liam, id);
  expect(sent(asked.id).heldPct).toBeGreaterThan(50);
  return asked;
}

/** The desk sees both together, reads the reason, and proposes one order. */
async function proposeToJoin(odile: Someone, { lead, other }: Record<'lead' | 'other', Asked>) {
  const { page, t } = odile;
  await page.goto('/desk?overlap=yes');
  for (const { title } of [lead, other]) {
    const row = page.getByRole('row').filter({ hasText: title });
    await row.getByText(/chevauche \d+ demande/).waitFor();
  }
  await openReview(odile, lead);
  await page.getByText('The banks moved in the flood of last spring.').waitFor();
  await page.getByText(/À l’envoi, [\d,]+ % de la zone/).waitFor();
  const table = page.getByRole('table', { name: t('reviews:overlaps.caption') });
  await table.getByRole('link', { name: new RegExp(other.number) }).waitFor();
  await page.locator('summary', { hasText: t('reviews:overlaps.propose') }).click();
  const submit = page.getByRole('button', { name: t('reviews:overlaps.propose') });
  await page.getByLabel(t('reviews:overlaps.words')).fill('Une acquisition servirait les deux.');
  await submit.click();
  await page.getByText(t('reviews:done.propose-join')).waitFor();
}

async function agree(who: Someone, { id, number }: Asked): Promise<void> {
  const { page, t } = who;
  const mail = await stage.app.nextMail(
    (letter) => letter.subject.includes(number) && /commune|joint order/.test(letter.subject),
    patienceMs,
  );
  expect(mail.text).toContain('Une acquisition servirait les deux.');
  await page.goto(`/requests/${id}`);
  await page.getByRole('heading', { name: t('archive:join.title') }).waitFor();
  await page.getByRole('button', { name: t('archive:join.agree') }).click();
  await page
    .getByText(t('requests:acts-done.agree-join', { actor: '' }).trim())
    .first()
    .waitFor();
}

async function readTheEnd(
  all: Record<'ana' | 'liam' | 'odile', Someone> & Record<'rest' | 'whole', Asked>,
) {
  const { ana, liam, odile, rest, whole } = all;
  expect(stateOf(stage.app, rest.id)).toBe('joined');
  expect(stateOf(stage.app, whole.id)).toBe('submitted');
  await ana.page.goto(`/requests/${rest.id}`);
  await readState(ana, 'joined');
  await ana.page
    .getByRole('link', { name: ana.t('archive:join.follow', { lead: whole.number }) })
    .click();
  await ana.page.waitForURL(`**/requests/${whole.id}`);
  await ana.page.getByText('The banks moved in the flood of last spring.').waitFor();
  expect(await ana.page.getByRole('button', { name: ana.t('requests:acts.cancel') }).count()).toBe(
    0,
  );

  await openReview(odile, whole);
  await odile.page.locator('summary', { hasText: odile.t('reviews:decide.approve.title') }).click();
  await odile.page.getByRole('button', { name: odile.t('reviews:decide.approve.submit') }).click();
  await odile.page.getByText(odile.t('reviews:done.approve')).waitFor();
  const shares = look<{ request_id: string; share_ha: number }>(
    stage.app,
    'select request_id, share_ha from join_shares where request_id in (?, ?)',
    rest.id,
    whole.id,
  ).map(({ share_ha }) => share_ha);
  const holds = look<{ ha: number; envelope: string }>(
    stage.app,
    `select amount_ha as ha, envelope_id as envelope from ledger_entries where request_id = ? and kind = 'hold'`,
    whole.id,
  );
  expect(holds.map(({ ha }) => ha).sort()).toEqual(shares.sort());
  expect(new Set(holds.map(({ envelope }) => envelope))).toEqual(
    new Set([envelopeOf(stage.app, 'pleiades').id]),
  );
  await liam.page.goto(`/requests/${whole.id}`);
  await readState(liam, 'approved');
  const unionHa = shares.reduce((a, b) => a + b, 0);
  expect(await liam.page.locator('#decision').innerText()).toContain(formatArea(unionHa, 'en'));
}

const answers = (entityId: string, over: Record<string, string>) => {
  const { order: _order, coordinates: _none, ...rest } = answersFor(entityId, over);
  return rest;
};

/** Gives the area by its corners. */
async function typeArea({ page, t }: Someone): Promise<void> {
  await mapReady(page);
  await page.getByRole('tab', { name: t('editor:ways.coordinates') }).click();
  await page.locator('select[name=order]').selectOption('lonlat');
  await page.locator('textarea[name=coordinates]').fill(around);
  expect(idIn(page)).not.toBe('');
}

/** A figure of the bar at the foot. */
async function barFigure({ page, t }: Someone, name: string): Promise<string> {
  const bar = page.getByRole('region', { name: t('requests:edit.bar.label') });
  const figure = bar.locator('dl > div').filter({ hasText: t(`requests:edit.bar.${name}`) });
  return figure.first().locator('dd').innerText();
}

/** What was sent: the area, and what the archive held of it then. */
function sent(id: string): { areaHa: number; heldPct: number } {
  const [row] = look<{ aoi: string; data: string }>(
    stage.app,
    `select r.aoi, e.data from requests r join request_events e on e.request_id = r.id
     where r.id = ? and e.act = 'submit'`,
    id,
  );
  const data: { heldPct?: number } = JSON.parse(row?.data ?? '{}');
  return { areaHa: areaHaOf(JSON.parse(row?.aoi ?? 'null')), heldPct: data.heldPct ?? -1 };
}
