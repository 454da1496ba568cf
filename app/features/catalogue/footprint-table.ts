import { type AreaGeometry, type BBox, polygonsOf } from '#app/features/areas/area.ts';
import { partsOf } from './bounds.ts';

/**
 * All footprints of the catalogue as the map needs them, in columns of numbers: a million fit in about 120 MB and are read
 * through in some milliseconds. Places are in the unit square of Web Mercator, y downwards, to 2.4 m.
 */
export type FootprintTable = {
  /** Slots in use; those of replaced scenes included. */
  count: number;
  /** The slot of each scene by its row number; 0 is none. */
  slotOfRow: Int32Array;
  alive: Uint8Array;
  acquiredMs: Float64Array;
  createdMs: Float64Array;
  /** NaN where it is not known. */
  cloudPct: Float32Array;
  sensor: Uint16Array;
  platform: Uint16Array;
  /** 0 public, 1 members, 2 entity. */
  openness: Uint8Array;
  /** 0 is none. */
  entity: Uint16Array;
  /** 0 is none. */
  embargoMs: Float64Array;
  /** West, north, east, south of each. */
  boxes: Float32Array;
  /** The first ring of each, and of the one after the last. */
  rings: Int32Array;
  /** The first corner of each ring, and of the one after the last. */
  corners: Int32Array;
  ringCount: number;
  /** x and y of each corner. */
  places: Float32Array;
  cornerCount: number;
  /** Sensors, platforms and entities by their number. */
  names: string[];
  numbers: Map<string, number>;
};

export type FootprintRow = {
  rowNo: number;
  sensorId: string;
  platform: string;
  acquiredAt: Date;
  createdAt: Date;
  cloudCoverPct: number | null;
  footprint: AreaGeometry | null;
  visibility: 'public' | 'members' | 'entity';
  entityId: string | null;
  embargoUntil: Date | null;
  withdrawnAt: Date | null;
};

/** What the map shows of the catalogue: the filters that a row's columns can answer. */
export type FootprintSearch = {
  bbox?: BBox;
  from?: Date;
  to?: Date;
  /** Catalogued after this moment. */
  since?: Date;
  sensorIds?: readonly string[];
  platforms?: readonly string[];
  maxCloudPct?: number;
  /** Row numbers that words were found in. */
  rows?: ReadonlySet<number>;
};

/** Whose eyes: the rule of `visibleTo`, which the tests hold this to. */
export type Sight = { all: boolean; isMember: boolean; entityIds: readonly string[] };

export function makeFootprintTable(capacity = 1024): FootprintTable {
  return {
    // Slot 0 is nobody's, so that an unknown row number is told from the first.
    count: 1,
    slotOfRow: new Int32Array(capacity),
    alive: new Uint8Array(capacity),
    acquiredMs: new Float64Array(capacity),
    createdMs: new Float64Array(capacity),
    cloudPct: new Float32Array(capacity),
    sensor: new Uint16Array(capacity),
    platform: new Uint16Array(capacity),
    openness: new Uint8Array(capacity),
    entity: new Uint16Array(capacity),
    embargoMs: new Float64Array(capacity),
    boxes: new Float32Array(capacity * 4),
    rings: new Int32Array(capacity + 1),
    corners: new Int32Array(capacity + 1),
    ringCount: 0,
    places: new Float32Array(capacity * 12),
    cornerCount: 0,
    names: [''],
    numbers: new Map(),
  };
}

const opennesses = { public: 0, members: 1, entity: 2 } as const;

/** Adds a scene, or takes what is known of it now in place of what was. One without a place is no longer drawn. */
export function putFootprint(table: FootprintTable, row: FootprintRow): void {
  table.slotOfRow = fitting(table.slotOfRow, row.rowNo + 1);
  const before = table.slotOfRow[row.rowNo] ?? 0;
  if (before > 0) table.alive[before] = 0;
  table.slotOfRow[row.rowNo] = 0;
  if (!row.footprint || row.withdrawnAt) return;
  const slot = table.count;
  makeRoom(table, slot + 1);
  table.count = slot + 1;
  table.slotOfRow[row.rowNo] = slot;
  table.alive[slot] = 1;
  table.acquiredMs[slot] = row.acquiredAt.getTime();
  table.createdMs[slot] = row.createdAt.getTime();
  table.cloudPct[slot] = row.cloudCoverPct ?? Number.NaN;
  table.sensor[slot] = numberOf(table, row.sensorId);
  table.platform[slot] = numberOf(table, row.platform);
  table.openness[slot] = opennesses[row.visibility];
  table.entity[slot] = row.entityId === null ? 0 : numberOf(table, row.entityId);
  table.embargoMs[slot] = row.embargoUntil?.getTime() ?? 0;
  putOutline(table, slot, row.footprint);
}

