import { and, asc, gt, gte, inArray } from 'drizzle-orm';
import sharp from 'sharp';
import { activeAffiliations, can } from '#app/features/accounts/actor.ts';
import type { Db } from '#app/lib/db.server.ts';
import { itemEvents, items } from '#db/schema.ts';
import {
  type FootprintSearch,
  type FootprintTable,
  makeFootprintTable,
  putFootprint,
  type Sight,
  selectFootprints,
} from './footprint-table.ts';
import { drawFootprints, type TileAt } from './footprint-tile.ts';
import { readFilter } from './item-filters.server.ts';
import { catalogueVersion } from './postings.server.ts';
import type { Viewer } from './visibility.server.ts';

/**
 * The map of everything that is found, as pictures that the server draws: a browser shows them as smoothly as an empty map,
 * however many footprints there are (`npm run bench map`). The footprints of the whole catalogue are kept in memory,
 * followed as scenes are catalogued and as the desk changes who may know of them.
 */
export type MapSearch = Omit<FootprintSearch, 'rows'> & { text?: string };

/** A tile as PNG. Who may know of a scene is asked of each footprint, as searches ask it of each row. */
export async function footprintTile(
  db: Db,
  viewer: Viewer,
  search: MapSearch,
  at: TileAt,
): Promise<Buffer> {
  const known = await knownFootprints(db);
  const selection = await selected(db, known, viewer, search);
  const key = `${at.z}/${at.x}/${at.y}/${at.size}`;
  const made = selection.tiles.get(key) ?? drawn(known.table, selection.slots, at);
  selection.tiles.set(key, made);
  return made;
}

type Selection = { slots: Uint32Array; tiles: Map<string, Promise<Buffer>>; madeMs: number };
type Known = {
  table: FootprintTable;
  /** The catalogue's version that the table follows. */
  version: number;
  lastRow: number;
  lastEvent: Date;
  madeMs: number;
  following: Promise<void> | null;
  selections: Map<string, Selection>;
};

/** An embargo ends without anybody doing anything. */
const selectionMs = 30_000;
const maxSelections = 40;
const pageRows = 1_000;
/** Rows are numbered before they are committed: those of a slower transaction may appear late. */
const lateRows = 200;
const lateMs = 60_000;
/** What changed in no way that is followed is seen after this. */
const remakeMs = 3_600_000;

const knownBy = new WeakMap<Db, Known>();

const nothingKnown = (): Known => ({
  table: makeFootprintTable(),
  version: -1,
  lastRow: 0,
  lastEvent: new Date(0),
  madeMs: Date.now(),
  following: null,
  selections: new Map(),
});

async function knownFootprints(db: Db): Promise<Known> {
  const before = knownBy.get(db);
  const known = before && before.madeMs + remakeMs > Date.now() ? before : nothingKnown();
  knownBy.set(db, known);
  const version = await catalogueVersion(db);
  if (known.version === version && !known.following) return known;
  known.following ??= follow(db, known, version).finally(() => {
    known.following = null;
  });
  await known.following;
  return known;
}

/** Reads what was catalogued and what the desk changed since the last time; where it was neither, everything anew. */
async function follow(db: Db, known: Known, version: number): Promise<void> {
  const startedMs = Date.now();
  const isFirst = known.version < 0;
  const added = await readNew(db, known);
  const changed = isFirst ? 0 : await followEvents(db, known);
  if (!isFirst && added + changed === 0) {
    known.table = makeFootprintTable();
    known.lastRow = 0;
    await readNew(db, known);
  }
  known.lastEvent = new Date(startedMs);
  known.version = version;
  known.selections.clear();
}

