import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.ts';
import { hasStacSchemas, validateStac } from '../support/stac-schemas.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app?.stop());

const search = (headers: Record<string, string>, method = 'POST') =>
  fetch(`${app.url}/stac/search`, { method, headers, ...(method === 'POST' && { body: '{}' }) });
const caching = async (headers: Record<string, string>, method?: string) =>
  (await search(headers, method)).headers.get('cache-control');

describe('the catalogue for machines, on the real server', () => {
  it('answers scripts without an origin and other sites, which POST nowhere else', async () => {
    for (const headers of [{}, { origin: 'https://elsewhere.example' }]) {
      const answer = await search(headers);
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
        200,
        '*',
      ]);
    }
    const elsewhere = await fetch(`${app.url}/login`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(elsewhere.status).toBe(403);
  });

  it('knows who is signed in, but not through another site', async () => {
    const cookie = await app.signIn('ana');
    expect(await caching({ cookie })).toBe('private, no-store');
    expect(await caching({ cookie }, 'GET')).toBe('private, no-store');
    expect(await caching({ cookie, origin: app.url })).toBe('private, no-store');
    expect(await caching({ cookie, origin: 'https://elsewhere.example' })).toBe('no-cache');
    expect(await caching({})).toBe('no-cache');
  });

  it('sends what is long compressed, and nothing that sets a cookie', async () => {
    const answer = await fetch(`${app.url}/stac/search`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await answer.json()).features.length).toBeGreaterThan(3);
  });

  it('retrieves a file by the address that an item names', async () => {
    const cookie = await app.signIn('denis');
    const { features } = await (await fetch(`${app.url}/stac/search?collections=pleiades`)).json();
    type Asset = { href: string; 'file:size': number; 'auth:refs'?: string[] };
    const assets = features.flatMap(({ assets }: { assets: Record<string, Asset> }) =>
      Object.values(assets).filter((asset) => asset['auth:refs']),
    );
    const [asset] = assets;
    expect((await fetch(asset.href)).status).toBe(401);
    const answer = await fetch(asset.href, { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect((await answer.arrayBuffer()).byteLength).toBe(asset['file:size']);
  });

  it.skipIf(!hasStacSchemas)('gives valid items for every scene of the demonstration', async () => {
    const { features } = await (await fetch(`${app.url}/stac/search?limit=100`)).json();
    const { collections } = await (await fetch(`${app.url}/stac/collections`)).json();
    const { valid, output } = await validateStac([{ features }, { collections }]);
    expect(output).toContain('Invalid: 0');
    expect(valid).toBe(true);
  });
});
