// Benchmarks: `npm run bench [name…]`. Each prints its figures and a ratio to a floor or peer measured in the same run.
import { parseArgs } from 'node:util';
import { area } from './bench/area.ts';
import { areaFile } from './bench/area-file.ts';
import { catalogue } from './bench/catalogue.ts';
import { coverage } from './bench/coverage.ts';
import { download } from './bench/download.ts';
import { ingest } from './bench/ingest.ts';
import { map } from './bench/map.ts';
import { pages } from './bench/pages.ts';
import { weight } from './bench/weight.ts';

const all = {
  area,
  'area-file': areaFile,
  catalogue,
  coverage,
  ingest,
  map,
  pages,
  download,
  weight,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean' } },
});
// A number is of scenes: `npm run bench -- catalogue 100000`.
const size = positionals.map(Number).find((count) => count > 0);
const names = positionals.filter((name) => !(Number(name) > 0));
const unknown = names.filter((name) => !(name in all));
if (values.help || unknown.length > 0) {
  console.log(`npm run bench -- [${Object.keys(all).join(' | ')}] [how many scenes]`);
  process.exit(unknown.length > 0 ? 2 : 0);
}
for (const [name, run] of Object.entries(all)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.log(`\n# ${name}`);
  await run(size);
}
process.exit(0);
