import { expect, it } from 'vitest';
import { type AreaGeometry, geodesicAreaM2, polygonsOf } from '#app/features/areas/area.ts';
import { listVertices } from '#app/features/areas/area-table.ts';
import {
  areaToPost,
  drawRectangle,
  drawTool,
  mapReady,
  openForm,
  patienceMs,
  pixelOf,
  type Someone,
  setStage,
  stateOf,
  uploadArea,
  zoomTo,
} from '../../support/journey.ts';
import { look } from '../../support/look.ts';

const stage = setStage();
const middle = [5.7, 45.2] as const;

it(
  'draws, cuts, undoes, types, reads and repairs an area, and finds it again as it was left',
  async () => {
    const ana = await stage.enter('ana');
    const id = await openForm(ana);
    await zoomTo(ana.page, middle, 9);
    await drawRectangle(ana, [5.5, 45.1], [5.9, 45.3]);
    const drawn = await settled(ana, { holes: 0 });
    await cutAndUndo(ana, drawn);
    await moveACornerByKeys(ana);
    await uploadBowTie(ana);
    const repaired = await repair(ana);
    await saveAndReload(ana, id, repaired);
  },
  3 * patienceMs,
);

/** A hole in the middle; taken back, done again and taken back for good, by the keyboard and by the buttons. */
async function cutAndUndo(ana: Someone, drawn: AreaGeometry): Promise<void> {
  const { page, t } = ana;
  await page.getByRole('button', { name: t('map:edit.remove'), exact: true }).click();
  await page.getByRole('menuitem', { name: t('map:edit.shape.cut.rectangle') }).click();
  await drawTool(ana, 'rectangle', [
    [5.6, 45.15],
    [5.8, 45.25],
  ]);
  const cut = await settled(ana, { holes: 1 });
  expect(geodesicAreaM2(cut)).toBeLessThan(geodesicAreaM2(drawn) * 0.85);
  expect(listVertices(cut, { part: 0, ring: 1 })).toHaveLength(4);
  await page
    .locator('#area')
    .getByText(t('editor:holes', { count: 1 }))
    .waitFor();

  await page.keyboard.press('Control+z');
  expect(await settled(ana, { holes: 0 }), 'undone').toEqual(drawn);
  await page.getByRole('button', { name: t('map:edit.redo'), exact: true }).click();
  expect(await settled(ana, { holes: 1 }), 'done again').toEqual(cut);
  await page.getByRole('button', { name: t('map:edit.undo'), exact: true }).click();
  expect(await settled(ana, { holes: 0 })).toEqual(drawn);
}

