import { isDeepStrictEqual } from 'node:util';
import { eq, inArray } from 'drizzle-orm';
import { type AreaGeometry, areaHaOf, boundingBox, normalise } from '#app/features/areas/area.ts';
import { checkArea } from '#app/features/areas/check-area.ts';
import { type AreaRepair, repairArea } from '#app/features/areas/repair-area.ts';
import type { Db } from '#app/lib/db.server.ts';
import { itemDocuments, items, sensors } from '#db/schema.ts';
import { addItems, changeItems, type NewItem } from './postings.server.ts';
import { type ReadStac, readStac, type StacFaultCode } from './stac-reading.ts';

export type ImportOptions = {
  /** Which sensor a collection's items are of, by the collection's id; `*` is of all others. */
  sensorOf: ReadonlyMap<string, string>;
  licenceId: string;
  visibility: NewItem['visibility'];
  entityId: string | null;
  idTemplate?: string;
  /** Reads and judges everything, writes nothing. */
  dryRun: boolean;
  now: Date;
  /** Items a transaction. */
  perBatch?: number;
};

/** One value of a file, and where it stands there; a value that could not be read is a fault. */
export type Source = { where: string } & ({ value: unknown } | { unreadable: string });

/** `area.<code>` is a fault of the footprint, as `areas:fault.<code>` tells it. */
export type ImportFaultCode =
  | StacFaultCode
  | 'not-json'
  | 'unknown-collection'
  | 'id-taken'
  | `area.${string}`;
export type ImportFault = {
  where: string;
  code: ImportFaultCode;
  detail: string;
  /** Of a fault of the footprint: what its sentence names. */
  params?: Record<string, string | number>;
};

export type ImportReport = {
  read: number;
  added: number;
  changed: number;
  unchanged: number;
  /** Of those added or changed: footprints that were mended by less than a hundredth of their surface. */
  repaired: number;
  refused: number;
};

const perBatch = 4000;
/** A repair that changes more of the surface than this would show another scene. */
const maxRepairedShare = 0.01;

/**
 * Catalogues items of other catalogues, whose files stay where they are. In batches, each whole or not at all: run again
 * after whatever stopped it, it goes on, because what is there already is recognised by its id and left as it is, or
 * changed where it differs. Each refusal is told once, with its place.
 */
export async function importItems(
  db: Db,
  sources: AsyncIterable<Source>,
  options: ImportOptions,
  told: { onFault(fault: ImportFault): void; onBatch?(report: ImportReport): void },
): Promise<ImportReport> {
  const report: ImportReport = {
    read: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    repaired: 0,
    refused: 0,
  };
  const platforms = await platformSensors(db);
  const refuse = (fault: ImportFault) => {
    report.refused += 1;
    told.onFault(fault);
  };
  let batch = new Map<string, Prepared>();
  const flush = async () => {
    if (batch.size > 0) await writeBatch(db, batch, options, report, refuse);
    batch = new Map();
    told.onBatch?.(report);
  };
  for await (const source of sources) {
    report.read += 1;
    const prepared = await prepare(source, options, platforms);
    if ('code' in prepared) {
      refuse(prepared);
      continue;
    }
    // Twice in one batch: the later one counts.
    if (batch.has(prepared.item.id)) report.unchanged += 1;
    batch.set(prepared.item.id, prepared);
    if (batch.size >= (options.perBatch ?? perBatch)) await flush();
  }
  await flush();
  return report;
}

type Prepared = { where: string; item: NewItem; isRepaired: boolean };

async function prepare(
  source: Source,
  options: ImportOptions,
  platforms: ReadonlyMap<string, string>,
): Promise<Prepared | ImportFault> {
  const { where } = source;
  if ('unreadable' in source) return { where, code: 'not-json', detail: source.unreadable };
  const reading = readStac(source.value, options.idTemplate);
  if (!reading.ok) return { where, ...reading.fault };
  const { item } = reading;
  const sensorId = sensorFor(item, options.sensorOf, platforms);
  if (!sensorId) return { where, code: 'unknown-collection', detail: item.collection ?? '' };
  const surface = await readSurface(item.geometry);
  if ('code' in surface) return { where, ...surface };
  return {
    where,
    isRepaired: surface.isRepaired,
    item: newItem(item, sensorId, surface.footprint, options),
  };
}

/** By what the operator says, else by the collection's own name or the platform, where they are a sensor's. */
function sensorFor(
  { collection, platform }: ReadStac,
  sensorOf: ReadonlyMap<string, string>,
  platforms: ReadonlyMap<string, string>,
): string | undefined {
  return (
    sensorOf.get(collection ?? '') ??
    platforms.get(collection ?? '') ??
    platforms.get(platform ?? '') ??
    sensorOf.get('*')
  );
}

