import { expect, it } from 'vitest';
import { type AreaGeometry, areaHaOf, type LonLat } from '#app/features/areas/area.ts';
import { formatArea } from '#app/lib/format.ts';
import {
  type Asked,
  answersFor,
  areaToPost,
  decide,
  field,
  fillIn,
  letterOf,
  mapReady,
  movementsOf,
  openForm,
  openReview,
  readState,
  type Someone,
  send,
  setStage,
  stateOf,
  uploadArea,
} from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage();

const wide: LonLat[] = [
  [5.9, 44.9],
  [6.06, 44.9],
  [6.06, 45.01],
  [5.9, 45.01],
  [5.9, 44.9],
];
const narrow = wide.map(([lon, lat]): LonLat => [lon === 6.06 ? 6.04 : lon, lat]);

const geoJson = (ring: readonly LonLat[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { name: 'Dévoluy' },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
    ],
  });

const kml = (ring: readonly LonLat[]) => `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Dévoluy</name><Polygon><outerBoundaryIs><LinearRing>
<coordinates>${ring.map(([lon, lat]) => `${lon},${lat},0`).join(' ')}</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark></Document></kml>`;

it('returns a request with a question; the member answers with a smaller area from a file and resubmits', async () => {
  const { app } = stage;
  const ana = await stage.enter('ana');
  const odile = await stage.enter('odile');

  const id = await openForm(ana);
  await uploadArea(ana, 'devoluy.geojson', geoJson(wide));
  const areaHa = areaHaOf({ type: 'Polygon', coordinates: [wide] });
  await ana.page.getByText(`${formatArea(areaHa, 'fr')}, 4 sommets`).waitFor();
  const { order: _order, coordinates: _typed, ...answers } = answersFor('lgv');
  await fillIn(ana, { ...answers, title: 'Dévoluy : éboulements', contacts: 'equipe@lgv.example' });
  const asked = await send(ana, id);
  expect(postedArea(ana, id)).toEqual({ type: 'Polygon', coordinates: [wide] });
  await letterOf(app, asked, 'submit', 'desk');

  const question = 'La vallée à l’est est-elle nécessaire ? Elle est déjà couverte.';
  await openReview(odile, asked);
  await decide(odile, 'return', { words: question });
  expect(new URL(odile.page.url()).pathname).toBe('/desk');
  expect(stateOf(app, id)).toBe('returned');
  const mail = await letterOf(app, asked, 'return', 'ana');
  expect(mail.text).toContain(question);
  expect(mail.text).toContain(`${app.url}/requests/${id}`);
  await app.nextMail(
    (copy) => copy.to.includes('equipe@lgv.example') && copy.subject === mail.subject,
  );

  await answer(ana, asked, question);
  const again = await app.nextMail(
    (m) => m.text.includes('Non : nous la retirons.') && m.text.includes('Anaïs Martel'),
  );
  expect(again.to).not.toContain('anais.martel@lgv.example');
  expect(stateOf(app, id)).toBe('submitted');
  expect(postedArea(ana, id)).toEqual({ type: 'Polygon', coordinates: [narrow] });

  const { page, t } = ana;
  const versions = page.locator('#versions tbody tr');
  expect(await versions.count()).toBe(2);
  const newest = await versions.first().innerText();
  expect(newest).toContain(t('requests:fields.aoi'));
  expect(newest).not.toContain(t('requests:fields.theme'));
  expect(newest).toContain(formatArea(areaHaOf({ type: 'Polygon', coordinates: [narrow] }), 'fr'));
  await versions.last().getByText(t('requests:page.versions.first')).waitFor();
  expect(await versions.last().innerText()).toContain(formatArea(areaHa, 'fr'));

  // The officer reads the answer beside the question.
  await openReview(odile, asked);
  const talk = await odile.page.locator('main').innerText();
  expect(talk.indexOf(question)).toBeGreaterThan(-1);
  expect(talk).toContain('Non : nous la retirons.');
  expect(movementsOf(app, id), 'nothing was granted').toEqual([]);
});

async function answer(ana: Someone, { id, number }: Asked, question: string): Promise<void> {
  const { page, t } = ana;
  await page.goto('/requests');
  await page.getByRole('link', { name: 'Dévoluy : éboulements' }).click();
  await readState(ana, 'returned');
  await page.getByRole('link', { name: t('requests:page.edit-returned') }).click();
  await page.waitForURL(`**/requests/${id}/edit`);
  await mapReady(page);
  await page
    .getByRole('heading', { name: t('requests:edit.title-returned', { number }) })
    .waitFor();
  await page.getByText(t('requests:edit.question.title')).waitFor();
  await page.getByText(question).waitFor();
  expect(await field(ana, 'title').inputValue()).toBe('Dévoluy : éboulements');
  await uploadArea(ana, 'devoluy.geojson', geoJson(narrow));
  await page
    .getByText(t('editor:file.read_one', { name: 'devoluy.geojson', format: 'GeoJSON' }))
    .waitFor();
  await fillIn(ana, { answer: 'Non : nous la retirons.' });
  await send(ana, id, 'resend');
  await readState(ana, 'submitted');
}

it('reads an area from a KML file, and says of an unreadable one what is wrong with it', async () => {
  const ana = await stage.enter('ana');
  const { page, t } = ana;
  await openForm(ana);
  await uploadArea(ana, 'devoluy.kml', kml(wide));
  await page.getByText(t('editor:file.read_one', { name: 'devoluy.kml', format: 'KML' })).waitFor();
  const areaHa = areaHaOf({ type: 'Polygon', coordinates: [wide] });
  await page.getByText(`${formatArea(areaHa, 'fr')}, 4 sommets`).waitFor();
  const area = { type: 'Polygon', coordinates: [wide] };
  expect(await areaToPost(ana)).toEqual(area);

  await uploadArea(ana, 'cassé.geojson', geoJson(wide).slice(0, 80));
  await page.getByText(t('areafile:fault.not-json')).waitFor();
  expect(await areaToPost(ana), 'the area before stays').toEqual(area);
  const saved = page.locator('.outlook-saving[data-status=saved]');
  await saved.waitFor();
});

const postedArea = ({ app }: Someone, id: string) => {
  const [row] = look<{ aoi: string }>(app, 'select aoi from requests where id = ?', id);
  return JSON.parse(row?.aoi ?? 'null') as AreaGeometry | null;
};