/** Where a longitude and latitude lie in the unit square of Web Mercator, y downwards. */
export function unitSquare(lon: number, lat: number): [x: number, y: number] {
  const sine = Math.sin((Math.min(85.0511287798, Math.max(-85.0511287798, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/** The slots of the scenes that this person may know of and that meet the filters. */
export function selectFootprints(
  table: FootprintTable,
  search: FootprintSearch,
  sight: Sight,
  nowMs: number,
): Uint32Array {
  const isAsked = askedIn(table, search);
  const isSeen = seenIn(table, sight, nowMs);
  const found = new Uint32Array(table.count);
  let n = 0;
  for (let slot = 1; slot < table.count; slot += 1) {
    if (table.alive[slot] === 1 && isSeen(slot) && isAsked(slot)) {
      found[n] = slot;
      n += 1;
    }
  }
  return found.slice(0, n);
}

function seenIn(table: FootprintTable, sight: Sight, nowMs: number): (slot: number) => boolean {
  if (sight.all) return () => true;
  const own = new Set(sight.entityIds.map((id) => table.numbers.get(id) ?? -1));
  const most = sight.isMember ? 1 : 0;
  return (slot) =>
    own.has(table.entity[slot] || -2) ||
    ((table.openness[slot] ?? 2) <= most && (table.embargoMs[slot] ?? 0) <= nowMs);
}

function askedIn(table: FootprintTable, search: FootprintSearch): (slot: number) => boolean {
  const tests: ((slot: number) => boolean)[] = [];
  const { from, to, since, maxCloudPct, bbox, rows, sensorIds, platforms } = search;
  if (from) tests.push((slot) => (table.acquiredMs[slot] ?? 0) >= from.getTime());
  if (to) tests.push((slot) => (table.acquiredMs[slot] ?? 0) <= to.getTime());
  if (since) tests.push((slot) => (table.createdMs[slot] ?? 0) > since.getTime());
  if (maxCloudPct !== undefined) tests.push((slot) => (table.cloudPct[slot] ?? 0) <= maxCloudPct);
  if (sensorIds) tests.push(oneOf(table, table.sensor, sensorIds));
  if (platforms) tests.push(oneOf(table, table.platform, platforms));
  if (bbox) tests.push(inBox(table, bbox));
  if (rows) {
    const slots = new Set([...rows].map((row) => table.slotOfRow[row] ?? 0));
    tests.push((slot) => slots.has(slot));
  }
  return (slot) => tests.every((test) => test(slot));
}

function oneOf(table: FootprintTable, column: Uint16Array, names: readonly string[]) {
  const wanted = new Set(names.map((name) => table.numbers.get(name) ?? -1));
  return (slot: number) => wanted.has(column[slot] ?? 0);
}

/** By boxes: what the list finds by outlines may be a little less at the edge of the box. */
function inBox({ boxes }: FootprintTable, bbox: BBox) {
  const parts = partsOf(bbox).map(([west, south, east, north]) => [
    ...unitSquare(west, north),
    ...unitSquare(east, south),
  ]);
  return (slot: number) =>
    parts.some(
      ([w = 0, n = 0, e = 0, s = 0]) =>
        (boxes[slot * 4] ?? 2) <= e &&
        (boxes[slot * 4 + 2] ?? -2) >= w &&
        (boxes[slot * 4 + 1] ?? 2) <= s &&
        (boxes[slot * 4 + 3] ?? -2) >= n,
    );
}

function putOutline(table: FootprintTable, slot: number, footprint: AreaGeometry): void {
  let [west, north, east, south] = [2, 2, -2, -2];
  table.rings[slot] = table.ringCount;
  for (const [shell = []] of polygonsOf(footprint)) {
    table.corners = fitting(table.corners, table.ringCount + 2);
    table.places = fitting(table.places, (table.cornerCount + shell.length) * 2);
    table.corners[table.ringCount] = table.cornerCount;
    for (const [lon = 0, lat = 0] of shell) {
      const [x, y] = unitSquare(lon, lat);
      table.places[table.cornerCount * 2] = x;
      table.places[table.cornerCount * 2 + 1] = y;
      table.cornerCount += 1;
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    }
    table.ringCount += 1;
    table.corners[table.ringCount] = table.cornerCount;
  }
  table.rings[slot + 1] = table.ringCount;
  table.boxes.set([west, north, east, south], slot * 4);
}

function makeRoom(table: FootprintTable, slots: number): void {
  table.alive = fitting(table.alive, slots);
  table.acquiredMs = fitting(table.acquiredMs, slots);
  table.createdMs = fitting(table.createdMs, slots);
  table.cloudPct = fitting(table.cloudPct, slots);
  table.sensor = fitting(table.sensor, slots);
  table.platform = fitting(table.platform, slots);
  table.openness = fitting(table.openness, slots);
  table.entity = fitting(table.entity, slots);
  table.embargoMs = fitting(table.embargoMs, slots);
  table.boxes = fitting(table.boxes, slots * 4);
  table.rings = fitting(table.rings, slots + 1);
}

type Column = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array;

/** The column itself, or a longer copy: half as long again, so that adding one by one stays cheap. */
function fitting<C extends Column>(column: C, length: number): C {
  if (column.length >= length) return column;
  const Longer = column.constructor as new (length: number) => C;
  const longer = new Longer(Math.max(length, Math.ceil(column.length * 1.5)));
  longer.set(column);
  return longer;
}

function numberOf(table: FootprintTable, name: string): number {
  const known = table.numbers.get(name);
  if (known !== undefined) return known;
  table.names.push(name);
  table.numbers.set(name, table.names.length - 1);
  return table.names.length - 1;
}