/** Adds the rows that are not known yet; gives how many. */
async function readNew(db: Db, known: Known): Promise<number> {
  const { table } = known;
  let added = 0;
  for (let after = Math.max(0, known.lastRow - lateRows); ; ) {
    const rows = await readRows(db)
      .where(gt(items.rowNo, after))
      .orderBy(asc(items.rowNo))
      .limit(pageRows);
    for (const row of rows) {
      if (row.rowNo > known.lastRow) added += 1;
      else if (table.slotOfRow[row.rowNo]) continue;
      putFootprint(table, row);
    }
    after = rows.at(-1)?.rowNo ?? after;
    known.lastRow = Math.max(known.lastRow, after);
    if (rows.length < pageRows) return added;
    await rest();
  }
}

/** Reads again what the desk changed of late; gives how many scenes. */
async function followEvents(db: Db, known: Known): Promise<number> {
  const since = new Date(known.lastEvent.getTime() - lateMs);
  const changed = await db
    .selectDistinct({ id: itemEvents.itemId })
    .from(itemEvents)
    .where(gte(itemEvents.at, since));
  for (let at = 0; at < changed.length; at += 200) {
    const ids = changed.slice(at, at + 200).map(({ id }) => id);
    const rows = await readRows(db).where(inArray(items.id, ids));
    for (const row of rows) putFootprint(known.table, row);
  }
  return changed.length;
}

const readRows = (db: Db) =>
  db
    .select({
      rowNo: items.rowNo,
      sensorId: items.sensorId,
      platform: items.platform,
      acquiredAt: items.acquiredAt,
      createdAt: items.createdAt,
      cloudCoverPct: items.cloudCoverPct,
      footprint: items.footprint,
      visibility: items.visibility,
      entityId: items.entityId,
      embargoUntil: items.embargoUntil,
      withdrawnAt: items.withdrawnAt,
    })
    .from(items);

async function selected(
  db: Db,
  known: Known,
  viewer: Viewer,
  { text, ...search }: MapSearch,
): Promise<Selection> {
  const sight = sightOf(viewer);
  const key = JSON.stringify([sight, search, text ?? '']);
  const before = known.selections.get(key);
  if (before && before.madeMs + selectionMs > Date.now()) return before;
  const rows = text ? await rowsWithText(db, viewer, text) : undefined;
  const made: Selection = {
    slots: selectFootprints(known.table, { ...search, ...(rows && { rows }) }, sight, Date.now()),
    tiles: new Map(),
    madeMs: Date.now(),
  };
  known.selections.delete(key);
  known.selections.set(key, made);
  const [oldest] = known.selections.keys();
  if (known.selections.size > maxSelections && oldest) known.selections.delete(oldest);
  return made;
}

/** Words are looked for by the database, whose rows hold them. */
async function rowsWithText(db: Db, viewer: Viewer, text: string): Promise<Set<number>> {
  const { conditions } = await readFilter(db, viewer, { text });
  const rows = await db
    .select({ rowNo: items.rowNo })
    .from(items)
    .where(and(...conditions));
  return new Set(rows.map(({ rowNo }) => rowNo));
}

function sightOf(viewer: Viewer): Sight {
  const all = can(viewer, 'desk:read');
  const entityIds = all ? [] : (viewer?.affiliations.map(({ entityId }) => entityId) ?? []);
  return { all, isMember: activeAffiliations(viewer).length > 0, entityIds: entityIds.sort() };
}

/** Draws in slices of some milliseconds, so that the process goes on answering. */
async function drawn(table: FootprintTable, slots: Uint32Array, at: TileAt): Promise<Buffer> {
  const drawing = drawFootprints(table, slots, at);
  let sliceMs = performance.now();
  for (;;) {
    const step = drawing.next();
    if (step.done) return png(step.value, at.size);
    if (performance.now() - sliceMs < 8) continue;
    await rest();
    sliceMs = performance.now();
  }
}

const png = (rgba: Uint8Array, size: number) =>
  sharp(rgba, { raw: { width: size, height: size, channels: 4 } })
    .png({ compressionLevel: 4 })
    .toBuffer();

const rest = () => new Promise<void>((resolve) => setImmediate(resolve));
