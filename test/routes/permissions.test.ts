import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/app.ts';
import { look } from '../support/look.ts';

/** Everybody who may knock: a visitor, and one person in each role. Ana owns the requests asked for below. */
const readers = [
  'visitor',
  'nora', // an account whose entity is not a member
  'ana', // the owner
  'liam', // a member of another entity
  'denis', // the référent of Ana's entity, who accepted its licences
  'etienne', // expert
  'odile', // officer
  'quentin', // quota manager
  'agathe', // administrator
] as const;
type Reader = (typeof readers)[number];
type Expected = Record<Reader, number>;

const all = (status: number): Expected => ({
  visitor: status,
  nora: status,
  ana: status,
  liam: status,
  denis: status,
  etienne: status,
  odile: status,
  quentin: status,
  agathe: status,
});
/** Visitors are sent to sign in (302); of the others only these get the page. */
const only = (others: number, ...allowed: Reader[]): Expected => ({
  ...all(others),
  visitor: 302,
  ...Object.fromEntries(allowed.map((reader) => [reader, 200])),
});
const desk = ['odile', 'quentin', 'agathe'] as const;

let app: RunningApp;
let sample: Record<'item' | 'file' | 'order' | 'delivery' | 'envelope' | 'licence', string>;

/** One row for every file of app/routes: an address, and who gets what there. Null: it only takes posts. */
const routes = (): Record<string, [address: string | null, expected: Expected]> => ({
  _index: ['/', all(200)],
  login: ['/login', { ...all(302), visitor: 200 }],
  logout: ['/logout', all(200)],
  language: ['/language', all(302)],
  $: ['/no/such/page', all(404)],
  'requests._index': ['/requests', only(200)],
  'requests.new': ['/requests/new', { ...only(403), ana: 302, liam: 302, denis: 302 }],
  'requests.$requestId._index': [
    '/requests/demopartlydelivered',
    only(404, 'ana', 'denis', ...desk),
  ],
  'requests.$requestId.edit': ['/requests/demodraft/edit', only(404, 'ana')],
  'requests.$requestId.draft': [null, all(0)],
  'requests.$requestId.files.$fileId': [
    '/requests/demopartlydelivered/files/none',
    { ...all(404), visitor: 302 },
  ],
  'areas.check': [null, all(0)],
  'areas.read': [null, all(0)],
  'areas._index': ['/areas', only(200)],
  'areas.places._index': ['/areas/places?q=grenoble', only(200)],
  'areas.places.$kind.$code': ['/areas/places/commune/38185', only(404)],
  'areas.saved._index': ['/areas/saved', only(200)],
  'areas.saved.$areaId': ['/areas/saved/nosuchareaatall', only(404)],
  'areas.held': [null, all(0)],
  'areas.edit': [null, all(0)],
  'quotas._index': ['/quotas', only(200)],
  'catalogue._index': ['/catalogue', all(200)],
  'catalogue.tiles.$z.$x.$y': ['/catalogue/tiles/5/16/11', all(200)],
  'catalogue.at': ['/catalogue/at?lon=6&lat=45&reach=0.1', all(200)],
  'catalogue.$itemId._index': [`/catalogue/${sample.item}`, all(200)],
  'catalogue.$itemId.manage': [`/catalogue/${sample.item}/manage`, only(403, 'odile', 'agathe')],
  'cart._index': ['/cart', only(200)],
  'searches._index': ['/searches', only(200)],
  'catalogue.$itemId.access': [`/catalogue/${sample.item}/access`, all(200)],
  'catalogue.$itemId[.]json': [`/catalogue/${sample.item}.json`, all(200)],
  'licences._index': ['/licences', all(200)],
  'licences.$licenceId': [`/licences/${sample.licence}`, all(200)],
  'desk._index': ['/desk', only(403, ...desk)],
  'desk.requests.$requestId.review': ['/desk/requests/demosubmitted/review', only(403, ...desk)],
  'desk.orders._index': ['/desk/orders', only(403, 'odile', 'agathe')],
  'desk.orders.$orderId': [`/desk/orders/${sample.order}`, only(403, 'odile', 'agathe')],
  'desk.deliveries._index': ['/desk/deliveries', only(403, 'odile', 'agathe')],
  'desk.deliveries.$deliveryId': [
    `/desk/deliveries/${sample.delivery}`,
    only(403, 'odile', 'agathe'),
  ],
  'desk.quotas._index': ['/desk/quotas', only(403, ...desk)],
  'desk.quotas.$envelopeId': [`/desk/quotas/${sample.envelope}`, only(403, ...desk)],
  'desk.mail': ['/desk/mail', only(403, 'odile', 'agathe')],
  'desk.offers._index': ['/desk/offers', only(403, 'odile', 'agathe')],
  'desk.offers.$offerId': ['/desk/offers/pleiades-tasking', only(403, 'odile', 'agathe')],
  'desk.sources._index': ['/desk/sources', only(403, 'odile', 'agathe')],
  'desk.sources.$sourceId': ['/desk/sources/sentinel-2', only(403, 'odile', 'agathe')],
  'dev.mail': ['/dev/mail', all(404)],
});

