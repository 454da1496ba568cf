import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type ImportReport,
  importBoundaries,
} from '#app/features/places/import-boundaries.server.ts';
import { placeKinds, readPlaceKind } from '#app/features/places/place.ts';
import { translator } from '#app/i18n/locale.server.ts';
import { type Command, withDatabase, wrongUse } from './command.ts';

export const importBoundariesCommand: Command = {
  summary: 'Takes the outlines of communes, EPCI, départements or régions from an official file.',
  usage: `import-boundaries FILE [--kind ${placeKinds.join('|')}] [--source TEXT] [--dry-run]`,
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        kind: { type: 'string' },
        // Who made the file, and of when it is: shown beside each outline.
        source: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
      },
    });
    const [file] = positionals;
    if (!file || positionals.length > 1)
      wrongUse('One file is needed: GeoJSON or TopoJSON, or one of them in gzip.');
    if (!existsSync(file)) wrongUse(`There is no file ${file}.`);
    const kind = readPlaceKind(values.kind);
    if (values.kind !== undefined && !kind) wrongUse(`There is no kind ${values.kind}.`);
    const report = await withDatabase((db) =>
      importBoundaries(db, {
        file,
        dryRun: values['dry-run'],
        ...(kind && { kind }),
        ...(values.source && { source: values.source }),
        onProgress: (read) => console.error(`${read} features read`),
      }),
    );
    await print(report, values['dry-run']);
    return report.written + report.unchanged > 0 ? 0 : 1;
  },
};

async function print(report: ImportReport, dryRun: boolean): Promise<void> {
  const t = await translator('en');
  const { kind, read, written, unchanged, joined, mended, refused, unknown, without, derived } =
    report;
  console.log(`${read} features read as ${t(`places:kinds.${kind}`)}.`);
  console.log(
    `${written} outlines ${dryRun ? 'would be written' : 'written'}, ${unchanged} were there already.`,
  );
  list(
    'taken from communes that have merged or changed their code since',
    joined,
    ({ code, name, of }) => `${code} ${name}: ${of.join(', ')}`,
  );
  list(
    'mended, because they crossed themselves',
    mended,
    ({ code, name, changedM2 }) => `${code} ${name}: ${changedM2} m²`,
  );
  list('refused', refused, ({ code, name, reason }) => `${code} ${name}: ${t(reason)}`);
  list('under a code that is in no official list', unknown, ({ code, name }) => `${code} ${name}`);
  if (!dryRun)
    list(
      'official places still without an outline',
      without,
      ({ code, name }) => `${code} ${name}`,
    );
  if (derived) {
    console.log(
      `Of the communes were made ${derived.written} outlines of EPCI, départements and régions; ${derived.unchanged} were up to date, ${derived.incomplete} lack a commune.`,
    );
  }
}

function list<T>(
  title: string,
  { total, first }: { total: number; first: T[] },
  line: (one: T) => string,
): void {
  if (total === 0) return;
  console.log(`${total} ${title}:`);
  for (const one of first) console.log(`  ${line(one)}`);
  if (total > first.length) console.log(`  and ${total - first.length} more`);
}
