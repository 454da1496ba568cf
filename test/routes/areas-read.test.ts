import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.ts';
import { prj, shapefileOf, wavyRing, zipOf } from '../support/brought-files.ts';

let app: RunningApp;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  app = await startApp();
  for (const who of ['ana', 'liam', 'denis'] as const) cookies[who] = await app.signIn(who);
});
afterAll(() => app.stop());

async function read(who: string, file: { name: string; bytes: Uint8Array }, requestId?: string) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
  if (requestId) form.set('requestId', requestId);
  return fetch(`${app.url}/areas/read`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: app.url, ...(cookies[who] && { cookie: cookies[who] }) },
    body: form,
  });
}
const get = (who: string, path: string) =>
  fetch(app.url + path, { redirect: 'manual', headers: { cookie: cookies[who] ?? '' } });

const zone = async (corners: number) => ({
  name: 'forêt.zip',
  bytes: await zipOf(
    shapefileOf(
      'f',
      [{ rings: [wavyRing([650_000, 6_860_000], 20_000, corners)], name: 'Forêt' }],
      {
        prj: prj.lambert93Esri,
      },
    ),
  ),
});

it('reads a Shapefile in the built server, keeps it with the request, and gives it back to its owner only', async () => {
  const file = await zone(200);
  const answer = await read('ana', file, 'demodraft');
  const { features, crs, fileId } = await answer.json();
  expect(features).toMatchObject([{ label: 'Forêt', vertices: 200, fault: null }]);
  expect(crs).toBe('RGF93 / Lambert-93 (EPSG:2154)');
  const path = `/requests/demodraft/files/${fileId}`;
  const kept = await get('ana', path);
  expect(kept.headers.get('content-disposition')).toMatch(/^attachment; /);
  expect(kept.headers.get('content-type')).toBe('application/octet-stream');
  expect(Buffer.from(await kept.arrayBuffer()).equals(file.bytes)).toBe(true);
  for (const who of ['liam', 'denis']) expect((await get(who, path)).status, who).toBe(404);
  const page = await (await get('ana', '/requests/demodraft')).text();
  expect(page).toContain(path);
});

it('answers what cannot be read, refuses what is not theirs, and sends visitors to sign in', async () => {
  const bomb = await zipOf([{ name: 'a.shp', bytes: Buffer.alloc(12_000_000) }]);
  const answer = await read('ana', { name: 'a.zip', bytes: bomb }, 'demodraft');
  expect([answer.status, await answer.json()]).toMatchObject([
    200,
    { fault: { code: 'expands-too-much' } },
  ]);
  const huge = await read('ana', { name: 'a.json', bytes: Buffer.alloc(26_000_000) });
  expect(await huge.json()).toMatchObject({ fault: { code: 'file-too-large' } });
  expect((await read('liam', await zone(8), 'demodraft')).status).toBe(404);
  expect((await read('nobody', await zone(8))).status).toBe(302);
});

it('brings 50,000 vertices through, and answers others meanwhile', async () => {
  const file = await zone(50_000);
  const [answer, page] = await Promise.all([read('ana', file), get('liam', '/requests')]);
  expect(page.status).toBe(200);
  expect((await answer.json()).features).toMatchObject([{ vertices: 50_000, fault: null }]);
});
