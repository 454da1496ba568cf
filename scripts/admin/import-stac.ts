import { createWriteStream } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type ImportFault,
  type ImportOptions,
  type ImportReport,
  importItems,
} from '#app/features/catalogue/import-items.server.ts';
import { readStacFiles } from '#app/features/catalogue/stac-files.server.ts';
import { translator } from '#app/i18n/locale.server.ts';
import { env } from '#app/lib/env.server.ts';
import { type Db, openDatabase } from '#db/client.server.ts';
import { entities, licences, sensors } from '#db/schema.ts';
import { type Command, wrongUse } from './command.ts';

const visibilities = ['public', 'members', 'entity'] as const;
/** So many refusals are printed; the report has them all. */
const maxPrinted = 30;

export const importStac: Command = {
  summary: 'Catalogues STAC items (0.6 to 1.1) whose files stay elsewhere. Run again, it goes on.',
  usage: `import-stac PATH --licence ID [--collection FROM=SENSOR,*=SENSOR] [--visibility public|members|entity]
      [--entity ID] [--id '{property}_{property}'] [--report FILE] [--dry-run]
    PATH is an NDJSON file (.ndjson, .jsonl, also .gz), a JSON item or FeatureCollection, or a folder of them.
    A collection is a sensor of its own name, or of --collection; else the platform tells the sensor.`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        collection: { type: 'string', multiple: true, default: [] },
        licence: { type: 'string' },
        visibility: { type: 'string', default: 'public' },
        entity: { type: 'string' },
        id: { type: 'string' },
        report: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const [path] = positionals;
    if (!path || positionals.length > 1) wrongUse('One file or folder is needed.');
    const db = await openDatabase(env().DATABASE_URL, { bulk: true });
    try {
      const options = await optionsOf(db, values);
      return await run(db, path, options, values.report);
    } finally {
      await db.close();
    }
  },
};

type Given = {
  collection: string[];
  licence?: string | undefined;
  visibility: string;
  entity?: string | undefined;
  id?: string | undefined;
  'dry-run': boolean;
};

async function optionsOf(db: Db, given: Given): Promise<ImportOptions> {
  const visibility = visibilities.find((name) => name === given.visibility);
  if (!visibility) wrongUse(`--visibility is one of ${visibilities.join(', ')}.`);
  const entityId = given.entity ?? null;
  if (visibility === 'entity' && entityId === null) wrongUse('--visibility entity needs --entity.');
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
  known('--entity', entityId, idsOf(await db.select({ id: entities.id }).from(entities)));
  const allLicences = idsOf(await db.select({ id: licences.id }).from(licences));
  const licenceId = given.licence ?? wrongUse(`--licence is one of ${allLicences.join(', ')}.`);
  known('--licence', licenceId, allLicences);
  const allSensors = idsOf(await db.select({ id: sensors.id }).from(sensors));
  const pairs = given.collection.flatMap((text) => text.split(','));
  const sensorOf = new Map(pairs.map((pair) => pairOf(pair, allSensors)));
  return {
    sensorOf,
    licenceId,
    visibility,
    entityId,
    ...(given.id !== undefined && { idTemplate: given.id }),
    dryRun: given['dry-run'],
    now: new Date(),
  };
}

function known(option: string, id: string | null, ids: readonly string[]): void {
  if (id !== null && !ids.includes(id)) wrongUse(`${option} is one of ${ids.join(', ')}.`);
}

/** `from=sensor`, or a sensor alone for everything. */
function pairOf(pair: string, sensorIds: readonly string[]): [from: string, sensorId: string] {
  const at = pair.lastIndexOf('=');
  const sensorId = pair.slice(at + 1).trim();
  known('--collection', sensorId, sensorIds);
  return [at < 0 ? '*' : pair.slice(0, at).trim(), sensorId];
}

async function run(
  db: Db,
  path: string,
  options: ImportOptions,
  reportFile: string | undefined,
): Promise<number> {
  const began = performance.now();
  const counts = new Map<string, number>();
  const areas = await translator('en');
  const sentence = (fault: ImportFault) =>
    sentenceOf(fault, (code) => areas(`areas:fault.${code}`, fault.params ?? {}));
  const file = reportFile === undefined ? null : createWriteStream(reportFile);
  let toldAt = began;
  const report = await importItems(db, readStacFiles(path), options, {
    onFault(fault) {
      const refused = [...counts.values()].reduce((sum, count) => sum + count, 0);
      counts.set(fault.code, (counts.get(fault.code) ?? 0) + 1);
      file?.write(`${JSON.stringify({ ...fault, reason: sentence(fault) })}\n`);
      if (refused < maxPrinted) console.error(`${fault.where}: ${sentence(fault)}`);
      if (refused === maxPrinted)
        console.error('… further refusals are counted only; --report FILE has them all.');
    },
    onBatch(soFar) {
      if (performance.now() - toldAt < 5000) return;
      toldAt = performance.now();
      console.log(progress(soFar, began));
    },
  });
  if (file) await new Promise((done) => file.end(done));
  for (const [code, count] of counts) console.error(`${String(count).padStart(8)} × ${code}`);
  console.log(`${options.dryRun ? 'Nothing written. Would be: ' : ''}${progress(report, began)}`);
  return report.refused === 0 ? 0 : 1;
}

function progress(report: ImportReport, began: number): string {
  const seconds = (performance.now() - began) / 1000;
  const { read, added, changed, unchanged, repaired, refused } = report;
  return (
    `${read} items read, ${added} added, ${changed} changed, ${unchanged} unchanged, ${repaired} repaired, ` +
    `${refused} refused in ${seconds.toFixed(1)} s (${Math.round(read / seconds)} a second).`
  );
}

function sentenceOf({ code, detail }: ImportFault, areaFault: (code: string) => string): string {
  switch (code) {
    case 'not-json':
      return `This is not JSON: ${detail}`;
    case 'not-an-item':
      return `This is not a STAC item${detail ? ` but a ${detail}` : ''}.`;
    case 'no-id':
      return 'It has no id. --id makes one of its properties.';
    case 'bad-id':
      return `Its id cannot stand in an address: ${detail}`;
    case 'no-datetime':
      return 'It has neither datetime nor start_datetime.';
    case 'bad-datetime':
      return `Its datetime cannot be read: ${detail}`;
    case 'not-a-surface':
      return `Its geometry is a ${detail}, and not a surface.`;
    case 'unknown-collection':
      return `No sensor is known for its collection "${detail}", nor for its platform. --collection says which.`;
    case 'id-taken':
      return `A scene that was delivered here has the id ${detail}.`;
    default:
      return `Its geometry: ${areaFault(code.replace('area.', ''))}${detail ? ` (at ${detail})` : ''}`;
  }
}
