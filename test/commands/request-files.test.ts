import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  findRequestFile,
  keepRequestFile,
  listRequestFiles,
} from '#app/features/requests/request-files.server.ts';
import { findRequest, saveDraft } from '#app/features/requests/requests.server.ts';
import { newId } from '#app/lib/id.server.ts';
import { refusalOf } from '#app/lib/refuse.server.ts';
import { diskStorage } from '#app/lib/storage.server.ts';
import type { Db } from '#db/client.server.ts';
import type { People } from '#db/plant-world.ts';
import { requests } from '#db/schema.ts';
import { openTestDatabase } from '../support/database.ts';
import { makeWorld } from '../support/world.ts';

const root = mkdtempSync(join(tmpdir(), 'desk-files-'));
const storage = diskStorage(root);
let db: Db;
let people: People;
beforeAll(async () => {
  db = await openTestDatabase();
  people = await makeWorld(db);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const keep = (requestId: string, content: string, who = people.ana) =>
  keepRequestFile(db, storage, who, {
    requestId,
    name: 'zone.zip',
    format: 'shapefile',
    content: bytes(content),
  });
/** As after a submission, whose own rules are not the matter here. */
const markSent = (id: string) =>
  db.tx(async (t) => {
    const sent = { state: 'submitted' as const, submittedAt: new Date() };
    await t.update(requests).set(sent).where(eq(requests.id, id));
  });
const refused = async (work: Promise<unknown>) => {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  const refusal = await refusalOf(thrown);
  if (!refusal) throw thrown ?? new Error('it was not refused');
  return `${refusal.code} ${refusal.reason}`;
};

describe('the file that an area was read from', () => {
  it('is kept with the request as it was given, and the same again changes nothing', async () => {
    const requestId = newId();
    await saveDraft(db, people.ana, { id: requestId, form: { title: 'Camargue' }, aoi: null });
    const first = await keep(requestId, 'one');
    const again = await keep(requestId, 'one');
    const other = await keep(requestId, 'two');
    expect(again).toEqual(first);
    expect(other.id).not.toBe(first.id);
    const listed = await listRequestFiles(db, requestId);
    expect(listed.map(({ id, name, format, bytes: size }) => ({ id, name, format, size }))).toEqual(
      [
        { id: other.id, name: 'zone.zip', format: 'shapefile', size: 3 },
        { id: first.id, name: 'zone.zip', format: 'shapefile', size: 3 },
      ],
    );
    const found = await findRequestFile(db, people.ana, { requestId, fileId: first.id });
    expect(found.storageKey).toBe(`areas/${requestId}/${found.sha256}`);
    expect(String(await storage.read(found.storageKey, { start: 0, end: 2 }))).toBe('one');
    expect((await storage.list(`areas/${requestId}`)).length).toBe(2);
    expect((await findRequest(db, people.ana, requestId)).request.title).toBe('Camargue');
  });

  it('makes a draft of a request that is not there yet', async () => {
    const requestId = newId();
    await keep(requestId, 'early');
    const { request } = await findRequest(db, people.ana, requestId);
    expect(request).toMatchObject({ state: 'draft', ownerId: people.ana.id, aoi: null });
    expect(await listRequestFiles(db, requestId)).toHaveLength(1);
  });

  it('is one of twenty at most: the oldest go, from the storage too', async () => {
    const requestId = newId();
    const kept: string[] = [];
    for (let i = 0; i < 22; i++) kept.push((await keep(requestId, `version ${i}`)).id);
    const listed = (await listRequestFiles(db, requestId)).map(({ id }) => id);
    expect([...listed].sort()).toEqual(kept.slice(2).sort());
    expect(await storage.list(`areas/${requestId}`)).toHaveLength(20);
  });

  it('is only for its owner to bring, while the request can be edited', async () => {
    const requestId = newId();
    await saveDraft(db, people.ana, { id: requestId, form: {}, aoi: null });
    expect(await refused(keep(requestId, 'x', people.liam))).toBe('not-found no-request');
    expect(await refused(keep(requestId, 'x', people.odile))).toBe('not-found no-request');
    expect(await refused(keep(newId(), 'x', people.nora))).toBe('forbidden not-a-member-entity');
    await markSent(requestId);
    expect(await refused(keep(requestId, 'late'))).toBe('conflict not-editable');
    expect(await listRequestFiles(db, requestId)).toEqual([]);
    expect(await storage.list(`areas/${requestId}`)).toEqual([]);
  });

  it('is for those who may see the request, once it was sent: owner, référent, desk', async () => {
    const requestId = newId();
    const { id: fileId } = await keep(requestId, 'seen');
    const sees = async (who: keyof People) => {
      const found = findRequestFile(db, people[who], { requestId, fileId });
      return found.then(
        () => true,
        () => false,
      );
    };
    const everybody = ['ana', 'denis', 'odile', 'agathe', 'liam', 'etienne', 'nora'] as const;
    const list = async () =>
      Promise.all(everybody.map(async (who) => ((await sees(who)) ? who : '-')));
    expect(await list()).toEqual(['ana', '-', '-', '-', '-', '-', '-']);
    await markSent(requestId);
    expect(await list()).toEqual(['ana', 'denis', 'odile', 'agathe', '-', '-', '-']);
    const elsewhere = findRequestFile(db, people.ana, { requestId: newId(), fileId });
    expect(await refused(elsewhere)).toBe('not-found no-request');
  });
});