/** From the heading on without the mouse: opens the table, goes to the second corner, types its longitude. */
async function moveACornerByKeys(ana: Someone): Promise<void> {
  const { page, t } = ana;
  const before = await settled(ana, { holes: 0 });
  await tabTo(ana, t('editor:more.table'));
  await page.keyboard.press('Enter');
  await page.getByLabel(t('editor:table.cell.lon', { rank: 1 })).waitFor();
  await tabTo(ana, t('editor:table.cell.lon', { rank: 1 }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5,65');
  const moved = await settled(ana, { holes: 0 }, (area) => lonOf(area, 1) === 5.65);
  expect(lonOf(moved, 1)).toBe(5.65);
  expect(listVertices(moved, { part: 0, ring: 0 }).filter((_, n) => n !== 1)).toEqual(
    listVertices(before, { part: 0, ring: 0 }).filter((_, n) => n !== 1),
  );
  // The map shows it: what is typed is what is drawn, and the corner is marked.
  await expect
    .poll(() => shownOnMap(ana), { timeout: patienceMs })
    .toEqual({
      corners: 4,
      marked: listVertices(moved, { part: 0, ring: 0 })[1]?.map((degrees) => degrees.toFixed(5)),
    });
  await page.keyboard.press('Control+z');
  expect(await settled(ana, { holes: 0 }, (area) => lonOf(area, 1) !== 5.65)).toEqual(before);
  await page.keyboard.press('Control+Shift+z');
  expect(await settled(ana, { holes: 0 }, (area) => lonOf(area, 1) === 5.65)).toEqual(moved);
}

const bow = [
  [6.7, 45.7],
  [6.9, 45.8],
  [6.9, 45.7],
  [6.7, 45.82],
  [6.7, 45.7],
];

/** The fault is said, listed with its place, and marked on the map; the button brings the map there. */
async function uploadBowTie(ana: Someone): Promise<void> {
  const { page, t } = ana;
  const feature = {
    type: 'Feature',
    properties: { name: 'Papillon' },
    geometry: { type: 'Polygon', coordinates: [bow] },
  };
  await uploadArea(ana, 'papillon.geojson', JSON.stringify(feature));
  const area = page.locator('#area');
  await area.getByText(t('areas:fault.bow-tie')).waitFor();
  expect(await areaToPost(ana)).toEqual({ type: 'Polygon', coordinates: [bow] });
  await area.getByRole('button', { name: /^Voir l’endroit/ }).click();
  // Where its sides cross, from the two equations.
  await expect
    .poll(() => fromTheMiddle(ana, [6.8090909, 45.7545455]), { timeout: patienceMs })
    .toBeLessThan(20);
}

/** How far from the middle of the map a place is, in pixels. */
async function fromTheMiddle({ page }: Someone, place: readonly [number, number]): Promise<number> {
  const { x, y } = await pixelOf(page, place);
  const box = await (await mapReady(page)).boundingBox();
  if (!box) throw new Error('there is no map');
  return Math.hypot(x - box.x - box.width / 2, y - box.y - box.height / 2);
}

/** The repair is shown before anything is changed: refused it leaves the area, accepted it is the area. */
async function repair(ana: Someone): Promise<AreaGeometry> {
  const { page, t } = ana;
  const area = page.locator('#area');
  await area.getByRole('button', { name: t('editor:faults.repair') }).click();
  const proposal = area.getByRole('region', { name: t('editor:proposal.repair') });
  await proposal.getByText('→').first().waitFor();
  expect(await proposal.innerText()).toMatch(/km² → [\d,]+ km²/);
  expect(await areaToPost(ana), 'nothing is changed yet').toEqual({
    type: 'Polygon',
    coordinates: [bow],
  });
  await proposal.getByRole('button', { name: t('editor:proposal.abandon') }).click();
  await proposal.waitFor({ state: 'detached' });
  await area.getByRole('button', { name: t('editor:faults.repair') }).click();
  await proposal.getByRole('button', { name: t('editor:proposal.accept') }).click();
  await area.getByText(t('areas:fault.bow-tie')).waitFor({ state: 'detached' });
  const repaired = await settled(ana, { holes: 0 }, (now) => polygonsOf(now).length === 2);
  expect(polygonsOf(repaired)).toHaveLength(2);
  await area.getByText(t('editor:parts', { count: 2 })).waitFor();
  return repaired;
}

async function saveAndReload(ana: Someone, id: string, repaired: AreaGeometry): Promise<void> {
  const { page, t } = ana;
  await page.getByRole('button', { name: t('requests:edit.send.save') }).click();
  await expect.poll(() => savedArea(ana, id), { timeout: patienceMs }).toEqual(repaired);
  expect(stateOf(ana.app, id)).toBe('draft');
  await page.reload();
  await mapReady(page);
  expect(await areaToPost(ana)).toEqual(repaired);
  await page
    .locator('#area')
    .getByText(t('editor:parts', { count: 2 }))
    .waitFor();
}

function savedArea({ app }: Someone, id: string): AreaGeometry | null {
  const [row] = look<{ aoi: string | null }>(app, 'select aoi from requests where id = ?', id);
  return JSON.parse(row?.aoi ?? 'null') as AreaGeometry | null;
}

const lonOf = (area: AreaGeometry, vertex: number) =>
  listVertices(area, { part: 0, ring: 0 })[vertex]?.[0];

/** The area of the form, once it has so many holes and is as is expected. */
async function settled(
  ana: Someone,
  { holes }: { holes: number },
  isSo: (area: AreaGeometry) => boolean = () => true,
): Promise<AreaGeometry> {
  let area: AreaGeometry | null = null;
  await expect
    .poll(
      async () => {
        area = await areaToPost(ana);
        const rings = area ? polygonsOf(area) : [];
        return area !== null && rings.flat().length - rings.length === holes && isSo(area);
      },
      { timeout: patienceMs, interval: 40 },
    )
    .toBe(true);
  return area ?? { type: 'Polygon', coordinates: [] };
}

/** Goes on with the Tab key until the element of this name has the focus. */
async function tabTo({ page }: Someone, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    });
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the Tab key does not lead to ${name}`);
}

type Layer = {
  getZIndex(): number | undefined;
  getSource(): { getFeatures(): { getGeometry(): { getCoordinates(): unknown } }[] } | null;
};

/** How many corners the drawn surface has on the map, and which corner is marked, in degrees with 5 decimals. */
async function shownOnMap({ page }: Someone) {
  const map = await mapReady(page);
  const shown = await map.evaluate(
    (element: HTMLElement & { __map?: { getAllLayers(): Layer[] } }) => {
      const of = (zIndex: number) =>
        (element.__map?.getAllLayers() ?? [])
          .filter((layer) => layer.getZIndex() === zIndex)
          .flatMap((layer) => layer.getSource()?.getFeatures() ?? [])
          .map((feature) => feature.getGeometry().getCoordinates());
      return { drawn: of(50) as number[][][][], marks: of(60) as number[][] };
    },
  );
  const [x = 0, y = 0] = shown.marks.at(-1) ?? [];
  const earthM = 6_378_137;
  const deg = 180 / Math.PI;
  const place = [(x / earthM) * deg, (2 * Math.atan(Math.exp(y / earthM)) - Math.PI / 2) * deg];
  return {
    corners: (shown.drawn[0]?.[0]?.length ?? 0) - 1,
    marked: place.map((degrees) => degrees.toFixed(5)),
  };
}