/** What is answered before Remix. */
const handlers = (): Record<string, [address: string, expected: Expected]> => ({
  healthz: ['/healthz', all(200)],
  readyz: ['/readyz', all(200)],
  quicklook: [`/quicklooks/${sample.item}.jpg`, all(200)],
  file: [
    `/downloads/items/${sample.item}/files/${sample.file}`,
    { ...all(403), visitor: 401, denis: 200 },
  ],
  zip: [`/downloads/items/${sample.item}.zip`, { ...all(403), visitor: 401, denis: 200 }],
});

const cookies: Partial<Record<Reader, string>> = {};
async function statuses(address: string, init: RequestInit = {}): Promise<Expected> {
  const found = all(0);
  for (const reader of readers) {
    const answer = await fetch(app.url + address, {
      redirect: 'manual',
      ...init,
      headers: { cookie: cookies[reader] ?? '', origin: app.url, accept: '*/*', ...init.headers },
    });
    await answer.arrayBuffer();
    found[reader] = answer.status;
  }
  return found;
}

beforeAll(async () => {
  app = await startApp({ WORKER: '0' });
  for (const reader of readers) {
    if (reader !== 'visitor') cookies[reader] = await app.signIn(reader);
  }
  const first = (query: string) => look<{ id: string }>(app, query)[0]?.id ?? 'none';
  const item = first(`select id from items where licence_id like '%pleiades%' limit 1`);
  sample = {
    item,
    file: first(`select id from delivery_files where item_id = '${item}' limit 1`),
    order: first('select id from orders limit 1'),
    delivery: first('select id from deliveries limit 1'),
    envelope: first('select id from envelopes limit 1'),
    licence: first('select id from licences limit 1'),
  };
});
afterAll(() => app?.stop());

describe('every route, for every role', () => {
  it('has a row in this table for each file of app/routes', () => {
    const files = readdirSync('app/routes').map((name) => name.replace(/\.tsx?$/, ''));
    expect(Object.keys(routes()).sort()).toEqual(files.sort());
  });

  it('answers a GET as the table says', async () => {
    const found: Record<string, Expected> = {};
    const wanted: Record<string, Expected> = {};
    for (const [name, [address, expected]] of Object.entries({ ...routes(), ...handlers() })) {
      if (address === null) continue;
      found[name] = await statuses(address);
      wanted[name] = expected;
    }
    expect(found).toEqual(wanted);
  });

  it('lets nobody do an act that is the machinery’s, on any page, and changes nothing', async () => {
    const state = () =>
      look(app, `select state, turn, updated_at from requests where id = 'demopartlydelivered'`);
    const before = state();
    for (const address of [
      '/requests/demopartlydelivered?index',
      '/desk/requests/demopartlydelivered/review',
    ]) {
      const found = await statuses(address, {
        method: 'POST',
        body: new URLSearchParams({ act: 'expire', text: 'x' }),
      });
      for (const reader of readers) {
        if (reader === 'visitor') expect(found[reader], address).toBe(302);
        else expect(found[reader], `${address} ${reader}`).toBeGreaterThanOrEqual(400);
      }
    }
    expect(state()).toEqual(before);
  });

  it('refuses every post that comes from another site', async () => {
    for (const address of ['/login', '/logout', '/language', '/requests/demodraft/draft']) {
      const found = await statuses(address, {
        method: 'POST',
        headers: { origin: 'https://elsewhere.example' },
        body: new URLSearchParams({ locale: 'en' }),
      });
      expect(found, address).toEqual(all(403));
    }
  });

  it('keeps a draft to its owner', async () => {
    const title = () => look(app, `select title from requests where id = 'demodraft'`);
    const before = title();
    const found = await statuses('/requests/demodraft/draft', {
      method: 'POST',
      body: new URLSearchParams({ title: 'Taken over' }),
    });
    for (const reader of readers) {
      if (reader !== 'ana') expect(found[reader], reader).toBeGreaterThanOrEqual(302);
    }
    const after = title();
    expect(found.ana < 300 ? before : after).toEqual(before);
  });

  it('closes a session at sign-out on every machine, and rotates it at sign-in', async () => {
    const first = await app.signIn('chloe');
    const second = await app.signIn('chloe');
    expect(second).not.toBe(first);
    const seen = async (cookie: string) =>
      (await fetch(`${app.url}/requests`, { redirect: 'manual', headers: { cookie } })).status;
    expect([await seen(first), await seen(second)]).toEqual([200, 200]);
    await fetch(`${app.url}/logout`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: first, origin: app.url },
    });
    expect([await seen(first), await seen(second)]).toEqual([302, 302]);
  });
});