/** Sensors by their ids and by their platforms. */
async function platformSensors(db: Db): Promise<Map<string, string>> {
  const all = await db.select({ id: sensors.id, platforms: sensors.platforms }).from(sensors);
  return new Map(
    all.flatMap(({ id, platforms }) => [id, ...platforms].map((name) => [name, id] as const)),
  );
}

type Surface = { footprint: AreaGeometry | null; isRepaired: boolean } | Omit<ImportFault, 'where'>;

async function readSurface(geometry: unknown): Promise<Surface> {
  if (geometry === null) return { footprint: null, isRepaired: false };
  const fault = await checkArea(geometry);
  if (!fault) return { footprint: normalise(geometry as AreaGeometry), isRepaired: false };
  const repair = await repairArea(geometry);
  if (repair && isSlight(repair)) return { footprint: repair.geometry, isRepaired: true };
  const { code, at, params } = fault;
  return {
    code: `area.${code}`,
    detail: at ? `${at[0]}, ${at[1]}` : '',
    ...(params && { params }),
  };
}

/** It shows the same scene as before. A guess at what was meant, as longitudes for latitudes, is not ours to make here. */
function isSlight({ changedM2, beforeM2, steps }: AreaRepair): boolean {
  const guessed = steps.some(({ code }) => code === 'swapped' || code === 'dropped-points');
  return !guessed && Math.abs(changedM2) <= maxRepairedShare * beforeM2;
}

function newItem(
  item: ReadStac,
  sensorId: string,
  footprint: AreaGeometry | null,
  { licenceId, visibility, entityId, now }: ImportOptions,
): NewItem {
  const box = footprint && boundingBox(footprint);
  return {
    id: item.id,
    sensorId,
    licenceId,
    platform: item.platform ?? sensorId,
    acquiredAt: item.acquiredAt,
    cloudCoverPct: item.cloudCoverPct,
    incidenceDeg: item.incidenceDeg,
    gsdM: item.gsdM,
    footprint,
    footprintApproximate: false,
    areaHa: areaHaOf(footprint),
    synthetic: false,
    visibility,
    entityId,
    stac: { ...item.stac, collection: sensorId, geometry: footprint, ...(box && { bbox: box }) },
    createdAt: now,
  };
}

async function writeBatch(
  db: Db,
  batch: ReadonlyMap<string, Prepared>,
  { dryRun }: ImportOptions,
  report: ImportReport,
  refuse: (fault: ImportFault) => void,
): Promise<void> {
  const plan = await (dryRun ? planBatch(db, batch) : db.tx((t) => carryOut(t, batch)));
  report.added += plan.added.length;
  report.changed += plan.changed.length;
  report.unchanged += plan.unchanged;
  report.repaired += [...plan.added, ...plan.changed].filter(
    ({ id }) => batch.get(id)?.isRepaired,
  ).length;
  for (const { where, item } of plan.taken) refuse({ where, code: 'id-taken', detail: item.id });
}

async function carryOut(t: Db, batch: ReadonlyMap<string, Prepared>): Promise<BatchPlan> {
  const plan = await planBatch(t, batch);
  await addItems(t, plan.added);
  await changeItems(t, plan.changed);
  return plan;
}

type BatchPlan = { added: NewItem[]; changed: NewItem[]; unchanged: number; taken: Prepared[] };

/** What is new, what differs from what is there, and what bears the name of a scene that was delivered here. */
async function planBatch(db: Db, batch: ReadonlyMap<string, Prepared>): Promise<BatchPlan> {
  const rows = await db
    .select({ item: items, stac: itemDocuments.stac })
    .from(items)
    .innerJoin(itemDocuments, eq(itemDocuments.rowNo, items.rowNo))
    .where(inArray(items.id, [...batch.keys()]));
  const known = new Map(rows.map((row) => [row.item.id, row]));
  const plan: BatchPlan = { added: [], changed: [], unchanged: 0, taken: [] };
  for (const prepared of batch.values()) {
    const { item } = prepared;
    const there = known.get(item.id);
    if (!there) plan.added.push(item);
    else if (there.item.deliveryId !== null) plan.taken.push(prepared);
    else if (isSame(item, there)) plan.unchanged += 1;
    else plan.changed.push({ ...item, createdAt: there.item.createdAt });
  }
  return plan;
}

function isSame(item: NewItem, there: { item: typeof items.$inferSelect; stac: unknown }): boolean {
  const { stac, createdAt: _then, ...columns } = item;
  const held: Record<string, unknown> = there.item;
  const isHeld = Object.entries(columns).every(([name, value]) =>
    isDeepStrictEqual(held[name], value),
  );
  return isHeld && isDeepStrictEqual(there.stac, stac);
}
